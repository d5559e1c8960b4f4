"""Candidate sites made by rule: a grid, towns without a station, the demand points. All are assumed."""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from sim.experiment.errors import InputError
from sim.network.compile.travel import EARTH_RADIUS_KM, haversine
from sim.planning.siting.candidates import TEMPLATE_TIER, Candidate
from sim.scenario import Scenario
from sim.scenario.save import cell
from sim.scenario.schema.facility import Facility
from sim.scenario.schema.zone import Zone

KM_OF_DEGREE = math.radians(EARTH_RADIUS_KM)  # of latitude
SLACK = 1e-6  # of a grid's distance: what coordinates in degrees may be off
MOST = 2000  # grid points
SOURCE = "assumed"


def grid(scenario: Scenario, km: float, counties: Sequence[str] = ()) -> list[Candidate]:
    """Return a grid over the demand points, each point in the county of the nearest one.

    Rows and columns lie ``km`` apart as the crow flies, from the south-west corner of the demand points'
    bounding box. A grid point further than ``km`` from every demand point is left out: nobody is near it.

    Args:
        scenario: whose demand points are covered.
        km: distance between neighbours, above 0.
        counties: only these; all if none is named.

    Raises:
        InputError: a number or a county is wrong, or the grid has more than 2,000 points.
    """
    zones = _zones_of(scenario, counties)
    if not (math.isfinite(km) and km > 0):
        raise InputError(
            f"--grid {km:g}: the distance must be above 0 km", f"--grid {km:g}：间距须大于 0 公里"
        )
    lat = np.array([row.lat for row in zones])
    lon = np.array([row.lon for row in zones])
    high = km / KM_OF_DEGREE
    wide = km / (KM_OF_DEGREE * math.cos(math.radians(float(lat.mean()))))
    rows, columns = (int(np.ptp(part) / step + SLACK) + 1 for part, step in ((lat, high), (lon, wide)))
    if rows * columns > MOST:
        raise InputError(
            f"--grid {km:g}: {rows} x {columns} points are more than {MOST}; give a greater distance or a"
            " --county",
            f"--grid {km:g}：{rows} × {columns} 个点超过 {MOST} 个；请加大间距或用 --county 限定区县",
        )
    at_lat = float(lat.min()) + high * np.arange(rows)
    at_lon = float(lon.min()) + wide * np.arange(columns)
    lats, lons = (part.ravel() for part in np.meshgrid(at_lat, at_lon, indexing="ij"))
    direct = haversine(lats, lons, lat, lon)
    nearest = direct.argmin(axis=1)
    stations = _Stations(scenario)
    taken = {row.id for row in scenario.facilities}
    found = []
    for number in np.flatnonzero(direct.min(axis=1) <= km * (1 + SLACK)):
        row, column = divmod(int(number), columns)
        zone = zones[int(nearest[number])]
        name = f"{row + 1}-{column + 1}"
        if f"grid.{row + 1}.{column + 1}" in taken:  # opened before
            continue
        place = (round(float(lats[number]), 5), round(float(lons[number]), 5))
        found.append(
            _candidate(
                f"grid.{row + 1}.{column + 1}", (f"网格点{name}", f"Grid {name}"), zone, place, stations
            )
        )
    return found


def towns_without_station(scenario: Scenario, counties: Sequence[str] = ()) -> list[Candidate]:
    """Return a candidate at the centre, weighted by enterprises, of each town in which no open station lies.

    Raises:
        InputError: there is no such county, or every town has a station.
    """
    zones = _zones_of(scenario, counties)
    held = {row.town for row in scenario.facilities if row.tier == TEMPLATE_TIER and row.open}
    enterprises: dict[str, float] = defaultdict(float)
    for row in scenario.enterprises:
        enterprises[row.zone] += row.enterprises
    stations = _Stations(scenario)
    found = []
    for town in dict.fromkeys(row.town for row in zones if row.town not in held):
        own = [row for row in zones if row.town == town]
        weight = np.array([enterprises[row.id] for row in own])
        weight = weight if weight.sum() > 0 else np.ones(len(own))
        place = tuple(
            round(float(np.average([getattr(row, axis) for row in own], weights=weight)), 5)
            for axis in ("lat", "lon")
        )
        first = own[0]
        found.append(
            _candidate(
                f"town.{town.lower()}",
                (f"{first.town_zh}驿站", f"{first.town_en} station"),
                first,
                (place[0], place[1]),
                stations,
            )
        )
    if not found:
        raise InputError(
            "--towns: every town has a station already; take --grid or --points",
            "--towns：每个乡镇都已有驿站；请用 --grid 或 --points",
        )
    return found


def demand_points(scenario: Scenario, counties: Sequence[str] = ()) -> list[Candidate]:
    """Return a candidate at every demand point.

    Raises:
        InputError: there is no such county.
    """
    stations = _Stations(scenario)
    taken = {row.id for row in scenario.facilities}
    return [
        _candidate(f"at.{row.id}", (f"{row.name_zh}驿站", f"{row.name_en} station"), row, at, stations)
        for row in _zones_of(scenario, counties)
        if (at := (row.lat, row.lon)) and f"at.{row.id}" not in taken  # opened before
    ]


def write_candidates(rows: Iterable[Candidate], path: Path) -> None:
    """Write candidates as a csv that `load_candidates` reads: UTF-8 with a byte-order mark."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Candidate.model_fields)
        for row in rows:
            writer.writerow([cell(value) for value in row.model_dump(mode="json").values()])


class _Stations:
    """The open stations of each county: templates of what is generated."""

    def __init__(self, scenario: Scenario) -> None:
        self._by_county: dict[str, list[Facility]] = {}
        for row in scenario.facilities:
            if row.tier == TEMPLATE_TIER and row.open and row.kind != "roving":
                self._by_county.setdefault(row.county, []).append(row)

    def nearest(self, county: str, place: tuple[float, float]) -> Facility:
        """Return the nearest station of a county; of those equally near the first by table order.

        Raises:
            InputError: the county has none.
        """
        own = self._by_county.get(county)
        if not own:
            raise InputError(
                f"candidates: {county} has no open station that a generated one could copy; write its"
                " candidates into a csv",
                f"候选点：{county} 没有可供照搬的开放驿站；请把该区县的候选点写入 csv",
            )
        lat, lon = (np.array([getattr(row, axis) for row in own]) for axis in ("lat", "lon"))
        direct = haversine(np.array([place[0]]), np.array([place[1]]), lat, lon)[0]
        return own[int(direct.argmin())]


def _candidate(
    identity: str, names: tuple[str, str], zone: Zone, place: tuple[float, float], stations: _Stations
) -> Candidate:
    template = stations.nearest(zone.county, place)
    return Candidate(
        id=identity,
        name_zh=names[0],
        name_en=names[1],
        kind=template.kind,  # type: ignore[arg-type]  # a station's kind, roving left out
        county=zone.county,
        town=zone.town,
        lat=place[0],
        lon=place[1],
        template=template.id,
        source=SOURCE,
    )


def _zones_of(scenario: Scenario, counties: Sequence[str]) -> list[Zone]:
    known = {row.id for row in scenario.counties}
    if strangers := [one for one in counties if one not in known]:
        there = ", ".join(sorted(known))
        raise InputError(
            f"--county {strangers[0]}: the scenario has no such county; there are {there}",
            f"--county {strangers[0]}：情景中没有该区县；现有 {there}",
        )
    return [row for row in scenario.zones if not counties or row.county in counties]
