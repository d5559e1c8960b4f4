"""Compiling translated text and loading it."""

from __future__ import annotations

import ctypes
import subprocess
from pathlib import Path

PRELUDE = Path(__file__).resolve().parent / "prelude.hpp"
# No fast-math and no fused multiply-add: floats as in NumPy and in the compiled engine.
OPTIONS = ("-std=c++17", "-O3", "-march=native", "-ffp-contract=off", "-shared", "-fPIC")


def built(compiler: str, text: str, folder: Path, options: tuple[str, ...] = OPTIONS) -> ctypes.CDLL:
    """Compile C++ text into a library in a folder and load it.

    Raises:
        RuntimeError: the compiler refuses it.
    """
    source, library = folder / "kernel.cpp", folder / "kernel.so"
    source.write_text(f'#include "{PRELUDE}"\n{text}', encoding="utf-8")
    ended = subprocess.run(
        [compiler, *options, str(source), "-o", str(library)], capture_output=True, text=True, check=False
    )
    if ended.returncode:
        raise RuntimeError("\n".join(ended.stderr.splitlines()[:20]))
    return ctypes.CDLL(str(library))
