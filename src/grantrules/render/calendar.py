"""Duties as an iCalendar file: a day event for each that has a date, a to-do without a date for the others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import ModuleType

from grantrules.base.errors import visible
from grantrules.base.extras import CALENDAR, imported
from grantrules.base.texts import Language
from grantrules.decision.answer import ReportAnswer
from grantrules.decision.decision import Decision
from grantrules.decision.scope import Duty
from grantrules.intake.stated import application_hash
from grantrules.render.pages.shared import ResultItems
from grantrules.render.paper.flat import flat_item
from grantrules.rules.canonical import digest
from grantrules.version import VERSION


def calendar(result: Decision | ReportAnswer, language: Language) -> str:
    """The calendar, in iCalendar form (RFC 5545).

    The same result gives the same calendar: an entry keeps its identity as long as the document, the duty and its date
    do, so that importing twice adds nothing, and instead of the clock it bears the first day of the rules' year.

    Raises:
        MissingExtra: the package icalendar is not installed.
    """
    ical = imported("a calendar needs", *CALENDAR)
    made = ical.Calendar()
    made.add("prodid", f"-//grantrules//grantrules {VERSION}//{language.upper()}")
    made.add("version", "2.0")
    lines = ResultItems(result.rules, result.stated, language)
    stamp = datetime(result.rules.year, 1, 1, tzinfo=UTC)
    document = result.stated.id or application_hash(result.stated)
    for duty in result.duties:
        made.add_component(_entry(ical, duty, lines, stamp, document))
    text: str = made.to_ical().decode()
    return text


def _entry(ical: ModuleType, duty: Duty, lines: ResultItems, stamp: datetime, document: str) -> object:
    item = flat_item(lines.duty(duty))
    entry = ical.Todo() if duty.day is None else ical.Event()
    about = [lines.rules.document.value, document, duty.rule.id, str(duty.day), list(duty.measures)]
    entry.add("uid", f"{duty.rule.id}-{digest(about).removeprefix('sha256:')[:24]}@grantrules")
    entry.add("dtstamp", stamp)
    entry.add("summary", visible(item.text))
    entry.add("description", "\n".join(map(visible, item.details)))
    if duty.day is not None:
        entry.add("dtstart", duty.day)
        entry.add("dtend", duty.day + timedelta(days=1))
        entry.add("transp", "TRANSPARENT")
    return entry
