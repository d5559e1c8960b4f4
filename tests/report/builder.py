"""Build synthetic run and comparison folders of any size: plausible, exact, and the same every time."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import yaml

HEADER = ("scenario", "replication")
CENTRES = {"subcentre": "subcentre", "district_centre": "district", "city_centre": "city"}
KINDS = ("township", "township", "township", "park", "embedded", "brand", "business_district", "roving")


@dataclass(frozen=True)
class Size:
    """How large a synthetic run is."""

    stations: int = 94
    counties: int = 5
    replications: int = 5
    days: int = 91
    warm_up: int = 14
    follow_up: int = 14


CITY = Size()
SINGLE = Size(replications=1)
TINY = Size(stations=2, counties=1, replications=1, days=7, warm_up=1, follow_up=2)


def wobble(*keys: float) -> float:
    """A fixed number in [0, 1) that looks random: the fraction of a large sine."""
    return math.sin(sum((i + 1) * 12.9898 * key for i, key in enumerate(keys, 1)) + 4.1) * 43758.5453 % 1


def write(frame: pl.DataFrame, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    frame.write_csv(path, include_bom=True)


def facilities(size: Size) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for i in range(size.stations):
        county = i % size.counties
        rows.append(
            {
                "id": f"station{i}",
                "name_zh": f"第{i}街道企服驿站（高新技术产业园）",
                "name_en": f"Station {i} of the High-Technology Industrial Park",
                "tier": "station",
                "kind": KINDS[i % len(KINDS)] if size.stations > 2 else "township",
                "county": f"33050{county}",
                "lat": 30.5 + 0.28 * (county % 3) + 0.25 * wobble(i, 1),
                "lon": 119.5 + 0.42 * (county // 2) + 0.4 * wobble(i, 2),
                "open": "true",
                "source": "assumed",
            }
        )
    for county in range(size.counties):
        near = rows[county]
        for kind in ("district_centre", "subcentre", *(("city_centre", "department") if county == 0 else ())):
            rows.append(
                near
                | {
                    "id": f"{kind}{county}",
                    "kind": kind,
                    "tier": CENTRES.get(kind, "department"),
                    "name_zh": f"第{county}区企业综合服务中心",
                    "name_en": f"Enterprise Service Centre {county} ({kind})",
                    "lat": float(str(near["lat"])) + 0.01,
                    "lon": float(str(near["lon"])) + 0.01 * len(kind) / 10,
                }
            )
    return rows


def scenario(folder: Path, size: Size, name: str) -> None:
    places = facilities(size)
    write(pl.DataFrame(places), folder / "facilities.csv")
    counties = [
        {"id": f"33050{c}", "name_zh": f"第{c}区", "name_en": f"County {c}", "source": "assumed"}
        for c in range(size.counties)
    ]
    write(pl.DataFrame(counties), folder / "counties.csv")
    zones = [
        {
            "id": f"zone{i}.{k}",
            "name_zh": f"需求点{i}.{k}",
            "name_en": f"Zone {i}.{k}",
            "county": row["county"],
            "lat": float(str(row["lat"])) + 0.05 * (wobble(i, k, 3) - 0.5),
            "lon": float(str(row["lon"])) + 0.05 * (wobble(i, k, 4) - 0.5),
            "source": "GeoNames:1" if i % 2 else "assumed",
        }
        for i, row in enumerate(places[: size.stations])
        for k in range(5)
    ]
    write(pl.DataFrame(zones), folder / "zones.csv")
    targets = [
        {"kpi": "on_time_share", "level": "county", "key": "330500", "at_least": 0.9, "at_most": None},
        {
            "kpi": "satisfaction_surveyed",
            "level": "network",
            "key": "all",
            "at_least": 0.994,
            "at_most": None,
        },
        {"kpi": "handoffs_mean", "level": "network", "key": "all", "at_least": None, "at_most": 0.2},
        {"kpi": "wait_minutes_mean", "level": "facility", "key": "nowhere", "at_least": None, "at_most": 5},
    ]
    write(pl.DataFrame(targets).with_columns(source=pl.lit("assumed")), folder / "targets.csv")
    policies = [
        {"policy": "travel", "parameter": "speed", "value": "30", "unit": "km/h", "source": "assumed"},
        {"policy": "backstop", "parameter": "on", "value": "true", "unit": "", "source": "the newsletter"},
    ]
    write(pl.DataFrame(policies), folder / "policies.csv")
    settings = {
        "id": name,
        "name_zh": "湖州企服驿站网络（合成）",
        "name_en": f"Huzhou network, synthetic {name}",
        "start": "2024-01-01",
        "days": size.days,
        "warm_up_days": size.warm_up,
        "seed": 7,
    }
    (folder / "scenario.yaml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")


def kpi_rows(size: Size, replication: int, shift: float) -> list[tuple[str, str, str, str, float]]:
    noise = 0.004 * wobble(replication, 5)
    rows = [
        ("cases_solved", "cases", "network", "all", 24310.0 + 100 * noise + 300 * shift),
        ("on_time_share", "share", "network", "all", 0.961 + noise + 0.01 * shift),
        ("processing_hours_mean", "working hours", "network", "all", 6.41 - noise - shift),
        ("processing_hours_p90", "working hours", "network", "all", 21.7 if replication else math.inf),
        ("satisfaction_true", "share", "network", "all", 0.952 + noise),
        ("satisfaction_surveyed", "share", "network", "all", 0.983 + noise + (noise - 0.002) * shift),
        ("on_site_wait_minutes_mean", "minutes", "network", "all", 3.2 + noise),
        ("handoffs_mean", "hand-offs per case", "network", "all", 0.31 + noise - 0.1 * shift),
        ("utilisation", "share", "network", "all", 0.21 + noise - 0.03 * shift),
        ("staff_cost", "CNY per year", "network", "all", 18_250_000.0 + 180_000 * shift),
    ]
    for county in range(size.counties):
        key, spread = f"33050{county}", 0.02 * wobble(county, 6)
        rows += [
            ("on_time_share", "share", "county", key, 0.94 + spread + noise),
            ("satisfaction_true", "share", "county", key, 0.93 + spread + noise),
            ("satisfaction_surveyed", "share", "county", key, 0.97 + spread + noise),
        ]
    return rows


def flow_counts(size: Size) -> dict[str, float]:
    many = 250.0 * size.stations
    if size.stations <= 2:
        return {"station>solved": 40, "station>district": 3, "district>solved": 3}
    return {
        "station>solved": many,
        "station>subcentre": 0.04 * many,
        "station>district": 0.07 * many,
        "district>subcentre": 4,
        "station>city": 12,
        "station>lost": 0.01 * many,
        "subcentre>solved": 0.025 * many,
        "subcentre>district": 0.015 * many,
        "district>solved": 0.08 * many,
        "district>city": 0.004 * many,
        "district>session": 9,
        "city>solved": 70,
        "city>session": 11,
        "city>open": 12,
        "session>solved": 14,
        "session>unsolved": 2,
        "session>open": 3,
    }


def series_rows(size: Size, replication: int) -> list[tuple[str, str, float, float]]:
    rows: list[tuple[str, str, float, float]] = []
    for kind, pace in (("transaction", 25.0), ("problem", 4.0)):
        for b in range(61):
            x = round(0.05 * b, 2)
            value = round(9000 * math.exp(-pace * x) * (1 + 0.05 * wobble(b, replication)) + 3 * wobble(b, 7))
            rows.append(("processing_ratio", kind, x, value))
        level = 8.0 if kind == "transaction" else 210.0
        for day in range(size.days + size.follow_up):
            grown = level * (1 - math.exp(-day / 9)) * (1 + 0.15 * wobble(day, replication, 8))
            rows.append(("backlog", kind, day, round(grown)))
    rows += [("flow", key, 0.0, round(value)) for key, value in flow_counts(size).items()]
    for i, row in enumerate(facilities(size)):
        for day in range(7):
            evening = row["kind"] == "embedded"
            for hour in (
                (9, 10, 11, 13, 14, 15, 16, *((18, 19, 20) if evening else ())) if day < 5 or evening else ()
            ):
                presence = 3600.0 * 11 * 2
                share = (0.05 + 0.75 * wobble(i, 9) ** 3) * (1 + 0.4 * wobble(hour, day))
                key = str(row["id"])
                rows.append(("presence_hours", key, 24 * day + hour, presence))
                rows.append(("busy_hours", key, 24 * day + hour, round(min(1.0, share) * presence)))
        if i % 9 == 0:
            rows.append(("busy_hours", str(row["id"]), 17.0, 900.0))
    return rows


def summarise(kpis: pl.DataFrame) -> pl.DataFrame:
    by = ["scenario", "kpi", "unit", "level", "key"]
    half = 2.776 * pl.col("sd") / pl.col("n").sqrt()
    spread = pl.when(pl.col("mean").is_finite()).then(pl.col("sd"))
    return (
        kpis.group_by(by, maintain_order=True)
        .agg(n=pl.len(), mean=pl.col("value").mean(), sd=pl.col("value").std())
        .with_columns(sd=spread)
        .with_columns(ci_low=pl.col("mean") - half, ci_high=pl.col("mean") + half)
    )


def build_run(folder: Path, size: Size = CITY, name: str = "base", shift: float = 0.0) -> Path:
    """Write a run folder and return it; `shift` moves some KPIs away from the base's."""
    scenario_folder = folder / "scenario"
    scenario_folder.mkdir(parents=True)
    scenario(scenario_folder, size, name)
    kpis, series = [], []
    for r in range(size.replications):
        kpis += [(name, r, *row) for row in kpi_rows(size, r, shift)]
        series += [(name, r, *row) for row in series_rows(size, r)]
    frame = pl.DataFrame(kpis, schema=[*HEADER, "kpi", "unit", "level", "key", "value"], orient="row")
    write(frame, folder / "kpis.csv")
    write(summarise(frame), folder / "summary.csv")
    columns = {
        "scenario": pl.String,
        "replication": pl.Int64,
        "series": pl.String,
        "key": pl.String,
        "x": pl.Float64,
        "value": pl.Float64,
    }
    write(pl.DataFrame(series, schema=columns, orient="row"), folder / "series.csv")
    manifest = {
        "product": "yizhan",
        "kind": "run",
        "scenario": {"id": name, "digest": "0f" * 32},
        "seed": 7,
        "replications": size.replications,
        "days": size.days,
        "warm_up_days": size.warm_up,
        "warnings": [{"en": "make-up workdays of 2027 are not published", "zh": "2027 年调休安排尚未公布"}],
        "packages": {"numpy": "2.4"},
        "complete": {"report": False},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def build_comparison(folder: Path, size: Size = CITY, others: int = 3) -> Path:
    """Write a comparison folder of a base and `others` what-ifs, the last one equal to the base."""
    names = ["base", *(f"other{i}" for i in range(others))]
    shifts = [0.0, *((-1.0) ** i * (i + 1) for i in range(others - 1)), 0.0]
    for name, shift in zip(names, shifts, strict=True):
        build_run(folder / "runs" / name, size, name, shift)
    tables = {name: pl.read_csv(folder / "runs" / name / "kpis.csv") for name in names}
    by = ["kpi", "unit", "level", "key"]
    parts = []
    for name in names[1:]:
        pairs = tables["base"].join(tables[name], on=[*by, "replication"], suffix="_other")
        pairs = pairs.filter(pl.col("value").is_finite(), pl.col("value_other").is_finite())
        gap = pl.col("value_other") - pl.col("value")
        half = 2.776 * pl.col("sd") / pl.col("n").sqrt()
        parts.append(
            pairs.group_by(by, maintain_order=True)
            .agg(
                mean_base=pl.col("value").mean(),
                mean_other=pl.col("value_other").mean(),
                difference=gap.mean(),
                sd=gap.std(),
                n=pl.len(),
            )
            .with_columns(
                base=pl.lit("base"),
                other=pl.lit(name),
                ci_low=pl.col("difference") - half,
                ci_high=pl.col("difference") + half,
                simultaneous_low=pl.col("difference") - 2 * half,
                simultaneous_high=pl.col("difference") + 2 * half,
                p=pl.lit(0.012),
                p_holm=pl.lit(0.024),
                variance_reduction=pl.lit(0.9),
                family=pl.lit("headline"),
                family_size=pl.lit(9),
            )
        )
    write(pl.concat(parts), folder / "comparison.csv")
    (folder / "manifest.json").write_text(
        json.dumps({"product": "yizhan", "kind": "comparison", "base": "base", "others": names[1:]}),
        encoding="utf-8",
    )
    return folder
