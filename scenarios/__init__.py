"""The model behind Ballast: what a capped sleeve would change in a 401(k). NumPy and the standard library only."""

__version__ = "0.1.0"
