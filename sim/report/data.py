"""Read finished runs and comparisons from their folders; nothing here simulates."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import wraps
from pathlib import Path
from statistics import median
from typing import Any, TypeVar, cast

import polars as pl
import yaml

from sim.scenario.calendar import is_working_day

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
TEXT_COLUMNS = ("scenario", "kpi", "unit", "level", "key", "series", "base", "other", "family")
KEPT = 5  # runs in memory: those of a comparison of five
TABLES = ("counties", "zones", "facilities", "targets", "policies", "services", "roads", "travel")


T = TypeVar("T")
State = tuple[bytes, tuple[tuple[str, int, int], ...]]


class ReportError(Exception):
    """A run or comparison folder cannot be read; says so in Chinese and English."""

    def __init__(self, message_zh: str, message_en: str) -> None:
        super().__init__(message_en)
        self.message_zh = message_zh
        self.message_en = message_en


@dataclass(frozen=True)
class Caption:
    """The facts that every footnote names: what was run, for how long, how often, from which seed."""

    scenario_zh: str
    scenario_en: str
    start: date
    days: int
    warm_up_days: int
    replications: int
    seed: int
    make_up_days: tuple[date, ...] = ()  # weekend days of the measured window that are working days
    median_utilisation: float | None = None  # of the facilities where anybody is present, over the whole run

    def scenario(self, lang: str) -> str:
        """Name the scenario in `lang` (zh or en)."""
        return self.scenario_zh if lang == "zh" else self.scenario_en


@dataclass(frozen=True)
class Run:
    """One run folder in memory: kpis, summary and series as written, scenario tables as text columns."""

    folder: Path
    manifest: dict[str, Any]
    kpis: pl.DataFrame
    summary: pl.DataFrame
    series: pl.DataFrame
    settings: dict[str, Any]
    tables: dict[str, pl.DataFrame]
    assumed: pl.DataFrame  # table, rows, assumed: rows whose source holds the word `assumed`
    caption: Caption
    # by KPI, filled when asked for: a filter for each of many targets would take longer than all else
    _values: dict[str, dict[tuple[str, str], dict[int, float]]] = field(default_factory=dict)
    _summary: dict[str, dict[tuple[str, str], dict[str, Any]]] = field(default_factory=dict)
    _derived: dict[Callable[..., Any], Any] = field(default_factory=dict)  # see `once_a_run`

    def values(self, kpi: str, level: str, key: str) -> dict[int, float]:
        """Map replications to a KPI's value at a level and key; those without a value are left out."""
        if kpi not in self._values:
            found: dict[tuple[str, str], dict[int, float]] = {}
            rows = self.kpis.filter(pl.col("kpi") == kpi).drop_nulls("value").sort("replication")
            for at, of, number, value in rows.select("level", "key", "replication", "value").iter_rows():
                if value == value:
                    found.setdefault((at, of), {})[number] = value
            self._values[kpi] = found
        return self._values[kpi].get((level, key), {})

    def summary_row(self, kpi: str, level: str, key: str) -> dict[str, Any] | None:
        """Return the row of summary.csv of a KPI at a level and key; None where the run lacks it."""
        if kpi not in self._summary:
            rows = self.summary.filter(pl.col("kpi") == kpi)
            self._summary[kpi] = {(row["level"], row["key"]): row for row in rows.iter_rows(named=True)}
        return self._summary[kpi].get((level, key))

    def table(self, name: str) -> pl.DataFrame:
        """Return a scenario table (empty if the scenario has none)."""
        return self.tables.get(name, pl.DataFrame())

    def names(self, table: str, lang: str) -> dict[str, str]:
        """Map the ids of a scenario table to what people read; ids stand in for missing names."""
        frame = self.table(table)
        if frame.is_empty():
            return {}
        names = frame[f"name_{lang}"] if f"name_{lang}" in frame.columns else frame["id"]
        return {i: n or i for i, n in zip(frame["id"].to_list(), names.to_list(), strict=True)}


