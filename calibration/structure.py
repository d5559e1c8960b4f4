"""What a scenario holds where the newsletter reports structure: one counting function a figure.

Each function returns what the scenario holds (a number, or numbers by name); :data:`CHECKS` maps the
figure's id to it, and :func:`findings` holds both against each other. Readings are said in the docstrings,
whose first line is printed in docs/structure-figures.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from calibration.figure import Figure
from calibration.register import load_register
from sim.scenario.scenario import Scenario
from sim.scenario.schema.facility import Facility

Count = float | dict[str, int]
CHECKS: dict[str, Callable[[Scenario], Count]] = {}

WUXING, DEQING = "330502", "330521"
SINCE, PUBLISHED = date(2024, 1, 1), date(2024, 11, 22)


class Finding(NamedTuple):
    """A structure figure beside what the scenario holds."""

    id: str
    quote: str
    reported: str
    holds: str
    agrees: bool
    reading: str


def _figure(name: str) -> Callable[[Callable[[Scenario], Count]], Callable[[Scenario], Count]]:
    def register(function: Callable[[Scenario], Count]) -> Callable[[Scenario], Count]:
        CHECKS[name] = function
        return function

    return register


def accepts(figure: Figure, count: Count) -> bool:
    """Whether a count agrees with a figure by its bound.

    A share reported as ``at_least`` is a plain lower bound; a number ``at_least`` v lies in
    [v, v + one unit of its last non-zero digit).

    Raises:
        ValueError: for a bound that structure figures do not have.
    """
    if figure.bound == "exact":
        return bool(count == figure.value)
    if figure.bound == "at_least" and not isinstance(count, dict):
        low, high = figure.interval()
        return low <= count < high
    raise ValueError(f"{figure.id}: bound {figure.bound}")


def findings(scenario: Scenario) -> list[Finding]:
    """Every structure figure of the register with what the scenario holds.

    Raises:
        KeyError: if a figure has no counting function.
    """
    table = []
    for figure in load_register().by_use("structure"):
        check = CHECKS[figure.id]
        count = check(scenario)
        more = "≥ " if figure.bound == "at_least" else ""
        reading = (check.__doc__ or "").strip().splitlines()[0]
        shown = more + _shown(figure.value)
        table.append(Finding(figure.id, figure.quote, shown, _shown(count), accepts(figure, count), reading))
    return table


def _shown(value: Count) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {number}" for name, number in value.items())
    return f"{value:g}" if isinstance(value, float) else str(value)


def _stations(scenario: Scenario, county: str | None = None, kind: str | None = None) -> list[Facility]:
    """Open stations, roving points left out; of a county; of a kind or with it as a tag."""
    return [
        row
        for row in scenario.facilities
        if row.open
        and row.tier == "station"
        and row.kind != "roving"
        and county in (None, row.county)
        and (kind is None or row.kind == kind or kind in row.tags)
    ]


def _lines(scenario: Scenario, facilities: Iterable[Facility]) -> list[str]:
    """Items of all catalogue lines of the facilities, one entry a line."""
    ids = {row.id for row in facilities}
    return [row.item for row in scenario.catalogues if row.facility in ids]


@_figure("hz.stations")
def stations(scenario: Scenario) -> Count:
    """Open facilities of the station tier, roving points left out."""
    return len(_stations(scenario))


@_figure("hz.items")
def items(scenario: Scenario) -> Count:
    """Catalogue lines (facility, item) of all stations."""
    return len(_lines(scenario, _stations(scenario)))


@_figure("hz.town_stations")
def town_stations(scenario: Scenario) -> Count:
    """Township stations, by kind or tag, each in a town of its own."""
    return len({row.town for row in _stations(scenario, kind="township")})


@_figure("hz.park_stations")
def park_stations(scenario: Scenario) -> Count:
    """Park stations, by kind or tag."""
    return len(_stations(scenario, kind="park"))


@_figure("hz.platforms")
def platforms(scenario: Scenario) -> Count:
    """Different platform tags of the park stations."""
    return len(
        {tag for row in _stations(scenario, kind="park") for tag in row.tags if tag.startswith("platform.")}
    )


@_figure("xiaopu.items")
def xiaopu_items(scenario: Scenario) -> Count:
    """Catalogue lines of the township station in Xiaopu."""
    towns = {row.town for row in scenario.zones if row.town_zh == "小浦镇"}
    return len(_lines(scenario, (row for row in _stations(scenario, kind="township") if row.town in towns)))


@_figure("hz.park_items")
def park_items(scenario: Scenario) -> Count:
    """Catalogue lines of the park stations, by kind or tag."""
    return len(_lines(scenario, _stations(scenario, kind="park")))


@_figure("deqing.icv_items")
def icv_items(scenario: Scenario) -> Count:
    """Different items of the connected-vehicle class at Deqing's stations."""
    classes = {row.id: row.service for row in scenario.items}
    return len({item for item in _lines(scenario, _stations(scenario, DEQING)) if classes[item] == "icv"})


