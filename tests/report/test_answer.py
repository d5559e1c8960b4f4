"""The answer: which scenario, by targets first, then by key figures, and never by chance."""

import re
from dataclasses import replace

import pytest

from sim.report.answer import Choice, answer_of_comparison, choose, facts_of, targets_ahead
from sim.report.contents.goals import goals_of, met_counts
from sim.report.interactive.differences import chart as differences
from tests.report.small_runs import compared, run

ON_TIME, QUICK = ("on_time_share", "network", "all"), ("processing_days_p90", "network", "all")
TARGETS = [("on_time_share", "network", "", 0.95, None), ("processing_days_p90", "network", "", None, 14)]
COST = ("staff_cost", "CNY per year", 50e6)


def scenario(name, on_time, days):
    return run(name, {ON_TIME: on_time, QUICK: days}, TARGETS, {"processing_days_p90": "calendar days"})


def unclear(other):
    return (other, "cases_solved", "cases", 1000.0, 1.0, 2.0, 3.0)


def costs(other, more):
    return (other, *COST, more, 0.0, 0.0)


BASE = scenario("base", [0.90] * 6, [10.0] * 6)  # meets one of two targets, always


def test_the_one_that_clearly_meets_more_targets_is_named():
    better = scenario("better", [0.99] * 6, [10.0] * 6)
    both = compared(BASE, [better], [unclear("better"), costs("better", 2e6)])
    assert choose(facts_of(both)) == Choice("better", "targets")
    assert targets_ahead(facts_of(both))["better"] == (1.0, 1.0, 1.0)
    which, price, sure = answer_of_comparison(both)
    assert "2.0 of 2 targets on average, the base 1.0 (difference +1.0" in which["en"]
    assert which["en"].endswith("No key figure is clearly better.")
    assert "情景better" in which["zh"]
    # over the 7 measured days: 2,000,000 x 7 / 365
    assert (
        "CNY 2.00 million a year more in staff, +4.0 %, or CNY 0.038 million over the 7 measured"
        in price["en"]
    )
    assert "每年多 200 万元（+4.0 %），折合计量的 7 天为 3.84 万元" in price["zh"]
    assert "assumed" in price["en"]
    assert ": 6;" in sure["en"]


def test_a_lucky_replication_names_no_winner():
    lucky = scenario("lucky", [0.99] + [0.90] * 5, [10.0] * 6)
    both = compared(BASE, [lucky], [unclear("lucky"), costs("lucky", 0.0)])
    ahead = targets_ahead(facts_of(both))["lucky"]
    # mean 1/6, sd 0.408, t(5) at 97.5 % 2.571: 0.167 ± 0.428
    assert ahead == pytest.approx((1 / 6, 1 / 6 - 2.5706 / 6, 1 / 6 + 2.5706 / 6), abs=1e-4)
    sums = {one.folder.name: sum(met_counts(one, goals_of([one])).values()) for one in (BASE, lucky)}
    assert sums["lucky"] > sums["base"]  # a plain sum of shares would have named it
    assert choose(facts_of(both)) == Choice("base", "nothing")
    which, price, _ = answer_of_comparison(both)
    assert which["en"].startswith("No clear winner")
    assert "“情景base”" in which["zh"]
    assert "CNY 50.0 million a year" in price["en"]


def test_intervals_hold_together_over_the_scenarios():
    lucky = [scenario(name, [0.99] + [0.90] * 5, [10.0] * 6) for name in ("one", "two")]
    one, two = (
        targets_ahead(facts_of(compared(BASE, others, [unclear(other.folder.name) for other in others])))[
            "one"
        ]
        for others in (lucky[:1], lucky)
    )
    assert two.high - two.low > one.high - one.low