def once_a_run(table: Callable[[Run], T]) -> Callable[[Run], T]:
    """Make what follows from a run's files alone be worked out once for as long as the run is kept."""

    @wraps(table)
    def found(run: Run) -> T:
        if table not in run._derived:
            run._derived[table] = table(run)
        return cast(T, run._derived[table])

    return found


_kept: OrderedDict[State, Run] = OrderedDict()
_kept_lock = threading.Lock()


@dataclass(frozen=True)
class Comparison:
    """One comparison folder: the table of paired differences and the runs that it was made from, by id."""

    folder: Path
    differences: pl.DataFrame
    runs: dict[str, Run]
    caption: Caption


def read_csv(path: Path, *, text_only: bool = False) -> pl.DataFrame:
    """Read one csv with or without a byte-order mark; `text_only` keeps every column as text.

    Raises:
        ReportError: the file is missing, empty or torn.
    """
    try:
        content = path.read_bytes().removeprefix(BYTE_ORDER_MARK)
        if text_only:
            return pl.read_csv(content, infer_schema=False)
        header = content.split(b"\n", 1)[0].decode("utf-8").strip().split(",")
        schema: dict[str, type[pl.DataType]] = {
            name: pl.String
            if name in TEXT_COLUMNS
            else pl.Int64
            if name in ("replication", "n", "family_size")
            else pl.Float64
            for name in header
        }
        return pl.read_csv(content, schema_overrides=schema)
    except FileNotFoundError as error:
        raise ReportError(f"缺少文件：{path}", f"missing file: {path}") from error
    except (pl.exceptions.PolarsError, UnicodeDecodeError, OSError) as error:
        raise ReportError(f"无法读取 {path}：{error}", f"cannot read {path}: {error}") from error


def scenario_tables(folder: Path) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    """Read the tables that reports need, and count in every table the rows marked `assumed`."""
    tables: dict[str, pl.DataFrame] = {}
    counts: list[tuple[str, int, int]] = []
    for path in sorted(folder.glob("*.csv")):
        if path.stat().st_size <= len(BYTE_ORDER_MARK):
            continue
        frame = read_csv(path, text_only=True)
        if path.stem in TABLES:
            tables[path.stem] = frame
        if "source" in frame.columns and frame.height:
            marked = frame["source"].fill_null("").str.to_lowercase().str.contains("assumed").sum()
            counts.append((path.stem, frame.height, int(marked)))
    schema = {"table": pl.String, "rows": pl.Int64, "assumed": pl.Int64}
    return tables, pl.DataFrame(counts, schema=schema, orient="row")


def median_utilisation(series: pl.DataFrame) -> float | None:
    """Median over facilities of busy / present member-seconds; None if nobody is ever present."""
    sums = series.group_by("key").agg(
        busy=pl.col("value").filter(pl.col("series") == "busy_hours").sum(),
        presence=pl.col("value").filter(pl.col("series") == "presence_hours").sum(),
    )
    shares = sums.filter(pl.col("presence") > 0).select(pl.col("busy") / pl.col("presence"))["busy"].to_list()
    return median(shares) if shares else None


def make_up_days(start: date, first: int, end: int, calendar: str) -> tuple[date, ...]:
    """Saturdays and Sundays from day `first` to before day `end` on which the calendar has people work."""
    if calendar == "none":  # every day is a working day
        return ()
    days = [start + timedelta(days=number) for number in range(first, end)]
    return tuple(day for day in days if day.weekday() >= 5 and is_working_day(day, calendar))


def caption_of(
    settings: dict[str, Any], manifest: dict[str, Any], kpis: pl.DataFrame, series: pl.DataFrame
) -> Caption:
    """Gather the footnote's facts; what the manifest says of this run goes before the scenario's settings."""

    def fact(name: str, default: Any) -> Any:
        value = manifest.get(name)
        return settings.get(name, default) if value is None else value

    start = date.fromisoformat(str(fact("start", "2024-01-01"))[:10])
    days, warm_up = int(fact("days", 364)), int(fact("warm_up_days", 28))
    return Caption(
        scenario_zh=str(settings.get("name_zh") or settings.get("id", "")),
        scenario_en=str(settings.get("name_en") or settings.get("id", "")),
        start=start,
        days=days,
        warm_up_days=warm_up,
        replications=max(1, kpis["replication"].n_unique()),
        seed=int(fact("seed", 20240101)),
        make_up_days=make_up_days(start, warm_up, days, str(settings.get("calendar") or "none")),
        median_utilisation=median_utilisation(series),
    )


