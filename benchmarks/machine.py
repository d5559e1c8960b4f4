"""What the figures depend on: processor, cores, versions, compiler, date."""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib.metadata import PackageNotFoundError, version

from sim.experiment.provenance import environment

COMPILERS = ("g++", "clang++")
PACKAGES = ("numpy", "numba", "polars", "simpy", "ciw")


def compiler() -> str | None:
    """Return the C++ compiler to use, None where there is none."""
    return next((found for name in COMPILERS if (found := shutil.which(name))), None)


def compiler_version() -> str:
    """Return the first line that the compiler says of itself."""
    command = compiler()
    if command is None:
        return "none"
    told = subprocess.run([command, "--version"], capture_output=True, text=True, check=False).stdout
    return told.splitlines()[0] if told else "unknown"


def description() -> dict[str, str]:
    """Describe the machine and the versions, by name."""
    found = environment()
    machine = found["machine"]
    return {
        "date": str(found["created"]),
        "processor": str(machine["processor"]),
        "cores": str(machine["cores"]),
        "load at the start": _load(),
        "system": f"{machine['system']} {machine['architecture']}",
        "yizhan": str(found["version"]),
        "python": str(found["python"]),
        **{name: _version(name) for name in PACKAGES},
        "compiler": compiler_version(),
    }


def _load() -> str:
    """Return how many processes wanted to run over the last minute: figures of a busy machine are rough."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
