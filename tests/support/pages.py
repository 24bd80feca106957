"""What every HTML page must be: well formed, alone, and such that a keyboard and a screen reader get on with it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

VOID = {"meta", "br", "link", "img", "hr", "input"}


@dataclass
class Seen:
    """What a parser saw of a page."""

    tags: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    attributes: list[tuple[str, str | None]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @cached_property
    def words(self) -> str:
        """All text, without the style."""
        return re.sub(r"\s+", " ", " ".join(self.text))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen, self.inside = Seen(), list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        seen = self.seen
        seen.tags.append(tag)
        seen.attributes += attrs
        for name, value in attrs:
            seen.ids += [value or ""] if name == "id" else []
            seen.named += [value or ""] if name == "aria-labelledby" else []
            seen.named += [value[1:]] if name == "href" and value and value.startswith("#") else []
        if tag in {"a", "button", "input"} and "summary" in self.inside:
            seen.faults.append(f"<{tag}> is inside what opens and closes")
        if re.fullmatch("h[1-6]", tag):
            seen.headings.append(int(tag[1]))
        if tag not in VOID:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.inside or self.inside.pop() != tag:
            self.seen.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        if "style" not in self.inside:
            self.seen.text.append(data)


def seen(page: str) -> Seen:
    """A page as a parser sees it, with what is wrong in it."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    found = reader.seen
    found.faults += [f"<{tag}> is not closed" for tag in reader.inside]
    found.faults += [f"{id_} is the id of two" for id_, times in Counter(found.ids).items() if times > 1]
    found.faults += [f"{name} is nowhere" for name in set(found.named) - set(found.ids)]
    steps = zip([0, *found.headings], found.headings, strict=False)
    found.faults += [f"a heading {level} follows a heading {before}" for before, level in steps if level > before + 1]
    found.faults += [f"<{tag}> is not for a page that stands alone" for tag in found.tags if tag in _REACHING_OUT]
    found.faults += [f"{name} runs something" for name, _ in found.attributes if name.startswith("on")]
    found.faults += [
        f"{name}={value}" for name, value in found.attributes if name in ("src", "href") and _leads_out(value)
    ]
    found.faults += ["the style loads something"] if re.search(r"@import|url\(", page) else []
    return found


_REACHING_OUT = {"script", "link", "iframe", "img", "object", "embed", "base", "form"}


def _leads_out(value: str | None) -> bool:
    return not (value or "").startswith("#")


def without_folds(page: str) -> str:
    """A page without what has to be opened."""
    while (less := re.sub(r"(?s)<details((?!<details).)*?</details>", "", page)) != page:
        page = less
    return page