def test_equal_targets_are_decided_by_the_first_key_figure_that_is_clearly_better():
    same = [scenario(name, [0.90] * 6, [10.0] * 6) for name in ("first", "second", "third")]
    rows = [
        unclear("first"),
        ("first", "on_time_share", "share", 0.9, 0.010, 0.001, 0.002),
        ("second", "cases_solved", "cases", 1000.0, 30.0, 5.0, 9.0),
        ("second", "utilisation", "share", 0.5, 0.2, 0.01, 0.01),  # neither better nor worse
        ("third", "cases_solved", "cases", 1000.0, 20.0, 5.0, 9.0),
        costs("second", 1e6),
    ]
    found = compared(BASE, same, rows)
    assert choose(facts_of(found)) == Choice("second", "kpi", "cases_solved")
    which, price, sure = answer_of_comparison(found)
    assert (
        "over the 7 measured days: cases solved +30 cases (95 % interval +21 … +39), or +3.0 %"
        in (which["en"])
    )
    assert "does not clearly differ from the base (1.0 of 2 on average, the base 1.0)" in which["en"]
    assert "no target tells" in price["en"]
    assert "What decides is cases solved +30 cases" in sure["en"]
    assert "the level is data-informed, the effect rests on assumed" in sure["en"]
    calibrated = compared(replace(BASE, settings={"calibration": "8 figures"}), same, rows)
    assert "mechanisms that are calibrated" in answer_of_comparison(calibrated)[2]["en"]


def test_better_figures_do_not_help_who_is_clearly_behind_in_targets():
    behind = scenario("behind", [0.90] * 6, [20.0] * 6)
    rows = [("behind", "cases_solved", "cases", 1000.0, 30.0, 5.0, 9.0)]
    assert choose(facts_of(compared(BASE, [behind], rows))) == Choice("base", "nothing")


def test_who_falls_behind_in_targets_is_told_so():
    behind = scenario("behind", [0.90] * 6, [20.0] * 6)
    rows = [("behind", "on_time_share", "share", 0.9, -0.010, 0.001, 0.002)]
    price = answer_of_comparison(compared(BASE, [behind], rows))[1]
    assert '"Scenario behind" falls behind in targets met (-1.0 of 2 on average' in price["en"]
    assert "达到的目标平均少于基准（2 项中差 -1.0" in price["zh"]


def test_of_more_demand_counts_are_no_gain():
    busy = scenario("busy", [0.90] * 6, [10.0] * 6)
    more = ("busy", "cases_arisen", "cases", 1000.0, 300.0, 5.0, 9.0)
    solved = ("busy", "cases_solved", "cases", 900.0, 250.0, 5.0, 9.0)
    cheap = ("busy", "cost_per_solved", "CNY per case", 900.0, -250.0, 5.0, 9.0)
    lost = ("busy", "lost_cases", "cases", 90.0, 25.0, 5.0, 9.0)
    late = ("busy", "on_time_share", "share", 0.9, -0.010, 0.001, 0.002)
    grown = compared(BASE, [busy], [more, solved, cheap, lost, late])
    assert choose(facts_of(grown)) == Choice("base", "nothing")
    which, price, _ = answer_of_comparison(grown)
    assert 'Demand of "Scenario busy" differs by +30.0 %: counts are no gain' in which["en"]
    assert "falls behind: on-time share" in price["en"]
    assert "lost cases" not in price["en"]
    same = ("busy", "cases_arisen", "cases", 1000.0, 0.0, 0.0, 0.0)
    assert choose(facts_of(compared(BASE, [busy], [same, solved]))) == Choice("busy", "kpi", "cases_solved")
    quick = ("busy", "on_time_share", "share", 0.9, 0.010, 0.001, 0.002)  # what is no count may decide
    assert choose(facts_of(compared(BASE, [busy], [more, solved, quick]))).kpi == "on_time_share"


def test_a_target_on_a_count_is_not_met_by_growth():
    asked = [("cases_solved", "network", "", 1000, None), *TARGETS]
    solved = ("cases_solved", "network", "all")
    pair = [
        run(name, {solved: [n] * 6, ON_TIME: [0.9] * 6, QUICK: [10.0] * 6}, asked, {"cases_solved": "cases"})
        for name, n in (("base", 900.0), ("busy", 1100.0))
    ]
    more = ("busy", "cases_arisen", "cases", 1000.0, 300.0, 5.0, 9.0)
    assert choose(facts_of(compared(pair[0], pair[1:], [more]))) == Choice("base", "nothing")
    same = ("busy", "cases_arisen", "cases", 1000.0, 0.0, 0.0, 0.0)
    assert choose(facts_of(compared(pair[0], pair[1:], [same]))) == Choice("busy", "targets")


