"""Result folders: they appear whole or not at all, and nothing but a result of ours is ever replaced."""

from __future__ import annotations

import glob
import json
import os
import platform
import re
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import time
from typing import Any

import polars as pl

from sim.experiment.errors import InputError
from sim.experiment.whole import whole

KEPT_SECONDS = 14 * 86_400  # that finished replications of a dead process wait for --resume
PRODUCT = "yizhan"
MANIFEST = "manifest.json"
POSTERIOR = "posterior.yaml"  # the draws that the replications of a run were made at
RUN, COMPARISON, SENSITIVITY, SELECTION = "run", "comparison", "sensitivity", "selection"
CALIBRATION = "calibration"
SITING, STAFFING, FRONTIER = "siting", "staffing", "frontier"
BOTTLENECKS = "bottlenecks.csv"  # of a run: whose one more person would cut the 90th percentile
REPORTED = "reported.csv"  # of a run: reported figures beside simulated ones
RECOMMENDED = "recommended.yaml"  # what planning recommends: base and changes
_OURS = {
    RUN: {
        *(MANIFEST, "kpis.csv", "summary.csv", "series.csv", "precision.csv", "warm_up.csv", "scenario"),
        *("verification.csv", "verification.md", "stress-des.md", "cases.parquet", "stages.parquet"),
        *(POSTERIOR, BOTTLENECKS, REPORTED),
    },
    COMPARISON: {MANIFEST, "comparison.csv", "runs"},
    SELECTION: {MANIFEST, "selection.csv", "trajectory.csv", "values.csv", "scenarios", POSTERIOR},
    SENSITIVITY: {
        *(MANIFEST, "design.csv", "responses.csv", "effects.csv", "morris.csv", "sobol.csv", "noise.csv"),
        *("parameters.csv", "scenario"),
    },
    CALIBRATION: {
        *(MANIFEST, "targets.csv", "parameters.csv", "candidates.csv", "draws.csv", "simulated.csv"),
        *("plausibility.csv", "confounding.csv", "waves.csv", "emulators.csv", "scenario"),
        *("combinations.csv", "at_least.csv", "calibrated.yaml", POSTERIOR),
    },
    SITING: {
        *(MANIFEST, "candidates.csv", "shortlist.csv", "coverage.csv", "towns.csv", "budget.csv"),
        *("proposals.csv", "selection.csv", "trajectory.csv", "values.csv", "promise.csv", "varied.csv"),
        *(RECOMMENDED, "scenario", POSTERIOR),
    },
    STAFFING: {
        *(MANIFEST, "levers.csv", "designs.csv", "values.csv", "certification.csv", "binding.csv"),
        *(
            "marginal.csv",
            "roster.csv",
            "promise.csv",
            "shortfall.csv",
            "robustness.csv",
            RECOMMENDED,
            "scenario",
            POSTERIOR,
        ),
    },
    FRONTIER: {
        *(MANIFEST, "points.csv", "sweep.csv", "values.csv", "promise.csv", "varied.csv", "plans"),
        *("scenario", POSTERIOR),
    },
}
# Tables that are also written as parquet, for further work: long ones.
TIDY = (
    *("kpis", "summary", "series", "comparison", "values"),
    *("draws", "simulated", "design", "responses"),
)
EVENT_LOG, WORKBOOK = "events.xes.gz", "tables.xlsx"
_REPORT = {"charts", "report.html", EVENT_LOG, WORKBOOK, *(f"{name}.parquet" for name in TIDY)}
# Folders that a process removes again, with its number and machine; a name of mkdtemp's follows.
_HIDDEN = re.compile(
    r"\.(?P<name>.+)\.(?P<what>partial|old|kept)-(?P<pid>[0-9]+)-(?P<machine>[0-9a-f]+)-[a-z0-9_]{8}"
)
# The columns of our csv files by type; all others are numbers with a fraction.
_TYPES: dict[type[pl.DataType], set[str]] = {
    pl.String: {
        "scenario",
        "kpi",
        "unit",
        "level",
        "key",
        "series",
        "base",
        "other",
        "family",
        "check",
        "verdict",
        "reason",
        "output",
        "parameter",
        "stage",
        "id",
        "name",
        "name_zh",
        "name_en",
        "parameter_zh",
        "parameter_en",
        "model",
        "role",
        "scale",
        "source",
        "source_zh",
        "target",
        "quantity",
        "use",
        *("solution", "models", "ranks", "sites", "kind", "county", "town", "town_zh", "town_en", "template"),
        *("zone", "facility_before", "facility_after"),
        *("point", "aim", "dominated", "picked", "picked_zh", "picked_en"),
        *("lever", "group", "group_zh", "group_en", "facility", "facility_zh", "facility_en", "skills"),
        *(
            "option_today",
            "option_recommended",
            "option_zh",
            "option_en",
            "held_by",
            "requirement",
            "constraint",
            "phase",
        ),
        *("variant", "variant_zh", "variant_en", "half", "opens", "closes", "reason_zh", "reason_en"),
    },
    pl.Int64: {
        *("replication", "eliminated_at", "step", "n", "family_size", "week", "draw", "wave"),
        "points",
        "direction",
        *("rank", "stations", "found_n", "new_stations", "heads_added", "heads_removed", "tested"),
    },
    pl.Boolean: {"relative", "met", "cut", "selected", "contends", "assumed", "inside", "proven", "held"}
    | {"feasible", "certified", "clear", "calibrated"},
}


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """Return the manifest of a result folder, or None if `folder` is not one."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) and manifest.get("product") == PRODUCT else None


def kind_of(folder: Path) -> str | None:
    """Tell whether a folder is a finished run, a finished comparison or (None) neither."""
    manifest = read_manifest(folder)
    return manifest.get("kind") if manifest else None


def run_in(folder: Path) -> Path:
    """Return the run folder that a result is about: of a comparison its base's, else the folder itself."""
    manifest = read_manifest(folder) or {}
    return folder / "runs" / manifest["base"] if manifest.get("kind") == COMPARISON else folder


