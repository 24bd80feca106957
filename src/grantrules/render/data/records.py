"""Records: the objects that a JSON form consists of, with each field said once.

A record is a `TypedDict`. One line of it is the type that callers see, the JSON Schema, which pydantic makes of the type,
and where the value comes from:

    class JudgeData(TypedDict):
        \"\"\"What people must judge.\"\"\"

        measure: str | None                                     # the attribute of that name
        rule: Annotated[str, From("rule.id")]                   # another attribute
        text: Annotated[str, From("rule.text", in_language)]    # what a function makes of an attribute
        asked: Annotated[str, From(question)]                   # what a function makes of the whole

A function is given what was found and, where it takes two, the context too: the language, and often what a year's rules say.

To add a field, write such a line where the field belongs: then it is in the JSON and in the schema. What is left to do is a
test, and for a field at the top of its form `python -m tools.site.reference`. The JSON has the fields in this order.

- A record within a record, or a list of them, is read in the same way of what was found. Nothing stays nothing, and what
  has been read before stays as it is.
- A field with names to choose from has the value of the enum that is its attribute; one with a single name has that.
- Everything else stays as it is found: dates and tuples are written by pydantic when the JSON is made.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache
from inspect import signature
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from typing_extensions import is_typeddict

from grantrules.base.codes import Code
from grantrules.base.errors import UnknownName, unknown

Record = dict[str, Any]
"""What was read as a record. The JSON made of it has the types that the record declares."""

Step = Callable[[Any, Any], Any] | Callable[[Any], Any]
"""What a function makes of what was found, in a context or in any."""


class From:
    """Where the value of a field comes from: attributes and functions, one after the other."""

    def __init__(self, *steps: str | Step) -> None:
        self.steps = steps


class Extended:
    """Something, with more that is known of it, for a record that says both."""

    def __init__(self, of: object, **more: object) -> None:
        self._of = of
        vars(self).update(more)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._of, name)


def read(record: type, of: object, context: object, parts: Collection[str] | None = None) -> Record:
    """What a record says of something; `context` is what its functions are given beside it.

    Of the fields only those that `parts` names, where it is given; the others are not worked out.

    Raises:
        UnknownName: the record has no such field; the message suggests one.
    """
    if parts is None:
        made: Record = _reader(record)(of, context)
        return made
    known = _names(record)
    for part in parts:
        if part not in known:
            raise UnknownName(*unknown(Code.UNKNOWN_NAME, part, known, what="part"))
    return {name: _reader(record, name)(of, context)[name] for name in known if name in parts}


@cache
def _names(record: type) -> tuple[str, ...]:
    """The fields of a record, in their order."""
    return tuple(get_type_hints(record))


@cache
def _reader(record: type, only: str | None = None) -> Callable[[Any, Any], Any]:
    """What reads a record: an expression compiled once, which is as fast as the dictionary written out by hand.

    With `only` it is of that field alone.

    That of the record above is `{'measure': of.measure, 'rule': of.rule.id, 'text': step_0(of.rule.text, context), …}`.
    """
    known: dict[str, object] = {}
    hints = get_type_hints(record, include_extras=True)
    fields = ", ".join(f"{n!r}: {_field(n, hint, known)}" for n, hint in hints.items() if only in (None, n))
    reader: Callable[[Any, Any], Any] = eval(  # noqa: S307  made of the records of this package alone, as dataclasses make their methods
        f"lambda of, context: of if of is None or type(of) is dict else {{{fields}}}", known
    )
    return reader


def _field(name: str, hint: Any, known: dict[str, object]) -> str:
    """The expression for the value of a field; functions that it calls go to `known`."""
    kind, *marks = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    steps = next((mark.steps for mark in marks if isinstance(mark, From)), None)
    if steps is None and get_origin(kind) is Literal and len(get_args(kind)) == 1:
        return repr(get_args(kind)[0])
    found = "of"
    for step in steps or (name,):
        found = f"{found}.{step}" if isinstance(step, str) else _called(step, found, known)
    return _shaped(found, kind, known, enums=steps is None or isinstance(steps[-1], str))


def _shaped(found: str, kind: Any, known: dict[str, object], *, enums: bool) -> str:
    """The expression that makes what a field holds of what was found; `enums` says whether names are found as enums."""
    if is_typeddict(kind):
        return _called(_reader(kind), found, known)
    if get_origin(kind) is Literal:
        return f"{found}._value_" if enums else found  # `value` is a descriptor and takes ten times as long
    inner = [each for each in get_args(kind) if each is not NoneType]
    if len(inner) != 1:
        return found
    shaped = _shaped("each", inner[0], known, enums=enums)
    if shaped == "each":
        return found
    if get_origin(kind) is list:
        return f"[{shaped} for each in {found}]"
    return f"(None if (each := {found}) is None else {shaped})"


def _called(step: Step, found: str, known: dict[str, object]) -> str:
    """The expression for what a function makes of what was found."""
    name = f"step_{len(known)}"
    known[name] = step
    return f"{name}({found}, context)" if len(signature(step).parameters) > 1 else f"{name}({found})"
