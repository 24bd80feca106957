"""The forms of the answer to a report, and the checklist and the calendar of a decision, in three languages."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import icalendar
import jsonschema
import pytest
from pydantic import TypeAdapter, ValidationError

import grantrules
from grantrules.base.errors import visible
from grantrules.base.texts import LANGUAGES, Language
from grantrules.cli.main import main
from grantrules.decision.answer import Fulfilment
from grantrules.render.data.documents import ReportData
from grantrules.render.forms import FORMATS, Result, render, render_several, to_calendar, to_checklist
from grantrules.results.document import Decision, ReportAnswer
from grantrules.schema import schema_of
from grantrules.words.words import word
from tests.decision.test_answer import ask
from tests.rules.test_report_cases import CASES
from tests.rules.test_reporting import REPORT
from tests.support.answers import answered

LANGUAGE: Mapping[str, Language] = {each: each for each in LANGUAGES}
CONTENT = "{id: content, state: {about: report}, aspect: content}"
DUTY = "{id: duty, oblige: {}, due: 2031-03-03, aspect: accounts, fulfilled: {report.accounts: true}, remedy: Rett}"
HEADINGS = {
    "nb": ("Innhold i rapporten", "Frister"),
    "nn": ("Innhald i rapporten", "Fristar"),
    "en": ("What the report contains", "Dates"),
}


@cache
def answers() -> tuple[ReportAnswer, ...]:
    """The answers to the reports of every case, on grants of every year."""
    reports = [{"kind": "report", **case["report"]} for case in CASES if "error" not in case["expect"]]
    found = [grantrules.evaluate_report(report) for report in (*reports, REPORT)]
    assert {answer.grants.award_year for answer in found} == {2022, 2023, 2025, 2026}
    assert {answer.status for answer in found} == {"complete", "to_correct", "open"}
    return tuple(found)


# -- every form of every report


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMATS)
def test_every_report_is_given_in_every_form(form: str, language: str) -> None:
    for answer in answers():
        said = render(answer, form, language)
        assert said.endswith("\n") or (form, answer.duties) == ("ics", ())
        assert [line for line in said.splitlines() if not line.replace("\u00a0", " ").isprintable()] == []
        assert "None" not in said
        if form != "json":
            assert re.findall(r"\{\w*\}", said) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_page_answers_every_question_and_names_every_date(form: str, language: str) -> None:
    for answer in answers():
        said = " ".join(render(answer, form, language, full=True).replace("\\", "").split())
        assert [heading for heading in HEADINGS[language] if heading not in said] == []
        data = answer.to_dict(language)
        texts = [each["text"] for each in (*data["corrections"], *data["judge"])]
        texts += [duty.rule.text[LANGUAGE[language]] for duty in answer.duties if duty.rule.aspect is not None]
        texts += [each["question"] for each in (*data["missing"], *data["missing_otherwise"])]
        assert [text for text in texts if " ".join(text.split()) not in said] == []
        assert all(str(each.day.year) in said for each in answer.dates if each.day)


def test_the_default_language_is_the_one_that_was_set() -> None:
    answer = answers()[0]
    assert (answer.to_text(), answer.to_json()) == (answer.to_text("nb"), answer.to_json("nb"))
    grantrules.set_language("en")
    try:
        assert (answer.to_text(), to_checklist(answer)) == (answer.to_text("en"), to_checklist(answer, "en"))
    finally:
        grantrules.set_language("nb")
    with pytest.raises(grantrules.UnknownName, match="unknown language `de`"):
        answer.to_text("de")


# -- JSON

REPORT_DATA: TypeAdapter[ReportData] = TypeAdapter(ReportData)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_json_has_the_declared_shape_and_is_the_same_in_every_way(language: str) -> None:
    schema = jsonschema.Draft202012Validator(schema_of("answer"))
    for answer in answers()[::3]:
        data: Any = answer.to_dict(language)
        assert REPORT_DATA.validate_python(data, strict=True) == data
        assert schema.is_valid(data)
        printed = (answer.to_json(language), answer.to_json(language, indent=2), render(answer, "json", language))
        assert [json.loads(each) for each in printed] == [data] * 3
        assert (data["schema"], data["language"]) == ("grantrules.report/1", language)
    assert "\n" not in answers()[0].to_json()


@pytest.mark.parametrize("key", sorted(ReportData.__annotations__))
def test_nothing_of_the_shape_is_left_out_or_of_another_kind(key: str) -> None:
    data: Any = answers()[0].to_dict()
    for broken in ({k: v for k, v in data.items() if k != key}, {**data, key: 1.5}):
        with pytest.raises(ValidationError):
            REPORT_DATA.validate_python(broken, strict=True)


def test_the_dictionary_is_the_callers_own() -> None:
    answer = answers()[0]
    answer.to_dict()["aspects"].clear()
    assert len(answer.to_dict()["aspects"]) == 10


def test_the_json_says_what_the_answer_says() -> None:
    for answer in answers():
        data = answer.to_dict("en")
        assert (data["status"], data["report"]["id"]) == (answer.status.value, answer.stated.id)
        assert data["content_stated"] is answer.content_stated
        found = [(each["day"], each["timeliness"], each["rules"]) for each in data["dates"]]
        assert found == [
            (each.day.isoformat() if each.day else None, each.timeliness.value, [rule.id for rule in each.rules])
            for each in answer.dates
        ]
        assert [each["fact"] for each in data["missing"]] == [each.fact for each in answer.missing]
        shown = {reason["rule"] for reason in data["reasons"]}
        assert [rule for rule in shown if rule.endswith(":fulfilled")] == []


# -- markdown

PLAIN = "plain"
HOSTILE = (
    "<script>alert(1)</script>",
    "](javascript:x) ![y](z)",
    "a\n# heading\n- item",
    "**bold** `code` ~~gone~~ | cell |",
    "&lt; \\* \u202e \x07",
    "1. one\r\n> quote",
)


def named(word: str) -> dict[str, Any]:
    """A report on which a word stands wherever a person can write."""
    settled = {"report-accounts": {"is": "accepted", "by": word, "note": word}}
    measure = {"id": word, "title": word, "kind": "development_project", "results": {"gains": False}}
    return {**REPORT, "id": word, "applicant": {"name": word}, "measures": [measure], "determinations": settled}


def structure(markdown: str) -> list[str]:
    """What marks each line: headings, items, boxes, breaks."""
    marks = (re.match(r"(#+ |\s*- (\[[ x]\] )?|)", line) for line in markdown.splitlines())
    return [mark.group() if mark else "" for mark in marks]


@pytest.mark.parametrize("form", ["markdown", "checklist"])
@pytest.mark.parametrize("word", HOSTILE)
def test_markdown_shows_a_hostile_value_as_it_is(word: str, form: str) -> None:
    plain, hostile = (render(grantrules.evaluate_report(named(each)), form, "en", full=True) for each in (PLAIN, word))
    assert PLAIN in plain
    assert structure(hostile) == structure(plain)
    brief = render(grantrules.evaluate_report(named(word)), form, "en")
    for said in (hostile, brief):
        bare = re.sub(r"\\[^\w\s]", "", said)
        kept = re.sub(r"(?m)^(#+ |\s*- (\[[ x]\] )?)", "", bare)
        assert re.findall(r"[<>`*|\[\]#&~]", kept) == []


# -- the checklist

BOX = re.compile(r"^- \[(x| )\] (.*)$")


def boxes(checklist: str) -> list[tuple[bool, str]]:
    """The boxes under the heading of the duties."""
    _, _, duties = re.split("(## (?:Plikter ved tildeling|Duties on an award)\n|$)", checklist, maxsplit=1)
    return boxes_in(duties)


def boxes_in(part: str) -> list[tuple[bool, str]]:
    found = (BOX.match(line) for line in part.splitlines())
    return [(box[1] == "x", box[2].replace("\\", "")) for box in found if box]


def test_only_what_is_fulfilled_is_ticked() -> None:
    ticked = 0
    for answer in answers():
        said = boxes(to_checklist(answer, "en"))
        assert len(said) == len(answer.duties)
        done = [duty for duty in answer.duties if answer.fulfilment(duty) is Fulfilment.FULFILLED]
        texts = [duty.rule.text["en"] for duty in done]
        assert sorted(text for tick, text in said if tick) == sorted(
            next(text for _, text in said if expected in text) for expected in texts
        )
        ticked += len(done)
    assert ticked > 50


@pytest.mark.parametrize(
    ("report", "tick"),
    [
        ("{accounts: true}", True),
        ("{accounts: false}", False),
        ("{}", False),
        ("{accounts: false, determinations: {duty: {is: accepted}}}", True),
    ],
)
def test_a_box_is_ticked_by_what_the_report_shows_or_a_person_determined(report: str, tick: bool) -> None:
    unseen = "{id: unseen, oblige: {}, due: not_stated}"
    assert boxes(to_checklist(ask(f"[{DUTY}, {unseen}]", report))) == [(tick, "duty"), (False, "unseen")]


def decision(**further: object) -> Decision:
    measures = [{"id": "m1", "kind": "development_project"}, {"id": "m2", "kind": "competence", "level": "course"}]
    return grantrules.load(2022).evaluate({"id": "A-1", "year": 2022, "measures": measures, **further})


def test_nothing_is_ticked_after_a_decision_on_an_application() -> None:
    said = boxes(to_checklist(decision(), "en"))
    assert len(said) == len(decision().duties) > 5
    assert not any(tick for tick, _ in said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_checklist_begins_with_what_is_to_be_corrected_asked_and_judged(language: Language) -> None:
    decisions = (decision(submitted_on="2022-12-31"), decision(applicant={"type": "other"}))
    results: tuple[Result, ...] = (*answers(), *decisions)
    for result in results:
        title, *parts = re.split(r"^## ", to_checklist(result, language), flags=re.MULTILINE)
        report = isinstance(result, ReportAnswer)
        number = {
            word("corrections_of_report" if report else "corrections", language): len(result.corrections),
            word("missing", language): len(result.missing),
            word("judge", language): len(result.judge),
            word("duties", language): len(result.duties),
        }
        found = {part.partition("\n")[0].replace("\\", ""): len(boxes_in(part)) for part in parts}
        assert list(found.items()) == [(heading, many) for heading, many in number.items() if many]
        assert title.startswith(f"# {word('checklist', language)} · ")


def test_a_checklist_says_whom_to_ask_and_what_a_judgement_rests_on() -> None:
    said = to_checklist(grantrules.evaluate(grantrules.read("examples/2022/undetermined.yaml")), "en")
    assert "\n  - measure\\.bpa\\.training\\_plan → the applicant\n" in said
    assert "\n  - Stated: Health or social subject: no; " in said


def test_what_is_due_first_comes_first_and_what_has_no_date_last() -> None:
    days = {"late": "2031-05-01", "never": "not_stated", "first": "2031-03-03", "middle": "2031-04-01"}
    rules = ", ".join(f"{{id: {id_}, oblige: {{}}, due: {day}}}" for id_, day in days.items())
    said = to_checklist(ask(f"[{rules}]"), "en")
    assert [text for _, text in boxes(said)] == ["first", "middle", "late", "never"]
    assert said.startswith("# Checklist · 2030\n\n## Duties on an award\n\n- [ ]")
    dated = [line for line in said.splitlines() if line.startswith("  - ")]
    assert dated[::2] == [*(f"  - due: {day} 2031" for day in ("3 March", "1 April", "1 May")), "  - no date is stated"]
    for answer in answers():
        found = re.findall(r"^  - due: (\d+ \w+ \d{4})$", to_checklist(answer, "en"), re.MULTILINE)
        days_found = [_day(each) for each in found]
        assert all(one <= other for one, other in pairwise(days_found))


def _day(said: str) -> date:
    day, month, year = said.split()
    return date(int(year), ("", "January", "February", "March", "April", "May", "June").index(month), int(day))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", "Ingen plikter er kjent\\."),
        ("nn", "Ingen plikter er kjende\\."),
        ("en", "No duties are known\\."),
    ],
)
def test_a_checklist_without_duties_says_so(language: str, said: str) -> None:
    assert to_checklist(ask(f"[{CONTENT}]"), language).splitlines()[1:] == ["", said]


# -- the calendar


def parsed(text: str) -> icalendar.Calendar:
    made = icalendar.Calendar.from_ical(text)
    assert isinstance(made, icalendar.Calendar)
    return made


def uids(text: str) -> list[str]:
    return [str(entry["uid"]) for entry in parsed(text).subcomponents]


def is_well_folded(text: str) -> bool:
    lines = text.split("\r\n")
    return lines[-1] == "" and all(len(line.encode()) <= 75 and line.isprintable() for line in lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_duty_is_an_event_on_its_day_or_a_to_do_without_one(language: str) -> None:
    results: Sequence[Result] = [*answers()[::2], decision(), decision(grant={"award_year": 2022})]
    events = 0
    for result in results:
        text = to_calendar(result, language)
        if not result.duties:
            assert text == ""
            continue
        found = parsed(text)
        dated = [duty for duty in result.duties if duty.day is not None]
        assert [entry.decoded("dtstart") for entry in found.walk("VEVENT")] == [duty.day for duty in dated]
        assert all(
            entry.decoded("dtend") - entry.decoded("dtstart") == timedelta(days=1) for entry in found.walk("VEVENT")
        )
        assert len(found.walk("VTODO")) == len(result.duties) - len(dated)
        for entry, duty in zip(found.subcomponents, result.duties, strict=True):
            assert duty.rule.text[LANGUAGE[language]] in str(entry["summary"])
        assert len(set(uids(text))) == len(result.duties)
        assert is_well_folded(text)
        events += len(dated)
    assert events > 100


def test_a_decision_has_days_once_the_award_year_is_stated() -> None:
    before, after = (parsed(to_calendar(each)) for each in (decision(), decision(grant={"award_year": 2022})))
    assert (len(before.walk("VEVENT")), len(after.walk("VEVENT"))) == (0, 5)
    assert {entry.decoded("dtstart") for entry in after.walk("VEVENT")} == {date(2023, 3, 1)}


def test_the_same_result_gives_the_same_calendar_to_the_letter() -> None:
    once, again = (to_calendar(grantrules.evaluate_report(REPORT), "en") for _ in range(2))
    assert once == again
    assert {str(entry["uid"]).rpartition("@")[2] for entry in parsed(once).subcomponents} == {"grantrules"}
    stamps = {entry.decoded("dtstamp").isoformat() for entry in parsed(once).subcomponents}
    assert stamps == {"2022-01-01T00:00:00+00:00"}
    assert str(parsed(once)["prodid"]).endswith("//EN")


def test_an_entry_keeps_its_identity_in_another_language_and_loses_it_with_the_document() -> None:
    here = uids(to_calendar(grantrules.evaluate_report(REPORT), "nb"))
    assert uids(to_calendar(grantrules.evaluate_report(REPORT), "en")) == here
    updated = grantrules.evaluate_report({**REPORT, "applicant": {"type": "municipality"}})
    assert uids(to_calendar(updated, "nb")) == here
    for differs in (
        {"id": "another"},
        {"applicant": {"name": "Bø"}},
        {"applicant": {"organisation_number": "123456785"}},
    ):
        other = uids(to_calendar(grantrules.evaluate_report({**REPORT, **differs}), "nb"))
        assert len(other) == len(here)
        assert not set(other) & set(here)


NAMES = [
    "m;1, \\n x",
    "m\r\nEND:VCALENDAR\r\nATTENDEE:mailto:x",
    "æøå" * 60,
    "日本" * 40,
    "\u202eflip\x00",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_is_folded_and_escaped(name: str) -> None:
    measures = [{"id": name, "kind": "development_project"}]
    shown = visible(name)
    for result in (grantrules.evaluate_report({**REPORT, "measures": measures}), decision(measures=measures)):
        text = to_calendar(result, "nb")
        found = parsed(text)
        assert is_well_folded(text)
        assert len(found.subcomponents) == len(result.duties)
        said = [str(entry["summary"]) for entry in found.subcomponents]
        about = [duty.measures == (name,) for duty in result.duties]
        assert [each.endswith(f"[{shown}]") for each in said] == about
        assert any(about)


def test_a_calendar_without_the_package_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    for result in (answers()[0], decision()):
        with pytest.raises(grantrules.MissingExtra) as refused:
            to_calendar(result)
        assert str(refused.value) == 'a calendar needs the package icalendar: pip install "grantrules[calendar]"'
        assert to_checklist(result)


# -- the command line


@pytest.fixture
def files(tmp_path: Path) -> Mapping[str, str]:
    """A report, an application, a broken report and one without rules, by name."""
    broken = {"kind": "report", "grant": {"award_year": 2022}, "formt": "excel", "received_on": "nei"}
    documents: dict[str, Any] = {
        "report": REPORT,
        "application": {"year": 2022, "id": "A-1", "measures": [{"kind": "competence"}]},
        "broken": broken,
        "unknown": {"kind": "report", "grant": {"award_year": 1999}},
        "later": {"kind": "report", "grant": {"award_year": 2025}},
    }
    for name, document in documents.items():
        (tmp_path / f"{name}.yaml").write_text(json.dumps(document, indent=1), "utf-8")
    return {name: str(tmp_path / f"{name}.yaml") for name in (*documents, "absent")}


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["evaluate", *arguments])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMATS)
def test_the_command_line_prints_a_report_in_each_form(
    files: Mapping[str, str], capsys: pytest.CaptureFixture[str], form: str, language: str
) -> None:
    found = run(capsys, files["report"], "--format", form, "--lang", language)
    assert found == (0, render(grantrules.evaluate_report(REPORT), form, language), "")


def test_another_years_rules_can_be_chosen_for_a_report(
    files: Mapping[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    own = grantrules.load(2022).own_reports(2022).evaluate(REPORT)
    assert run(capsys, files["report"], "--year", "2022", "--format", "json") == (0, render(own, "json", "nb"), "")
    assert [each["year"] for each in own.to_dict()["rules"]["folders"]] == [2022]
    code, printed, told = run(capsys, files["report"], "--year", "2026")
    assert (code, printed) == (1, "")
    assert told.startswith(f"{files['report']}:6:17: no rule here speaks of reports on grants awarded in 2022; ")
    assert run(capsys, files["later"], "--year", "2026")[0] == 0


@pytest.mark.parametrize("executor", ["durable", "both"])
def test_every_executor_can_be_asked(
    files: Mapping[str, str], capsys: pytest.CaptureFixture[str], executor: str
) -> None:
    assert run(capsys, files["report"], "--executor", executor) == run(capsys, files["report"])


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "broken",
            ["{file}:6:2: unknown field `formt`; did you mean `format`?", "{file}:7:17: expected a date such as"],
        ),
        ("unknown", ["{file}:4:17: no rule here speaks of reports on grants awarded in 1999; "]),
        ("absent", ["{file}: there is no such file"]),
    ],
)
@pytest.mark.parametrize("form", FORMATS)
def test_several_files_of_which_one_is_bad_print_the_others_and_fail(
    files: Mapping[str, str], capsys: pytest.CaptureFixture[str], name: str, told: list[str], form: str
) -> None:
    code, printed, problems = run(
        capsys, files["report"], files[name], files["application"], "--format", form, "--lang", "en"
    )
    lines = problems.splitlines()
    assert (code, len(lines)) == (1, len(told))
    starts = [start.format(file=files[name]) for start in told]
    assert [line for line, start in zip(lines, starts, strict=True) if not line.startswith(start)] == []
    documents = [grantrules.read(files[each]) for each in ("report", "application")]
    results = [answered(each) for each in documents]
    assert printed == render_several(results, form, "en")
    if form == "json":
        assert [each["schema"] for each in json.loads(printed)] == ["grantrules.report/1", "grantrules.decision/1"]
    elif form == "html":
        assert printed.count("<h1") == len(results)
    elif form == "ics":
        assert uids(printed) == [uid for each in results for uid in uids(render(each, form, "en"))]
    else:
        assert printed == "\n".join(render(each, form, "en") for each in results)


@pytest.mark.parametrize("name", ["broken", "unknown", "absent"])
def test_one_bad_file_prints_nothing_and_fails(
    files: Mapping[str, str], capsys: pytest.CaptureFixture[str], name: str
) -> None:
    code, printed, told = run(capsys, files[name], "--format", "json")
    assert (code, printed) == (1, "")
    assert all(line.startswith(files[name]) for line in told.splitlines())


@pytest.mark.parametrize("arguments", [[], ["--format", "pdf"], ["--lang", "sv"], ["--executor", "z3"]])
def test_wrong_usage_is_exit_code_2(
    files: Mapping[str, str], capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["evaluate", *([files["report"]] if arguments else []), *arguments])
    assert left.value.code == 2
    assert "usage: grantrules" in capsys.readouterr().err


def test_several_results_are_one_calendar(files: Mapping[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    _, printed, _ = run(capsys, files["report"], files["application"], "--format", "ics")
    documents = [grantrules.read(files[each]) for each in ("report", "application")]
    results = [answered(each) for each in documents]
    assert len(parsed(printed).subcomponents) == sum(len(result.duties) for result in results)


def test_a_calendar_without_the_package_fails_on_the_command_line(
    files: Mapping[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    assert run(capsys, files["report"], "--format", "ics") == (
        1,
        "",
        'this needs the package icalendar: pip install "grantrules[calendar]"\n',
    )
