"""200 recorded households and their answers as the page shows them. `python -m tests.golden` records them anew.

personas.json is drawn once over the whole input space (`python -m tests.golden --draw`); answers.json is what they are told. A
changed number must be meant: CHANGELOG.md says which and why, and names the line of answers.json that says what was recorded with.
"""
