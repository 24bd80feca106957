"""Compiles the shipped rules when a wheel is built or a checkout is installed (see `grantrules.rules.shipped`)."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledRules(BuildHookInterface):
    """Writes the compiled rules into the source tree, from where the wheel takes them."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile the rules in a process of its own, in which sets are always in the same order."""
        paths = [
            str(Path(self.root, "src")),
            *filter(None, sys.path),
        ]  # an isolated build finds its packages by these alone
        settings = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {"PYTHONHASHSEED": "0"}
        make = f"import sys; sys.path[:0] = {paths!r}; from grantrules.rules.load import compile_years; compile_years()"
        command = [sys.executable, "-c", make]
        # a checkout can be installed while its rules are broken: they are read, and refused, when they are asked for
        subprocess.run(command, check=version != "editable", cwd=self.root, env=settings)  # noqa: S603  it is our own