def manifest_caption(manifest: dict[str, Any]) -> Caption:
    """Gather the footnote's facts of a study or a calibration: its manifest holds them all."""
    scenario = manifest["scenario"]
    return Caption(
        scenario_zh=scenario["name_zh"],
        scenario_en=scenario["name_en"],
        start=date.fromisoformat(manifest["start"]),
        days=manifest["days"],
        warm_up_days=manifest["warm_up_days"],
        replications=manifest["replications"],
        seed=manifest["seed"],
    )


def read_json(path: Path) -> dict[str, Any]:
    """Read a JSON object; raises ReportError if it is missing or torn."""
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise ReportError(f"缺少文件：{path}", f"missing file: {path}") from error
    except ValueError as error:
        raise ReportError(f"无法读取 {path}：{error}", f"cannot read {path}: {error}") from error
    return content if isinstance(content, dict) else {}


def load_run(folder: Path | str) -> Run:
    """Load a run folder; the last few runs are kept, also for their copies (a comparison holds such).

    Raises:
        ReportError: a file of the folder is missing or torn.
    """
    folder = Path(folder)
    state = _state_of(folder)
    with _kept_lock:
        run = _kept.get(state)
        if run is not None:
            _kept.move_to_end(state)
    if run is None:
        run = _load_run(folder)
        with _kept_lock:
            _kept[state] = run
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
    return replace(run, folder=folder)


def _state_of(folder: Path) -> State:
    """What tells runs apart: names, sizes and times of their files, and the manifest with their digests."""
    manifest = folder / "manifest.json"
    parts = [(path, path.stat()) for path in sorted([*folder.glob("*.csv"), *folder.glob("scenario/*")])]
    told = manifest.read_bytes() if manifest.is_file() else b""
    return told, tuple((path.name, stat.st_size, stat.st_mtime_ns) for path, stat in parts)


def _load_run(folder: Path) -> Run:
    manifest = read_json(folder / "manifest.json")
    settings_file = folder / "scenario" / "scenario.yaml"
    try:
        settings = yaml.safe_load(settings_file.read_text(encoding="utf-8-sig")) or {}
    except FileNotFoundError as error:
        raise ReportError(f"缺少文件：{settings_file}", f"missing file: {settings_file}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ReportError(f"无法读取 {settings_file}", f"cannot read {settings_file}") from error
    kpis, series = read_csv(folder / "kpis.csv"), read_csv(folder / "series.csv")
    tables, assumed = scenario_tables(folder / "scenario")
    return Run(
        folder=folder,
        manifest=manifest,
        kpis=kpis,
        summary=read_csv(folder / "summary.csv"),
        series=series,
        settings=settings,
        tables=tables,
        assumed=assumed,
        caption=caption_of(settings, manifest, kpis, series),
    )


def load_comparison(folder: Path | str) -> Comparison:
    """Load a comparison folder with its runs.

    Raises:
        ReportError: a file is missing or torn, or the table names a run that the folder does not hold.
    """
    folder = Path(folder)
    differences = read_csv(folder / "comparison.csv")
    runs = {path.name: load_run(path) for path in sorted((folder / "runs").glob("*")) if path.is_dir()}
    named = [
        *differences["base"].unique(maintain_order=True),
        *differences["other"].unique(maintain_order=True),
    ]
    absent = [name for name in named if name not in runs]
    if absent or not named:
        raise ReportError(
            f"{folder} 中缺少运行：{'、'.join(absent) or '—'}",
            f"{folder} lacks runs: {', '.join(absent) or '-'}",
        )
    return Comparison(folder, differences, runs, runs[named[0]].caption)
