"""How long the location models take to a proof: `python -m benchmarks.location [WORD ...]`, some minutes.

Demand points and sites are spread evenly over a square that is an hour across. Weights are whole numbers from
1 to 99; capacities differ by a factor of up to three, and ten mean sites hold all demand and a quarter more
("loose") or a twentieth ("tight"). Two draws of each, within 60 seconds by the clock. Words choose the rows
that hold all of them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from time import perf_counter, process_time
from typing import NamedTuple

import numpy as np

from sim.planning.location import (
    MAXIMAL_COVERING,
    P_MEDIAN,
    SET_COVERING,
    Ask,
    Instance,
    Solution,
    k_best,
    solve,
)

SQUARE = 60.0
TOWNSHIPS = 8
LOOSE, TIGHT = 0.8, 0.95  # of the capacity of p mean sites, the share that all demand takes
DRAWS = 2


class Size(NamedTuple):
    """How large an instance is; ``existing``: of the sites, those that are open already."""

    zones: int
    sites: int
    existing: int = 0


HUNDRED, WIDE = Size(100, 100), Size(100, 300)
CITY = Size(350, 124, 94)  # as many as a prefecture's towns and stations
MODELS = {
    "set covering": Ask(SET_COVERING),
    "set covering, 90 %, every township 80 %": Ask(SET_COVERING, share=0.9, floor=0.8, minimise="cost"),
    "maximal covering": Ask(MAXIMAL_COVERING, 6, True),
    "maximal covering, worst township first": Ask(MAXIMAL_COVERING, 6, True, worst_first=True),
    "p-median": Ask(P_MEDIAN, 10, True),
    "p-median, a budget": Ask(P_MEDIAN, budget=20.0),
    "p-median, every township 80 %": Ask(P_MEDIAN, 10, True, floor=0.8),
    "p-median, worst township first": Ask(P_MEDIAN, 10, True, worst_first=True),
}
CAPACITATED = {
    "set covering": Ask(SET_COVERING, capacitated=True),
    "maximal covering": Ask(MAXIMAL_COVERING, 7, True, capacitated=True),
    "p-median": Ask(P_MEDIAN, 10, True, capacitated=True),
}


def instance(size: Size, seed: int, taken: float = LOOSE) -> Instance:
    """Draw an instance; all demand takes a share of the capacity of ten mean sites."""
    rng = np.random.default_rng(seed)
    points = rng.uniform(0, SQUARE, (size.zones, 2))
    sites = rng.uniform(0, SQUARE, (size.sites, 2))
    minutes = np.hypot(*np.moveaxis(points[:, None] - sites, -1, 0))
    demand = rng.integers(1, 100, size.zones).astype(float)
    capacity = rng.uniform(0.5, 1.5, size.sites)
    capacity *= demand.sum() / taken / 10 / capacity.mean()
    cost = rng.uniform(1, 5, size.sites)
    existing = np.arange(size.sites) < size.existing
    groups = np.arange(size.zones) % TOWNSHIPS
    return Instance(demand, minutes, existing, cost, capacity, groups)


def rows() -> Iterator[tuple[Size, str, Ask, float, int]]:
    """Yield size, name, what is asked, share of the capacity taken, and how many solutions of each row."""
    for name, ask in MODELS.items():
        yield HUNDRED, name, ask, LOOSE, 1
    for size in (HUNDRED, WIDE):
        for name, ask in CAPACITATED.items():
            yield size, f"{name}, capacitated, loose", ask, LOOSE, 1
            yield size, f"{name}, capacitated, tight", ask, TIGHT, 1
            yield size, f"{name}, capacitated, tight, single", ask._replace(single=True), TIGHT, 1
    for name in ("maximal covering, worst township first", "p-median"):
        yield CITY, f"{name}, 5 new, the 10 best", MODELS[name]._replace(p=5), LOOSE, 10


def main(words: Sequence[str]) -> None:
    """Solve and print, one row after the other."""
    print(f"{'points x sites':15}{'model':57}{'proven':>7}{'gap':>7}{'clock s':>13}{'processor s':>13}")
    for size, name, ask, taken, best in rows():
        shape = f"{size.zones} x {size.sites}"
        if all(word in f"{shape} {name}" for word in words):
            print(f"{shape:15}{name:57}{_measured(size, ask, taken, best)}", flush=True)


def _measured(size: Size, ask: Ask, taken: float, best: int) -> str:
    """Solve all draws; return how many are proven, the greatest gap, and least and most time of a draw."""
    found: list[Solution] = []
    clock, processor = [], []
    for seed in range(DRAWS):
        one = instance(size, seed, taken)
        began, worked = perf_counter(), process_time()
        found += [solve(one, ask)] if best == 1 else list(k_best(one, ask, best))
        clock.append(perf_counter() - began)
        processor.append(process_time() - worked)
    proven = f"{sum(each.proven for each in found)}/{len(found)}"
    spans = (f"{min(times):.1f} - {max(times):.1f}" for times in (clock, processor))
    return f"{proven:>7}{max(each.gap for each in found):>7.1%}" + "".join(f"{span:>13}" for span in spans)


if __name__ == "__main__":
    main(sys.argv[1:])
