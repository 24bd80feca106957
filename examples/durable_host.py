"""The rules of 2022 in a durable-rules host of your own: post an application, read the conclusions.

Run it with `python examples/durable_host.py` where `grantrules[durable]` is installed. Whoever only wants
a decision calls `regulation.evaluate(application, executor="durable")`; this is for those who have a host.
"""

from __future__ import annotations

import json
import sys
import uuid
from collections.abc import Callable, Sequence
from typing import Any

import grantrules
from grantrules.evaluation.executors.durable.engine import Fired, Message, c_functions
from grantrules.evaluation.executors.durable.executor import DurableRules

APPLICATION = {
    "year": 2022,
    "office": "vestland",
    "applicant": {"type": "municipality"},
    "measures": [
        {"id": "course", "kind": "competence", "level": "course", "target_roles": ["employee"]},
        {"id": "project", "kind": "development_project"},
    ],
}


def main() -> None:
    """Post the application to a host, and print how each rule came out."""
    c_functions()  # before `durable`: from Python 3.13 the package's C module needs help to be imported
    from durable.engine import Host  # type: ignore[import-untyped]  # noqa: PLC0415

    class InProcessHost(Host):  # type: ignore[misc]
        """A host without its two threads for timers, which would take conclusions out of our hands."""

        def _run(self) -> None:
            pass

    regulation = grantrules.load(2022)
    definition = json.loads(json.dumps(regulation.to_durable()))  # as it would come from a file
    fired: list[Fired] = []
    host = InProcessHost(
        {
            ruleset: {name: {**rule, "run": noting(fired, name)} for name, rule in page["rules"].items()}
            for ruleset, page in definition["rulesets"].items()
        }
    )
    rules = DurableRules(regulation.rules)  # knows which messages to post, and what the conclusions mean

    def post(ruleset: str, messages: Sequence[Message]) -> list[Fired]:
        """Assert each message as a fact; every application has a `sid` of its own, and leaves no state behind."""
        fired.clear()
        sid = str(uuid.uuid4())
        for message in messages:
            host.assert_fact(ruleset, {**message, "sid": sid})
        host.delete_state(ruleset, sid)
        return list(fired)

    stated = regulation.decider.take_in(APPLICATION)
    kinds = rules(stated, post)
    print("application")
    for rule, kind in zip(regulation.rules.application_rules, kinds.application, strict=True):
        print(f"  {kind.value:15} {rule.id}")
    for measure, row in zip(stated.measures, kinds.measures, strict=True):
        print(measure.id)
        for rule, kind in zip(regulation.rules.measure_rules, row, strict=True):
            print(f"  {kind.value:15} {rule.id}")


def noting(fired: list[Fired], rule: str) -> Callable[[Any], None]:
    """An action that does nothing but note which rule fired for which message."""

    def run(c: Any) -> None:
        fired.append(Fired(rule, c.m.id))

    return run


if __name__ == "__main__":
    try:
        main()
    except grantrules.MissingExtra as missing:
        sys.exit(str(missing))
