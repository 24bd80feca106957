"""One page, three forms: every block is drawn by every drawer, and what a page says everywhere stands in all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import product
from typing import Any, get_args

import pytest

import grantrules
from grantrules.base.errors import readable
from grantrules.base.texts import LANGUAGES, Language
from grantrules.render.forms import MAKERS, page_of
from grantrules.render.paper.blocks import (
    Block,
    Bullet,
    BulletList,
    Card,
    Cards,
    Cell,
    Column,
    FactTable,
    Fold,
    Grid,
    Item,
    Items,
    ListLayout,
    Page,
    Paragraph,
    Section,
    SideBySide,
    TextStyle,
    Timeline,
    TimelineEntry,
    WhenOpened,
    bullets,
)
from grantrules.render.paper.flat import flat_sections, page_markdown, page_text
from grantrules.render.paper.html_page import html_document, html_fragment
from grantrules.render.paper.lines import Mark, ShownIn, Span, SpanStyle, Tone, in_flat, line
from tests.support.answers import answered
from tests.support.documents import ROOT
from tests.support.pages import seen
from tests.support.rows import rows

FORMS: dict[str, Callable[[Page], str]] = {
    "text": page_text,
    "markdown": lambda page: page_markdown(page).replace("\\", ""),
    "html": lambda page: seen(html_document([page])).words,
}


def said(form: str, page: Page) -> str:
    """All that a form says, with the spaces between words evened out."""
    return plain(FORMS[form](page))


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", readable(re.sub(r"\s", " ", text))).strip()


# -- every kind of block


def item(text: str, *details: Block) -> Item:
    return Item(line(text), details, place=text)


SAMPLES: dict[Block, tuple[str, ...]] = {
    Paragraph(line("a paragraph")): ("a paragraph",),
    BulletList((Bullet(line("a point"), bullets(["a point below"]).bullets),)): ("a point", "a point below"),
    FactTable((("a fact", "its value", "its.path"),)): (),
    Items((item("an item", Paragraph(line("a detail"))),)): ("an item", "a detail"),
    Cards((Card("name", "title", "untitled", Mark("✔", Tone.GOOD), "verdict"),)): ("name", "title", "✔", "verdict"),
    Timeline((TimelineEntry("in May", item("a stop"), dated=True),)): ("a stop",),
    Grid("a grid", ("head", "number"), (("row", Cell("one", value=1)),)): ("head", "row", "one"),
    SideBySide((Column("a side", (Paragraph(line("of a side")),)),)): ("a side", "of a side"),
    Fold("a fold", (Paragraph(line("in a fold")),)): ("in a fold",),
    WhenOpened(lambda: [Paragraph(line("when opened"))]): (),
    Section(line("a part"), (Paragraph(line("in a part")),)): ("a part", "in a part"),
}


def page_with(*blocks: Block, heading: str = "A section") -> Page:
    section = Section(line(heading), blocks)
    return Page("A title", Mark("?"), line("A verdict"), (Paragraph(line("A lead")),), (section,), "en")


def test_there_is_a_sample_of_every_kind_of_block() -> None:
    assert {type(block) for block in SAMPLES} == set(get_args(Block))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("block", SAMPLES, ids=lambda block: type(block).__name__)
def test_every_drawer_draws_every_kind_of_block(block: Block, form: str) -> None:
    page = said(form, page_with(Paragraph(line("beside")), block))
    for expected in ("A title", "A lead", "A section", "beside", *SAMPLES[block]):
        assert expected in page
    below = said(form, page_with(Items((item("above", block),), ListLayout.ARTICLES)))
    lost = [expected for expected in ("above", *SAMPLES[block]) if expected not in below]
    assert lost == (["head"] if isinstance(block, Grid) and form != "html" else [])


@pytest.mark.parametrize("layout", ListLayout)
@pytest.mark.parametrize("style", SpanStyle)
def test_every_layout_and_style_says_the_words(layout: ListLayout, style: SpanStyle) -> None:
    text = line(Span("some words", style, mark=Mark("!", Tone.BAD), note="a note"))
    page = page_with(Items((Item(text, (Paragraph(line("below"), TextStyle.QUIET),), Mark("*")),), layout))
    for form in FORMS:
        assert "some words" in said(form, page)
        assert "below" in said(form, page)


@pytest.mark.parametrize("style", TextStyle)
def test_every_style_of_paragraph_and_list_is_drawn(style: TextStyle) -> None:
    page = page_with(Paragraph(line("words"), style), bullets(["one", "two"], "lead", style))
    for form in FORMS:
        assert all(each in said(form, page) for each in ("words", "lead", "one", "two"))


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda shown: Paragraph(line("told"), shown=shown), "told"),
        (lambda shown: Paragraph(line(Span("told", shown=shown))), "told"),
        (lambda shown: bullets(["told"], shown=shown), "told"),
        (lambda shown: Items((Item(line("told"), shown=shown),)), "told"),
        (lambda shown: Items((item("told"),), shown=shown), "told"),
        (lambda shown: Items((item("above", Paragraph(line("told"), shown=shown)),)), "told"),
        (lambda shown: Section(line("told"), (Paragraph(line("below")),), shown=shown), "told"),
        (lambda shown: Grid("told", ("head",), (("told",),), shown=shown), "told"),
        (lambda shown: SideBySide((Column("told", (Paragraph(line("x")),)),), shown=shown), "told"),
        (lambda shown: Fold("told", (Paragraph(line("told")),), shown=shown), "told"),
        (lambda shown: Timeline((TimelineEntry("when", item("told"), dated=True),), shown=shown), "told"),
        (lambda shown: Cards((Card("told", "", "-", Mark("?"), "x"),), shown=shown), "told"),
        (lambda shown: FactTable((("told", "x", "y"),), shown=shown), "told"),
    ],
)
def test_what_is_for_some_forms_stands_in_those_alone(make: Callable[[ShownIn], Block], expected: str) -> None:
    forms = {ShownIn.EVERYWHERE: set(FORMS), ShownIn.OPENED: {"html"}, ShownIn.FLAT: {"text", "markdown"}}
    for shown, wanted in forms.items():
        page = page_with(Paragraph(line("beside")), make(shown))
        found = {form for form in FORMS if expected in said(form, page)}
        assert found == wanted


def test_what_is_only_opened_is_made_by_the_forms_that_open_it_alone() -> None:
    made: list[str] = []

    def make() -> Iterator[Block]:
        made.append("made")
        yield Paragraph(line("when opened"))

    alike = Items(tuple(Item(line("text"), (WhenOpened(make),), measure=m) for m in "ab"), ListLayout.REASONS)
    card = Card("name", "", "-", Mark("?"), "verdict", details=(WhenOpened(make),))
    page = page_with(WhenOpened(make), alike, Cards((card,)))
    assert "when opened" not in page_text(page) + page_markdown(page)
    assert made == []
    assert said("html", page).count("when opened") == 3
    assert len(made) == 4


# -- the rules by which flat forms do without layout


def headings(page: Page) -> list[str]:
    return [section.heading for section in flat_sections(page)]


def test_a_section_in_another_has_both_headings_in_flat_forms() -> None:
    part = Section(line("Part"), (Paragraph(line("below")),))
    assert headings(page_with(part, heading="Whole")) == ["Whole – Part"]
    assert headings(page_with(Paragraph(line("x")), part, heading="Whole")) == ["Whole", "Whole – Part"]
    unnamed = Section(line(Span("Part", shown=ShownIn.OPENED)), (Paragraph(line("below")),))
    (whole,) = flat_sections(page_with(unnamed, heading="Whole"))
    assert (whole.heading, [each.text for each in whole.items]) == ("Whole", ["below"])


def test_a_section_as_an_item_is_one_to_flat_forms_and_what_stands_instead_is_another() -> None:
    brief = Section(line("Part"), (Items((item("one"), item("two"))),), as_item=True)
    ((made,),) = (section.items for section in flat_sections(page_with(brief)))
    assert (made.text, made.details) == ("Part:", ("one", "two"))
    folded = Section(line("Many"), (Items((item("one"),)),), folded=True, instead="so many")
    page = Page("t", Mark("?"), line("v"), (), (folded,), "en")
    assert [each.text for each in flat_sections(page)[0].items] == ["so many"]
    assert "one" in said("html", page)
    assert "so many" not in said("html", page)


def test_a_table_has_what_stands_instead_of_it_in_flat_forms() -> None:
    grid = Grid("Caption", ("head",), ((Cell("cell", "note"),),), (item("line"),), caption=True)
    page = page_with(Paragraph(line("x")), grid)
    assert headings(page) == ["A section", "Caption"]
    assert "line" in said("text", page)
    assert "cell" not in said("text", page)
    assert all(each in said("html", page) for each in ("cell", "note", "Caption"))


def test_an_item_begins_with_what_it_is_about() -> None:
    whole = Item(line("text"), mark=Mark("!"), said="said", word="perhaps", measure="m1", measures=("m2", "m3"))
    assert "- ! m1: perhaps: text [m2, m3]: said\n" in page_text(page_with(Items((whole,))))
    html = said("html", page_with(Items((whole,))))
    assert "Perhaps: text : said Measure: m1, m2, m3" in html.replace("text: said", "text : said")
    under = Item(line("text"), word="perhaps", under="Perhaps")
    assert said("html", page_with(Items((under,)))).count("erhaps") == 1


def test_items_alike_for_several_measures_stand_once_in_open_forms() -> None:
    both = Items(tuple(Item(line("text"), measure=measure) for measure in ("m1", "m2")), ListLayout.REASONS)
    assert page_text(page_with(both)).count("text") == 2
    html = said("html", page_with(both))
    assert html.count("text") == 1
    assert "Measure: m1, m2" in html


def test_a_line_of_time_is_in_order_in_open_forms() -> None:
    stops = [
        TimelineEntry("in June", item("late"), True, (0, "2")),
        TimelineEntry("in May", item("early"), True, (0, "1")),
    ]
    again = TimelineEntry("in May", item("early too"), True, (0, "1"))
    gathered = page_with(Timeline((*stops, again), gathered=True))
    assert re.findall("late|early", page_text(gathered)) == ["late", "early", "early"]
    html = said("html", gathered)
    assert html.index("early too") < html.index("late")
    assert html.count("In May") == 1
    assert said("html", page_with(Timeline((*stops, again)))).count("In May") == 2


def test_links_lead_to_the_first_place_of_that_name_also_beside_another_page() -> None:
    items = Items((Item(line(Span("there", to="x"))), Item(line("here"), place="x")), ListLayout.ARTICLES)
    page = page_with(items, Section(line("Part"), (Paragraph(line("below")),), "x"))
    for html in (html_document([page]), html_fragment(page) + html_fragment(page)):
        assert seen(html).faults == []


# -- every page of every example


@cache
def results() -> dict[str, Any]:
    """Something of every kind that there is a page of."""
    found: dict[str, Any] = {}
    for path in sorted((ROOT / "examples").rglob("*.yaml")):
        found[f"{path.parent.name}/{path.stem}"] = answered(grantrules.read(path))
    decision = found["2022/undetermined"]
    found |= {"why": decision.why(), "nearest": decision.nearest_eligible()}
    found["what if"] = decision.what_if({"applicant.type": "foundation"})
    found |= {f"rules of {year}": grantrules.load(year) for year in grantrules.years()}
    found["rule"] = grantrules.load(2022).explain("bachelor-subject")
    found["diff"] = grantrules.diff(2022, 2023, witness=True, measures=1, portfolio=ROOT / "examples/2022")
    found["history"] = grantrules.history("applicant-type")
    found["summary"] = grantrules.batch(ROOT / "examples/2022").summary
    return found


@cache
def page(name: str, language: Language) -> Page:
    return page_of(results()[name]._shown, language)


@cache
def said_of(name: str, language: Language, form: str) -> str:
    """All that a form says of a result, in a language."""
    return said(form, page(name, language))


def test_there_is_an_example_of_every_kind_of_page() -> None:
    kinds = {each.__name__ for result in results().values() for each in type(result._shown).__mro__}
    assert set(MAKERS) <= kinds


def everywhere(part: object) -> Iterator[str]:
    """What a part says in every form, piece by piece."""
    if isinstance(part, tuple):
        for each in part:
            yield from everywhere(each)
    elif isinstance(part, Card | FactTable) or getattr(part, "shown", None) in (
        ShownIn.OPENED,
        ShownIn.FLAT,
    ):
        return
    elif isinstance(part, Span):
        yield part.text
    elif isinstance(part, Section) and part.instead:
        yield from everywhere(part.heading)
    elif isinstance(part, Grid) and part.instead is not None:
        return
    elif is_dataclass(part):
        for field in fields(part):
            yield from everywhere(getattr(part, field.name))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_page_says_everywhere_stands_in_every_form(language: Language) -> None:
    with rows() as row:
        for name, form in product(results(), FORMS):
            with row(f"{name}, {form}"):
                pieces = [plain(text) for text in dict.fromkeys(everywhere(page(name, language).sections))]
                assert pieces
                words = said_of(name, language, form)
                assert [piece for piece in pieces if piece not in words] == []


SENTENCE = re.compile(r"(?:^|(?<=[.?!:\]] ))[A-ZÆØÅ][^.?!]{12,}(?<!\d)[.?!](?= |$)")


def sentences(lines: Iterator[str] | list[str]) -> set[str]:
    return {each for text in lines for each in SENTENCE.findall(plain(text))}


def for_flat_forms(part: object) -> Iterator[str]:
    """What a part says in flat forms alone."""
    if getattr(part, "shown", None) is ShownIn.FLAT:
        yield from _all(part)
    elif isinstance(part, Grid):
        yield from _all(part.instead or ())
    elif isinstance(part, tuple):
        for each in part:
            yield from for_flat_forms(each)
    elif isinstance(part, Section):
        yield part.instead
        yield from for_flat_forms(part.blocks)
    elif is_dataclass(part):
        for field in fields(part):
            yield from for_flat_forms(getattr(part, field.name))


def _all(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        yield "".join(each.text for each in in_flat(each for each in part if isinstance(each, Span)))
        for each in part:
            yield from _all(each)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _all(getattr(part, field.name))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_form_has_a_sentence_that_another_lacks_but_where_the_page_says_so(language: Language) -> None:
    with rows() as row:
        for name in results():
            with row(name):
                whole = page(name, language)
                lines = [
                    text
                    for section in flat_sections(whole)
                    for each in section.items
                    for text in (each.text, *each.details)
                ]
                told = sentences(lines)
                text, markdown = said_of(name, language, "text"), said_of(name, language, "markdown")
                assert [each for each in told if each not in text or each not in markdown] == []
                html = re.sub(r" ([.,;:?!])", r"\1", said_of(name, language, "html"))
                own = plain(" ".join(for_flat_forms(whole.sections)))
                assert [each for each in told if each not in html and each not in own] == []
