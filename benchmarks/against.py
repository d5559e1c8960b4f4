"""Our engine beside a peer on the same network of queues.

A peer draws its chances as it goes and cannot be timed without; ours are drawn before. So two ratios are
told: the engine alone, which is the target's, and draw + engine.
"""

from __future__ import annotations

from collections.abc import Callable

from benchmarks import ours
from benchmarks.measurement import Absolute, Effort, Found, Sense, Target, Words, spread
from benchmarks.networks import Queues, as_scenario
from benchmarks.timing import in_turn, rate, seconds

REPEATS = 5  # of our side, which is short


def days_for(queues: Queues, cases: int) -> int:
    """Whole days in which about so many cases arise."""
    return max(1, round(cases / queues.cases(1)))


def beside(
    key: str, peer: str, network: Words, queues: Queues, days: int, run: Callable[[int], int], effort: Effort
) -> Found:
    """Time our fast engine and a peer in turn over the same span of simulated time.

    Args:
        key: of the target; the ratio with our draw is `key`_drawn.
        peer: name of the peer.
        network: name of the network.
        queues: the network.
        days: horizon of our scenario.
        run: simulates so many seconds with the peer and returns the cases that arose.
        effort: how many pairs.
    """
    engine = ours.fast_engine()
    drawn = ours.drawn(as_scenario(queues, days))
    log = drawn.run(engine)
    cases = ours.entered(drawn.table, log)
    theirs: list[int] = []
    pairs = in_turn(lambda: drawn.run(engine), lambda: theirs.append(run(log.stopped)), effort.pairs, REPEATS)
    draw = seconds(drawn.draw, REPEATS) * cases / len(drawn.table.key)
    rates = [count / taken for count, taken in zip(theirs, pairs.second, strict=True)]
    both = list(zip(pairs.first, rates, strict=True))
    en, zh = network
    return Found(
        {
            key: spread([cases / taken / other for taken, other in both]),
            f"{key}_drawn": spread([cases / (taken + draw) / other for taken, other in both]),
        },
        (
            Absolute(Words(f"{peer}, {en}", f"{peer}，{zh}"), spread(rates), "cases/s"),
            Absolute(
                Words(f"fast engine beside {peer}, {en}", f"快速引擎（对 {peer}），{zh}"),
                rate(cases, pairs.first),
                "cases/s",
            ),
            Absolute(
                Words(f"draw beside {peer}, {en}", f"抽样（对 {peer}），{zh}"), rate(cases, [draw]), "cases/s"
            ),
        ),
        (
            Words(
                f"{en}: {cases:,} cases here, {theirs[0]:,} in {peer}, over the same {log.stopped:,} s.",
                f"{zh}：同样 {log.stopped:,} 秒内，我方 {cases:,} 件，{peer} {theirs[0]:,} 件。",
            ),
        ),
    )


def targets(key: str, peer: str, network: Words, bound: float) -> tuple[Target, Target]:
    """Return the two rows of a comparison with a peer."""
    en, zh = network
    return (
        Target(
            key, Words(f"fast engine / {peer}, {en}", f"快速引擎 / {peer}，{zh}"), "x", Sense.AT_LEAST, bound
        ),
        Target(
            f"{key}_drawn",
            Words(
                f"the same with our draw: draw + fast engine / {peer}",
                f"同上，计入抽样：抽样 + 引擎 / {peer}",
            ),
            "x",
            Sense.RECORDED,
        ),
    )


def joined(*found: Found) -> Found:
    """Return several findings as one."""
    values = {key: value for one in found for key, value in one.values.items()}
    absolutes = tuple(row for one in found for row in one.absolutes)
    return Found(values, absolutes, tuple(row for one in found for row in one.remarks))