def test_another_network_is_neither_named_nor_beaten(tmp_path):
    folders = {name: tmp_path / name for name in ("base", "same", "far")}
    for name, folder in folders.items():
        (folder / "scenario").mkdir(parents=True)
        ids = "id\nx\ny\n" if name == "far" else "id\na\nb\n"
        (folder / "scenario" / "facilities.csv").write_text(ids, encoding="utf-8")
    runs = {
        name: replace(scenario(name, [0.90] * 6, [10.0] * 6), folder=folder)
        for name, folder in folders.items()
    }
    rows = [(name, "cases_solved", "cases", 1000.0, 30.0, 5.0, 9.0) for name in ("same", "far")]

    def among(*names):
        found = compared(BASE, [scenario(one, [0.9] * 6, [10.0] * 6) for one in names], [
            row for row in rows if row[0] in names
        ])  # fmt: skip
        return replace(found, runs={name: runs[name] for name in ("base", *names)})

    assert choose(facts_of(among("far"))) == Choice("base", "strangers")
    which, price, _ = answer_of_comparison(among("far"))
    assert which["en"].startswith("No scenario is named: these are different networks")
    assert "keep" not in which["en"] + price["en"]
    assert choose(facts_of(among("same", "far"))) == Choice("same", "kpi", "cases_solved")
    assert '"Scenario far" is another network' in answer_of_comparison(among("same", "far"))[0]["en"]
    judged = differences(among("same", "far")).rows
    assert judged["verdict"].to_list() == ["better", "neutral"]  # neither in charts and tables


def test_the_greatest_gains_come_first_and_small_ones_are_called_small():
    same = scenario("same", [0.90] * 6, [10.0] * 6)
    rows = [
        ("same", "cases_solved", "cases", 1000.0, 5.0, 1.0, 2.0),  # 0.5 %
        ("same", "on_time_share", "share", 0.99, 0.00005, 0.00001, 0.00002),  # 0.5 % of the 1 % that is late
        costs("same", -10e6),  # told in the second sentence
    ]
    small = answer_of_comparison(compared(BASE, [same], rows))[0]
    assert "comes out ahead with gains that are clear, but small (all under 1 %)" in small["en"]
    assert "改善明显但很小" in small["zh"]
    assert "staff cost" not in small["en"]
    rows += [
        ("same", "processing_hours_p90", "working hours", 10.0, -1.0, 0.1, 0.2),
        ("same", "on_site_wait_minutes_mean", "minutes", 5.0, -1.0, 0.1, 0.2),
        ("same", "lost_cases", "cases", 100.0, -2.0, 0.1, 0.2),
    ]
    which, _, sure = answer_of_comparison(compared(BASE, [same], rows))
    gains = which["en"].split("days: ")[1].split(". In targets met")[0]
    assert [gains.count(one) for one in ("95 % interval", " … ")] == [1, 3]  # named once, told of each
    assert [one.split(" -")[0] for one in gains.split("; ")[:4]] == [
        "wait at the counter, mean", "processing time in working hours, 90th percentile", "lost cases",
        "2 more",
    ]  # fmt: skip
    assert "What decides is cases solved" in sure["en"]


def test_a_name_with_quotes_has_single_ones_between_quotes():
    quoted = replace(BASE, caption=replace(BASE.caption, scenario_zh="吴兴“1+3+N”", scenario_en='The "N"'))
    same = scenario("same", [0.90] * 6, [10.0] * 6)
    which = answer_of_comparison(compared(quoted, [same], [unclear("same")]))[0]
    assert "“吴兴‘1+3+N’”" in which["zh"]
    assert "\"The 'N'\"" in which["en"]


