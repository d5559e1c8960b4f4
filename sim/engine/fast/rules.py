"""Every decision rule, and the order of events, may be called by compiled code and stays plain Python too."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

import sim.rules
from sim.compiled import shared


def share_all() -> None:
    """Register all functions of ``sim.rules`` and ``sim.engine.order``."""
    names = [f"sim.rules.{found.name}" for found in pkgutil.iter_modules(sim.rules.__path__)]
    for name in [*names, "sim.engine.order"]:
        module = importlib.import_module(name)
        for function in vars(module).values():
            if inspect.isfunction(function) and function.__module__ == module.__name__:
                shared(function)


share_all()
