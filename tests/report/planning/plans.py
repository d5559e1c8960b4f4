"""Make up planning folders: a small county with a few stations, plausible and no result of anything."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from sim.experiment.folder import FRONTIER, SITING, STAFFING, write_csv, write_manifest
from sim.report.planning import tables as kinds

SCENARIO = {"id": "small", "name_zh": "小县驿站网络", "name_en": "A small county's network", "digest": "0"}
FACTS = {"scenario": SCENARIO, "seed": 7, "start": "2024-01-01", "days": 364, "warm_up_days": 28}
KEPT = {
    "cost": 6.1e7,
    "cost_today": 6.4e7,
    "cost_bound": 6.0e7,
    "proven": False,
    "certified": True,
    "attempts": 2,
}
PICKS = {
    "today": {
        "point": "P11",
        "zh": "现状（P11）：每年 6,300 万元",
        "en": "today (P11): CNY 63.0 million a year",
    },
    "knee": {"point": "P6", "zh": "拐点（P6）：每年 6,160 万元", "en": "knee (P6): CNY 61.6 million a year"},
}
ASSUMED = [{"zh": "服务时间", "en": "handling times"}, "travel speed"]
MANIFESTS = {
    SITING: {
        "kpi": "travel_minutes_mean/network/all",
        "indifference": 0.05,
        "confidence": 0.95,
        "decided": True,
        "selected": "S2",
        "new": 2,
        "reach": 15.0,
        "assumed": ASSUMED,
    },
    STAFFING: {
        **KEPT,
        "targets": ["satisfaction_probability>=0.99", "processing_hours_p90/county/b<=60"],
        "complete": {"finished": False},
        "probability": 0.9,
        "confidence": 0.95,
        "sense": "year",
        "promise": {"en": "Promised with confidence 0.95.", "zh": "以 0.95 的置信度保证。"},
    },
    FRONTIER: {
        "kpis": ["satisfaction_probability/network/all", "processing_hours_p90/network/all"],
        "picks": PICKS,
    },
}
OF = {  # the tables of each kind of folder
    SITING: ("coverage", "candidates", "towns", "budget", "selection", "shortlist", "promise"),
    STAFFING: ("marginal", "levers", "roster", "designs", "certification", "robustness", "promise"),
    FRONTIER: ("points", "sweep"),
}
FACILITIES = (
    "id,name_zh,name_en,kind,county,lat,lon,open",
    "a.north,北街驿站,North Street station,township,a,30.90,120.10,true",
    "a.south,南街驿站,South Street station,township,a,30.80,120.10,true",
    "b.west,西乡驿站,West Town station,township,b,30.85,119.90,true",
    "b.shut,旧址驿站,Old station,township,b,30.80,119.95,false",
    "dept.tax,税务局,Tax office,department,a,30.86,120.09,true",
)
ZONES = (
    "id,name_zh,name_en,county,town,town_zh,town_en,lat,lon",
    "z0,北街一,North Street 1,a,t0,北街,North Street,30.90,120.10",
    "z1,西乡一,West Town 1,b,t1,西乡,West Town,30.85,119.90",
    "z2,南街一,South Street 1,a,t2,南街,South Street,30.80,120.12",
)
COUNTIES = ("id,name_zh,name_en", "a,甲区,District A", "b,乙县,County B")
SERVICES = (
    "id,name_zh,name_en,skill",
    "registration,登记注册,Business registration,registration",
    "opening,企业开办,Open a business,registration",
    "legal,法律咨询,Legal advice,legal",
)
STAFF = (
    "id,name_zh,name_en,facility",
    "a.north.window,北街窗口,North Street window,a.north",
    "law.staff,律师事务所人员,Law firm: staff,a.south",
)


def _places(table: str, n: int) -> pl.DataFrame:
    """n demand points in two counties; the last is served by nothing before."""
    if table == "coverage":
        number = pl.int_range(n)
        far = number == n - 1
        return pl.select(
            zone=pl.format("z{}", number),
            town=pl.format("t{}", number // 5),
            county=pl.when(number % 2 == 0).then(pl.lit("a")).otherwise(pl.lit("b")),
            lat=30.75 + 0.01 * (number % 17),
            lon=119.88 + 0.013 * (number % 19),
            demand=10.0 + 37 * (number % 5),
            minutes_before=pl.when(~far).then(4.0 + number % 20),
            minutes_after=4.0 + number % 16,
            facility_before=pl.when(~far).then(pl.lit("a.north")),
            facility_after=pl.when(number % 20 > 15).then(pl.lit("new.0")).otherwise(pl.lit("a.north")),
        )
    number = pl.int_range(6)
    return pl.select(
        id=pl.format("new.{}", number),
        name_zh=pl.format("候选产业园{}号驿站", number),
        name_en=pl.format("Candidate industrial park {}", number),
        county=pl.lit("a"),
        lat=30.77 + 0.03 * number,
        lon=119.90 + 0.04 * number,
        source=pl.when(number == 1).then(pl.lit("place assumed")).otherwise(pl.lit("register")),
        selected=number < 2,
    )


def _siting(name: str) -> pl.DataFrame:
    if name in ("coverage", "candidates"):
        return _places(name, 60)
    number = pl.int_range(30)
    if name == "towns":
        return pl.select(
            town=pl.format("t{}", number),
            town_zh=pl.format("第{}乡", number),
            town_en=pl.format("Town {}", number),
            county=pl.when(number % 2 == 0).then(pl.lit("a")).otherwise(pl.lit("b")),
            demand=pl.lit(100.0),
            share_before=0.5 + 0.01 * number,
            share_after=0.5 + 0.01 * number + 0.015 * (number % 5),
        )
    if name == "budget":
        told = {"mean_minutes": 8.0, "worst_town_share": 0.4, "cost": pl.int_range(4) * 1e6}
        return pl.DataFrame({"p": [0, 1, 2, 3], "covered_share": [0.64, 0.66, 0.67, 0.675]}).with_columns(
            **told
        )
    solutions = ["S1", "S2", "S3"]
    if name == "shortlist":
        return pl.DataFrame({"solution": solutions, "sites": ["new.0;new.1", "new.2;new.3", "new.4"]})
    numbers = {"replications": [30, 30, 10], "mean": [8.3, 8.2, 8.9], "sd": [0.1, 0.1, 0.2]}
    return pl.DataFrame(
        {
            "solution": solutions,
            **numbers,
            "eliminated_at": [None, None, 10],
            "selected": [False, True, False],
        }
    )


def _promise() -> pl.DataFrame:
    columns = (*kinds.NEEDED["promise"], "before", "found_before")
    rows = [
        (*("satisfaction_probability", "network", "all", "share", 0.99), *(0.9913, 0.991, 0.9916, 40)),
        (*("processing_hours_p90", "county", "b", "hours", 60.0), *(52.0, 51.0, 53.0, 40)),
        (*("staff_cost", "network", "all", "CNY per year", None), *(6.1e7, None, None, 40)),
        (*("processing_days_p90", "network", "all", "days", 12.0), *(10.2, 10.0, 10.4, 40)),
    ]
    found = [
        (0.9911, 0.9907, 0.9915, 60, True, 0.988, 0.9882),
        (61.0, 59.0, 63.0, 60, False, 70.0, 70.0),
        (6.1e7, None, None, 60, True, 6.4e7, 6.4e7),
        (float("inf"), None, None, 60, False, None, None),
    ]
    listed = [one + other for one, other in zip(rows, found, strict=True)]
    return pl.DataFrame(listed, schema=list(columns), orient="row")


def _certification() -> pl.DataFrame:
    """A first attempt that failed, the one that did not, the check on fresh seeds, and today."""
    target = "on_time_share/kind/problem>=0.95"
    rows = [
        ("certification_1", "all", 70, 55, 55 / 70, 0.67, 0.87, False),
        ("certification_2", "all", 70, 70, 1.0, 0.949, 1.0, True),
        ("certification_2", target, 70, 70, 1.0, 0.949, 1.0, None),
        ("recheck", "all", 30, 29, 29 / 30, 0.828, 0.999, None),
        ("recheck", target, 30, 30, 1.0, 0.884, 1.0, None),
        ("today", "all", 70, 50, 50 / 70, 0.594, 0.816, None),
    ]
    return pl.DataFrame(rows, schema=[*kinds.NEEDED["certification"], "certified"], orient="row")


def _robustness() -> pl.DataFrame:
    """Two variants and two targets, beside a KPI that is none."""
    variants = [("demand_0.9", "需求 ×0.9", "demand x 0.9"), ("demand_1.1", "需求 ×1.1", "demand x 1.1")]
    targets = [
        (("satisfaction_probability", "network", "all", "share", 0.99), (0.994, 0.991)),
        (("processing_days_p90", "network", "all", "days", 12.0), (9.0, 12.5)),
        (("wait_minutes_mean", "network", "all", "minutes", None), (20.0, 90.0)),
    ]
    rows = [
        (*variant, *target, means[number], 10, *((1.0, 0.69, 1.0), (0.3, 0.07, 0.65))[number])
        for number, variant in enumerate(variants)
        for target, means in targets
    ]
    return pl.DataFrame(rows, schema=list(kinds.NEEDED["robustness"]), orient="row")


def _staffing(name: str) -> pl.DataFrame:
    number = pl.int_range(30)
    if name == "marginal":
        one = pl.select(
            group=pl.when(number == 0).then(pl.lit("a.north.window")).otherwise(pl.format("g{}", number)),
            facility=pl.lit("a.north"),
            facility_zh=pl.lit("北街驿站"),
            facility_en=pl.lit("North Street station"),
            skills=pl.when(number % 2 == 0).then(pl.lit("registration;legal")).otherwise(pl.lit("legal")),
            level=pl.lit("network"),
            key=pl.lit("all"),
            n=pl.lit(20),
            cost=pl.lit(120_000.0),
            size=1.0 / (1 + number),
            busy_share=0.2 + 0.01 * number,
            clear=number < 8,
        )
        sized = [
            one.with_columns(
                kpi=pl.lit(kpi),
                unit=pl.lit(unit),
                effect=pl.col("size") * most,
                low=pl.col("size") * most - abs(most) / 8,
                high=pl.col("size") * most + abs(most) / 8,
                value_per_100k=pl.col("size") * abs(most) / 1.2,
            )
            for kpi, unit, most in (
                ("satisfaction_probability", "share", 0.0006),
                ("processing_hours_p90", "hours", -0.8),
            )
        ]
        return pl.concat(sized).drop("size")
    if name == "levers":
        columns = (*kinds.NEEDED["levers"], "option_today", "option_recommended", "cost_change")
        north, south = ("北街驿站", "North Street station"), ("南街驿站", "South Street station")
        west, cost, none = ("西乡驿站", "West Town station"), 120_000.0, (None, None, None)
        rows = [
            ("a.north.window", "head", "a.north", *north, "窗口", "window", 3, 1, cost, "", "", -2e5),
            ("a.north.leader", "head", "a.north", *north, "站长", "leader", 1, 2, cost, "", "", 1.2e5),
            ("a.south.window", "head", "a.south", *south, "窗口", "window", 2, 2, cost, "", "", 0.0),
            ("b.west.window", "head", "b.west", *west, "窗口", "window", 1, 2, cost, "", "", 1.2e5),
            ("law", "choice", *none, "律师模式", "Law firm", 0, 1, 0.0, "rotating", "on_call", 0.0),
            ("hours", "choice", *none, "开放时段", "Hours", 0, 0, 0.0, "short", "short", 0.0),
        ]
        return pl.DataFrame(rows, schema=list(columns), orient="row")
    if name == "certification":
        return _certification()
    if name == "robustness":
        return _robustness()
    if name == "roster":
        places = [
            ("a.north", "北街驿站", "North Street station"),
            ("b.west", "西乡驿站", "West Town station"),
        ]
        rows = [
            (
                "law",
                "律师事务所",
                "Law firm",
                member,
                day,
                half,
                *places[(day + member) % 2],
                *hours,
                12.0,
                1.5,
            )
            for member in (0, 1)
            for day in range(1, 6)
            for half, hours in (("pm", ("13:30", "17:00")), ("am", ("08:30", "12:00")))
            if (member, day) != (1, 3)
        ]
        return pl.DataFrame(rows, schema=list(kinds.NEEDED["roster"]), orient="row")
    stages = ["start"] * 1 + ["sweep"] * 20 + ["step"] * 9
    best = [None, *(6.4e7 for _ in range(19)), *(6.2e7 for _ in range(10))]
    return pl.DataFrame(
        {
            "design": list(range(30)),
            "stage": stages,
            "cost": [6.6e7 - 1e5 * one for one in range(30)],
            "feasible": [one in (1, 20) for one in range(30)],
            "best_cost": best,
        },
        strict=False,
    )


def _frontier(name: str) -> pl.DataFrame:
    number = pl.int_range(12)
    if name == "sweep":
        return pl.select(
            budget=number * 2e5,
            new_stations=number // 2,
            cost=6e7 + number * 2e5,
            satisfaction=0.985 + 0.0004 * number,
            satisfaction_low=0.9848 + 0.0004 * number,
            satisfaction_high=0.9852 + 0.0004 * number,
            p90=60.0 - number,
            p90_low=59.0 - number,
            p90_high=61.0 - number,
            covered_share=0.88 + 0.008 * number,
        )
    last = number == 11
    return pl.select(
        point=pl.format("P{}", number),
        sites=pl.lit("0"),
        cost=pl.when(last).then(6.3e7).otherwise(5.8e7 + 6e5 * number),
        satisfaction=0.985 + 0.0004 * number.clip(0, 8),
        satisfaction_low=0.9848 + 0.0004 * number.clip(0, 8),
        satisfaction_high=0.9852 + 0.0004 * number.clip(0, 8),
        p90=pl.when(last).then(float("inf")).otherwise(60.0 - number),
        p90_low=59.0 - number,
        p90_high=61.0 - number,
        efficient=number % 3 != 1,
        picked=pl.when(number.is_in([0, 6])).then(pl.format("pick {}", number)),
        picked_zh=pl.when(number.is_in([0, 6])).then(pl.format("方案{}：成本最低", number)),
        picked_en=pl.when(number.is_in([0, 6])).then(pl.format("pick {}: the cheapest", number)),
        today=last,
    )


def made_up(kind: str, name: str) -> pl.DataFrame:
    """Return a table of a folder as its command would write it."""
    if name == "promise":
        return _promise()
    return {SITING: _siting, STAFFING: _staffing, FRONTIER: _frontier}[kind](name)


def folder_of(folder: Path, kind: str, *, leave: tuple[str, ...] = (), **tables: pl.DataFrame) -> Path:
    """Write a folder of a kind; `tables` take the place of those made up, those in `leave` are left out."""
    (folder / "scenario").mkdir(parents=True, exist_ok=True)
    for name in OF[kind]:
        if name not in leave:
            write_csv(tables.get(name, made_up(kind, name)), folder / f"{name}.csv")
    scenario = {
        "facilities": FACILITIES,
        "zones": ZONES,
        "counties": COUNTIES,
        "services": SERVICES,
        "staff": STAFF,
    }
    for name, lines in scenario.items():
        (folder / "scenario" / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    write_manifest(folder, {"kind": kind, **FACTS, **MANIFESTS[kind]})
    return folder
