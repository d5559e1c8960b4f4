import numpy as np
import pytest

from sim.network.contract import Facilities
from sim.sampling.openings import NEVER, next_open, openings

END = 200_000


def facilities(*hours: list[tuple[int, int]]) -> Facilities:
    none = np.zeros(len(hours), np.int64)
    blank = Facilities(*(none for _ in Facilities._fields))
    return blank._replace(
        open_ptr=np.concatenate(([0], np.cumsum([len(h) for h in hours]))),
        open_start=np.array([start for h in hours for start, _ in h], dtype=np.int64),
        open_end=np.array([stop for h in hours for _, stop in h], dtype=np.int64),
    )


def start_at(table_of: Facilities, facility: int, time: int) -> int:
    table = openings(table_of, END)
    return int(table.start[next_open(table, facility, time)])


@pytest.mark.parametrize(
    ("time", "start"),
    [
        (0, 1000),
        (999, 1000),
        (1000, 1000),
        (4999, 1000),
        (5000, 5010),
        (5010, 5010),
        (5020, 90_000),
        (95_000, NEVER),
    ],
)
def test_open_or_next(time: int, start: int) -> None:
    """Several short openings within an hour; the closing second is closed."""
    assert start_at(facilities([(1000, 5000), (5010, 5020), (90_000, 95_000)]), 0, time) == start


def test_each_facility_its_hours() -> None:
    two = facilities([(0, 10)], [], [(50_000, 60_000)], [(0, 10)])
    assert [start_at(two, f, 5) for f in range(4)] == [0, NEVER, 50_000, 0]
    assert openings(two, END).pattern.tolist() == [0, 1, 2, 0]


def test_beyond_the_end() -> None:
    """An opening that begins after the end never comes; one that began before it lasts as long as it does."""
    late = facilities([(END - 10, END + 50_000), (END + 60_000, END + 70_000)])
    assert start_at(late, 0, END + 40_000) == END - 10
    assert start_at(late, 0, END + 55_000) == NEVER
    assert start_at(late, 0, 50 * END) == NEVER


def test_against_a_search() -> None:
    rng = np.random.default_rng(8)
    edges = [np.sort(rng.choice(END, 2 * n, replace=False)).reshape(n, 2) for n in (1, 40, 300)]
    table = openings(facilities(*([(int(a), int(b)) for a, b in rows] for rows in edges)), END)
    facility, time = rng.integers(0, 3, 4000), rng.integers(0, END, 4000)
    for f, t in zip(facility.tolist(), time.tolist(), strict=True):
        rest = edges[f][edges[f][:, 1] > t]
        assert table.start[next_open(table, f, t)] == (rest[0, 0] if len(rest) else NEVER)
