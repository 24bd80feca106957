"""The engines that somebody would pick instead, each given the task's rules in its best natural form.

The task is twelve yes-or-no rules over an application with five measures (`task/` has them as our own rules).
A rule is written once here, as a small tree, and put into each engine's language from that.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Application = dict[str, Any]
Held = list[list[str]]
Ask = Callable[[Application], Held]

FUNDED = ["municipality", "county_municipality", "intermunicipal_company", "university_or_college"]
EDUCATION = ["upper_secondary", "vocational_college", "bachelor", "further_education", "master"]
DEADLINE = 20310301

RULES: dict[str, tuple[Any, ...]] = {
    "applicant-type": ("in", "type", FUNDED),
    "county-field": (
        "or",
        ("is not", "type", "county_municipality"),
        ("in", "field", ["mental_health", "substance_use"]),
    ),
    "category": ("in", "category", [*EDUCATION, "abc", "bpa", "service_development"]),
    "described": ("or", ("is not", "category", "service_development"), ("yes", "described")),
    "deadline": ("by", "received", DEADLINE),
    "role": ("yes", "role"),
    "education": ("in", "category", EDUCATION),
    "further": ("in", "category", ["further_education", "master"]),
    "decentralised": ("yes", "decentralised"),
    "service": ("is", "category", "service_development"),
    "district": ("and", ("is", "type", "municipality"), ("yes", "district")),
    "continuing": ("yes", "continuing"),
}
COMMON = ("type", "district", "role", "received")


def text(tree: tuple[Any, ...], *, all_of: str = " and ", any_of: str = " or ", prefix: str = "") -> str:
    """A rule in the infix notation that most of the engines share."""
    kind, *rest = tree
    if kind in ("and", "or"):
        joint = all_of if kind == "and" else any_of
        return "(" + joint.join(text(part, all_of=all_of, any_of=any_of, prefix=prefix) for part in rest) + ")"
    name, value = prefix + rest[0], json.dumps(rest[1]) if len(rest) > 1 else ""
    said: dict[str, str] = {
        "in": f"{name} in {value}",
        "is": f"{name} == {value}",
        "is not": f"{name} != {value}",
        "by": f"{name} <= {value}",
        "yes": name,
    }
    return said[kind]


def flat(application: Application) -> list[Application]:
    """Each measure together with what is common to all, for engines that know no lists."""
    common = {name: application[name] for name in COMMON}
    return [{**common, **measure} for measure in application["measures"]]


def hand_written() -> Ask:
    """The floor: a function as somebody would write it for just these rules."""
    names = [*COMMON, "category", "field", "decentralised", "continuing", "described"]
    lines = ["def decide(a):", " out = []", *(f" {name} = a[{name!r}]" for name in COMMON), " for m in a['measures']:"]
    lines += [f"  {name} = m[{name!r}]" for name in names if name not in COMMON]
    lines += ["  held = []", *(f"  if {text(tree)}: held.append({name!r})" for name, tree in RULES.items())]
    scope: dict[str, Any] = {}
    exec("\n".join([*lines, "  out.append(held)", " return out"]), scope)
    decide: Ask = scope["decide"]
    return decide


def zen() -> Ask:
    """GoRules ZEN: one expression node that loops over the measures."""
    import zen as engine

    at = {"position": {"x": 0, "y": 0}}
    expressions = [{"id": name, "key": name, "value": text(tree)} for name, tree in RULES.items()]
    content = {
        "expressions": expressions,
        "executionMode": "loop",
        "inputField": "measures",
        "outputPath": "measures",
        "passThrough": False,
    }
    graph = {
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode", **at},
            {"id": "rules", "name": "rules", "type": "expressionNode", "content": content, **at},
            {"id": "out", "name": "out", "type": "outputNode", **at},
        ],
        "edges": [
            {"id": "a", "sourceId": "in", "targetId": "rules", "type": "edge"},
            {"id": "b", "sourceId": "rules", "targetId": "out", "type": "edge"},
        ],
    }
    decision = engine.ZenEngine().create_decision(json.dumps(graph))

    def decide(application: Application) -> Held:
        found = decision.evaluate({"measures": flat(application)})["result"]["measures"]
        return [[name for name in RULES if measure[name]] for measure in found]

    return decide


def cel() -> Ask:
    """Common Expression Language, in Rust."""
    import cel as engine

    programs = {name: engine.compile(text(tree, all_of=" && ", any_of=" || ")) for name, tree in RULES.items()}
    return lambda application: [
        [name for name, program in programs.items() if program.execute(measure)] for measure in flat(application)
    ]


def rule_engine() -> Ask:
    """rule-engine, in Python."""
    import rule_engine as engine

    programs = {name: engine.Rule(text(tree)) for name, tree in RULES.items()}
    return lambda application: [
        [name for name, program in programs.items() if program.matches(measure)] for measure in flat(application)
    ]


def json_logic() -> Ask:
    """JSONLogic through datalogic-py, in Rust."""
    import datalogic_py as engine

    def logic(tree: tuple[Any, ...]) -> Any:
        kind, *rest = tree
        if kind in ("and", "or"):
            return {kind: [logic(part) for part in rest]}
        value = {"var": rest[0]}
        return value if kind == "yes" else {{"is": "==", "is not": "!=", "by": "<="}.get(kind, kind): [value, rest[1]]}

    compile_rule = engine.Engine().compile
    programs = {name: compile_rule(logic(tree)) for name, tree in RULES.items()}
    return lambda application: [
        [name for name, program in programs.items() if program.evaluate(measure)] for measure in flat(application)
    ]


def rego() -> Ask:
    """Rego through regopy, in C++: one query for all measures."""
    import regopy

    def bodies(tree: tuple[Any, ...]) -> list[str]:
        if tree[0] == "or":
            return [body for part in tree[1:] for body in bodies(part)]
        parts = tree[1:] if tree[0] == "and" else (tree,)
        return ["\n  ".join(text(p, prefix="input." if p[1] in COMMON else "m.") for p in parts)]

    holds = "".join(
        f'hold contains [i, "{name}"] if {{\n  some i, m in input.measures\n  {body}\n}}\n'
        for name, tree in RULES.items()
        for body in bodies(tree)
    )
    interpreter = regopy.Interpreter()
    interpreter.add_module("task", f"package task\nimport rego.v1\n{holds}")

    def decide(application: Application) -> Held:
        interpreter.set_input(application)
        bound = json.loads(str(interpreter.query("x = data.task.hold")))["bindings"]["x"]
        found = {(int(index), name) for index, name in bound}
        return [[name for name in RULES if (i, name) in found] for i in range(len(application["measures"]))]

    return decide


def durable_rules() -> Ask:
    """durable-rules alone, through its C functions: each measure a fact, each rule a conclusion."""
    from grantrules.evaluation.executors.durable.engine import c_functions

    engine: Any = c_functions()

    def condition(tree: tuple[Any, ...]) -> Any:
        kind, *rest = tree
        match kind:
            case "and" | "or":
                return {f"${kind}": [condition(part) for part in rest]}
            case "in":
                return {"$or": [{rest[0]: value} for value in rest[1]]}
            case "yes":
                return {rest[0]: True}
            case "is":
                return {rest[0]: rest[1]}
            case _:
                return {{"is not": "$neq", "by": "$lte"}[kind]: {rest[0]: rest[1]}}

    definition = {name: {"all": [{"m": condition(tree)}]} for name, tree in RULES.items()}
    handle = engine.create_ruleset("task", json.dumps(definition))
    sids = itertools.count()

    def conclusions(measure: Application) -> set[str]:
        sid = str(next(sids))
        code, state = engine.assert_fact(handle, json.dumps({**measure, "id": sid, "sid": sid}))
        fired: set[str] = set()
        found = engine.start_action_for_state(handle, state) if code == 0 else None
        message = found[1] if found else None
        while message:
            fired |= json.loads(message).keys()
            message = engine.complete_and_start_action(handle, state)
        engine.delete_state(handle, sid)
        return fired

    def decide(application: Application) -> Held:
        every = [conclusions(measure) for measure in flat(application)]
        return [[name for name in RULES if name in fired] for fired in every]

    return decide


@dataclass(frozen=True)
class Contender:
    """An engine: the package that it is in, what it is, and what compiles the task for it."""

    package: str
    kind: str
    make: Callable[[], Ask]


CONTENDERS = (
    Contender("datalogic-py", "JSONLogic, Rust", json_logic),
    Contender("zen-engine", "GoRules ZEN, Rust", zen),
    Contender("durable-rules", "C", durable_rules),
    Contender("common-expression-language", "CEL, Rust", cel),
    Contender("rule-engine", "Python", rule_engine),
    Contender("regopy", "Rego, C++", rego),
)
