"""One file for each chart: numbers in, lines and words at their places out. Nothing here knows how the numbers were made."""
