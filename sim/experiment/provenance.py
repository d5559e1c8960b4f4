"""Where a result comes from: everything needed to make it again, and how long it took."""

from __future__ import annotations

import functools
import hashlib
import os
import platform
import sys
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from sim import __version__
from sim.compiled.cache import digest, source_files

# What computed numbers can depend on.
PACKAGES = ("numpy", "scipy", "polars", "simpy", "numba", "pydantic", "holidays", "pyyaml", "matplotlib")

COMPUTING = ("numpy", "scipy", "polars", "simpy", "numba", "pydantic", "holidays")


def environment() -> dict[str, Any]:
    """Describe program, interpreter, packages and machine (no host or user name)."""
    return {
        "version": __version__,
        "kernels": digest(source_files()),
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "packages": {name: found for name in PACKAGES if (found := _version(name))},
        "machine": {
            "system": platform.system(),
            "release": platform.release(),
            "architecture": platform.machine(),
            "processor": _processor(),
            "cores": os.cpu_count(),
        },
    }


def code() -> dict[str, str]:
    """Return what the numbers of a replication depend on, besides scenario, seed and engine.

    The program's version, a digest of all that is compiled, the versions of the packages that compute, and
    the kind of machine.
    """
    return {
        "version": __version__,
        "kernels": digest(source_files()),
        "python": ".".join(platform.python_version_tuple()[:2]),
        **{name: found for name in COMPUTING if (found := _version(name))},
        "architecture": platform.machine(),
    }


def command_line() -> list[str]:
    """Return the command as typed, without the folder of the script."""
    return [Path(sys.argv[0]).name, *sys.argv[1:]]


def checksums(folder: Path) -> dict[str, dict[str, int | str]]:
    """List size and SHA-256 of every file in a folder, by path within it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): checksum(path) for path in files}


def checksum(path: Path) -> dict[str, int | str]:
    """Return size (bytes) and SHA-256 of a file."""
    with path.open("rb") as file:
        return {"bytes": path.stat().st_size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}


@functools.cache  # what is installed stays, and is slow to look up
def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _processor() -> str:
    try:
        with Path("/proc/cpuinfo").open(encoding="utf-8") as lines:
            names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    except OSError:
        names = []
    return names[0] if names else platform.processor()
