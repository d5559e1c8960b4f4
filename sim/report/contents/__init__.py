"""What the report of each kind of result folder says: one file a kind, each with `content(folder)`."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import cast

from sim.experiment.folder import (
    CALIBRATION,
    COMPARISON,
    FRONTIER,
    RUN,
    SELECTION,
    SENSITIVITY,
    SITING,
    STAFFING,
    kind_of,
)
from sim.report.content import Content
from sim.report.data import ReportError

# The file of each kind, in this folder; loaded when it is asked for, since each brings its own tables.
FILES = {
    RUN: "run",
    COMPARISON: "comparison",
    SELECTION: "selection",
    SENSITIVITY: "sensitivity",
    CALIBRATION: "calibration",
    SITING: "siting",
    STAFFING: "staffing",
    FRONTIER: "frontier",
}


def content_of(folder: Path | str) -> Content:
    """Make the report of a finished result folder.

    Raises:
        ReportError: it is no result folder, or one of its files is missing or torn.
    """
    folder = Path(folder)
    kind = kind_of(folder)
    if kind not in FILES:
        raise ReportError(f"{folder} 不是本程序的结果文件夹", f"{folder} is no result folder of this program")
    return cast(Content, import_module(f"{__name__}.{FILES[kind]}").content(folder))
