"""What each command does with its options; its exit code is returned. What only one command needs is imported by it."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from grantrules.api import diff, history, load, parse, read, rules_for
from grantrules.base.codes import Code
from grantrules.base.decoding import MAX_BYTES
from grantrules.base.errors import GrantRulesError, ProblemsError, Severity, UnknownRegulation
from grantrules.base.extras import CALENDAR, COMPLETION, DURABLE, WORD, imported, require
from grantrules.cli.main import DOCX
from grantrules.intake.documents import DocumentFile
from grantrules.regulation import Regulation
from grantrules.render.forms import Result, render, render_diff, render_history, render_several
from grantrules.render.paper.flat import WIDTH

if TYPE_CHECKING:
    from grantrules.results.comparison import YearDiff


def run_evaluate(options: argparse.Namespace) -> int:
    """Print the decisions on applications and the answers to reports."""
    results: list[Result] = []
    failed = False
    durable, calendar = options.executor != "python", options.format == "ics"
    require("this needs", *(DURABLE if durable else ()), *(CALENDAR if calendar else ()))
    chosen = _regulation(options.year) if options.year else None
    if options.files.count(STANDARD_INPUT) > 1:
        options.command.error("standard input (`-`) can be read once")
    for name in options.files:
        try:
            document = _document(name)
            results.append(rules_for(document, chosen).evaluate(document, options.executor))
        except GrantRulesError as error:
            placed = isinstance(error, ProblemsError | UnknownRegulation)
            print(error if placed else f"{name}: {error}", file=sys.stderr)
            failed = True
    if len(options.files) == 1:
        output = render(results[0], options.format, options.lang, options.full, page_width()) if results else ""
    else:
        output = render_several(results, options.format, options.lang, options.full, page_width())
    if calendar:
        _lines_as_they_are()
        if results and not output:
            print("nothing to enter in a calendar: no duty follows", file=sys.stderr)
    sys.stdout.write(output)
    return 1 if failed else 0


NARROWEST = 60
"""A page is not made narrower than this for any terminal."""


def page_width() -> int:
    """How wide pages of text are: as wide as the terminal that they go to, within limits, and a file or a pipe has no width."""
    if not sys.stdout.isatty():
        return WIDTH
    return max(NARROWEST, min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns))


STANDARD_INPUT = "-"


def _document(name: str) -> DocumentFile:
    """An application or a report in a file, or from standard input."""
    if name != STANDARD_INPUT:
        return read(name)
    if sys.stdin is None:
        raise GrantRulesError(Code.UNREADABLE_FILE, "standard input is closed")
    return parse(sys.stdin.buffer.read(MAX_BYTES + 1), "standard input")


def _lines_as_they_are() -> None:
    """A calendar's lines end as they must; a system that puts a sign before each line end would break them."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(newline="")


