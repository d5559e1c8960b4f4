"""How near service is: the 15-minute circle of enterprises and of cases, and travel."""

from __future__ import annotations

import numpy as np

from sim.kpi.measured import Measured
from sim.kpi.registry import kpi
from sim.kpi.tally import weighed
from sim.kpi.traits import QUARTER_HOUR
from sim.kpi.view import View, ratio
from sim.network.codes import Tier
from sim.network.contract import Bools, Floats

MINUTE = 60


def usable_stations(measured: Measured, service: int | None = None) -> Bools:
    """Return [zone, facility]: an open station that serves the zone's enterprises.

    Open: it has opening time in the measured window. Serves: it lists an item (of the class, if one is
    given) and lies in the zone's county, or takes cases out of area and the listed item's class allows that.
    """
    network, demand = measured.network, measured.demand
    services = range(demand.service_out_of_area.size) if service is None else (service,)
    wanted = np.isin(network.catalogue.item_service, np.array(services, np.int64))
    abroad = wanted & demand.service_out_of_area[network.catalogue.item_service]
    listed = network.catalogue.listed
    station = (network.facilities.tier == Tier.STATION) & opens_in_window(measured)
    at_home = station & listed[:, wanted].any(axis=1)
    away = station & network.facilities.out_of_area & listed[:, abroad].any(axis=1)
    same_county = demand.zone_county[:, None] == network.facilities.county[None, :]
    return np.asarray((same_county & at_home) | away)


def opens_in_window(measured: Measured) -> Bools:
    """Return [facility]: some opening interval overlaps the measured window."""
    facilities = measured.network.facilities
    first, last = measured.window
    overlaps = (facilities.open_end > first) & (facilities.open_start < last)
    before = np.concatenate(([0], np.cumsum(overlaps)))
    return np.asarray(before[facilities.open_ptr[1:]] > before[facilities.open_ptr[:-1]])


def near(measured: Measured, service: int | None = None) -> Bools:
    """Return [zone]: a usable station within 15 minutes' travel."""
    usable = usable_stations(measured, service)
    return np.asarray((usable & (measured.demand.travel <= QUARTER_HOUR)).any(axis=1))


@kpi(
    "15分钟服务圈覆盖企业占比",
    "Enterprises within 15 minutes",
    unit="share",
    direction="higher",
    basis="data_informed",
    levels=("network", "county", "service", "industry"),
)
def within_15_minutes_enterprises(view: View) -> Floats:
    """Enterprises with a station that serves them within 15 minutes' travel / enterprises.

    The station is open in the measured window, lists an item (at level service: of that class) and lies in
    the enterprise's county, or takes such cases out of area.
    """
    measured, enterprises = view.measured, view.measured.demand.enterprises
    if view.level == "service":
        total = enterprises.sum()
        per_zone = enterprises.sum(axis=1)
        covered = [per_zone[near(measured, service)].sum() for service in range(len(view.keys))]
        return ratio(np.array(covered, np.float64), np.full(len(view.keys), total))
    covered_by = enterprises * near(measured)[:, None]
    if view.level == "industry":
        return ratio(covered_by.sum(axis=0), enterprises.sum(axis=0))
    place = measured.demand.zone_county if view.level == "county" else np.zeros(len(enterprises), np.int64)
    n = len(view.keys)
    return ratio(
        weighed(place, covered_by.sum(axis=1), n),
        weighed(place, enterprises.sum(axis=1), n),
    )


@kpi("15分钟可达件数占比", "Cases within 15 minutes", unit="share", direction="higher", basis="prior_driven")
def within_15_minutes_cases(view: View) -> Floats:
    """Cases whose enterprise travels at most 15 minutes one way to its first facility / cases arisen.

    Online cases and home visits need no travel; an unserved case is not within reach.
    """
    return view.share(view.measured.near, view.measured.everything)


@kpi("平均往返路程时间", "Travel per case", unit="minutes", direction="lower", basis="prior_driven")
def travel_minutes_mean(view: View) -> Floats:
    """Travel of the enterprise, both ways and all trips / cases that went to a facility."""
    return view.mean(view.measured.travel, view.measured.served, MINUTE)
