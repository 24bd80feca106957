"""What a decision costs, from loading the rules to JSON with every reason.

    python -m benchmarks.decisions

The year is 2022, filled up with copies of its own rules to 100 rules (and to other sizes, to see how cost grows);
the applications are made from the year's cases, five measures each. Times are the best of many rounds in one run.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import yaml

from grantrules import load
from grantrules.intake.documents import take_in
from grantrules.language.vocabulary import Document
from grantrules.regulation import Regulation
from grantrules.rules.common import shipped_folder

YEAR = 2022


class _Plain(yaml.SafeDumper):
    """Writes every value out, without anchors."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def year_of(rules: int, folder: Path) -> Path:
    """A folder with the year's rules, copied or cut to a number."""
    target = folder / str(rules) / str(YEAR)
    target.mkdir(parents=True)
    source = shipped_folder() / str(YEAR)
    found: list[dict[str, Any]] = []
    for path in sorted(source.glob("*.yaml")):
        content = yaml.safe_load(path.read_text("utf-8"))
        if path.name not in ("cases.yaml", "offices.yaml"):
            found += content.pop("rules", [])
    text = (source / "regulation.yaml").read_text("utf-8").split("\nrules:")[0]
    (target / "regulation.yaml").write_text(text.replace("complete: all\n", ""), "utf-8")
    copies = [
        {**rule, "id": f"{rule['id']}-{n}"} if n else rule for n in range(1 + rules // len(found)) for rule in found
    ]
    lines = yaml.dump({"rules": copies[:rules]}, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=1000)
    (target / "rules.yaml").write_text(lines, "utf-8")
    return target


def applications(measures: int, number: int) -> list[dict[str, Any]]:
    """Applications of a number of measures, put together from the year's cases."""
    cases = yaml.safe_load((shipped_folder() / str(YEAR) / "cases.yaml").read_text("utf-8"))
    given: list[dict[str, Any]] = [{**case["application"], "determinations": {}} for case in cases["cases"]]
    pool = [dict(measure) for each in given for measure in each.get("measures", [])]
    made = []
    for application, start in zip(cycle(given), range(number), strict=False):
        own = islice(cycle(pool), start * 3, start * 3 + measures)
        listed = [{**measure, "id": f"m{n}", "determinations": {}} for n, measure in enumerate(own)]
        made.append({**application, "measures": listed})
    return made


def best(ask: Callable[[Any], object], inputs: list[Any], rounds: int = 7) -> float:
    """Microseconds for one input: the best of some rounds over all."""
    shortest = 1e9
    for _ in range(rounds):
        start = time.perf_counter()
        for each in inputs:
            ask(each)
        shortest = min(shortest, time.perf_counter() - start)
    return shortest / len(inputs) * 1e6


def _status_tags_open(regulation: Regulation, application: Any) -> object:
    decision = regulation.evaluate(application)
    return decision.status, decision.tags, decision.open


def decision_costs(folder: Path) -> Iterator[tuple[str, float, str]]:
    """The parts of one decision under 100 rules, five measures."""
    regulation = load(folder)
    inputs = [regulation.application_model.model_validate(each) for each in applications(5, 150)]
    executor = regulation.executor("python")
    taken = [take_in(each, regulation.rules, regulation.application_model, Document.APPLICATION) for each in inputs]
    yield (
        "from the typed application to facts",
        best(lambda each: take_in(each, regulation.rules, regulation.application_model, Document.APPLICATION), inputs),
        "µs",
    )
    yield "every outcome, with deciding facts", best(executor, taken), "µs"
    yield "status, tags and open causes, in all", best(lambda each: _status_tags_open(regulation, each), inputs), "µs"
    yield "JSON with every reason, in all", best(lambda each: regulation.evaluate(each).to_json("en"), inputs), "µs"
    yield "validating a mapping", best(regulation.application_model.model_validate, applications(5, 150)), "µs"


def loading_costs(folder: Path) -> Iterator[tuple[str, float, str]]:
    """From files to a compiled executor, and import alone."""
    yield "loading and compiling 100 rules", best(lambda f: load(f).executor("python"), [folder]) / 1000, "ms"
    load(YEAR)
    yield "loading a shipped year again, from memory", best(load, [YEAR] * 1000), "µs"
    yield "import grantrules, beyond pydantic", _import_cost(), "ms"


def _import_cost(rounds: int = 9) -> float:
    """Milliseconds that the import adds in a fresh interpreter, the best of some."""

    def run(module: str) -> float:
        code = f"import time; t = time.perf_counter(); import {module}; print(time.perf_counter() - t)"
        return min(
            float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)
            for _ in range(rounds)
        )

    return (run("pydantic, grantrules") - run("pydantic")) * 1000


def growth(folder: Path) -> Iterator[tuple[str, float, str]]:
    """How cost grows: it should stay the same for each measure, and for each rule."""
    regulation = load(year_of(100, folder / "measures"))
    for measures in (10, 100, 1_000, 10_000):
        some = [regulation.application_model.model_validate(each) for each in applications(measures, 2)]
        cost = best(lambda each: _status_tags_open(regulation, each), some, rounds=3)
        yield f"{measures} measures: for each measure", cost / measures, "µs"
    for rules in (10, 100, 1_000):
        grown = load(year_of(rules, folder / "rules"))
        some = [grown.application_model.model_validate(each) for each in applications(5, 20)]
        cost = best(lambda each, r=grown: _status_tags_open(r, each), some, rounds=3)  # type: ignore[misc]
        yield f"{rules} rules: for each rule", cost / rules, "µs"


def main() -> None:
    """Print the table."""
    print("| what | best |\n|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        year = year_of(100, folder)
        for rows in (decision_costs(year), loading_costs(year), growth(folder)):
            for what, cost, unit in rows:
                print(f"| {what} | {cost:.3g} {unit} |")


if __name__ == "__main__":
    main()
