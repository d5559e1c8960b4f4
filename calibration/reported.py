"""Reported figures beside what a finished run gives: one row a figure, written as reported.csv.

Every figure of the register whose place the run's scenario holds has a row, and a verdict: agrees, differs,
or not_comparable with the reason. A count without a window cannot agree: its row tells how long the simulated
network would need to reach it, and what it would reach in the window that calibration assumes. It differs
where both cannot be so.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from calibration.figure import CountModel, Figure, SatisfactionModel, unit_of
from calibration.parameter import Parameter, load_priors
from calibration.register import Register, load_register
from calibration.reported_words import FITS, REASONS, WHOLE, Key, by_type, short
from calibration.simulated import Estimate, Run, estimate, read_run
from calibration.structure import CHECKS, DEQING, WUXING, Count, accepts, party_centres
from sim.experiment import folder as folders
from sim.scenario import Scenario, ScenarioErrors

Floats = NDArray[np.float64]
MONTH = 730.5 / 24  # days
ENDS = (0.025, 0.5, 0.975)
_CITY = "3305"  # what the ids of all counties of Huzhou begin with
_COUNTIES = ("330502", "330503", DEQING, "330522", "330523")
# The places that a figure's scope speaks of: counties, and a facility.
PLACES: dict[str, tuple[tuple[str, ...], str | None]] = {
    **dict.fromkeys(("huzhou", "huzhou parks"), (_COUNTIES, None)),
    "xiaopu": (("330522",), "cx.xiaopu"),
    "anji": (("330523",), None),
    "deqing": ((DEQING,), None),
    **dict.fromkeys(
        ("wuxing", "wuxing sub-centres", "wuxing brand stations", "wuxing embedded stations"),
        ((WUXING,), None),
    ),
    "wuxing IP centre": ((WUXING,), "wx.brand.ip"),
    "wuxing cosmetics sub-centre": ((WUXING,), "wx.sub.cosmetics"),
    "Wanda business-district station": ((), "wx.wanda"),
    "Lianshi town station": ((), "nx.lianshi"),
}
_CONTEXT: Mapping[str, Callable[[Scenario], Count]] = {"hz.party_centres": party_centres}
_SCHEMA: dict[str, type[pl.DataType]] = {
    **dict.fromkeys(("id", "name_zh", "name_en", "use", "unit"), pl.String),
    **dict.fromkeys(("reported", "reported_low", "reported_high"), pl.Float64),
    **dict.fromkeys(("simulated", "low", "high"), pl.Float64),
    **dict.fromkeys(("months", "months_low", "months_high"), pl.Float64),
    **dict.fromkeys(("verdict", "reason_zh", "reason_en"), pl.String),
    "calibrated": pl.Boolean,
}


class Found(NamedTuple):
    """What a run says of one figure."""

    verdict: str  # agrees, differs, not_comparable
    reason: Key
    told: Mapping[str, object] = {}  # what the reason's gaps are filled with; a pair is zh, en
    simulated: float = math.nan
    low: float = math.nan  # 95 % interval of what the simulated network would report
    high: float = math.nan
    months: tuple[float, float, float] = (math.nan,) * 3  # needed to reach the figure: mean rate, interval


def write(folder: Path) -> Path | None:
    """Write reported.csv into a run folder, of a comparison into its base's; whole or not at all.

    Returns:
        The path of the file; None where no figure speaks of the scenario's places, or the run is of an older
        version whose scenario this one cannot read.

    Raises:
        InputError: summary.csv is missing or torn.
    """
    place = folders.run_in(folder)
    try:
        run = read_run(place)
    except ScenarioErrors:  # no reason to withhold the rest of a report
        return None
    found = table(run, _register(), _priors())
    if found.is_empty():
        return None
    folders.write_whole(found, place / folders.REPORTED)
    return place / folders.REPORTED


def table(run: Run, register: Register, priors: Mapping[str, Parameter]) -> pl.DataFrame:
    """Return the rows of all figures whose place the scenario holds, in the register's order."""
    figures = [one for one in register.figures if holds(run.scenario, one)]
    rows = [_row(one, compare(one, run, register, priors), run) for one in figures]
    return pl.DataFrame(rows, schema=_SCHEMA).with_columns(pl.col(pl.Float64).fill_nan(None))


