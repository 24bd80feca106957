"""HTML pages: well formed, alone, navigable; whatever a value holds, it is text there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import grantrules
from grantrules.base.errors import readable, visible
from grantrules.base.texts import LANGUAGES
from grantrules.render.forms import render_several
from grantrules.render.paper.html import PAPER, STYLE, Places, document, element, fragment
from grantrules.results.document import Decision
from tests.support.answers import answered
from tests.support.documents import ROOT
from tests.support.pages import seen

EXAMPLES = sorted((ROOT / "examples").glob("*/*.yaml"))
HOSTILE = "<script>alert('x')</script> & \"quoted\" <!-- --> ]]> </style>\n\0\u202e"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_example_is_a_good_page(path: Path) -> None:
    result = answered(grantrules.read(path))
    for language in LANGUAGES:
        page = seen(result.to_html(language))
        assert page.faults == []
        assert page.headings.count(1) == 1
        assert ("lang", language) in page.attributes
        assert page.tags.count("main") == 1


def test_what_a_value_holds_is_text() -> None:
    application = {"year": 2022, "id": HOSTILE, "applicant": {"name": HOSTILE}, "measures": [{"title": HOSTILE}]}
    result = grantrules.evaluate(application)
    assert isinstance(result, Decision)
    for text, times in ((result.to_html(full=True), 3), (result.to_html(), 2), (result._repr_html_(), 2)):
        page = seen(text)
        assert page.faults == []
        assert page.words.count(re.sub(r"\s+", " ", visible(HOSTILE))) >= times


@given(st.text(), st.text())
def test_text_and_attributes_come_back_as_they_were(text: str, name: str) -> None:
    page = seen(document(text, [element("p", text, text, title=name)], "nb"))
    assert page.faults == []
    assert "".join(page.text).strip().endswith(readable(text).strip())
    assert "".join(page.text).count(readable(text)) >= 3
    assert ("title", readable(name)) in page.attributes


@given(st.lists(st.text(max_size=5)))
def test_no_place_is_named_twice(wanted: list[str]) -> None:
    places = Places()
    names = [places.name(each) for each in wanted]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch("[A-Za-z0-9-]*", name) for name in names)


def test_a_fragment_styles_nothing_but_itself() -> None:
    rules = re.sub(r"@media[^{]*\{|\}\s*\}", "}", STYLE)
    selectors = [each for block in re.findall(r"([^{}]+)\{", rules) for each in re.split(r",(?![^(]*\))", block)]
    assert len(selectors) > 50
    within = re.compile(r"((\[data-jp-theme-light=\"\w+\"\]|\.vscode-\w+) )?\.grantrules\b")
    assert [each for each in selectors if each.strip() and not within.match(each.strip())] == []
    made = fragment([element("p", id="a"), element("a", href="#a")], "nb")
    other = fragment([element("b", id="a"), element("a", href="#a")], "nb")
    assert seen(made).faults == []
    assert seen(made + other).faults == []
    assert PAPER not in made


def test_a_notebook_is_shown_the_page() -> None:
    result = grantrules.evaluate({"year": 2022, "applicant": {"type": "foundation"}})
    assert seen(result._repr_html_() + result._repr_html_()).faults == []
    part, page = seen(result._repr_html_()), seen(result.to_html())
    assert part.faults == []
    assert page.words.endswith(part.words.strip() + " ")
    assert {"html", "body", "head"}.isdisjoint(part.tags)
    assert result._repr_markdown_() == result.to_markdown()


def test_several_results_are_one_page() -> None:
    results = [grantrules.evaluate({"year": year, "id": f"A-{year}"}) for year in grantrules.years()]
    page = seen(render_several(results, "html", "en"))
    assert page.faults == []
    assert page.tags.count("html") == 1
    assert page.headings.count(1) == len(results)
    assert all(f"A-{year}" in page.words for year in grantrules.years())


# -- contrast: at least 4.5 to 1 for text, in both schemes


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_what_is_behind_it(scheme: int) -> None:
    block = re.findall(r"\.grantrules \{([^}]*--paper[^}]*)\}", STYLE)[scheme]
    colours = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", block))
    for ink in ("ink", "quiet", "link", "less", "more", "other", "open"):
        assert contrast(colours[ink], colours["paper"]) >= 4.5, ink
        assert contrast(colours[ink], colours["card"]) >= 4.5, ink
    for behind in ("gone", "new"):
        assert contrast(colours["ink"], colours[behind]) >= 4.5


def test_a_notebook_has_the_colours_of_its_own_theme() -> None:
    blocks = re.findall(r"\{([^{}]*--paper: #[0-9a-f]{6}[^{}]*)\}", STYLE)
    light, dark, *themes = (re.findall(r"--[a-z]+: #[0-9a-f]{6}", block) for block in blocks)
    assert light != dark
    assert themes == [light, dark]


def test_an_amount_has_no_escapes_in_it() -> None:
    application = {"year": 2022, "measures": [{"amount": 1234567}]}
    assert "1\u00a0234\u00a0567 kroner" in grantrules.evaluate(application).to_html("nb")
    assert "\\xa0" not in grantrules.diff(2022, 2023).to_text("nb")
