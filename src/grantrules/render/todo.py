"""What is left to do after a result: a checklist in markdown, and duties as an iCalendar file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from types import ModuleType

from grantrules.base.errors import shorten, visible
from grantrules.base.extras import CALENDAR, imported
from grantrules.base.texts import Language
from grantrules.decision.answer import Fulfilment, ReportAnswer
from grantrules.decision.decision import Decision
from grantrules.decision.scope import Duty
from grantrules.intake.stated import Stated, application_hash
from grantrules.render.pages.shared import ResultItems, titled
from grantrules.render.paper.blocks import Item
from grantrules.render.paper.flat import escape, flat_item, markdown_item
from grantrules.rules.canonical import digest
from grantrules.version import VERSION


def checklist(result: Decision | ReportAnswer, language: Language) -> str:
    """What is to be corrected, asked and judged, and the duties, those that are due first at the top.

    Of a report, the duties that it shows to be done are ticked off.
    """
    items = ResultItems(result.rules, result.stated, language)
    report = isinstance(result, ReportAnswer)
    duties = sorted(result.duties, key=lambda duty: (duty.day is None, duty.day or date.max))
    done = [isinstance(result, ReportAnswer) and result.fulfilment(duty) is Fulfilment.FULFILLED for duty in duties]
    text = [f"# {escape(titled(items.word('checklist'), result.rules.year, result.stated.id))}"]
    for key, found in (
        ("corrections_of_report" if report else "corrections", map(items.correction, result.corrections)),
        ("missing", map(items.missing, result.missing)),
        ("judge", map(items.judge, result.judge)),
    ):
        text += _section(items.word(key), ((item, False) for item in found))
    text += _section(items.word("duties"), zip(map(items.duty, duties), done, strict=True))
    if not duties:
        text += ["", escape(items.word("no_duties"))]
    return "\n".join(text) + "\n"


def _section(heading: str, items: Iterable[tuple[Item, bool]]) -> Iterator[str]:
    """A heading with a box before each item, ticked or not; nothing where there is no item."""
    for number, (item, done) in enumerate(items):
        if number == 0:
            yield from ("", f"## {escape(heading)}", "")
        yield from markdown_item(flat_item(item), f"[{'x' if done else ' '}] ")


def calendar(results: Iterable[Decision | ReportAnswer], language: Language) -> str:
    """The duties in iCalendar form (RFC 5545): a day event for each that has a date, a to-do without one for the others.

    One calendar for all results; empty text where there is nothing to enter, since a calendar without an entry is none.
    The same results give the same calendar: an entry keeps its identity as long as the document (its id, its applicant and
    the year), the duty and its date do, so that importing twice adds nothing, and instead of the clock it bears the first
    day of the rules' year. The lines end as RFC 5545 says, so a file is to be written without changing them (`newline=""`).

    Raises:
        MissingExtra: the package icalendar is not installed.
    """
    ical = imported("a calendar needs", *CALENDAR)
    made = ical.Calendar()
    made.add("prodid", f"-//grantrules//grantrules {VERSION}//{language.upper()}")
    made.add("version", "2.0")
    entries: dict[str, object] = {}
    for result in results:
        items = ResultItems(result.rules, result.stated, language)
        for duty in result.duties:
            entries.setdefault(uid := _uid(duty, items), _entry(ical, duty, items, uid))
    for entry in entries.values():
        made.add_component(entry)
    text: str = made.to_ical().decode() if entries else ""
    return text


def _uid(duty: Duty, items: ResultItems) -> str:
    """What makes an entry the same: two applicants can number their applications alike, and one can in two years."""
    rules, stated = items.rules, items.stated
    document = [rules.document.value, rules.year, stated.id or application_hash(stated), *_applicant(stated)]
    about = [document, duty.rule.id, str(duty.day), list(duty.measures)]
    return f"{duty.rule.id}-{digest(about).removeprefix('sha256:')[:24]}@grantrules"


def _applicant(stated: Stated) -> Iterator[str]:
    """The applicant by number or else by name, as far as it is stated."""
    known = (stated.facts.get(path) for path in ("applicant.organisation_number", "applicant.name"))
    yield from (str(each) for each in [next(filter(None, known), None)] if each)


def _entry(ical: ModuleType, duty: Duty, items: ResultItems, uid: str) -> object:
    item = flat_item(items.duty(duty))
    entry = ical.Todo() if duty.day is None else ical.Event()
    named = [str(each) for each in (items.stated.facts.get("applicant.name"), items.stated.id) if each]
    case = titled(items.word(items.rules.document.value), items.rules.year, *reversed(named))
    entry.add("uid", uid)
    entry.add("dtstamp", datetime(items.rules.year, 1, 1, tzinfo=UTC))
    entry.add("summary", f"{', '.join(map(shorten, named))}: {visible(item.text)}" if named else visible(item.text))
    entry.add("description", "\n".join(map(visible, (case, *item.details))))
    if duty.day is not None:
        entry.add("dtstart", duty.day)
        entry.add("dtend", duty.day + timedelta(days=1))
        entry.add("transp", "TRANSPARENT")
    return entry
