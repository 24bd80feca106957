"""How a result shows itself: as text, markdown, HTML and, where it has a versioned form, as JSON."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from typing import TYPE_CHECKING, Generic, TypeVar, overload

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")
Data = TypeVar("Data")
"""The shape of the result as plain data."""


class Paged:
    """A result that can be given as text, markdown or HTML, in bokmål (nb), nynorsk (nn) or English (en)."""

    @property
    def _shown(self) -> object:
        """What the page is of."""
        return self

    def to_text(self, language: str | None = None) -> str:
        """The result as a page of plain text.

        Raises:
            UnknownName: there is no such language; the message says which there are. So for every form.
        """
        return made("to_text", self._shown, language)

    def to_markdown(self, language: str | None = None) -> str:
        """The result as a page of markdown; every value is escaped."""
        return made("to_markdown", self._shown, language)

    def to_html(self, language: str | None = None) -> str:
        """The result as an HTML document of its own, without scripts and with nothing to load; every value is escaped."""
        return made("to_html", self._shown, language)

    def _repr_html_(self) -> str:
        """The result as notebooks show it."""
        return made("to_fragment", self._shown)

    def _repr_markdown_(self) -> str:
        return self.to_markdown()


class BriefPaged(Paged):
    """A result whose page is brief: what decides, and what comes next; `full` gives everything."""

    def to_text(self, language: str | None = None, full: bool = False) -> str:
        """The result as a page of plain text, brief or full.

        Raises:
            UnknownName: there is no such language; the message says which there are. So for every form.
        """
        return made("to_text", self, language, full)

    def to_markdown(self, language: str | None = None, full: bool = False) -> str:
        """The result as a page of markdown, brief or full; every value is escaped."""
        return made("to_markdown", self, language, full)

    def to_html(self, language: str | None = None, full: bool = False) -> str:
        """The result as an HTML document of its own, brief or full, without scripts and with nothing to load."""
        return made("to_html", self, language, full)


class Shown(Paged, Generic[Data]):
    """A result that can also be given as JSON or plain data."""

    def to_json(
        self, language: str | None = None, *, indent: int | None = None, parts: Collection[str] | None = None
    ) -> str:
        """The result as JSON in its versioned form, on one line unless an indent is given.

        Whole, or only the `parts` at its top that are named: `("status", "missing")`. The others are not worked out.

        Raises:
            UnknownName: there is no such language or part; the message suggests one.
        """
        return made("to_json", self, language, indent, parts)

    @overload
    def to_dict(self, language: str | None = None, *, parts: None = None) -> Data: ...

    @overload
    def to_dict(self, language: str | None = None, *, parts: Collection[str]) -> dict[str, object]: ...

    def to_dict(self, language: str | None = None, *, parts: Collection[str] | None = None) -> Data | dict[str, object]:
        """The same as a dictionary of the caller's own.

        Raises:
            UnknownName: as for `to_json`.
        """
        from pydantic_core import from_json  # noqa: PLC0415  only for those who want data

        data: Data = from_json(self.to_json(language, parts=parts))
        return data


def made(form: str, *of: object, **more: bool) -> str:
    """A form of a result; what renders it is imported when one is first shown."""
    from grantrules.render import forms  # noqa: PLC0415

    shown: str = getattr(forms, form)(*of, **more)
    return shown


def as_shown(kind: type[T], found: DataclassInstance, **more: object) -> T:
    """What a room below found, as the kind of it that can be shown; with what is `more` known of it, or known otherwise."""
    return kind(**{field.name: getattr(found, field.name) for field in fields(found)} | more)
