"""Keys of draws; uniformity and independence of what they give, with a wrong sampler that fails each test."""

import math

import numpy as np
import pytest

from sim.sampling.keys import (
    RunKey,
    block,
    derived,
    derived_streams,
    fine,
    name_hash,
    name_hashes,
    run_key,
    single,
    uniform,
)
from sim.sampling.normal import normal_quantile
from sim.sampling.philox import philox4x32
from sim.sampling.purposes import Purpose
from tests.sampling.draws import fine_of, singles_of, streams, uniforms, words
from tests.sampling.statistics import follows, frequencies_fit, mean_fits, uncorrelated

KEY = RunKey(20240101, 0)
N = 100_000
STREAMS = streams(N)
WHOLE = 2**32 - 1


def test_a_draw_is_the_documented_block() -> None:
    stream, index = 0x0123456789ABCDEF, 77
    counter = (index, Purpose.REVIEW << 24 | 3, 0x89ABCDEF, 0x01234567)
    assert block(RunKey(5, 9), stream, index, int(Purpose.REVIEW), 3) == philox4x32(*counter, 5, 9)


def test_streams_are_64_bits_with_a_sign() -> None:
    assert block(KEY, -1, 0, 1, 0) == philox4x32(0, 1 << 24, WHOLE, WHOLE, KEY.seed, KEY.replication)


@pytest.mark.parametrize(
    ("word", "expected"), [(0, 2.0**-33), (WHOLE, 1 - 2.0**-33), (1 << 31, 0.5 + 2.0**-33)]
)
def test_the_interval_is_open(word: int, expected: float) -> None:
    assert uniform(word) == expected
    assert np.isfinite([normal_quantile(expected), math.log(expected), math.log(1 - expected)]).all()


def test_single_and_fine_uniforms() -> None:
    for word, expected in ((0, 2.0**-24), (WHOLE, 1 - 2.0**-24), (511, 2.0**-24), (512, 3 * 2.0**-24)):
        assert single(word) == expected == np.float32(expected)
    for high, low, expected in ((0, 0, 2.0**-53), (WHOLE, WHOLE, 1 - 2.0**-53), (1 << 31, 0, 0.5 + 2.0**-53)):
        assert fine(high, low) == expected
    assert math.isfinite(math.log(-math.log(fine(WHOLE, WHOLE))))


def test_every_part_of_the_key_counts() -> None:
    base = uniforms(KEY, STREAMS[:100], 0, Purpose.KIND)
    others = [
        *uniforms(RunKey(KEY.seed + 1, 0), STREAMS[:100], 0, Purpose.KIND),
        *uniforms(RunKey(KEY.seed, 1), STREAMS[:100], 0, Purpose.KIND),
        *uniforms(RunKey(0, KEY.seed), STREAMS[:100], 0, Purpose.KIND),
        *uniforms(KEY, STREAMS[1:101], 0, Purpose.KIND),
        *uniforms(KEY, STREAMS[:100], 1, Purpose.KIND),
        *uniforms(KEY, STREAMS[:100], 0, Purpose.TASTE),
        *uniforms(KEY, STREAMS[:100], 0, Purpose.KIND, 1),
        *uniforms(KEY, STREAMS[:100] + (1 << 32), 0, Purpose.KIND),
        *base[1:],
    ]
    assert not any((other == base[0]).any() for other in others)


# --- uniformity ---


def cells_fit(u: np.ndarray, cells: int = 200) -> bool:
    return frequencies_fit(
        np.bincount((u * cells).astype(int), minlength=cells), np.full(cells, len(u) / cells)
    )


@pytest.mark.parametrize("purpose", list(Purpose))
@pytest.mark.parametrize("sub", [0, 2])
def test_uniform(purpose: Purpose, sub: int) -> None:
    for u in uniforms(KEY, STREAMS, 0, purpose, sub):
        assert cells_fit(u)
        assert follows(u, "uniform")
        assert mean_fits(u, 0.5, np.sqrt(1 / 12))
        assert mean_fits((u - 0.5) ** 2, 1 / 12, np.sqrt(1 / 180))


