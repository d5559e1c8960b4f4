"""Reported figures beside a run: verdicts, months and reasons by hand."""

import math
from pathlib import Path

import polars as pl
import pytest

from calibration.parameter import load_priors
from calibration.register import load_register
from calibration.reported import MONTH, PLACES, compare, holds, table, write
from calibration.reported_words import REASONS
from calibration.simulated import Estimate, Run
from calibration.structure import CHECKS
from sim.experiment.added_columns import ADDED_FILES
from sim.experiment.folder import read_csv
from sim.experiment.options import Options
from sim.experiment.simulate import simulate
from sim.scenario import change, load
from tests.experiment.cities import base

ROOT = Path(__file__).resolve().parents[2]
REGISTER = load_register()
PRIORS = {one.name: one for one in load_priors()}
NONE = math.nan
DAYS = 61  # of the made-up run: 2.004 months
KPIS = {
    ("problems_solved", "network", "all"): Estimate(4000, 3900, 4100, 80, 5),
    ("problems_solved", "county", "330521"): Estimate(800, 760, 840, 30, 5),
    ("jointly_solved_problems", "county", "330502"): Estimate(60, 50, 70, 8, 5),
    ("transactions_solved", "facility", "wx.wanda"): Estimate(1000, 980, 1020, 16, 5),
    ("transactions_solved", "facility", "wx.brand.ip"): Estimate(0, 0, 0, 0, 5),
    ("problem_satisfaction_probability", "county", "330521"): Estimate(0.99, 0.985, 0.995, 0.001, 5),
}


@pytest.fixture(scope="module")
def huzhou():
    return load(ROOT / "scenarios" / "huzhou")


@pytest.fixture(scope="module")
def run(huzhou):
    return Run(huzhou, DAYS, KPIS, None)


def found(run, name):
    return compare(REGISTER.figure(name), run, REGISTER, PRIORS)


def test_every_figure_has_a_place_a_name_and_a_row(run):
    assert {one.scope for one in REGISTER.figures} == set(PLACES)
    rows = table(run, REGISTER, PRIORS)
    assert rows.columns == list(ADDED_FILES["reported.csv"])
    assert rows["id"].to_list() == [one.id for one in REGISTER.figures]
    for text in ("name_zh", "name_en", "reason_zh", "reason_en"):
        assert all(rows[text])
    assert not rows["calibrated"].any()
    assert len({*rows["name_en"]}) == rows.height


def test_a_count_over_a_window_that_the_source_gives(run):
    one = found(run, "wanda.transactions")
    assert one.reason == "window_given"
    windows = 3 * MONTH / DAYS
    assert one.simulated == pytest.approx(1000 * windows)  # 1,497
    # as a Poisson count (1000 > 16 squared) in proportion to the window, and the error of the mean; t of 4
    half = 2.776445 * math.sqrt(1000 * windows + 1000 / 5 * windows**2)
    assert (one.low, one.high) == (
        pytest.approx(1000 * windows - half), pytest.approx(1000 * windows + half),
    )  # fmt: skip
    assert one.verdict == "agrees"
    key = ("transactions_solved", "facility", "wx.wanda")
    fewer = run._replace(kpis=KPIS | {key: Estimate(800, 780, 820, 16, 5)})
    assert found(fewer, "wanda.transactions").verdict == "differs"
    varied = run._replace(kpis=KPIS | {key: Estimate(800, 600, 1000, 160, 5)})
    assert found(varied, "wanda.transactions").verdict == "agrees"  # where replications differ so much


def test_a_single_replication_counts_as_poisson(run):
    alone = run._replace(
        kpis={("transactions_solved", "facility", "wx.wanda"): Estimate(1000, NONE, NONE, NONE, 1)}
    )
    one, windows = found(alone, "wanda.transactions"), 3 * MONTH / DAYS
    half = 1.959964 * math.sqrt(1000 * windows + 1000 * windows**2)
    assert one.high - one.simulated == pytest.approx(half)


def test_a_count_without_a_window_tells_the_time_it_takes(run):
    one = found(run, "deqing.problems")
    assert one.verdict == "not_comparable"
    monthly = 800 * MONTH / DAYS
    assert one.months == pytest.approx(
        (3756 / monthly, 3756 * 800 / 840 / monthly, 3756 * 800 / 760 / monthly)
    )
    # the window is assumed uniform between 7 and 10.7 months
    assert (one.low, one.simulated, one.high) == (
        pytest.approx(monthly * (7 + 0.025 * 3.7), rel=2e-3),
        pytest.approx(monthly * 8.85),
        pytest.approx(monthly * (7 + 0.975 * 3.7), rel=2e-3),
    )
    assert one.told["fits"] == ("两者相容", "so that both can be so")
    slower = KPIS | {("problems_solved", "county", "330521"): Estimate(400, 380, 420, 15, 5)}
    slow = found(run._replace(kpis=slower), "deqing.problems")
    assert (slow.verdict, slow.told["fits"][1]) == ("differs", "so that both cannot be so")


def test_the_ramp_of_the_city_is_part_of_its_window(run):
    one = found(run, "hz.problems")
    monthly = 4000 * MONTH / DAYS
    assert 6 * 0.4 * monthly < one.low < 12 * monthly < one.simulated < one.high < 60 * monthly
    assert one.told["whole"][1] == " of the whole network at work"


def test_nothing_counted_never_reaches_a_figure(run):
    assert (found(run, "wx.ip_transactions").reason, found(run, "wx.ip_transactions").simulated) == (
        "never",
        0,
    )


