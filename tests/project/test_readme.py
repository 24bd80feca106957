"""The README is true: its Python runs, its YAML loads, its commands and files exist, no option is left out."""

from __future__ import annotations

import argparse
import contextlib
import re

import grantrules
from grantrules.base.errors import Problems
from grantrules.base.nodes import ListNode, read_bytes
from grantrules.cli import main as cli
from tests.support.documents import ROOT

README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def commands() -> dict[str, argparse.ArgumentParser]:
    parser = cli._parser()
    (actions,) = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return dict(actions.choices)


def test_its_python_runs_and_says_what_it_says() -> None:
    scope: dict[str, object] = {}
    with contextlib.chdir(ROOT):
        exec(compile("\n".join(blocks("python")), "README.md", "exec"), scope)
    decision, answer = scope["decision"], scope["answer"]
    assert isinstance(decision, grantrules.Decision)
    assert decision.status is grantrules.Status.UNDETERMINED
    assert isinstance(answer, grantrules.ReportAnswer)
    assert answer.status is grantrules.ReportStatus.OPEN


def test_its_example_of_a_rule_is_the_rule() -> None:
    (source,) = blocks("yaml")
    problems = Problems()
    shown = read_bytes(source.encode(), "README.md", problems)
    assert isinstance(shown, ListNode)
    assert not problems.sorted()
    shipped = (ROOT / "regulations/2022/applicants.yaml").read_text("utf-8")
    assert "".join(f"  {line}\n" for line in source.splitlines()) in shipped


def test_its_example_of_output_is_output() -> None:
    (shown,) = blocks("text")
    decision = grantrules.evaluate(grantrules.read(ROOT / "examples/2022/undetermined.yaml"))
    assert decision.to_text("en").startswith(shown.rstrip("\n"))


def test_every_command_and_option_is_there() -> None:
    for name, command in commands().items():
        line = re.search(rf"^    grantrules {name}\b.*$", README, flags=re.MULTILINE)
        assert line is not None, name
        options = [option for action in command._actions for option in action.option_strings if option.startswith("--")]
        assert [option for option in options if option != "--help" and option not in line.group()] == []
        choices = ["|".join(action.choices) for action in command._actions if action.choices and action.option_strings]
        assert [each for each in choices if each not in line.group()] == []


def test_every_file_that_it_names_exists() -> None:
    named = re.findall(r"\]\((?!http)([^)#]+)\)", README) + re.findall(r"(?<!/)(?:bin|examples)/[\w./-]+", README)
    assert [name for name in named if not (ROOT / name).exists()] == []
