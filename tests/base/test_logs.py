"""What is logged, and that nothing of it is what an application says."""

from __future__ import annotations

import csv
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from shutil import copytree
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import grantrules
from grantrules.base.errors import EngineError, GrantRulesError
from grantrules.evaluation import executors
from grantrules.evaluation.executors.durable.engine import ALWAYS_TRUE, POSTED, DurableRuleset, Message
from grantrules.evaluation.executors.python import PythonExecutor
from grantrules.evaluation.outcomes import Findings
from grantrules.intake.stated import Stated, StatedMeasure
from grantrules.language.vocabulary import Document
from grantrules.regulation import Regulation
from tests.support.building import rule_set
from tests.support.documents import ROOT
from tests.support.telling_documents import said_in, telling_document

RULES = "[{id: signed, require: {application.signed: true}}]"
ONE = {"id": "KARI", "year": 2026, "applicant": {"name": "Kari Nordmann"}}
WRONG = {"id": "OLA", "year": 2026, "Ola Nordmann": 1, "applicant": {"type": "Ola"}}


class Kept(logging.Handler):
    """Keeps what is logged: each record as a line, with all that is in it."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    @property
    def lines(self) -> list[str]:
        """The level and message of each."""
        return [f"{record.levelname} {record.getMessage()}" for record in self.records]

    @property
    def everything(self) -> str:
        """The messages with what they were made of, and the errors that came with them."""
        return "\n".join(f"{r.getMessage()} {r.args!r} {r.exc_info!r} {r.stack_info!r}" for r in self.records)


@contextmanager
def heard() -> Iterator[Kept]:
    """All that is logged under the name of the package, down to the smallest level."""
    logger, kept = logging.getLogger("grantrules"), Kept()
    before = logger.level
    logger.addHandler(kept)
    logger.setLevel(logging.DEBUG)
    try:
        yield kept
    finally:
        logger.removeHandler(kept)
        logger.setLevel(before)


# -- what is logged


def test_a_load_says_year_revision_number_place_and_time(tmp_path: Path) -> None:
    folder = copytree(ROOT / "regulations" / "2022", tmp_path / "2022")
    with heard() as log:
        rules = grantrules.load(folder).rules
    (line,) = log.lines
    begins = f"INFO loaded the rules of 2022, revision {rules.revision}: {len(rules.rules)} rules from {folder} in "
    assert line.startswith(begins)
    assert 0 < float(line.removeprefix(begins).removesuffix(" ms")) < 60_000


def test_a_folder_that_cannot_be_loaded_says_how_much_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "regulation.yaml").write_text("year: 2030\nrulez: []\n", "utf-8")
    with heard() as log, pytest.raises(grantrules.RegulationError) as error:
        grantrules.load(tmp_path)
    assert log.lines == [f"INFO could not load {tmp_path}: {len(error.value.problems)} errors"]


def test_each_executor_says_once_that_it_compiled() -> None:
    regulation = Regulation(rule_set(RULES))
    with heard() as log:
        for name in ("python", "durable", "both", "python"):
            regulation.evaluate({"signed": True}, name)
        regulation.evaluate_frame(*regulation.tables_of([{"id": "A"}]))
    said = [line.rpartition(" in ")[0] for line in log.lines]
    assert list(dict.fromkeys(said)) == [
        "DEBUG python compiled the rules of 2030",
        "DEBUG durable compiled the rules of 2030",
        "DEBUG frame compiled the rules of 2030",
    ]
    assert said.count("DEBUG python compiled the rules of 2030") == 2, "`both` has executors of its own"


def test_a_portfolio_says_how_many_were_rejected_and_where(tmp_path: Path) -> None:
    (tmp_path / "all.jsonl").write_text("\n".join(map(json.dumps, (ONE, WRONG, {"year": 1999}))), "utf-8")
    with heard() as log:
        grantrules.batch(tmp_path)
    told = [line for line in log.lines if "reject" in line]
    assert told[:2] == [
        f"DEBUG rejected {tmp_path}/all.jsonl:2, with 2 problems: unknown-field, unknown-value",
        f"DEBUG rejected {tmp_path}/all.jsonl:3, with 1 problems: unknown-year",
    ]
    assert told[2].startswith("INFO evaluated 1 of 3 applications of a portfolio, with 2 rejects, in ")
    with heard() as log:
        grantrules.diff(2022, 2026, portfolio=[ONE, WRONG])
    told = [line for line in log.lines if "reject" in line]
    assert told[0].startswith("DEBUG rejected 2, with ")
    assert told[1].startswith("INFO evaluated 1 of 2 applications under both years, with 1 rejects, in ")


def test_a_name_of_a_file_stays_on_one_line(tmp_path: Path) -> None:
    (tmp_path / "a\nERROR all is lost.yaml").write_text("wrong: 1", "utf-8")
    with heard() as log:
        grantrules.batch(tmp_path)
    assert all("\n" not in record.getMessage() for record in log.records)
    assert r"a\nERROR all is lost.yaml" in log.lines[0]


def test_a_fault_of_durable_rules_is_an_error_without_what_was_posted() -> None:
    ruleset = DurableRuleset("measure", {POSTED: {"all": [{"m": {ALWAYS_TRUE: 0}}]}})
    message: Message = {"id": "7", ALWAYS_TRUE: 0, "name": "=Kari Nordmann"}
    with heard() as log, pytest.raises(EngineError):
        ruleset([message, {**message, "name": "=Ola"}])  # one id twice
    assert log.lines == [
        "ERROR durable-rules failed in the ruleset `measure`, which is made anew when it is next asked"
    ]
    assert "Kari" not in log.everything


def test_executors_that_disagree_are_an_error_without_the_measures() -> None:
    regulation = Regulation(rule_set("[{id: rural, require: {measure.rural: true}}]"))

    def other_way(stated: Stated) -> Findings:
        other = {**stated.measures[0].facts, "measure.rural": False}
        return own(Stated("A", stated.facts, (StatedMeasure(stated.measures[0].id, other),)))

    own = PythonExecutor(regulation.rules)
    regulation.decider._executors["both"] = executors.Agreeing(regulation.rules, [own, other_way])
    with heard() as log, pytest.raises(executors.ExecutorsDisagree):
        regulation.evaluate({"measures": [{"id": "Kari", "rural": True}]}, "both")
    assert log.lines == ["ERROR the executors disagree on the rules of 2030, in 1 outcomes"]


# -- the law


@settings(max_examples=6, deadline=None, phases=(Phase.generate,))  # a seed cannot be made smaller
@given(st.integers(0, 2**32 - 1))
def test_nothing_that_an_application_states_is_ever_logged(seed: int) -> None:
    rng = Random(seed)
    year = rng.choice(grantrules.years())
    rules = Regulation(grantrules.load(year).rules)  # of its own, so that it is compiled, and says so
    applications = [telling_document(rng, rules.rules, broken=n % 3 == 2) for n in range(6)]
    report = telling_document(rng, rules.rules, Document.REPORT)
    with heard() as log, TemporaryDirectory() as folder:
        for each in applications:
            with suppress(GrantRulesError):
                decision = rules.evaluate(each, rng.choice(("python", "durable", "both")))
                decision.to_json("en")
                decision.why()
        with suppress(GrantRulesError):
            grantrules.evaluate(report).to_json("nn")
        grantrules.batch(applications)
        _write(applications, Path(folder))
        found = grantrules.batch(folder)
        grantrules.diff(2022, 2026, portfolio=applications)
    assert len(found.rejected) >= 2, "what is broken is rejected, so that there is something to be silent about"
    assert sum("rejected" in line for line in log.lines) >= 6
    everything = log.everything.replace(folder, "")
    said = {each for document in (*applications, report) for each in said_in(document)}
    assert len(said) > 20
    assert [each for each in said if len(each) > 1 and each in everything.split(" ")] == []
    assert [each for each in said if len(each) > 4 and each in everything] == []


def _write(applications: list[dict[str, object]], folder: Path) -> None:
    """The same as JSON lines, with one that is no JSON, and some of it as a table."""
    lines = [json.dumps(each, default=str, ensure_ascii=False) for each in applications]
    (folder / "all.jsonl").write_text("\n".join([*lines, lines[0][:-3]]), "utf-8")
    for name, head in (
        ("applications", ("id", "year", "applicant.name")),
        ("measures", ("application", "id", "title")),
    ):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            rows = [
                (str(each["id"]), 2026 if n % 2 else str(each["id"])[::-1], "XÆXÅ")
                for n, each in enumerate(applications)
            ]
            csv.writer(file).writerows([head, *(rows if name == "applications" else [])])


def test_the_law_would_find_what_it_looks_for() -> None:
    document = telling_document(Random(1), grantrules.load(2026).rules, broken=True)
    said = set(said_in(document))
    assert {str(document["id"]), str(document["applicant"]["type"])} <= said
    assert any(name in said for name in document if name[0].isupper())
    with heard() as log:
        logging.getLogger("grantrules").debug("rejected %s", document["id"])
    assert document["id"] in log.everything


# -- quiet unless somebody listens


SCRIPT = """
import {first}
import grantrules
from grantrules.base.errors import EngineError
from grantrules.evaluation.executors.durable.engine import DurableRuleset
assert ("logging" in sys.modules) is ({first!r} != "sys"), "it is imported where somebody listens only"
grantrules.evaluate({{"year": 2026, "applicant": {{"type": "foundation"}}}})
grantrules.batch([{{"year": 1999}}])
try:
    DurableRuleset("rules", {{"rule": {{"all": [{{"m": {{"p": [1]}}}}]}}}})([{{"id": "1", "always": 0}}])
except EngineError:
    print("done")
"""


@pytest.mark.parametrize("first", ["sys", "sys, logging"])
def test_nothing_is_printed_unless_a_program_asks_for_it(first: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(first=first)], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("done\n", "")
