"""Duties as a checklist in markdown, those that are due first at the top."""

from __future__ import annotations

from datetime import date

from grantrules.answer import Fulfilment, ReportAnswer
from grantrules.decision import Decision
from grantrules.duties import Duty
from grantrules.render.items import Items
from grantrules.render.markdown import escape
from grantrules.texts import Language


def checklist(result: Decision | ReportAnswer, language: Language) -> str:
    """What is to be done after an award; of a report, with what it shows to be done ticked off."""
    lines = Items(result.rules, result.stated, language)
    year = result.rules.year
    titled = " · ".join(str(part) for part in (lines.word("duties"), year, result.stated.id) if part)
    text = [f"# {escape(titled)}", ""]
    for duty in sorted(result.duties, key=lambda duty: (duty.day is None, duty.day or date.max)):
        item = lines.duty(duty)
        text += [f"- [{'x' if _done(result, duty) else ' '}] {escape(item.text)}"]
        text += [f"  - {escape(detail)}" for detail in item.details]
    if not result.duties:
        text.append(escape(lines.word("no_duties")))
    return "\n".join(text) + "\n"


def _done(result: Decision | ReportAnswer, duty: Duty) -> bool:
    return isinstance(result, ReportAnswer) and result.fulfilment(duty) is Fulfilment.FULFILLED