def require_result(folder: Path) -> str:
    """Return the kind of a finished result folder.

    Raises:
        InputError: `folder` does not exist, or is no finished result.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: there is no such folder", f"{folder}：没有这个文件夹")
    kind = kind_of(folder)
    if kind not in _OURS:
        raise InputError(
            f"{folder}: not a finished run or comparison (no {MANIFEST} of this program in it)",
            f"{folder}：不是已完成的运行或比较（其中没有本程序的 {MANIFEST}）",
        )
    return kind


def check_out(out: Path, kind: str) -> None:
    """Make sure that a result of `kind` may be written at `out`, before any work is done.

    Raises:
        InputError: something is there that is not such a result, or holds files besides it, or the place
            cannot be written.
    """
    if out.is_dir():
        entries = [entry.name for entry in sorted(out.iterdir()) if not entry.name.startswith(".")]
        foreign = [name for name in entries if name not in _OURS[kind] | _REPORT]
        held = ", ".join((foreign or entries)[:3])
        if entries and (kind_of(out) != kind or foreign):
            raise InputError(
                f"--out: {out} holds something that is not a finished {kind} of this program ({held});"
                " name another folder",
                f"--out：{out} 已有并非本程序结果的内容（{held}）；请换一个文件夹",
            )
    elif os.path.lexists(out):
        raise InputError(f"--out: {out} is a file, not a folder", f"--out：{out} 是文件，不是文件夹")
    parent = next(path for path in out.absolute().parents if path.exists())
    if not parent.is_dir() or not os.access(parent, os.W_OK):
        raise _cannot_write(parent)


def _cannot_write(folder: Path) -> InputError:
    return InputError(f"--out: cannot write in {folder}", f"--out：无法在 {folder} 中写入")


@contextmanager
def new_folder(out: Path, kind: str) -> Iterator[Path]:
    """Yield a hidden folder beside `out` that takes its place when the block ends, and vanishes if it fails.

    What dead processes left of such folders beside `out` is removed first.

    Raises:
        InputError: as `check_out`.
    """
    out = out.absolute()
    partial = _prepare(out, kind)
    out = out.resolve()
    try:
        yield partial
        check_out(out, kind)
        _replace(partial, out)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _prepare(out: Path, kind: str) -> Path:
    """Make the hidden folder beside `out`; any fault of the file system is told as the place's."""
    try:
        check_out(out, kind)
        out = out.resolve()
        out.parent.mkdir(parents=True, exist_ok=True)
        remove_stale(out.parent)
        partial = _hidden(out, "partial")
        partial.chmod(0o777 & ~_umask())
    except (OSError, RuntimeError) as fault:  # RuntimeError: links that lead to themselves
        raise _cannot_write(out.parent) from fault
    return partial


def _hidden(out: Path, what: str) -> Path:
    """Make a folder beside `out` whose name tells which process will remove it."""
    return Path(tempfile.mkdtemp(prefix=f".{out.name}.{what}-{os.getpid()}-{_machine()}-", dir=out.parent))