@_figure("wx.subcentres")
def subcentres(scenario: Scenario) -> Count:
    """Open facilities of the sub-centre tier in Wuxing."""
    return len(_subcentres(scenario))


def _subcentres(scenario: Scenario) -> list[Facility]:
    return [
        row for row in scenario.facilities if row.tier == "subcentre" and row.county == WUXING and row.open
    ]


def subcentre_lines(scenario: Scenario) -> dict[str, int]:
    """Lines of Wuxing's sub-centres: class of things of a chain, one-thing bundles, value-added.

    Raises:
        ValueError: for a line that is none of the three (a basic service that is no bundle).
    """
    services = {row.id: row for row in scenario.services}
    classes = {row.id: services[row.service] for row in scenario.items}
    counts = {"chain": 0, "bundle": 0, "value_added": 0}
    for item in _lines(scenario, _subcentres(scenario)):
        service = classes[item]
        if item.endswith(".chain"):
            counts["chain"] += 1
        elif service.bundle:
            counts["bundle"] += 1
        elif service.family != "basic":
            counts["value_added"] += 1
        else:
            raise ValueError(f"{item}: a basic service at a sub-centre")
    return counts


@_figure("wx.subcentre_items")
def subcentre_items(scenario: Scenario) -> Count:
    """Catalogue lines of the sub-centres: classes of things of a chain, one-thing bundles, value-added."""
    return sum(subcentre_lines(scenario).values())


@_figure("wx.brand_items")
def brand_items(scenario: Scenario) -> Count:
    """Catalogue lines of Wuxing's brand stations, all of them value-added or professional."""
    return len(_lines(scenario, _stations(scenario, WUXING, "brand")))


@_figure("wx.embedded")
def embedded(scenario: Scenario) -> Count:
    """Stations in Wuxing embedded in convenience stores, by kind or tag."""
    return len(_stations(scenario, WUXING, "embedded"))


@_figure("wx.embedded_items")
def embedded_items(scenario: Scenario) -> Count:
    """Catalogue lines of Wuxing's embedded stations."""
    return len(_lines(scenario, _stations(scenario, WUXING, "embedded")))


@_figure("wx.embedded_share")
def embedded_share(scenario: Scenario) -> Count:
    """Smallest share, over Wuxing's embedded stations, of lines that are not basic services."""
    families = {row.id: row.family for row in scenario.services}
    basic = {row.id for row in scenario.items if families[row.service] == "basic"}
    lists = [_lines(scenario, [row]) for row in _stations(scenario, WUXING, "embedded")]
    return round(min(1 - sum(item in basic for item in lines) / len(lines) for lines in lists), 4)


@_figure("wx.key_projects")
def key_projects(scenario: Scenario) -> Count:
    """Projects at demand points in Wuxing."""
    zones = {row.id for row in scenario.zones if row.county == WUXING}
    return sum(row.zone in zones for row in scenario.projects)


@_figure("wx.delegated")
def delegated(scenario: Scenario) -> Count:
    """Different items that Wuxing's sub-centres and stations list as delegated."""
    below = {row.id for row in [*_subcentres(scenario), *_stations(scenario, WUXING)]}
    return len({row.item for row in scenario.catalogues if row.delegated and row.facility in below})


@_figure("wx.partners")
def partners(scenario: Scenario) -> Count:
    """Partners with people based in Wuxing, by type."""
    here = {row.id for row in scenario.facilities if row.county == WUXING}
    at_work = {row.partner for row in scenario.staff if row.facility in here and row.head_count > 0}
    types = [row.type for row in scenario.partners if row.id in at_work]
    return {kind: types.count(kind) for kind in ("law", "talent", "testing")}


@_figure("wx.sessions")
def sessions(scenario: Scenario) -> Count:
    """Sessions for Wuxing from 1 January to 22 November 2024."""
    count = 0
    for row in scenario.sessions:
        day = row.first
        while row.county == WUXING and day <= PUBLISHED:
            count += day >= SINCE
            day += timedelta(days=row.every_days)
    return count


@_figure("wx.coaching")
def coaching(scenario: Scenario) -> Count:
    """Dated coaching visits to the cosmetics sub-centre from 1 January to 22 November 2024."""
    return sum(
        row.activity == "coaching"
        and row.facility == "wx.sub.cosmetics"
        and row.date_from is not None
        and row.date_from == row.date_to
        and SINCE <= row.date_from <= PUBLISHED
        for row in scenario.rosters
    )


def party_centres(scenario: Scenario) -> int:
    """Stations that host a party-service counter (context, 28 reported)."""
    return len(_stations(scenario, kind="party_centre"))
