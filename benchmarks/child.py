"""Measurements that need a process of their own: modules of this folder as programs that print JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.measurement import NotMeasuredError

ROOT = Path(__file__).resolve().parents[1]


def ask(module: str, *arguments: object, environment: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Run `python -m module arguments` and return the object that its last line holds.

    Raises:
        NotMeasuredError: it ended with an error.
    """
    command = [sys.executable, "-m", module, *(str(argument) for argument in arguments)]
    ended = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **(environment or {})}, capture_output=True, text=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    if ended.returncode != 0:
        last = (ended.stderr.strip().splitlines() or ["?"])[-1]
        raise NotMeasuredError(f"{module} ended with: {last}", f"{module} 以错误结束：{last}")
    answer: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return answer
