"""What the contract says about each array of a compiled scenario, as data for the tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_type_hints

import numpy as np

from sim.network.contract import Bools, Compiled, Floats, Ints

KINDS = {Ints: np.int64, Floats: np.float64, Bools: np.bool_}


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Yield path, declared type and value of everything below a NamedTuple."""
    hints = get_type_hints(type(node))
    for name in node._fields:
        value = getattr(node, name)
        if hasattr(value, "_fields"):
            yield from leaves(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", hints[name], value


def sizes(compiled: Compiled) -> dict[str, int]:
    """Return the length of each axis by its letter in the contract."""
    network, demand, labels = compiled
    facilities, pools = len(labels.facility), len(labels.facility) * network.n_skills
    members, services = int(network.groups.head_count.sum()), len(labels.service)
    axes = {"F": facilities, "FK": pools, "M": members, "S": services}
    return {
        **axes,
        **{f"{axis}+1": length + 1 for axis, length in axes.items()},
        **{str(width): width for width in (3, 4, 6)},
        "R": len(labels.review),
        "G": len(labels.group),
        "I": len(labels.item),
        "Z": len(labels.zone),
        "J": len(labels.industry),
        "N": len(labels.county),
        "W": network.clock.work_start.size,
        "O": int(network.facilities.open_ptr[-1]),
        "A": int(network.facilities.slot_ptr[-1]),
        "P": int(network.members.presence_ptr[-1]),
        "V": int(network.rotation.visit_ptr[-1]),
        "C": int(network.rotation.call_ptr[-1]),
        "B": network.coaching.start.size,
        "L": network.coaching.curve.size,
        "H": network.coaching.month_end.size,
        "E": network.sessions.time.size,
        "Q": len(demand.projects.key),
        "Y": demand.replay.time.size,
        "T": network.clock.end // 3600,
    }


# where | axes | fields
AXES = """
network.clock | W | work_start work_end work_before
network.facilities | F | tier kind county chiefs board queue_capacity slot_capacity
network.facilities | F | push mutual_recognition joint_review out_of_area
network.facilities | F 3 | parent
network.facilities | F+1 | open_ptr slot_ptr
network.facilities | O | open_start open_end
network.facilities | A | slot_start
network.groups | G | base mode role skills share head_count cost
network.members | M | group
network.members | M+1 | presence_ptr
network.members | P | presence_start presence_end presence_facility
network.services | S | family kind skill priority promise review_tier bundle out_of_area
network.services | S 4 | solve
network.services | S+1 | review_ptr
network.services | R | review_facility review_skill review_recognisable
network.rotation | FK | resident
network.rotation | FK+1 | visit_ptr call_ptr
network.rotation | V | visit_start visit_end
network.rotation | C | call_group
network.rotation | G F | travel back
network.coaching | B | start end group facility service levels
network.coaching | L | curve
network.coaching | H | month_end
network.sessions | E | time county batch duration
network.catalogue | F I | listed delegated
network.catalogue | I | item_service item_weight
network.counties | N | response_rate reporting_effect
demand | Z | zone_county
demand | Z F | travel distance
demand | Z J | enterprises
demand | Z J S | rate discovered_rate
demand | T | hour_weight
demand | S | handling_cv handling_distribution cross_city_share service_out_of_area
demand | S 6 | handling_mean
demand | S 4 | channel_share
demand | S 3 | grade_share
demand | R | review_mean review_cv
demand | N | centre
demand | F | home_visits
demand.projects | Q | time zone industry service station subcentre
demand.replay | Y | time zone industry service item channel
demand.policy | F | attraction
"""
SHAPES = {
    f"{where}.{name}": axes
    for where, axes, names in (line.split(" | ") for line in AXES.strip().splitlines())
    for name in names.split()
}
