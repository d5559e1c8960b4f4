"""The whole table: its form, and what scenarios share. Cases are compared by key, places by name."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from sim.network import compile_network
from sim.network.codes import Channel, Distribution
from sim.network.contract import WIDTHS, CaseTable
from sim.sampling import draw_case_table
from tests.gallery import GALLERY
from tests.sampling.city import DAY, TOWN, City, Facility, Service, Zone
from tests.sampling.statistics import near

# Columns that follow from the case's key and its service alone: every draw of the table.
DRAWS = ("arose", "grade", "cross_city", "handling", "solve_u", "handoff", "review", "trip", "session_u")
DRAWS += (
    "satisfaction",
    "survey_u",
    "response_u",
    "report_u",
    "patience",
    "balk_u",
    "return_lag",
    "no_show_u",
)
DRAWS += ("late", "origin")
NAMED = ("zone", "county", "industry", "service", "item", "facility")
PLACED = ("channel", "facility", "travel", "entry")


def named(city: City, seed: int = 1, replication: int = 0) -> dict[str, np.ndarray]:
    """The table by column, with indices replaced by names."""
    compiled = city.compile()
    columns = dict(draw_case_table(compiled, seed, replication)._asdict())
    for column in NAMED:
        names = np.array((*getattr(compiled.labels, column), "outside"))
        columns[column] = names[columns[column]]
    return columns


def shared(a: dict[str, np.ndarray], b: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the keys that both hold."""
    _, left, right = np.intersect1d(a["key"], b["key"], return_indices=True)
    return left, right


def assert_same(
    a: dict[str, np.ndarray], b: dict[str, np.ndarray], columns: list[str] | tuple[str, ...]
) -> None:
    """All of a's cases are in b, and these columns equal to the last bit."""
    left, right = shared(a, b)
    assert len(left) == len(a["key"])
    for column in columns:
        ours, theirs = a[column][left], b[column][right]
        assert np.array_equal(ours, theirs), column
        if ours.dtype == np.float64:
            assert ours.tobytes() == theirs.tobytes(), column


EVERY_DRAW = [*DRAWS, "zone", "county", "industry", "service", "item"]


def test_form() -> None:
    compiled = TOWN.compile()
    table = draw_case_table(compiled, 1, 0)
    n = len(table.key)
    wide = {"handling": 6, "solve_u": 6, "handoff": 6, "review": 4}
    for name, column in table._asdict().items():
        assert column.shape == ((n, wide[name]) if name in wide else (n,)), name
    for name, column in table._asdict().items():
        assert column.dtype == WIDTHS[name], name
    for name in ("solve_u", *(f for f in table._fields if f.endswith("_u"))):
        assert ((getattr(table, name) > 0) & (getattr(table, name) < 1)).all()
    assert (table.entry >= table.arose).all()
    assert table.patience.min() >= 1
    assert np.isfinite(table.satisfaction).all()
    assert np.array_equal(table.county, compiled.demand.zone_county[table.zone])


def test_entry_order() -> None:
    table = draw_case_table(TOWN.compile(), 1, 0)
    order = [(int(table.entry[i]), int(table.facility[i]), i) for i in table.entry_order.tolist()]
    assert order == sorted(order)
    assert sorted(table.entry_order.tolist()) == list(range(len(table.key)))


def test_same_call_same_bytes() -> None:
    a, b = (draw_case_table(TOWN.compile(), 1, 0) for _ in range(2))
    assert all(x.tobytes() == y.tobytes() for x, y in zip(a, b, strict=True))


def test_replications_drawn_side_by_side_are_the_same() -> None:
    compiled = TOWN.with_(scale=3.0).compile()
    with ThreadPoolExecutor(4) as threads:
        tables = list(threads.map(lambda number: draw_case_table(compiled, 1, number), range(12)))
    for number, table in enumerate(tables):
        alone = draw_case_table(compiled, 1, number)
        assert all(a.tobytes() == b.tobytes() for a, b in zip(table, alone, strict=True))


def test_nothing_arises() -> None:
    """A scenario without demand: every column is there, and empty."""
    table = draw_case_table(TOWN.with_(scale=0.0, projects=(), replay=()).compile(), 1, 0)
    assert all(len(column) == 0 for column in table)


def test_many_cases_at_one_second() -> None:
    """A file whose rows all bear one time stamp: by key, and no slower than others."""
    rows = tuple((3600, "z1", "finance", None, 2) for _ in range(20_000))
    table = draw_case_table(TOWN.with_(scale=0.0, projects=(), replay=rows).compile(), 1, 0)
    assert len(table.key) == 20_000
    assert (np.diff(table.key.view(np.int64) >> 1 & (2**63 - 1)) >= 0).all()


@pytest.mark.parametrize(("seed", "replication"), [(1, 1), (2, 0), (0, 1)])
def test_other_replications_and_seeds_are_other_draws(seed: int, replication: int) -> None:
    a, b = named(TOWN), named(TOWN, seed, replication)
    left, right = shared(a, b)
    assert len(left) > 100  # names are shared, chances are not
    for column in ("solve_u", "satisfaction", "handoff", "balk_u", "no_show_u"):
        assert not (a[column][left] == b[column][right]).any()


def test_seed_is_checked() -> None:
    with pytest.raises(ValueError, match="seed"):
        draw_case_table(TOWN.compile(), -1, 0)


NEW = Facility("new", x=1.0)


