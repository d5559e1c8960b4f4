"""A plan with assumed inputs otherwise: what is changed, and what the table says of it."""

import numpy as np
import pytest

from sim.planning.design import Design
from sim.planning.robustness import robustness_table, variants_of
from tests.planning.staffing.county import county, requirements, team


def test_what_is_varied():
    rows = [row.model_dump(mode="json") for row in county().staff]
    scenario = county(staff=[*rows, {**team("p", enterprise_share=0.9), "id": "p.more"}])
    variants = {one.name: Design(one.name, one.changes).scenario(scenario) for one in variants_of(scenario)}
    assert list(variants) == ["enterprise_share_0.8", "enterprise_share_1.2", "demand_0.9", "demand_1.1"]
    shares = {name: [row.enterprise_share for row in one.staff] for name, one in variants.items()}
    assert shares["enterprise_share_0.8"] == pytest.approx([0.56, 0.56, 0.56, 0.8, 0.72])
    assert shares["enterprise_share_1.2"] == pytest.approx([0.84, 0.84, 0.84, 1.0, 1.0])  # at most all of it
    assert shares["demand_0.9"] == shares["demand_1.1"] == [0.7, 0.7, 0.7, 1.0, 0.9]
    assert [row.demand_factor for row in variants["demand_1.1"].zones] == pytest.approx([1.1] * 3)
    assert [row.demand_factor for row in variants["demand_0.9"].zones] == pytest.approx([0.9] * 3)


def test_the_table():
    scenario = county()
    asked = requirements("on_time_share>=0.9")
    kpis = (asked[0].identity, ("wait_minutes_mean", "network", "all"))
    values = np.array([[0.8, 10.0], [0.9, 11.0], [1.0, np.nan], [0.95, 12.0]])
    today = np.array([[0.8, 20.0], [0.9, 30.0]])
    table = robustness_table([(variants_of(scenario)[0], values, today)], asked, kpis)
    first, second = table.to_dicts()
    assert (first["variant"], first["kpi"], first["unit"], first["bound"]) == (
        "enterprise_share_0.8", "on_time_share", "share", 0.9,
    )  # fmt: skip
    assert first["mean"] == pytest.approx(0.9125)
    assert (first["n"], first["years_kept"]) == (4, 0.75)
    assert (first["today"], first["years_today"]) == (pytest.approx(0.85), 0.5)
    assert (second["bound"], second["mean"], second["years_kept"]) == (None, None, 0.75)