@pytest.mark.parametrize("n", [3, 30])
def test_uniform_over_the_draws_of_few_keys(n: int) -> None:
    """A few streams, many indices; many subs; many seeds; many replications."""
    few, each = STREAMS[:n], N // n
    indices = np.tile(np.arange(each), n)
    parts = [np.concatenate(uniforms(KEY, np.repeat(few, each), indices, Purpose.POINT))]
    parts.append(
        np.concatenate([np.concatenate(uniforms(KEY, few, 0, Purpose.POINT, s)) for s in range(3000)])
    )
    for run in ((lambda r: RunKey(1, r)), (lambda r: RunKey(r, 1))):
        parts.append(
            np.concatenate([np.concatenate(uniforms(run(r), few, 0, Purpose.POINT)) for r in range(3000)])
        )
    for u in parts:
        assert cells_fit(u)
        assert follows(u, "uniform")


def test_every_bit_is_even() -> None:
    drawn = words(KEY, STREAMS, np.zeros(N, np.int64), int(Purpose.KIND), 0)
    bits = drawn[:, :, None] >> np.arange(32) & 1
    sums = bits.sum(axis=0).ravel()
    assert np.abs(sums - N / 2).max() < 4.8 * math.sqrt(N / 4)  # the largest of 128 standard normals


def test_low_bits_are_uniform_too() -> None:
    drawn = words(KEY, STREAMS, np.zeros(N, np.int64), int(Purpose.KIND), 0)
    for word in drawn.T:
        assert frequencies_fit(np.bincount(word % 64, minlength=64), np.full(64, N / 64))


def test_single_and_fine_are_uniform() -> None:
    drawn = np.ascontiguousarray(words(KEY, STREAMS, np.zeros(N, np.int64), int(Purpose.KIND), 0).T)
    for u in (singles_of(drawn[0]), fine_of(drawn[1], drawn[2])):
        assert cells_fit(u)
        assert follows(u, "uniform")
    low = (fine_of(drawn[0], drawn[1]) * 2**52).astype(np.int64) % 64
    assert frequencies_fit(np.bincount(low, minlength=64), np.full(64, N / 64))


def test_uniformity_test_sees_wrong_samplers() -> None:
    """A bent one, a too even one, one with a lost bit."""
    u = uniforms(KEY, STREAMS, 0, Purpose.KIND)[0]
    assert not cells_fit(u**1.05)
    assert not follows(u**1.05, "uniform")
    assert not cells_fit((np.arange(N) + 0.5) / N)
    lost = words(KEY, STREAMS, np.zeros(N, np.int64), int(Purpose.KIND), 0)[:, 0] & ~2
    assert not frequencies_fit(np.bincount(lost % 64, minlength=64), np.full(64, N / 64))


# --- independence ---


def independent(u: np.ndarray, other: np.ndarray) -> bool:
    """Neither correlated, nor their spreads, and all pairs of twelfths equally frequent."""
    cells = (u * 12).astype(int) * 12 + (other * 12).astype(int)
    return (
        uncorrelated(u, other)
        and uncorrelated((u - 0.5) ** 2, (other - 0.5) ** 2)
        and frequencies_fit(np.bincount(cells, minlength=144), np.full(144, len(u) / 144))
    )


def test_words_of_a_block_are_independent() -> None:
    u = uniforms(KEY, STREAMS, 0, Purpose.CLOSING)
    assert all(independent(u[i], u[j]) for i in range(4) for j in range(i))


