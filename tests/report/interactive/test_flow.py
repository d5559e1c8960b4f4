"""The flow between tiers: upwards, without loops."""

from sim.report.charts.flow import ENDS, TIERS
from sim.report.interactive import flow


def test_moves_run_upwards_and_ends_are_last(datasets):
    chart = flow.chart([datasets["city", "run"]])
    order = [one["id"] for one in chart.extra["order"]]
    assert order == [*TIERS, *ENDS]
    moves = list(chart.rows.select("source", "target", "value").iter_rows())
    assert all(order.index(source) < order.index(target) for source, target, _ in moves)
    assert ("station", "subcentre", 0.04 * 250 * 94) in moves
    assert ("station", "solved") not in {move[:2] for move in moves}
    assert ("district", "subcentre") not in {move[:2] for move in moves}


def test_what_is_not_drawn_is_told(datasets):
    run = datasets["city", "run"]
    alone, compared = (flow.chart(runs).notes[1] for runs in ([run], [run, run]))
    assert "(about 23,500 cases)" in alone["en"]  # 250 x 94 stations
    assert "(about 4)" in alone["en"]  # district to subcentre
    assert "（约 4 件）" in alone["zh"]
    assert "(in the base about 23,500 cases)" in compared["en"]
    assert "（基准约 4 件）" in compared["zh"]


def test_ends_have_a_look_of_their_own(datasets):
    rows = flow.chart([datasets["city", "run"]]).rows
    looks = dict(rows.select("target", "look").iter_rows())
    assert {looks[end] for end in ("unsolved", "lost")} == {"missed"}
    assert (looks["solved"], looks["open"], looks["city"]) == ("met", "unsure", "plain")