def run_ask(options: argparse.Namespace) -> int:
    """Hold a dialogue about an application, and print the decision on it."""
    from grantrules.cli.dialogue import hold, saver  # noqa: PLC0415

    if options.file == STANDARD_INPUT:
        options.command.error("the answers come from standard input; name a file to go on with")
    regulation = _regulation(options.year)
    begin = read(options.file) if options.file else None
    if begin is not None:
        regulation.evaluate(begin)  # which tells what is wrong with it by line and column

    def write(text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()

    lines = iter(sys.stdin.readline, "")
    keep = saver(options.save) if options.save else None
    hold(regulation, lines, write, language=options.lang, begin=begin and begin.data, keep=keep, width=page_width())
    return 0


def _regulation(year: str) -> Regulation:
    return load(int(year) if re.fullmatch("[0-9]{4}", year) else Path(year))


def run_check(options: argparse.Namespace) -> int:
    """Print every problem in the files of a regulation."""
    from grantrules.rules.checking import check_folders  # noqa: PLC0415

    checked = check_folders(Path(options.folder) if options.folder else None)
    for problem in checked.problems:
        print(problem)
    errors = sum(problem.severity is Severity.ERROR for problem in checked.problems)
    warnings = len(checked.problems) - errors
    names = ", ".join(checked.checked)
    waiting = f"; {_number(checked.waiting, 'rule')} of a draft to be given a source" if checked.waiting else ""
    print(f"checked {names}: {_number(errors, 'error')}, {_number(warnings, 'warning')}{waiting}")
    return 1 if errors or (options.strict and warnings) else 0


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def run_draft(options: argparse.Namespace) -> int:
    """Copy a year as a draft of a later one, and print the files written."""
    from grantrules.rules.draft import draft  # noqa: PLC0415
    from grantrules.rules.load import folder_of  # noqa: PLC0415

    of = options.copied
    start = folder_of(int(of)) if re.fullmatch("[0-9]{4}", of) and not Path(of).exists() else Path(of)
    for path in draft(options.year, start, options.folder):
        print(path)
    return 0


def run_coverage(options: argparse.Namespace) -> int:
    """Print what the rules carry of each document."""
    from grantrules.rules.coverage import coverage, coverage_of  # noqa: PLC0415

    year = options.year
    if year is None or re.fullmatch("[0-9]{4}", year):
        found = coverage(year and int(year), options.sources)
    else:
        found = coverage_of(Path(year), options.sources)
    print(found)
    return 1 if found.problems else 0


def run_diff(options: argparse.Namespace) -> int:
    """Print what changed between two years."""
    from grantrules.cli.batch import all_went_in, progress  # noqa: PLC0415

    error = options.command.error
    given = {"measures": options.measures, "seconds": options.seconds}
    search = {name: value for name, value in given.items() if value is not None}
    if not options.witness and (search or options.write or options.undetermined):
        error("--write, --measures, --seconds and --undetermined need --witness")
    if options.portfolio_measures and not options.portfolio:
        error("--portfolio-measures needs --portfolio")
    if options.keep_dates and not options.portfolio:
        error("--keep-dates needs --portfolio")
    if options.format == DOCX:
        if options.out is None:
            error("--format docx needs --out FILE")
        if options.full or options.conditions:
            error("--format docx has neither --full nor --conditions")
        require("a Word document needs", *WORD)
    with progress() as tell:
        found = diff(
            options.before,
            options.after,
            witness=options.witness,
            undetermined=options.undetermined,
            portfolio=options.portfolio,
            portfolio_measures=options.portfolio_measures,
            keep_dates=options.keep_dates,
            progress=tell,
            **search,
        )
    if options.write:
        for path in found.write_witnesses(options.write, options.lang):
            print(path, file=sys.stderr)
    _give(options, found)
    of = found.impact
    return 0 if of is None or all_went_in(of.read, len(of.rejected), of.passed_over) else 1


def _give(options: argparse.Namespace, found: YearDiff) -> None:
    """Print a comparison, or write it into the file that is named."""
    if options.format == DOCX:
        content = found.to_docx(options.lang)
    else:
        asked = {"full": options.full, "conditions": options.conditions}
        content = render_diff(found, options.format, options.lang, page_width(), **asked).encode()
    if options.out is None:
        sys.stdout.write(content.decode())
        return
    try:
        options.out.write_bytes(content)
    except OSError as error:
        raise GrantRulesError(Code.NOT_WRITTEN, f"{options.out}: cannot be written: {error.strerror}") from error


def run_history(options: argparse.Namespace) -> int:
    """Print one rule through the years."""
    sys.stdout.write(render_history(history(options.rule), options.format, options.lang, page_width()))
    return 0


def run_completion(options: argparse.Namespace) -> int:
    """Print what a shell runs to complete the commands and their options."""
    shtab = imported("completion needs", *COMPLETION)
    kinds = {"FILE": shtab.FILE, "INPUT": shtab.FILE, "FOLDER": shtab.DIRECTORY, "YEAR|FOLDER": shtab.DIRECTORY}
    for argument in _arguments(options.parser):
        if argument.metavar in kinds:
            vars(argument)["complete"] = kinds[argument.metavar]  # where shtab looks for it
    print(shtab.complete(options.parser, options.shell))
    return 0


def _arguments(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """The arguments of a command, and of those below it."""
    for action in parser._actions:
        yield action
        if isinstance(action.choices, Mapping):
            for command in action.choices.values():
                yield from _arguments(command)


def run_schema(options: argparse.Namespace) -> int:
    """Print a JSON Schema, or write those that editors use."""
    from grantrules.schema import schema_of, write_schemas  # noqa: PLC0415

    if options.write:
        for path in write_schemas(options.write):
            print(path)
        return 0
    print(json.dumps(schema_of(options.name), indent=2, ensure_ascii=False))
    return 0