def remove_stale(parent: Path) -> None:
    """Remove what killed processes of this machine left in `parent`; put back a result they had set aside."""
    for path in parent.glob(".*.*-*-*"):
        found = _HIDDEN.fullmatch(path.name)
        if found is None or not _is_dead(path, found):
            continue
        if found["what"] == "kept" and time() - path.stat().st_mtime < KEPT_SECONDS:
            continue
        aside = path / found["name"]
        if found["what"] == "old" and aside.exists() and not (parent / found["name"]).exists():
            aside.rename(parent / found["name"])
        shutil.rmtree(path, ignore_errors=True)


def _is_dead(path: Path, found: re.Match[str]) -> bool:
    return found["machine"] == _machine() and path.is_dir() and not _alive(int(found["pid"]))


def hidden_folder(out: Path, what: str) -> Path:
    """Make a hidden folder beside `out` in the name of this process.

    Raises:
        InputError: the place cannot be written.
    """
    out = out.absolute()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        return _hidden(out, what)
    except OSError as fault:
        raise _cannot_write(out.parent) from fault


def kept_folders(out: Path, *, dead: bool = False) -> list[Path]:
    """List the folders of kept replications beside `out` that this process, or a dead one, made."""
    out = out.absolute()
    listed = []
    for path in sorted(out.parent.glob(f".{glob.escape(out.name)}.kept-*")):
        found = _HIDDEN.fullmatch(path.name)
        if found is None or found["name"] != out.name or found["what"] != "kept":
            continue
        if _is_dead(path, found) if dead else int(found["pid"]) == os.getpid():
            listed.append(path)
    return listed


def take_over(out: Path) -> Path | None:
    """Make the fullest folder of kept replications that dead processes left for `out` this process's own."""
    left = kept_folders(out, dead=True) + kept_folders(out)
    if not left:
        return None
    fullest = max(left, key=lambda path: sum(1 for _ in path.glob("*/[0-9]*")))
    mine = hidden_folder(out, "kept")
    mine.rmdir()
    fullest.rename(mine)
    return mine


def remove_kept(out: Path) -> None:
    """Remove what dead processes kept for `out`; what this process has taken over stays."""
    for path in kept_folders(out, dead=True):
        shutil.rmtree(path, ignore_errors=True)


def _machine() -> str:
    """Return a short sign of this machine: on a shared disk, others' processes are none of ours."""
    return f"{zlib.crc32(platform.node().encode()):08x}"


def _alive(pid: int) -> bool:
    """Tell whether a process runs; where that cannot be asked safely, assume so."""
    if os.name == "nt":  # there, signal 0 would end it
        return True
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _replace(new: Path, out: Path) -> None:
    """Put `new` in the place of `out`; if that is cut short, what was there before stays."""
    if not out.exists():
        new.rename(out)
        return
    old = _hidden(out, "old")
    try:
        out.rename(old / out.name)
        new.rename(out)
    finally:
        if not out.exists():
            (old / out.name).rename(out)
        shutil.rmtree(old, ignore_errors=True)


def write_csv(table: pl.DataFrame, path: Path) -> None:
    """Write a table as UTF-8 csv with a byte-order mark; numbers in their shortest exact form."""
    table.write_csv(path, include_bom=True)


def write_whole(table: pl.DataFrame, path: Path) -> None:
    """Write a table as `write_csv`, into a finished folder: whole or not at all."""
    with whole(path) as partial:
        write_csv(table, partial)


def column_type(column: str) -> type[pl.DataType]:
    """Return what a column of our csv files holds, by its name: mostly numbers with a fraction."""
    return next((kind for kind, names in _TYPES.items() if column in names), pl.Float64)


def read_csv(path: Path) -> pl.DataFrame:
    """Read a csv that `write_csv` wrote.

    Raises:
        InputError: the file is missing or torn.
    """
    try:
        header = path.read_text(encoding="utf-8-sig").partition("\n")[0].strip().split(",")
        types = {name: column_type(name) for name in header}
        return pl.read_csv(path, schema_overrides=types)
    except (OSError, ValueError, pl.exceptions.PolarsError) as fault:
        raise InputError(f"{path}: cannot be read ({fault})", f"{path}：无法读取（{fault}）") from None


def mark_reported(folder: Path) -> None:
    """Note in the manifest that charts and report are complete."""
    manifest = read_manifest(folder) or {}
    manifest["complete"] = {**manifest.get("complete", {}), "report": True}
    write_manifest(folder, manifest)


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """Write manifest.json of a folder, whole or not at all."""
    text = json.dumps({"product": PRODUCT} | manifest, ensure_ascii=False, indent=2) + "\n"
    with whole(folder / MANIFEST) as partial:
        partial.write_text(text, encoding="utf-8")
