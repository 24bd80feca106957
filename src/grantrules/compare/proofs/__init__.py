"""Witnesses: the smallest applications that two years treat differently, found or ruled out by Z3.

`questions.py` says what is asked, `search.py` how it is answered and why an answer can be believed; `variables.py`,
`formulas.py` and `year.py` say it to Z3, which only `solver.py` knows. Z3 is an optional package, imported when
something is asked.
"""

from grantrules.compare.causes import Side
from grantrules.compare.proofs.questions import (
    Act,
    Acting,
    Differs,
    Finding,
    Same,
    Undecided,
    VerdictsQuestion,
    Witness,
    YearQuestion,
    left_out,
    most_counted,
)
from grantrules.compare.proofs.search import DoesNotReplay, witnesses

__all__ = [
    "Act",
    "Acting",
    "Differs",
    "DoesNotReplay",
    "Finding",
    "Same",
    "Side",
    "Undecided",
    "VerdictsQuestion",
    "Witness",
    "YearQuestion",
    "left_out",
    "most_counted",
    "witnesses",
]