@pytest.mark.parametrize("first", [True, False])
def test_a_new_station_moves_only_the_cases_it_wins(first: bool) -> None:
    """Put first in its table, it shifts every index."""
    base = named(TOWN)
    more = named(TOWN.with_(facilities=(NEW, *TOWN.facilities) if first else (*TOWN.facilities, NEW)))
    assert len(base["key"]) == len(more["key"])
    assert_same(base, more, EVERY_DRAW)
    won = more["facility"] == "new"
    assert 10 < won.sum() < 0.8 * len(won)
    assert set(more["channel"][won].tolist()) == {Channel.WALK_IN, Channel.ONLINE}
    for column in PLACED:
        assert np.array_equal(base[column][~won], more[column][~won]), column


def test_a_new_zone_leaves_every_other_stream_alone() -> None:
    base = named(TOWN)
    more = named(TOWN.with_(zones=(Zone("z0", x=3.0), *TOWN.zones)))
    assert_same(base, more, [*EVERY_DRAW, *PLACED])
    rest = ~np.isin(more["key"], base["key"])
    assert set(more["zone"][rest].tolist()) == {"z0"}


def test_new_industry_service_and_county_leave_every_other_stream_alone() -> None:
    talk = Service(
        "advice", ("talk",), latent_per_day=1.0, distribution=Distribution.UNIFORM, reviews=(60.0,)
    )
    more = TOWN.with_(
        industries=("farming", *TOWN.industries),
        services=(talk, *TOWN.services),
        zones=(Zone("far", "aa", x=90.0), *TOWN.zones),
        # projects and replay name the first industry: leave them out on both sides
        projects=(),
        replay=(),
    )
    base = named(TOWN.with_(projects=(), replay=()))
    assert_same(base, named(more), [*EVERY_DRAW, *PLACED])


def test_the_order_of_tables_does_not_matter() -> None:
    back = TOWN.with_(
        zones=TOWN.zones[::-1],
        facilities=TOWN.facilities[::-1],
        services=tuple(replace(s, items=s.items[::-1]) for s in TOWN.services[::-1]),
    )
    base, other = named(TOWN), named(back)
    assert len(base["key"]) == len(other["key"])
    assert_same(base, other, [*EVERY_DRAW, *PLACED])


@pytest.mark.parametrize("days", [29, 60, 120])
def test_a_longer_horizon_changes_nothing_earlier(days: int) -> None:
    """Places and entries too, but for the last two days: there the short run had seen no further opening."""
    base, longer = named(TOWN), named(TOWN.with_(days=days))
    assert_same(base, longer, EVERY_DRAW)
    early = {c: v[base["arose"] < 26 * DAY] for c, v in base.items() if c != "entry_order"}
    assert_same(early, longer, PLACED)
    later = longer["arose"][~np.isin(longer["key"], base["key"])]
    assert later.min() >= 28 * DAY


def test_more_demand_keeps_every_case() -> None:
    base, surge = named(TOWN), named(TOWN.with_(scale=1.3))
    assert_same(base, surge, [*EVERY_DRAW, *PLACED])
    added = 0.3 * (len(base["key"]) - 4)  # two projects and two replayed cases do not grow
    assert near(len(surge["key"]) - len(base["key"]), added, (added * 1.3) ** 0.5)


def test_less_demand_only_removes() -> None:
    assert_same(named(TOWN.with_(scale=0.6)), named(TOWN), [*EVERY_DRAW, *PLACED])


def test_a_share_of_a_channel_moves_only_the_cases_that_change_channel() -> None:
    licence = TOWN.services[0]
    online = replace(licence, channels=(0.4, 0.2, 0.3, 0.1))
    base, more = named(TOWN), named(TOWN.with_(services=(online, TOWN.services[1])))
    assert_same(base, more, EVERY_DRAW)
    moved = base["channel"] != more["channel"]
    licences = int((base["service"] == "licence").sum())
    assert near(int(moved.sum()), 0.1 * licences, (0.09 * licences) ** 0.5)
    assert set(more["channel"][moved].tolist()) == {Channel.ONLINE}
    for column in PLACED:
        assert np.array_equal(base[column][~moved], more[column][~moved]), column


def test_longer_handling_changes_only_handling() -> None:
    slow = replace(TOWN.services[0], handling=1200.0)
    base, other = named(TOWN), named(TOWN.with_(services=(slow, TOWN.services[1])))
    assert_same(base, other, [c for c in EVERY_DRAW if c != "handling"])
    finance = base["service"] == "finance"
    assert np.array_equal(base["handling"][finance], other["handling"][finance])
    assert (other["handling"][~finance] >= base["handling"][~finance]).all()


def test_draws_of_a_case_are_independent() -> None:
    """Correlations between all uniforms of a case, and with its neighbour, over 40,000 cases."""
    big = TOWN.with_(scale=9.0, days=91)
    table = draw_case_table(big.compile(), 3, 0)
    columns = [table.solve_u[:, slot] for slot in range(6)]
    columns += [
        table.session_u,
        table.survey_u,
        table.response_u,
        table.report_u,
        table.balk_u,
        table.no_show_u,
    ]
    columns += [table.satisfaction, np.log(table.handoff[:, 0])]
    columns += [np.roll(column, 1) for column in columns]
    columns += [(table.arose % DAY).astype(float)]
    correlation = np.corrcoef(columns)
    off = correlation[~np.eye(len(columns), dtype=bool)]
    assert len(table.key) > 35_000
    assert np.abs(off).max() < 4.8 / np.sqrt(len(table.key))  # the largest of 406 standard normals


@pytest.mark.parametrize("name", sorted(GALLERY))
def test_compiled_scenarios_draw(name: str) -> None:
    """Every network of the gallery, through the compiler."""
    compiled = compile_network(GALLERY[name]())
    table = draw_case_table(compiled, 1, 0)
    assert isinstance(table, CaseTable)
    assert (table.arose < compiled.network.clock.end).all()
    assert (table.facility < len(compiled.labels.facility)).all()
