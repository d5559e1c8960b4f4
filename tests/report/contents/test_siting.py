"""The report of a siting: its answer, lights, tables, and what happens where something is missing."""

import polars as pl
import pytest

from sim.commands.siting_options import MODEL_NAMES
from sim.experiment.folder import SITING, read_manifest, write_csv, write_manifest
from sim.report.contents import content_of
from sim.report.contents.plan_words import WORDS
from sim.report.data import ReportError
from tests.report.planning.plans import folder_of, made_up

CHOSEN_BY = "travel_minutes_mean"
UNREACHED = ("selection", "promise")


def promised(bound=None, **columns):
    """The KPI that chose the design, on fresh seeds: 12.0 minutes today, 11.5 with it."""
    row = {
        "kpi": CHOSEN_BY,
        "level": "network",
        "key": "all",
        "unit": "minutes",
        "bound": bound,
        "promised": 11.4,
        "promised_low": 11.3,
        "promised_high": 11.5,
        "n": 10,
        "before": 12.0,
        "found": 11.5,
        "found_low": 11.4,
        "found_high": 11.6,
        "found_n": 20,
        "found_before": 12.0,
        "held": True,
        "change": -0.5,
        "change_low": -0.6,
        "change_high": -0.4,
    }
    return pl.DataFrame(row | columns)


def shortlist():
    return made_up(SITING, "shortlist").with_columns(
        models=pl.Series(["maximal_covering;p_median", "p_median", None], dtype=pl.String),
        ranks=pl.Series(["1;2", "1", None], dtype=pl.String),
        cost=pl.Series([2e6, 3.08e6, 1e6]),
        covered_share=0.9,
        mean_minutes=7.5,
        worst_town_share=0.5,
        proven=pl.Series([True, False, True]),
    )


def told(folder, **facts):
    write_manifest(folder, (read_manifest(folder) or {}) | facts)
    return content_of(folder)


def test_the_answer_names_stations_gain_with_interval_cost_and_guarantee(tmp_path):
    folder = folder_of(tmp_path, SITING, promise=promised(), shortlist=shortlist())
    answer = [one["en"] for one in content_of(folder).answer]
    assert answer[0] == (
        "Open 2 new stations, design S2: Candidate industrial park 0, Candidate industrial park 1."
    )
    assert "Travel per case from 12.000 to 11.500" in answer[1]
    assert "-0.500 minutes, 95 % interval -0.600 … -0.400" in answer[1]
    assert "CNY 3.08 million a year" in answer[2]
    assert "among 3 designs (with probability 95 % or more, differences below 0.05 minutes" in answer[2]
    assert "prior-driven" in answer[2]


def varied(*ends):
    """How the KPI that chose the design changes under one assumption after another: low and high."""
    rows = [
        {
            "variant": f"v{number}",
            "kpi": CHOSEN_BY,
            "level": "network",
            "key": "all",
            "n": 5,
            "unit": "minutes",
            "change": (low + high) / 2,
            "change_low": low,
            "change_high": high,
        }
        for number, (low, high) in enumerate(ends)
    ]
    names = {f"variant_{lang}": pl.col("variant") for lang in ("zh", "en")}
    return pl.DataFrame(rows).with_columns(**names)


@pytest.mark.parametrize(
    ("change", "others", "said"),
    [
        # minutes are better lower, and 0.05 of them matter
        ((-0.5, -0.6, -0.4), [(-0.6, -0.2)], None),
        ((-0.5, -0.6, -0.4), [], None),
        ((-0.5, -0.6, -0.4), [(-0.6, 0.2), (-0.1, 0.1)], "cannot be seen once an assumption differs"),
        ((-0.04, -0.045, -0.035), [(-0.6, -0.2)], "gains less than what matters (0.05 minutes)"),
        ((-0.5, -1.1, 0.1), [(-0.6, -0.2)], "cannot be told from today's network"),
        ((0.5, 0.4, 0.6), [(-0.6, -0.2)], "cannot be told from today's network"),
    ],
)
def test_a_design_that_gains_nothing_clear_is_not_recommended(tmp_path, change, others, said):
    ends = dict(zip(("change", "change_low", "change_high"), change, strict=True))
    tables = {"varied": varied(*others)} if others else {}
    folder = folder_of(tmp_path, SITING, promise=promised(**ends), shortlist=shortlist())
    for name, table in tables.items():
        write_csv(table, folder / f"{name}.csv")
    first = told(folder, indifference=0.05).answer[0]
    if said is None:
        assert first["en"].startswith("Open 2 new stations, design S2")
        assert first["zh"].startswith("建议采用方案 S2")
    else:
        assert first["en"].startswith("By Travel per case, no candidate is worth opening: ")
        assert said in first["en"]
        assert "没有候选点值得开设" in first["zh"]
        assert "建议" not in first["zh"]