def holds(scenario: Scenario, figure: Figure) -> bool:
    """Tell whether the scenario has the places that a figure speaks of; the city: all of it and no more."""
    if figure.scope not in PLACES:
        return False
    counties, facility = PLACES[figure.scope]
    there = {row.id for row in scenario.counties}
    whole = counties == _COUNTIES
    if whole and not all(name.startswith(_CITY) or _within(scenario, name) for name in there):
        return False
    return there.issuperset(counties) and facility in (None, *(row.id for row in scenario.facilities))


def _within(scenario: Scenario, county: str) -> bool:
    """Tell whether a county of another id is cut out of the city: all its towns are the city's."""
    towns = [row.town for row in scenario.zones if row.county == county]
    return any(town.startswith(_CITY) for town in towns)


def compare(figure: Figure, run: Run, register: Register, priors: Mapping[str, Parameter]) -> Found:
    """Hold one figure against a run."""
    if figure.use == "reject":
        return Found("not_comparable", "refused", {"why": (figure.note_zh, figure.note)})
    if figure.use == "structure" or figure.id in _CONTEXT:
        return _structure(figure, run.scenario)
    if figure.use == "context":
        return Found("not_comparable", "outcome")
    assert figure.observable is not None
    if figure.observable.without is not None:
        return Found("not_comparable", "saving")
    known = estimate(figure.observable, run)
    if known is None:
        return Found("not_comparable", "untold")
    if isinstance(figure.model, CountModel):
        return _count(figure, figure.model, known, run, priors)
    if isinstance(figure.model, SatisfactionModel):
        return _satisfaction(figure, figure.model, known, run, register, priors)
    return _judged(figure, "mean", {}, known.mean, known.low, known.high)


def _structure(figure: Figure, scenario: Scenario) -> Found:
    """Count what the scenario's tables hold."""
    check = _CONTEXT.get(figure.id) or CHECKS.get(figure.id)
    try:
        count = check(scenario) if check else None
    except (ValueError, ZeroDivisionError):  # a what-if has nothing left to count
        count = None
    if count is None:
        return Found("not_comparable", "uncounted")
    verdict = "agrees" if accepts(figure, count) else "differs"
    if isinstance(count, dict):
        return Found(verdict, "by_type", {"held": by_type(count)})
    return Found(verdict, "structure", {}, float(count), float(count), float(count))


def _count(
    figure: Figure, model: CountModel, known: Estimate, run: Run, priors: Mapping[str, Parameter]
) -> Found:
    """Hold a count against a rate: over the window that the source gives, else over the one assumed."""
    monthly = known.mean * MONTH / run.days
    if model.months is not None:
        low, high = _predicted(known, model.months * MONTH / run.days)
        given = {"months": short(model.months)}
        return _judged(figure, "window_given", given, monthly * model.months, low, high)
    if monthly <= 0:
        return Found("not_comparable", "never", {}, 0.0)
    months = _months(model, priors)
    needed = _needed(figure.number, known, run.days)
    soonest, latest = (needed[0] if math.isnan(one) else one for one in needed[1:])
    fits = soonest <= months[2] and latest >= months[0]
    told = {
        "needed": short(needed[0]),
        "low": short(months[0]),
        "high": short(months[2]),
        "whole": WHOLE[model.ramp is not None],
        "fits": FITS[fits],
    }
    low, middle, high = (monthly * one for one in months)
    verdict = "not_comparable" if fits else "differs"
    return Found(verdict, "window_open", told, middle, low, high, needed)


def _needed(figure: float, known: Estimate, days: int) -> tuple[float, float, float]:
    """Return the months that reach a count at the mean rate, and at the ends of its interval."""

    def months(count: float) -> float:
        return figure * days / (MONTH * count) if count > 0 else math.inf

    if math.isnan(known.low):
        return months(known.mean), math.nan, math.nan
    return months(known.mean), months(known.high), months(known.low)


