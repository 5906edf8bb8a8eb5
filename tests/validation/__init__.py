"""How we know that the model is right: every number of the trust list, the tests that hold it, and what was measured.

`python -m tests.validation` measures anew and writes docs/validation.md (some minutes).
"""