def test_saving_money_by_solving_fewer_cases_does_not_win():
    cheaper = [scenario(name, [0.90] * 6, [10.0] * 6) for name in ("fewer", "frugal")]
    fewer = ("fewer", "cases_solved", "cases", 1000.0, -30.0, 5.0, 9.0)
    rows = [fewer, unclear("frugal"), costs("fewer", -3e6), costs("frugal", -1e6)]
    assert choose(facts_of(compared(BASE, cheaper, rows))) == Choice("frugal", "kpi", "staff_cost")
    alone = compared(BASE, cheaper[:1], [fewer, costs("fewer", -3e6)])
    assert choose(facts_of(alone)) == Choice("base", "nothing")
    assert '"Scenario fewer" falls behind: cases solved -30 cases' in answer_of_comparison(alone)[1]["en"]


def test_what_gets_clearly_worse_is_told():
    same = scenario("same", [0.90] * 6, [10.0] * 6)
    rows = [
        ("same", "cases_solved", "cases", 1000.0, 30.0, 5.0, 9.0),
        ("same", "on_time_share", "share", 0.9, -0.010, 0.001, 0.002),
        costs("same", -1e6),
    ]
    _, price, _ = answer_of_comparison(compared(BASE, [same], rows))
    assert "CNY 1.00 million a year less in staff, -2.0 %" in price["en"]
    assert "Clearly worse: on-time share -1.00 percentage points (95 % interval" in price["en"]
    assert "明显变差：按时办结率" in price["zh"]


def test_without_targets_key_figures_decide():
    plain = [run(name, {ON_TIME: [0.9] * 6}) for name in ("base", "other")]
    rows = [("other", "cases_solved", "cases", 1000.0, 30.0, 5.0, 9.0)]
    found = compared(plain[0], plain[1:], rows)
    assert choose(facts_of(found)) == Choice("other", "kpi", "cases_solved")
    which, price, _ = answer_of_comparison(found)
    assert "set no targets" in which["en"]
    assert "no figure of staff cost" in price["en"]
    nothing = compared(plain[0], plain[1:], [unclear("other")])
    assert "no scenario is clearly ahead" in answer_of_comparison(nothing)[0]["en"]


def test_targets_that_a_replication_has_no_value_of_are_not_counted():
    holed = scenario("holed", [0.99] * 6, [10.0] * 5 + [None])
    found = targets_ahead(facts_of(compared(BASE, [holed], [unclear("holed")])))
    assert found["holed"] == (1.0, 1.0, 1.0)  # of the on-time share alone


def test_few_replications_are_said():
    pair = [scenario(name, [0.9] * 2, [10.0] * 2) for name in ("base", "other")]
    *_, sure = answer_of_comparison(compared(pair[0], pair[1:], [unclear("other")]))
    assert "few replications" in sure["en"]
    assert "重复次数少" in sure["zh"]


def test_at_draws_of_a_posterior_the_intervals_hold_more_than_chance():
    same = scenario("same", [0.90] * 6, [10.0] * 6)
    *_, sure = answer_of_comparison(compared(BASE, [same], [unclear("same")]))
    assert "the simulation's chances only" in sure["en"]
    drawn = replace(BASE, manifest={"posterior": {"draws": 6}})
    *_, sure = answer_of_comparison(compared(drawn, [same], [unclear("same")]))
    assert "doubt about calibrated parameters" in sure["en"]


def test_one_replication_decides_nothing():
    pair = [scenario(name, [0.9], [10.0]) for name in ("base", "other")]
    *_, sure = answer_of_comparison(compared(pair[0], pair[1:], [unclear("other")]))
    assert "do not decide on it" in sure["en"]


def test_every_sentence_is_whole_in_both_languages():
    better = scenario("better", [0.99] * 6, [10.0] * 6)
    for sentence in answer_of_comparison(compared(BASE, [better], [unclear("better"), costs("better", 2e6)])):
        assert re.search("[\u4e00-\u9fff]", sentence["zh"])
        assert not re.search("[\u4e00-\u9fff]", sentence["en"])
        assert sentence["zh"].endswith("。")
        assert sentence["en"].endswith(".")
        assert "{" not in sentence["zh"] + sentence["en"]