def _predicted(known: Estimate, windows: float) -> tuple[float, float]:
    """Return the 95 % interval of a count over so many measured windows.

    The count varies as replications do, at least as a Poisson count, in proportion to the window; the error
    of the mean rate is added.
    """
    from scipy import stats

    several = known.n > 1 and math.isfinite(known.sd)
    variance = max(known.sd**2, known.mean) if several else known.mean
    quantile = stats.t.ppf(0.975, known.n - 1) if several else stats.norm.ppf(0.975)
    half = float(quantile) * math.sqrt(variance * windows + variance / known.n * windows**2)
    return max(known.mean * windows - half, 0.0), known.mean * windows + half


def _months(model: CountModel, priors: Mapping[str, Parameter]) -> tuple[float, float, float]:
    """Return the 2.5, 50 and 97.5 % points of the months of the whole network that calibration assumes."""
    grid = (np.arange(200) + 0.5) / 200
    lengths = [priors[name].prior.quantile(grid) for name in (model.window, model.ramp) if name]
    product = lengths[0] if len(lengths) == 1 else np.outer(*lengths).ravel()
    low, middle, high = (float(one) for one in np.quantile(product, ENDS))
    return low, middle, high


def _satisfaction(
    figure: Figure,
    model: SatisfactionModel,
    known: Estimate,
    run: Run,
    register: Register,
    priors: Mapping[str, Parameter],
) -> Found:
    """Hold a reported satisfaction against the simulated one, as a survey of a usual size would tell it."""
    from scipy import stats

    county = figure.observable.county if figure.observable else None
    effect = next((row.reporting_effect for row in run.scenario.counties if row.id == county), 0.0)
    share = float(priors[model.surveyed].prior.quantile(np.array([0.5]))[0])
    asked = max(round(register.figure(model.of).number * share), 1)
    mean, low, high = (one + (1 - one) * effect for one in known[:3])
    if not known.exact:
        return Found("not_comparable", "no_log", {}, mean, low, high)
    ends = [float(stats.binom.ppf(u, asked, p)) / asked for u, p in ((0.025, low), (0.975, high))]
    return _judged(figure, "answers", {"asked": f"{asked:,}"}, mean, ends[0], ends[1])


def _judged(
    figure: Figure, reason: Key, told: Mapping[str, object], simulated: float, low: float, high: float
) -> Found:
    """Judge: a figure agrees if what it can have been meets what the simulated network would report."""
    first, last = figure.interval()
    agrees = low <= last and high >= first
    return Found("agrees" if agrees else "differs", reason, told, simulated, low, high)


def _row(figure: Figure, found: Found, run: Run) -> dict[str, object]:
    plain = not isinstance(figure.value, dict)
    first, last = figure.interval() if plain else (math.nan, math.nan)
    reasons = {
        lang: REASONS[found.reason][place].format(
            **{name: one[place] if isinstance(one, tuple) else one for name, one in found.told.items()}
        )
        for place, lang in enumerate(("zh", "en"))
    }
    return {
        "id": figure.id,
        "name_zh": figure.name_zh or figure.quote,
        "name_en": figure.name_en or figure.measures,
        "use": figure.use,
        "unit": _unit(figure),
        "reported": figure.number if plain else math.nan,
        "reported_low": first,
        "reported_high": last if math.isfinite(last) else math.nan,
        "simulated": found.simulated,
        "low": found.low,
        "high": found.high,
        **dict(zip(("months", "months_low", "months_high"), found.months, strict=True)),  # inf: never
        "verdict": found.verdict,
        "reason_zh": reasons["zh"],
        "reason_en": reasons["en"],
        "calibrated": bool(run.scenario.settings.calibration),
    }


def _unit(figure: Figure) -> str:
    if figure.observable is not None:
        return unit_of(figure)
    return "share" if figure.measures.startswith("share") else ""


@lru_cache(maxsize=1)
def _register() -> Register:
    return load_register()


@lru_cache(maxsize=1)
def _priors() -> dict[str, Parameter]:
    return {one.name: one for one in load_priors()}
