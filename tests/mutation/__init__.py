"""Mutation testing of scenarios/: small mistakes are put into the code, one at a time, and the tests must notice.

`python -m tests.mutation` (part of `make proof`). See docs/decisions/0008-our-own-mutants.md.
"""
