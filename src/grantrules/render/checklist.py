"""A checklist in markdown: what is to be corrected, asked and judged, and the duties, those that are due first at the top."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from grantrules.base.texts import Language
from grantrules.decision.answer import Fulfilment, ReportAnswer
from grantrules.decision.decision import Decision
from grantrules.decision.scope import Duty
from grantrules.render.pages.shared import ResultItems
from grantrules.render.paper.blocks import Item
from grantrules.render.paper.flat import flat_item
from grantrules.render.paper.markdown import details, escape


def checklist(result: Decision | ReportAnswer, language: Language) -> str:
    """What is left to do and what an award obliges to; of a report, with the duties that it shows to be done ticked off."""
    lines = ResultItems(result.rules, result.stated, language)
    report = isinstance(result, ReportAnswer)
    titled = " · ".join(str(part) for part in (lines.word("checklist"), result.rules.year, result.stated.id) if part)
    duties = sorted(result.duties, key=lambda duty: (duty.day is None, duty.day or date.max))
    text = [f"# {escape(titled)}"]
    for key, items in (
        ("corrections_of_report" if report else "corrections", map(lines.correction, result.corrections)),
        ("missing", map(lines.missing, result.missing)),
        ("judge", map(lines.judge, result.judge)),
    ):
        text += _section(lines.word(key), ((item, False) for item in items))
    text += _section(lines.word("duties"), ((lines.duty(duty), _done(result, duty)) for duty in duties))
    if not duties:
        text += ["", escape(lines.word("no_duties"))]
    return "\n".join(text) + "\n"


def _section(heading: str, items: Iterable[tuple[Item, bool]]) -> Iterator[str]:
    """A heading with a box before each item, ticked or not; nothing where there is no item."""
    for number, (item, done) in enumerate(items):
        if number == 0:
            yield from ("", f"## {escape(heading)}", "")
        flat = flat_item(item)
        yield f"- [{'x' if done else ' '}] {escape(flat.text)}"
        yield from details(flat)


def _done(result: Decision | ReportAnswer, duty: Duty) -> bool:
    return isinstance(result, ReportAnswer) and result.fulfilment(duty) is Fulfilment.FULFILLED
