"""One file for each part of an answer: an Answer in, rounded words, tables and pictures out."""
