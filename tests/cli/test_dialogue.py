"""A dialogue on a terminal: it ends, it loses nothing, and what it saves is what was said."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import grantrules
from grantrules import ApplicationError, Regulation, Status
from grantrules.assistance.asking import Answer
from grantrules.base.texts import LANGUAGES, Language, Text
from grantrules.base.values import Value
from grantrules.base.yamltext import as_yaml
from grantrules.cli import main as cli
from grantrules.cli.dialogue import AsStated, Choosing, Talk, hold, saver
from grantrules.language.vocabulary import FactType
from tests.support.building import essence, read, rule_set
from tests.support.documents import ROOT

RULES = """
- {id: type, require: {applicant.type: municipality}}
- {id: kind, require: {measure.kind: competence}}
- {id: partners, require: {measure.partners: {any_in: [university]}}}
- {id: amount, require: {measure.amount: {at_most: 1000}}}
- {id: on-time, expect: {application.submitted_on: {by: office.deadline}}}
"""
OFFICES = "[{fact: office.deadline, office: north, value: 2030-03-01}]"
EXAMPLE = str(ROOT / "examples/2022/nearly-empty.yaml")


SMALL = Regulation(rule_set(RULES, OFFICES))


@pytest.fixture
def regulation() -> Regulation:
    return SMALL


class Terminal:
    """Lines to answer with, what was written, and every state that was kept."""

    def __init__(self, *lines: str) -> None:
        self.lines, self.written, self.kept = iter(lines), "", list[AsStated]()

    def hold(self, regulation: Regulation, begin: object = None, lines: Iterator[str] | None = None) -> Talk:
        def write(text: str) -> None:
            self.written += text

        return hold(regulation, lines or self.lines, write, language="en", begin=begin, keep=self.kept.append)


ANSWERS = {
    "How many measures": "1",
    "applicant.type": "municipality",
    "measure.kind": "1",
    "measure.partners": "1, 2",
    "measure.amount": "900",
    "application.submitted_on": "2030-02-01",
    "office.id": "1",
}


def answering(terminal: Terminal, answers: dict[str, str]) -> Iterator[str]:
    """Answers each question by what it asks for."""
    while True:
        asked = terminal.written.split("> ")[-2].strip().splitlines()[0]
        (answer,) = (answer for name, answer in answers.items() if name in asked)
        yield answer


def test_it_asks_until_the_verdict_stands(regulation: Regulation) -> None:
    terminal = Terminal()
    talk = terminal.hold(regulation, lines=answering(terminal, ANSWERS))
    assert talk.decision.status is Status.ELIGIBLE
    assert terminal.written.endswith(talk.decision.to_text("en"))
    assert terminal.kept[-1] == talk.document
    assert talk.document == {
        "kind": "application",
        "year": 2030,
        "applicant": {"type": "municipality"},
        "submitted_on": talk.decision.stated.facts["application.submitted_on"],
        "office": "north",
        "measures": [{"id": "m1", "kind": "competence", "partners": ["business", "university"], "amount": 900}],
    }


def test_it_stops_at_once_where_the_verdict_stands_or_nothing_is_left_to_ask(regulation: Regulation) -> None:
    for begin in ({"applicant": {"type": "other"}}, {"office": "south", **_stated(amount=1)}):
        terminal = Terminal()
        talk = terminal.hold(regulation, begin)
        assert "> " not in terminal.written
        assert begin.items() <= talk.document.items()
    assert "To be had from others" in terminal.written


def _stated(**measure: object) -> dict[str, object]:
    own = {"id": "m1", "kind": "competence", "partners": ["university"], **measure}
    return {"applicant": {"type": "municipality"}, "submitted_on": "2030-02-01", "measures": [own]}


@pytest.mark.parametrize(
    ("answer", "value"),
    [("900", 900), ("1 000,5", Decimal("1000.5")), ("1000.50", Decimal("1000.50")), ("0", 0)],
)
def test_amounts_are_written_as_people_write_them(regulation: Regulation, answer: str, value: object) -> None:
    talk = Terminal("many", answer, "q").hold(regulation, {"office": "north", **_stated()})
    assert talk.decision.stated.measures[0].facts["measure.amount"] == value


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ("1", ["university"]),
        ("0", []),
        ("2,3", ["business", "voluntary"]),
        ("University; business", ["business", "university"]),
        ("none", []),
        ("Ingen", []),
    ],
)
def test_several_answers_are_numbers_or_labels(regulation: Regulation, answer: str, value: object) -> None:
    begin = {"office": "north", **_stated(amount=1)}
    begin["measures"] = [{"id": "m1", "kind": "competence", "amount": 1}]
    talk = Terminal("9", "nobody", answer).hold(regulation, begin)
    assert talk.document["measures"][0]["partners"] == value


DAYS = {
    "2026-03-01": "2026-03-01",
    "1. mars 2026": "2026-03-01",
    "1 March 2026": "2026-03-01",
    "01.03.2026": "2026-03-01",
    "1.3.2026": "2026-03-01",
    "31.02.2026": None,
    "1. marsj 2026": None,
    "31/1/2026": None,
    "1.3.26": None,
}


@pytest.mark.parametrize("reply", DAYS)
def test_a_date_is_written_as_people_write_it(reply: str) -> None:
    terminal = Terminal(reply, "q")
    begin = {"office": "north", **_stated(amount=1)}
    del begin["submitted_on"]
    talk = terminal.hold(SMALL, begin)
    expected = DAYS[reply]
    assert talk.document.get("submitted_on") == (expected and date.fromisoformat(expected))
    hint = "Write a date, like this: 1 March 2026, 01.03.2026 or 2026-03-01."
    assert terminal.written.count(hint) == (1 if expected else 2)


SHIPPED = grantrules.load(2026)


def chosen(path: str, reply: str) -> object:
    """What a reply to the question for a fact of 2026 chooses."""
    fact = SHIPPED.rules.vocabulary[path]
    values: tuple[Value, ...] = (True, False) if fact.type is FactType.BOOLEAN else tuple(fact.choices)
    labels = {each: fact.value_name(str(each), 2026, "nb") for each in values}
    answers = tuple(Answer(each, label, Text(label)) for each, label in labels.items())
    choosing = Choosing(fact, answers)
    return fact.read(choosing.several(reply) if fact.type is FactType.CHOICES else choosing.one(reply))


@pytest.mark.parametrize(
    ("path", "reply", "value"),
    [
        *(("application.submitter_has_role", reply, True) for reply in ("j", "Ja", "y", "YES", "1")),
        *(("application.submitter_has_role", reply, False) for reply in ("n", "nei", "No", "2")),
        *(
            ("measure.kind", reply, "development_project")
            for reply in ("2", "Tenesteutviklingsprosjekt", "service development project", "development_project")
        ),
        ("measure.target_roles", "ansatte, ledere", {"employee", "leader"}),
        (
            "measure.target_sectors",
            "omsorgstjenesten, medregnet psykisk helse og rus, fylkeskommunal etat",
            {"care", "county_agency"},
        ),
    ],
)
def test_an_answer_is_chosen_by_number_name_or_id_in_any_language(path: str, reply: str, value: object) -> None:
    assert chosen(path, reply) == value


@pytest.mark.parametrize("fact", [each.path for each in SHIPPED.rules.vocabulary.values() if each.choices])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_of_a_value_chooses_it(fact: str, language: Language) -> None:
    of = SHIPPED.rules.vocabulary[fact]
    for id_ in of.choices:
        name = of.value_name(id_, 2026, language)
        expected = {id_} if of.type is FactType.CHOICES else id_
        assert chosen(fact, name) == expected


@pytest.mark.parametrize(("reply", "number"), [("2", 2), ("2 tiltak", 2), ("3 Measures", 3), ("20", 20)])
def test_measures_are_counted_in_figures(reply: str, number: int) -> None:
    assert len(Terminal(reply, "q").hold(SMALL).document["measures"]) == number


@pytest.mark.parametrize("reply", ["0", "21", "two", "-1", "2 prosjekter", "1.5", "99999999999"])
def test_other_numbers_of_measures_are_refused(reply: str) -> None:
    terminal = Terminal(reply, "q")
    assert "measures" not in terminal.hold(SMALL).document
    assert "It must be a whole number from 1 to 20." in terminal.written


REFUSED = {
    "nb": ("Skriv et beløp i kroner, som 250 000.", "Velg blant svarene over."),
    "nn": ("Skriv eit beløp i kroner, som 250 000.", "Vel blant svara over."),
    "en": ("Write kroner, such as 250 000.", "Choose among the answers above."),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_expected_is_said_in_the_language_of_the_dialogue(language: str) -> None:
    amount, choice = REFUSED[language]
    for begin, said in (({"office": "north", **_stated()}, amount), ({"measures": [{"id": "m1"}]}, choice)):
        written: list[str] = []
        hold(SMALL, iter(["never", "q"]), written.append, language=language, begin=begin)
        replies = "".join(written).split("> ")
        assert replies[1] == f"{said}\n"


@pytest.mark.parametrize(("year", "name"), [(2022, "innovasjonsprosjekt"), (2026, "tjenesteutviklingsprosjekt")])
def test_a_question_has_the_names_of_its_year(year: int, name: str) -> None:
    asked = grantrules.load(year).ask({"applicant": {"type": "kommune"}, "measures": [{}]}, "nb")
    (kind,) = [each.text for each in asked if each.fact == "measure.kind"]
    assert kind == f"Er tiltaket et kompetansetiltak, et {name} eller noe annet?"


def test_no_question_has_braces_left() -> None:
    for fact in SHIPPED.rules.vocabulary.values():
        assert not {"{", "}"} & {*"".join(fact.question_in(2026, language) for language in LANGUAGES)}


def test_why_is_explained_and_a_step_back_takes_the_answer_back(regulation: Regulation) -> None:
    terminal = Terminal("<", "?", "1", "<", "-", "<", "3", "q")
    talk = terminal.hold(regulation, {"measures": [{"id": "m1"}]})
    assert "This is the first question." in terminal.written
    assert "- type: type" in terminal.written
    assert "Who knows it: the applicant" in terminal.written
    assert talk.document["applicant"] == {"type": "other"}
    assert talk.decision.status is Status.NOT_ELIGIBLE


def test_what_nobody_knows_is_not_asked_again(regulation: Regulation) -> None:
    terminal = Terminal(*["1", *["-"] * 20])
    talk = terminal.hold(regulation)
    assert talk.decision.status is Status.UNDETERMINED
    questions = [
        line for line in terminal.written.splitlines() if line.endswith("?") and not line.startswith((" ", "?"))
    ]
    assert len(questions) == len(set(questions)) == len(regulation.ask(talk.document)) + 1


def test_nothing_is_lost_when_it_is_interrupted(regulation: Regulation) -> None:
    def interrupted() -> Iterator[str]:
        yield "2"
        yield "1"
        raise KeyboardInterrupt

    for lines in (iter(["2", "1"]), iter(["2", "1", "q"]), interrupted()):
        terminal = Terminal()
        talk = terminal.hold(regulation, lines=lines)
        assert terminal.kept[-1] == talk.document
        assert talk.document["measures"] == [{"id": "m1"}, {"id": "m2"}]
        assert talk.document["applicant"] == {"type": "municipality"}


def test_an_application_that_cannot_be_read_is_refused_before_anything_is_asked(regulation: Regulation) -> None:
    terminal = Terminal("1")
    with pytest.raises(ApplicationError, match=r"unknown field `offise`"):
        terminal.hold(regulation, {"offise": "north"})
    assert terminal.written == ""


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9))
def test_whatever_is_answered_what_is_saved_is_what_was_decided(seed: int) -> None:
    rng = Random(seed)
    said_and_saved(SMALL, rng, rng.randint(0, 25))


@pytest.mark.parametrize("year", grantrules.years())
def test_so_it_is_of_the_shipped_years(year: int) -> None:
    said_and_saved(grantrules.load(year), Random(year), 8)


def said_and_saved(regulation: Regulation, rng: Random, number: int) -> None:
    """A dialogue of so many random lines, whose application is evaluated again as it is saved."""
    answers = ["1", "1", "1", "2", "3", "1,2", "2026-02-01", "-", "?", "<", "", "x", "-1", "æ"]
    terminal = Terminal()
    lines = (rng.choice(answers) for _ in range(number))
    talk = terminal.hold(regulation, lines=lines)
    again = regulation.evaluate(read(as_yaml(talk.document)))
    assert essence(again) == essence(talk.decision)
    assert terminal.kept[-1] == talk.document


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_saves_what_evaluate_takes(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = tmp_path / "saved.yaml"
    monkeypatch.setattr("sys.stdin", io.StringIO("?\n1\n1\n"))
    assert cli.main(["ask", "2022", EXAMPLE, "--lang", language, "--save", str(saved)]) == 0
    talked = capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["saved.yaml"]
    assert cli.main(["evaluate", str(saved), "--lang", language]) == 0
    assert talked.endswith(capsys.readouterr().out)


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(grantrules.GrantRulesError, match="cannot be written"):
        saver(tmp_path / "no" / "such.yaml")({"year": 2022})


def test_the_command_tells_what_is_wrong_with_its_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("year: 2022\noffise: agder\n", "utf-8")
    assert cli.main(["ask", "2022", str(broken)]) == 1
    assert "broken.yaml:2:1: unknown field `offise`" in capsys.readouterr().err
