"""What a decision costs, from loading the rules to JSON with every reason, and how the cost grows.

The rules are those of 2022, filled up with copies of themselves to 100 (for the second table cut or filled up
to other numbers); the applications are put together from the year's cases, five measures each. In the second table, what
one measure or one rule costs should not rise with their number.

The cases grow with the rules, and what a verdict costs hangs on how much they leave open. The first line tells that: only
tables with the same are about the same work.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import yaml

from benchmarks.measuring import Options, Table, best, command_line, options_of, over, print_setting, three_digits
from grantrules import Regulation, Status, load
from grantrules.base.errors import Problems
from grantrules.base.nodes import plain, read_file

USUAL = Options(applications=150, rounds=10, small=False)
SMALL = Options(applications=5, rounds=1, small=True)

YEAR = 2022
SOURCE = Path(__file__).parents[1] / "regulations" / str(YEAR)
TOPICS = [path.stem for path in sorted(SOURCE.glob("*.yaml")) if path.stem not in ("cases", "offices")]
RULES = 100
AT_ONCE = 1000
"""So often a shipped year is loaded again for one measurement."""

VERDICT = "status, tags and open causes, in all"


class _Plain(yaml.SafeDumper):
    """Writes every value out, without anchors."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


@cache
def read(name: str) -> dict[str, Any]:
    """One of the year's files."""
    problems = Problems()
    node = read_file(SOURCE / f"{name}.yaml", name, problems)
    assert node is not None
    content = plain(node)
    assert isinstance(content, dict)
    return content


def year_of(rules: int, folder: Path) -> Path:
    """A folder with the year's rules, copied or cut to a number; a number of a ranking stays with one rule alone."""
    target = folder / str(rules) / str(YEAR)
    target.mkdir(parents=True)
    found = [rule for topic in TOPICS for rule in read(topic)["rules"]]
    # what is complete is told by topics, which are files; here all rules are in one
    year = {key: value for key, value in read("regulation").items() if key not in ("complete", "rules")}
    copies = (
        {**{key: value for key, value in rule.items() if key != "rank"}, "id": f"{rule['id']}-{n}"} if n else rule
        for n in range(1 + rules // len(found))
        for rule in found
    )
    text = yaml.dump({**year, "rules": [*islice(copies, rules)]}, Dumper=_Plain, allow_unicode=True, width=1000)
    (target / "regulation.yaml").write_text(text, "utf-8")
    return target


def applications(measures: int, number: int) -> list[dict[str, Any]]:
    """Applications of a number of measures, put together from the year's cases."""
    given: list[dict[str, Any]] = [{**case["application"], "determinations": {}} for case in read("cases")["cases"]]
    pool = [dict(measure) for each in given for measure in each.get("measures", [])]
    made = []
    for application, start in zip(cycle(given), range(number), strict=False):
        own = islice(cycle(pool), start * 3, start * 3 + measures)
        listed = [{**measure, "id": f"m{n}", "determinations": {}} for n, measure in enumerate(own)]
        made.append({**application, "measures": listed})
    return made


def verdicts(regulation: Regulation, measures: int, number: int) -> Callable[[], None]:
    """Comes to the verdicts on so many typed applications, with tags and open causes."""

    def verdict(application: Any) -> object:
        decision = regulation.evaluate(application)
        return decision.status, decision.tags, decision.open

    return over(verdict, _typed(regulation, applications(measures, number)))


def _typed(regulation: Regulation, given: Iterable[Any]) -> list[Any]:
    return list(map(regulation.application_model.model_validate, given))


def parts(folder: Path, options: Options) -> dict[str, float]:
    """Seconds for the parts of one decision with five measures."""
    regulation, number = load(folder), options.applications
    given = applications(5, number)
    typed = _typed(regulation, given)

    def facts(application: Any) -> Any:
        return regulation.decider.take_in(application)

    def as_json(application: Any) -> str:
        return regulation.evaluate(application).to_json("en")

    size = sum(len(as_json(each)) for each in typed) / number / 1000
    took = best(
        {
            "from a mapping to facts": over(facts, given),
            "from the typed application to facts": over(facts, typed),
            "every outcome, with deciding facts": over(regulation.decider.executor(), list(map(facts, typed))),
            VERDICT: verdicts(regulation, 5, number),
            f"JSON with every reason ({size:.0f} kB), in all": over(as_json, typed),
            "making a typed application of a mapping": over(regulation.application_model.model_validate, given),
        },
        options.rounds,
    )
    return {name: each.clock / number for name, each in took.items()}


def outcomes(folder: Path, options: Options) -> str:
    """How the applications come out. Without it figures cannot be compared: the more is open, the more a verdict costs."""
    regulation = load(folder)
    decisions = list(map(regulation.evaluate, _typed(regulation, applications(5, options.applications))))
    number = Counter(decision.status for decision in decisions)
    causes = sum(len(decision.open) for decision in decisions) / max(number[Status.UNDETERMINED], 1)
    said = {status: f"{number[status]} {status.value.replace('_', ' ')}" for status in Status}
    said[Status.UNDETERMINED] += f" ({causes:.1f} open causes each)"
    return ", ".join(said.values())


def beginnings(folder: Path, options: Options) -> dict[str, float]:
    """Seconds before there can be a decision, once all is imported."""
    load(YEAR)
    took = best(
        {
            "compiled": lambda: load(folder).decider.executor("python"),
            "kept": over(load, [YEAR] * AT_ONCE),
        },
        options.rounds,
    )
    return {
        f"loading and compiling {RULES} rules": took["compiled"].clock,
        "loading a shipped year again, from memory": took["kept"].clock / AT_ONCE,
    }


def growth(folder: Path, options: Options) -> Iterator[tuple[str, dict[int, float]]]:
    """Seconds for each measure and for each rule, by how many there are."""
    largest = 100 if options.small else 10_000
    measures = [size for size in (10, 100, 1_000, 10_000) if size <= largest]
    regulation = load(year_of(RULES, folder / "measures"))
    yield "measures", _each({size: verdicts(regulation, size, 2) for size in measures}, 2, options.rounds)
    rules = [size for size in (10, 100, 1_000) if size <= largest]
    grown = {size: load(year_of(size, folder / "rules")) for size in rules}
    yield "rules", _each({size: verdicts(grown[size], 5, 20) for size in rules}, 20, options.rounds)


def _each(asks: dict[int, Callable[[], None]], number: int, rounds: int) -> dict[int, float]:
    took = best({str(size): ask for size, ask in asks.items()}, rounds)
    return {size: took[str(size)].clock / number / size for size in asks}


def shown(seconds: float) -> str:
    """A time in the unit that suits it."""
    return f"{three_digits(seconds * 1e3)} ms" if seconds >= 1e-3 else f"{three_digits(seconds * 1e6)} µs"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the two tables."""
    options = options_of(command_line(__file__, __doc__).parse_args(arguments), USUAL, SMALL)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        year = year_of(RULES, folder)
        sizes = f"{RULES} rules", f"{options.applications} applications with five measures each"
        print_setting(*sizes, outcomes(year, options))
        costs = parts(year, options) | beginnings(year, options)
        table = Table("what", "best", "× a verdict")
        for what, seconds in costs.items():
            table.row(what, shown(seconds), three_digits(seconds / costs[VERDICT]))
        print()
        table = Table("how many", "best, for each", "× the fewest")
        for what, by_size in growth(folder, options):
            fewest, *_ = by_size.values()
            for size, seconds in by_size.items():
                table.row(f"{size:,} {what}", shown(seconds), three_digits(seconds / fewest))
    return 0


if __name__ == "__main__":
    sys.exit(main())
