"""The report of a staffing: its answer, lights, tables, and plans that recommend nothing."""

import polars as pl
import pytest

from sim.experiment.folder import STAFFING, read_manifest, write_csv, write_manifest
from sim.report.contents import content_of
from sim.report.data import ReportError
from tests.report.planning.plans import OF, folder_of, made_up

SHORT = pl.DataFrame(
    {
        "requirement": ["on_time_share/kind/problem>=0.99"] * 2,
        "kpi": ["on_time_share"] * 2,
        "level": ["kind"] * 2,
        "key": ["problem"] * 2,
        "bound": [0.99] * 2,
        "reachable": [0.97] * 2,
        "spread": [0.004] * 2,
        "facility": ["a.north", "b.west"],
        "missing_share": [0.7, 0.3],
    }
)
BINDING = pl.DataFrame(
    {
        "constraint": ["on_time_share>=0.97", "presence"],
        "kpi": ["on_time_share", None],
        "level": ["network", None],
        "key": ["all", None],
        "bound": [0.97, None],
        "mean": [0.984, None],
        "spread": [0.0002, None],
        "slack": [0.0137, None],
        "levers": [0, 17],
    }
)


def told(folder, **facts):
    write_manifest(folder, (read_manifest(folder) or {}) | facts)
    return content_of(folder)


def tables_of(content, name):
    return [
        block
        for section in content.sections
        if section.id == name
        for block in section.blocks
        if hasattr(block, "heads")
    ]


def test_the_answer_tells_heads_years_and_cost(tmp_path):
    answer = [one["en"] for one in content_of(folder_of(tmp_path, STAFFING)).answer]
    assert answer[0].startswith("The plan keeps all targets with 7 heads (7 today: 2 saved, 2 added).")
    assert answer[0].endswith("Modes, hours or rosters that change besides: 1.")
    assert "in 70 of the 70 simulated years of its certification" in answer[1]
    assert "in 29 of 30 on fresh seeds" in answer[1]
    assert "in 50 of 70 as things stand today" in answer[1]
    assert "CNY 61.0 million a year, against CNY 64.0 million today (-4.7 %)" in answer[2]
    assert "no plan within the rules costs less than CNY 60.0 million" in answer[2]
    assert "Confidence 95 % that a year keeps all targets with probability 90 % or more" in answer[2]


def test_a_plan_that_rests_on_assumed_time_says_so_first(tmp_path):
    variants = made_up(STAFFING, "robustness").with_columns(
        variant=pl.col("variant").replace("demand_1.1", "enterprise_share_0.8")
    )
    folder = folder_of(tmp_path, STAFFING, robustness=variants)
    assert "only 30 % of years keep the targets" in content_of(folder).warnings[0]["en"]
    assert content_of(folder_of(tmp_path / "other", STAFFING)).warnings == []
    cautious = told(folder, caution=0.8).answer[2]
    assert cautious["en"].endswith("as if staff had only 0.8 of the assumed time for enterprises.")


def test_what_was_not_certified_is_promised_by_nobody(tmp_path):
    answer = told(folder_of(tmp_path, STAFFING), certified=False, proven=True).answer
    assert answer[0]["en"].startswith("No plan could be certified")
    assert "proven the least" in answer[2]["en"]
    assert "Nothing is promised" in answer[2]["en"]


def test_targets_out_of_reach_are_named_with_what_can_be_reached(tmp_path):
    kept = ("levers", "designs")
    folder = folder_of(tmp_path, STAFFING, leave=tuple(one for one in OF[STAFFING] if one not in kept))
    write_csv(SHORT, folder / "shortfall.csv")
    found = told(folder, cost=None, certified=False, feasible=False)
    asked = "On-time share · problems ≥ 99 %"
    assert [one["en"] for one in found.answer[:2]] == [
        f"Out of reach of staff alone: {asked}.",
        f"The plan that comes nearest reaches: {asked} → 97.00 %.",
    ]
    assert [one.id for one in found.sections][:2] == ["shortfall", "search"]
    assert "heads" not in [one.id for one in found.sections]  # nothing is recommended


@pytest.mark.parametrize("left", [one for one in OF[STAFFING] if one != "levers"])
def test_a_table_that_an_interrupted_search_lacks_is_left_out(tmp_path, left):
    assert len(told(folder_of(tmp_path, STAFFING, leave=(left,)), interrupted=True).answer) == 3


def test_what_a_staffing_always_holds_is_asked_for(tmp_path):
    with pytest.raises(ReportError, match=r"missing file: .*levers.csv"):
        content_of(folder_of(tmp_path, STAFFING, leave=("levers",)))


def test_targets_are_lit_for_today_the_certified_plan_and_fresh_seeds(tmp_path):
    folder = folder_of(tmp_path, STAFFING)
    phases = {"certification_1": 0.5, "certification_2": 0.995, "recheck": 0.992, "today_certification": 0.98}
    rows = [
        (phase, number, "satisfaction_probability", "network", "all", value)
        for phase, value in phases.items()
        for number in range(10)
    ]
    heads = ["phase", "replication", "kpi", "level", "key", "value"]
    write_csv(pl.DataFrame(rows, schema=heads, orient="row"), folder / "values.csv")
    lights = content_of(folder).lights
    assert [one["en"] for one in lights.scenarios] == ["today", "plan, as certified", "plan, on fresh seeds"]
    assert [one.state for one in lights.lights[0]] == ["missed", "met", "met"]
    assert [one.state for one in lights.lights[1]] == ["unmeasured"] * 3
    assert lights.targets[1]["where"] == {"zh": "乙县", "en": "County B"}


def test_the_light_of_what_knows_no_chance_is_certain_after_few_replications(tmp_path):
    folder = folder_of(tmp_path, STAFFING)
    reach = "within_15_minutes_enterprises"
    rows = [("recheck", number, reach, "network", "all", 0.9) for number in range(3)]
    heads = ["phase", "replication", "kpi", "level", "key", "value"]
    write_csv(pl.DataFrame(rows, schema=heads, orient="row"), folder / "values.csv")
    ((light,),) = told(folder, targets=[f"{reach}>=0.8"]).lights.lights
    assert (light.state, light.fixed, light.interval) == ("met", True, None)


def test_levers_that_change_are_listed(tmp_path):
    (changed,) = tables_of(content_of(folder_of(tmp_path, STAFFING)), "heads")
    assert [row[0].text["en"] for row in changed.rows] == ["window", "leader", "window", "Law firm"]
    assert [cell.text["en"] for cell in changed.rows[3][2:4]] == ["rotating", "on call"]
    assert changed.rows[0][4].text["en"] == "CNY -0.20 million"


def test_what_binds_is_told_with_slack_and_levers(tmp_path):
    folder = folder_of(tmp_path, STAFFING)
    write_csv(BINDING, folder / "binding.csv")
    (table,) = tables_of(content_of(folder), "binding")
    target, presence = ([cell.text for cell in row] for row in table.rows)
    assert target[0]["en"] == "On-time share ≥ 97 %"
    assert target[1:] == ["98.40 %", {"zh": "+1.37 个百分点", "en": "+1.37 points"}, "0"]
    assert presence[0]["en"] == "minimum presence"
    assert presence[1:] == ["–", "–", "17"]