def test_the_answer_tells_in_how_many_ways_the_gain_holds(tmp_path):
    folder = folder_of(tmp_path, SITING, promise=promised(), shortlist=shortlist())
    write_csv(varied((-0.6, -0.2), (-0.1, 0.1), (0.1, 0.2)), folder / "varied.csv")
    answer = content_of(folder).answer[1]
    assert answer["en"].endswith("With assumptions varied in 3 ways, it is clearly better in 1.")
    assert answer["zh"].endswith("逐一变动 3 种假设，其中 1 种下方案明显更好。")


def test_a_share_that_stays_does_not_grow(tmp_path):
    coverage = made_up(SITING, "coverage").with_columns(minutes_before=5.0, minutes_after=4.0)
    answer = content_of(folder_of(tmp_path, SITING, promise=promised(), coverage=coverage)).answer[1]
    assert "Demand within a drive of 15 minutes stays at 100.0 %." in answer["en"]
    assert "仍为 100.0 %" in answer["zh"]
    assert "增至" not in answer["zh"]


def test_nothing_selected_is_said_first(tmp_path):
    folder = folder_of(tmp_path, SITING, promise=promised())
    answer = told(folder, decided=False).answer
    assert answer[0]["en"].startswith("None of the 3 shortlisted designs is selected yet; S2 has the best")
    assert "no guarantee" in answer[2]["en"]
    assert "没有选定的保证" in answer[2]["zh"]


def test_targets_out_of_reach_are_said_with_the_reason_and_the_best_reachable(tmp_path):
    folder = folder_of(tmp_path, SITING, leave=UNREACHED)
    reasons = [{"zh": "至多 66.67 %", "en": "at best 66.67 %"}]
    answer = told(folder, feasible=False, reasons=reasons, decided=False).answer
    assert answer[0] == {
        "zh": "目标无法达到：至多 66.67 %。",
        "en": "The targets are out of reach: at best 66.67 %.",
    }
    assert answer[1]["en"].startswith("The best design raises demand within a drive of 15 minutes from")
    assert len(answer) == 3


@pytest.mark.parametrize("left", ["towns", "budget", "selection", "promise"])
def test_a_table_that_an_interrupted_search_lacks_is_left_out(tmp_path, left):
    found = told(folder_of(tmp_path, SITING, leave=(left,)), interrupted=True)
    assert len(found.answer) == 3
    assert found.warnings[0]["en"].startswith("The search was interrupted")


@pytest.mark.parametrize("left", ["candidates", "coverage", "shortlist"])
def test_what_a_siting_always_holds_is_asked_for(tmp_path, left):
    with pytest.raises(ReportError, match=f"missing file: .*{left}.csv"):
        content_of(folder_of(tmp_path, SITING, leave=(left,)))


def test_targets_are_lit_by_replications_on_fresh_seeds(tmp_path):
    folder = folder_of(tmp_path, SITING, promise=promised(bound=11.8))
    values = [("S2", "recheck", number, 11.5) for number in range(8)]
    values += [("today", "recheck", number, 12.0) for number in range(8)]
    values += [("S2", "selection", number, 99.0) for number in range(8)]
    rows = [(who, stage, number, CHOSEN_BY, "network", "all", one) for who, stage, number, one in values]
    heads = ["solution", "stage", "replication", "kpi", "level", "key", "value"]
    write_csv(pl.DataFrame(rows, schema=heads, orient="row"), folder / "values.csv")
    lights = told(folder, targets=[f"{CHOSEN_BY}<=11.8"]).lights
    assert [one["en"] for one in lights.scenarios] == ["today, on fresh seeds", "plan, on fresh seeds"]
    assert [one.state for one in lights.lights[0]] == ["missed", "met"]
    assert lights.lights[0][1].interval == pytest.approx((0.6306, 1.0), abs=1e-4)
    assert lights.lights[0][1].reached.text == "11.500"
    assert lights.targets[0]["bound"]["en"] == "≤ 11.8 minutes"


def test_there_are_no_lights_without_targets(tmp_path):
    assert content_of(folder_of(tmp_path, SITING)).lights is None


def test_designs_are_listed_with_the_models_that_propose_them(tmp_path):
    folder = folder_of(tmp_path, SITING, shortlist=shortlist())
    (table,) = (
        block
        for section in content_of(folder).sections
        if section.id == "designs"
        for block in section.blocks
        if hasattr(block, "heads")
    )
    assert [row[1].text["en"] for row in table.rows[1:]] == [
        "maximal covering (1), p-median (2)",
        "p-median (1)",
        "–",
    ]
    assert table.rows[0][0].text["en"] == "today"
    assert [row[0].look for row in table.rows] == ["", "", "met", ""]


def test_every_model_has_a_name():
    assert {f"model.{one}" for one in MODEL_NAMES} <= set(WORDS)
