"""The commands that compare years. As in `main.py`, arguments are read and results printed; nothing is worked out here."""

from __future__ import annotations

import argparse
import sys
from math import inf
from pathlib import Path

from grantrules.api import diff, history
from grantrules.base.texts import LANGUAGES
from grantrules.cli.batch import Commands, all_went_in, progress
from grantrules.render.forms import COMPARED_FORMATS


def add_commands(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add `diff` and `history` to the commands."""
    command = commands.add_parser("diff", help="show what changed between two years: in words, in effect, for whom")
    command.add_argument("before", metavar="A", help="a year, or a folder of rules")
    command.add_argument("after", metavar="B", help="a year, or a folder of rules")
    _add_form(command)
    group = command.add_argument_group("witnesses", "applications that the two years treat differently, found by Z3")
    group.add_argument("--witness", action="store_true", help="seek the smallest of them")
    group.add_argument("--write", type=Path, metavar="FOLDER", help="write each as a file in this folder")
    group.add_argument(
        "--measures", type=_number, metavar="N", help="seek among applications with up to N measures (2)"
    )
    group.add_argument("--seconds", type=_seconds, metavar="S", help="seek for at most so many seconds (20)")
    group.add_argument(
        "--undetermined", action="store_true", help="count it as a difference that only one year comes to a verdict"
    )
    command.add_argument(
        "--portfolio",
        action="append",
        metavar="INPUT",
        help="evaluate these applications under both (all that batch reads; can be given again) and tell who is affected",
    )
    command.add_argument(
        "--portfolio-measures",
        metavar="FILE",
        help="the table of measures that belongs to a single table of applications",
    )
    command.set_defaults(run=lambda options: _diff(command, options))

    command = commands.add_parser("history", help="show one rule through the years")
    command.add_argument("rule", metavar="RULE", help="the id of a rule, also an earlier one")
    _add_form(command)
    command.set_defaults(run=_history)


def _add_form(command: argparse.ArgumentParser) -> None:
    command.add_argument("--lang", choices=LANGUAGES, help="the language of the output (nb)")
    command.add_argument(
        "--format", choices=list(COMPARED_FORMATS), default="text", help="the form of the output (text)"
    )


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > 3:
        raise argparse.ArgumentTypeError(f"expected a number of measures, found {text!r}")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < inf:
        raise argparse.ArgumentTypeError(f"expected a number of seconds, found {text!r}")
    return seconds


_SEARCH = ("measures", "seconds")


def _diff(command: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    search = {name: value for name in _SEARCH if (value := getattr(options, name)) is not None}
    if not options.witness and (search or options.write or options.undetermined):
        command.error("--write, --measures, --seconds and --undetermined need --witness")
    if options.portfolio_measures and not options.portfolio:
        command.error("--portfolio-measures needs --portfolio")
    with progress() as tell:
        found = diff(
            options.before,
            options.after,
            witness=options.witness,
            undetermined=options.undetermined,
            portfolio=options.portfolio,
            portfolio_measures=options.portfolio_measures,
            progress=None if tell is None else lambda number: tell(number, 0),
            **search,
        )
    if options.write:
        for path in found.write_witnesses(options.write, options.lang):
            print(path, file=sys.stderr)
    sys.stdout.write(COMPARED_FORMATS[options.format](found, options.lang))
    of = found.impact
    return 0 if of is None or all_went_in(of.read, len(of.rejected), of.passed_over) else 1


def _history(options: argparse.Namespace) -> int:
    sys.stdout.write(COMPARED_FORMATS[options.format](history(options.rule), options.lang))
    return 0