def test_satisfaction_needs_the_case_log(run):
    one = found(run, "deqing.satisfied")
    assert (one.verdict, one.reason) == ("not_comparable", "no_log")
    assert (one.simulated, one.low, one.high) == (0.99, 0.985, 0.995)
    assert found(run._replace(kpis={}), "wx.satisfied").reason == "untold"


def cases(joint, satisfied):
    """So many joint problems of Wuxing, so many of them satisfied."""
    return pl.DataFrame(
        {
            "replication": [1] * joint,
            "county": ["330502"] * joint,
            "facility": ["wx.wanda"] * joint,
            "satisfied": [True] * satisfied + [False] * (joint - satisfied),
            "joint": [True] * joint,
        }
    )


@pytest.mark.parametrize(("satisfied", "verdict"), [(9940, "agrees"), (9990, "agrees"), (9000, "differs")])
def test_satisfaction_as_a_survey_would_report_it(run, satisfied, verdict):
    one = found(run._replace(cases=cases(10_000, satisfied)), "wx.satisfied")
    assert one.verdict == verdict
    assert one.told == {"asked": "310"}  # 477 x 0.65
    assert one.simulated == satisfied / 10_000
    assert one.low <= one.simulated <= one.high


def test_a_countys_reporting_effect_enters(run, huzhou):
    kinder = change(
        huzhou,
        [{"update": {"table": "counties", "where": {"id": "330502"}, "set": {"reporting_effect": 0.5}}}],
    )
    one = found(run._replace(scenario=kinder, cases=cases(10_000, 9000)), "wx.satisfied")
    assert one.simulated == pytest.approx(0.95)  # half of the dissatisfied are reported as satisfied


def test_structure_is_counted_in_the_tables(run, huzhou):
    assert {found(run, name).verdict for name in CHECKS} == {"agrees"}
    rows = {row["id"]: row for row in table(run, REGISTER, PRIORS).to_dicts()}
    assert rows["wx.partners"]["reason_zh"] == "按类别计数：情景中为 律师事务所 5、人才机构 3、检测机构 1"
    assert rows["wx.partners"]["reason_en"].endswith("law firms 5, talent agencies 3, testing centres 1")
    assert found(run, "hz.party_centres").simulated == 28
    closed = [{"update": {"table": "facilities", "where": {"id": "wx.wanda"}, "set": {"open": False}}}]
    fewer = found(run._replace(scenario=change(huzhou, closed)), "hz.stations")
    assert (fewer.verdict, fewer.simulated) == ("differs", 93)
    none = [{"update": {"table": "facilities", "where": {"kind": "embedded"}, "set": {"open": False}}}]
    assert found(run._replace(scenario=change(huzhou, none)), "wx.embedded_share").reason == "uncounted"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("lianshi.saved_days", "saving"), ("anji.penalties", "refused"), ("deqing.subsidy", "outcome"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared(run, name, reason):
    assert (found(run, name).verdict, found(run, name).reason) == ("not_comparable", reason)


def test_why_a_figure_is_refused_is_the_register_s_note(run):
    row = table(run, REGISTER, PRIORS).row(by_predicate=pl.col("id") == "anji.penalties", named=True)
    assert row["reason_zh"] == "不采用：数量下降不可能超过 100 %。"
    assert row["reason_en"] == "not used: A count cannot fall by more than 100 %."


def test_only_figures_of_places_that_the_scenario_holds(huzhou):
    held = {one.scope for one in REGISTER.figures if holds(load(ROOT / "scenarios" / "wuxing"), one)}
    assert "Wanda business-district station" in held
    assert held <= {name for name in PLACES if "wuxing" in name} | {"Wanda business-district station"}
    apart = load(ROOT / "scenarios" / "what_if" / "south_taihu_apart.yaml")
    assert holds(apart, REGISTER.figure("hz.problems"))  # a county cut out of the city is in it
    copied = {"table": "counties", "where": {"id": "330502"}, "set": {"id": "c01a", "name_en": "Elsewhere"}}
    wider = change(huzhou, [{"copy": copied}])  # a province: the network's problems are not the city's
    assert not holds(wider, REGISTER.figure("hz.problems"))
    assert holds(wider, REGISTER.figure("deqing.problems"))
    assert not any(holds(base(), one) for one in REGISTER.figures)


def test_the_file_of_a_run(tmp_path):
    wuxing = load(ROOT / "scenarios" / "wuxing")
    short = Options(replications=1, days=4, warm_up_days=1)
    folder = simulate(wuxing, short, tmp_path / "run").folder
    path = write(folder)
    rows = read_csv(path)
    assert rows.columns == list(ADDED_FILES["reported.csv"])
    assert rows.filter(id="wanda.transactions")["reason_en"][0].startswith("over the 3 months")
    assert rows.filter(id="wx.embedded")["simulated"][0] == 6
    first = path.read_bytes()
    assert write(folder).read_bytes() == first
    assert write(simulate(base(replications=1), None, tmp_path / "city").folder) is None
    assert not (tmp_path / "city" / "reported.csv").exists()
    (folder / "scenario" / "scenario.yaml").write_text("format: from another age\n", encoding="utf-8")
    assert write(folder) is None


def test_reasons_are_in_both_languages():
    for zh, en in REASONS.values():
        assert any("一" <= letter <= "鿿" for letter in zh)
        assert en.isascii()
