"""The judge of the fast model: one future at a time, year by year, fund by fund, dollar by dollar, in plain float64 Python.

Written from the model's description alone, with none of its code: it shares only the inputs, the edition's figures and the
yearly bank. It is slow on purpose, and knows no shortcut: every plan is lived through holding by holding, whatever its
rules, and what a balance can pay is found by halving. Where the two disagree, one of them is wrong.
"""

from tests.twin.contributions import paid_in
from tests.twin.life import Life, Twin

__all__ = ["Life", "Twin", "paid_in"]
