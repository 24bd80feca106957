"""How a result shows itself: as text, markdown, HTML and, where it has a versioned form, as JSON."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

Data = TypeVar("Data")
"""The shape of the result as plain data."""


class Paged:
    """A result that can be given as text, markdown or HTML, in bokmål (nb), nynorsk (nn) or English (en)."""

    @property
    def _shown(self) -> object:
        """What the page is of."""
        return self

    def to_text(self, language: str | None = None) -> str:
        """The result as a page of plain text."""
        text: str = _forms().to_text(self._shown, language)
        return text

    def to_markdown(self, language: str | None = None) -> str:
        """The result as a page of markdown; every value is escaped."""
        text: str = _forms().to_markdown(self._shown, language)
        return text

    def to_html(self, language: str | None = None) -> str:
        """The result as an HTML document of its own, without scripts and with nothing to load; every value is escaped."""
        text: str = _forms().to_html(self._shown, language)
        return text

    def _repr_html_(self) -> str:
        """The result as notebooks show it."""
        text: str = _forms().to_fragment(self._shown)
        return text

    def _repr_markdown_(self) -> str:
        return self.to_markdown()


class Shown(Paged, Generic[Data]):
    """A result that can also be given as JSON or plain data."""

    def to_json(self, language: str | None = None, *, indent: int | None = None) -> str:
        """The result as JSON in its versioned form, on one line unless an indent is given."""
        text: str = _forms().to_json(self, language, indent)
        return text

    def to_dict(self, language: str | None = None) -> Data:
        """The same as a dictionary of the caller's own."""
        data: Data = _forms().to_dict(self, language)
        return data


def _forms() -> Any:
    """What renders results, imported when one is first shown."""
    from grantrules.render import forms  # noqa: PLC0415

    return forms
