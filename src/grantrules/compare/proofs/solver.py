"""The few things that are asked of Z3, and the only place that knows it.

Z3 has no types that help, so its terms are `Any` here and opaque to everybody else. Plain truth values
count as terms too, and fold away. Each solver has a context of its own: names and memory are nobody
else's, and two solvers can run in two threads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from time import monotonic
from typing import Any, TypeAlias

from grantrules.base.extras import PROOFS, imported

Term: TypeAlias = Any
"""A formula: `True`, `False` or one of Z3's."""

Number: TypeAlias = Any
"""A whole number: an `int` or one of Z3's."""


class OutOfTime(Exception):
    """Z3 gave up before it knew; nothing follows from that."""


@cache
def z3() -> Any:
    """The package, imported when first needed.

    Raises:
        MissingExtra: it is not installed; the message says how to get it.
    """
    return imported("witnesses between years need", *PROOFS)


class Solver:
    """Terms, what is required of them, and the values under which all of it holds."""

    def __init__(self) -> None:
        self._context = z3().Context()
        self._solver = z3().Solver(ctx=self._context)
        self._solver.set("phase_selection", 0)  # prefers what is not stated, so that first finds are small

    # -- terms

    def boolean(self, name: str) -> Term:
        """A new truth value."""
        return z3().FreshBool(name, self._context)

    def integer(self, name: str) -> Number:
        """A new whole number."""
        return z3().FreshInt(name, self._context)

    def both(self, terms: Iterable[Term]) -> Term:
        """Whether all hold; of none, true."""
        return self._joined(terms, neutral=True)

    def either(self, terms: Iterable[Term]) -> Term:
        """Whether one holds; of none, false."""
        return self._joined(terms, neutral=False)

    def _joined(self, terms: Iterable[Term], *, neutral: bool) -> Term:
        found = [term for term in terms if term is not neutral]
        if any(term is (not neutral) for term in found):
            return not neutral
        if len(found) < 2:
            return found[0] if found else neutral
        return z3().And(found) if neutral else z3().Or(found)

    def no(self, term: Term) -> Term:
        """Whether it does not hold."""
        return not term if isinstance(term, bool) else z3().Not(term)

    def at_least(self, terms: Iterable[Term], number: int) -> Term:
        """Whether so many of them hold."""
        open_ = [term for term in terms if term is not False]
        number -= sum(term is True for term in open_)
        open_ = [term for term in open_ if term is not True]
        if number <= 0:
            return True
        return False if number > len(open_) else z3().AtLeast(*open_, number)

    # -- what is required

    def require(self, term: Term) -> None:
        """From now on this holds."""
        self._solver.add(z3().BoolVal(term, self._context) if isinstance(term, bool) else term)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """What is required within is forgotten afterwards."""
        self._solver.push()
        try:
            yield
        finally:
            self._solver.pop()

    def found(self, until: float) -> Model | None:
        """Values under which all that is required holds, or none if there are none.

        Raises:
            OutOfTime: it was not known at the moment `until` (of `monotonic`).
        """
        left = until - monotonic()
        if left <= 0:
            raise OutOfTime
        self._solver.set("timeout", max(1, int(left * 1000)))
        answer = self._solver.check()
        if answer == z3().unknown:
            raise OutOfTime
        return Model(self._solver.model()) if answer == z3().sat else None


class Model:
    """Values that Z3 found."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def true(self, term: Term) -> bool:
        """Whether a formula holds; what was left open counts as not holding."""
        return term if isinstance(term, bool) else bool(z3().is_true(self._model.eval(term, model_completion=True)))

    def number(self, number: Number) -> int:
        """The value of a whole number."""
        return number if isinstance(number, int) else int(self._model.eval(number, model_completion=True).as_long())