def test_draws_of_different_keys_are_independent() -> None:
    """Between indices, streams, subs, replications and seeds, neighbours above all."""
    u = uniforms(KEY, STREAMS, 0, Purpose.KIND)[0]
    others = [
        np.roll(u, 1),
        np.roll(u, 8192),
        uniforms(KEY, STREAMS, 1, Purpose.KIND)[0],
        uniforms(KEY, STREAMS, 0, Purpose.KIND, 1)[0],
        uniforms(RunKey(KEY.seed, 1), STREAMS, 0, Purpose.KIND)[0],
        uniforms(RunKey(KEY.seed + 1, 0), STREAMS, 0, Purpose.KIND)[0],
    ]
    for other in others:
        assert independent(u, other)


def test_purposes_are_independent() -> None:
    """Correlations of the first words of all purposes, with each other and with the next key's."""
    first = [uniforms(KEY, STREAMS, 0, purpose)[0] for purpose in Purpose]
    rows = np.corrcoef([*first, *(np.roll(u, 1) for u in first)])
    off = rows[np.triu_indices(len(rows), 1)]
    assert np.abs(off).max() < 4.8 / math.sqrt(N)  # the largest of 276 standard normals


def test_neighbouring_counters_are_independent() -> None:
    """Raw small numbers as streams and indices, without hashing: the generator alone has to do."""
    plain = np.arange(N)
    u = uniforms(RunKey(0, 0), plain, 0, Purpose.KIND)[0]
    w = uniforms(RunKey(0, 0), np.zeros(N, np.int64), plain, Purpose.KIND)[0]
    for lag in (1, 2, 7, 64):
        assert independent(u[:-lag], u[lag:])
        assert independent(w[:-lag], w[lag:])
    assert independent(u, w)


def test_independence_test_sees_wrong_samplers() -> None:
    """A neighbour that shares a tenth of its value; equal spreads without correlation; too regular pairs."""
    u, v, _, _ = uniforms(KEY, STREAMS, 0, Purpose.KIND)
    assert not independent(u, (v + 0.1 * u) / 1.1)
    assert not independent(u, np.where(v < 0.5, u, 1 - u))
    golden = np.arange(N) * 0.6180339887498949 % 1.0
    assert not independent(golden[:-1], golden[1:])


# --- names ---


def test_name_hash_is_the_same_everywhere() -> None:
    assert name_hash("") == int.from_bytes(bytes.fromhex("e4a6a0577479b2b4"), "little", signed=True)
    assert name_hashes(["飞英", "织里"]).tolist() == [name_hash("飞英"), name_hash("织里")]
    assert name_hash("飞英") != name_hash("织里")


def test_a_derived_stream_is_the_documented_block() -> None:
    low, high, _, _ = philox4x32(0x89ABCDEF, 0x01234567, 7, 0, 0x243F6A88, 0x85A308D3)
    assert derived(7, 0x0123456789ABCDEF) % 2**64 == high << 32 | low
    both = derived_streams(np.array([7, -1]), np.array([0x0123456789ABCDEF, -2]))
    assert both.tolist() == [derived(7, 0x0123456789ABCDEF), derived(-1, -2)]


def test_derived_streams_tell_parts_and_their_order_apart() -> None:
    a = np.arange(400)
    once = derived_streams(np.full(400, name_hash("demand")), a)
    grid = derived_streams(np.repeat(once, 400), np.tile(a, 400)).reshape(400, 400)
    assert len(np.unique(grid)) == grid.size
    assert not (grid == grid.T)[~np.eye(400, dtype=bool)].any()
    assert frequencies_fit(np.bincount(grid.ravel() >> 58 & 63, minlength=64), np.full(64, grid.size / 64))
    assert frequencies_fit(np.bincount(grid.ravel() & 63, minlength=64), np.full(64, grid.size / 64))


@pytest.mark.parametrize(("seed", "replication"), [(-1, 0), (2**32, 0), (0, -1), (0, 2**32)])
def test_seed_and_replication_are_words(seed: int, replication: int) -> None:
    with pytest.raises(ValueError, match="must lie in"):
        run_key(seed, replication)


def test_largest_seed_is_taken() -> None:
    assert run_key(2**32 - 1, 2**32 - 1) == (2**32 - 1, 2**32 - 1)
