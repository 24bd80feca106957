"""Checking folders: every problem in a year, or in all years of a folder, and what a draft leaves to be done."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from grantrules.base.codes import Code
from grantrules.base.errors import Location, Problem, Problems
from grantrules.rules.checks import branches_of, check_against_earlier, place_of
from grantrules.rules.common import display
from grantrules.rules.load import YAML, file_meant, lies_beside, read_folder
from grantrules.rules.ruleset import RuleSet, Verb
from grantrules.rules.shipped import REGULATION, named_as_years, shipped_folder, years_in


@dataclass(frozen=True)
class Checked:
    """What came of checking folders: their names, every problem in them, and how many rules of drafts wait for a source."""

    checked: tuple[str, ...]
    problems: tuple[Problem, ...]
    waiting: int


def check_folders(folder: Path | None) -> Checked:
    """Check one year, or every year in a folder of regulations (the shipped one where none is named)."""
    folder = folder or shipped_folder()
    problems = Problems()
    within = [folder / str(year) for year in years_in(folder)]
    if within:
        _years_without_rules(folder, problems)
    earlier: list[RuleSet] = []
    waiting = 0
    for each in within or [folder]:
        loaded = read_folder(each)
        problems.extend(loaded.problems)
        if loaded.rules is not None:
            where = Location(display(each / REGULATION), 1, 1)
            before = earlier if within and not _is_loose(each, loaded.rules) else _before(each, loaded.rules)
            check_against_earlier(loaded.rules, before, where, problems)
            if (copied := next((year for year in before if year.year == loaded.rules.drafted_from), None)) is not None:
                _values_to_come(loaded.rules, copied, where, problems)
                _branches_left(loaded.rules, copied, problems)
            waiting += len(loaded.rules.waiting)
            earlier.append(loaded.rules)
    return Checked(tuple(display(each) for each in within or [folder]), problems.sorted(), waiting)


def _years_without_rules(folder: Path, problems: Problems) -> None:
    """Find folders that are called as a year and hold no regulation, so that nothing in them is read."""
    for each in named_as_years(folder):
        if each.is_dir() and not (each / REGULATION).is_file():
            names = [path.name for path in each.iterdir()]
            if any(Path(name).suffix.lower() in YAML for name in names):
                near = next((name for name in sorted(names) if file_meant(name) == REGULATION), None)
                hint = f"; rename {near}" if near else ""
                problems.add(
                    Location(display(each)),
                    Code.NO_SUCH_FILE,
                    f"there is no {REGULATION} here, so the year is not read{hint}",
                )


def _before(folder: Path, rules: RuleSet) -> list[RuleSet]:
    """The earlier years that lie beside a year, as far as they can be read; of a loose draft the shipped ones."""
    beside = shipped_folder() if _is_loose(folder, rules) else folder.resolve().parent
    loaded = [read_folder(beside / str(each)).rules for each in years_in(beside) if each < rules.year]
    return [each for each in loaded if each is not None]


def _is_loose(folder: Path, rules: RuleSet) -> bool:
    """Whether rules are a draft of a shipped year that lies elsewhere."""
    return rules.drafted_from is not None and not lies_beside(folder.resolve().parent, rules.drafted_from)


def _values_to_come(rules: RuleSet, copied: RuleSet, where: Location, problems: Problems) -> None:
    """Tell which values the year that a draft was copied from has, and the draft not yet."""
    there = {(value.fact, value.office) for value in rules.office_values}
    for value in copied.office_values:
        if (value.fact, value.office) not in there:
            message = f"nothing is set for `{value.fact}` (`{value.office}`) yet, as {rules.drafted_from} had it"
            problems.warn(where, Code.YEARS_DISAGREE, message)


def _branches_left(rules: RuleSet, copied: RuleSet, problems: Problems) -> None:
    """Tell which branches of a draft's rules rest on a document of the year before, where the rule itself does so no longer."""
    earlier = {source.document for rule in copied.rules for source in rule.sources}
    for rule in rules.rules:
        if rule.waits or rule.verb is Verb.SILENT or not earlier.isdisjoint(each.document for each in rule.sources):
            continue
        for branch in branches_of(rule):
            for source in branch.sources:
                if source.document in earlier:
                    message = f"the branch `{branch.id}` of `{rule.id}` still rests on `{source.document}`, as in {copied.year}"
                    problems.warn(source.where or place_of(rule), Code.INVALID_CITATION, message)
