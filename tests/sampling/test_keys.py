import numpy as np
import pytest
from scipy.special import logit, ndtri

from sim.sampling import keys
from sim.sampling.keys import RunKey, mix, name_hash, name_hashes, run_key, slot_uniforms, uniforms
from sim.sampling.philox import philox4x32
from sim.sampling.purposes import Purpose
from tests.sampling.statistics import frequencies_fit, mean_fits, uncorrelated

KEY = RunKey(20240101, 0)
N = 100_000
STREAMS = mix(np.uint64(name_hash("test")), np.arange(N, dtype=np.uint64))


def test_a_draw_is_the_documented_block() -> None:
    stream, index = 0x0123456789ABCDEF, 77
    counter = np.array([[index, Purpose.REVIEW << 8 | 3, 0x89ABCDEF, 0x01234567]], dtype=np.uint64)
    w0, w1, w2, w3 = philox4x32(counter, (5, 9))[0].tolist()
    u, v = uniforms(RunKey(5, 9), np.array([stream], dtype=np.uint64), index, Purpose.REVIEW, 3)
    assert u[0] == (((w0 << 32 | w1) >> 12) * 2 + 1) * 2.0**-53
    assert v[0] == (((w2 << 32 | w3) >> 12) * 2 + 1) * 2.0**-53


@pytest.mark.parametrize(
    ("word", "expected"), [(0, 2.0**-53), (0xFFFFFFFF, 1 - 2.0**-53), (1 << 31, 0.5 + 2.0**-53)]
)
def test_the_interval_is_open(word: int, expected: float) -> None:
    out = np.empty(1)
    low = 0 if word == 1 << 31 else word
    keys._unit_interval(np.array([word], dtype=np.uint64), np.array([low], dtype=np.uint64), out)
    assert out[0] == expected
    assert 0 < out[0] < 1
    assert np.isfinite([ndtri(out[0]), logit(out[0]), np.log(-np.log(out[0]))]).all()


def test_a_draw_does_not_depend_on_what_else_is_drawn() -> None:
    index = np.arange(N, dtype=np.uint64) % 1000
    u, v = uniforms(KEY, STREAMS, index, Purpose.POINT)
    for rows in (np.array([8191, 8192, 3, N - 1]), np.arange(N - 1, 8000, -7), np.arange(1)):
        a, b = uniforms(KEY, STREAMS[rows], index[rows], Purpose.POINT)
        assert a.tobytes() == u[rows].tobytes()
        assert b.tobytes() == v[rows].tobytes()


def test_no_stream_no_draw() -> None:
    u, v = uniforms(KEY, STREAMS[:0], 0, Purpose.POINT)
    assert len(u) == len(v) == 0


def test_slots_are_halves_of_pairs() -> None:
    u = slot_uniforms(KEY, STREAMS[:50], Purpose.SOLVE, 5)
    assert u.shape == (50, 5)
    assert np.array_equal(u[:, 3], uniforms(KEY, STREAMS[:50], 0, Purpose.SOLVE, 1)[1])
    assert np.array_equal(u[:, 4], uniforms(KEY, STREAMS[:50], 0, Purpose.SOLVE, 2)[0])


def test_every_part_of_the_key_counts() -> None:
    base = uniforms(KEY, STREAMS[:100], 0, Purpose.ITEM)[0]
    others = [
        uniforms(RunKey(KEY.seed + 1, 0), STREAMS[:100], 0, Purpose.ITEM)[0],
        uniforms(RunKey(KEY.seed, 1), STREAMS[:100], 0, Purpose.ITEM)[0],
        uniforms(RunKey(0, KEY.seed), STREAMS[:100], 0, Purpose.ITEM)[0],
        uniforms(KEY, STREAMS[1:101], 0, Purpose.ITEM)[0],
        uniforms(KEY, STREAMS[:100], 1, Purpose.ITEM)[0],
        uniforms(KEY, STREAMS[:100], 0, Purpose.ROUTE)[0],
        uniforms(KEY, STREAMS[:100], 0, Purpose.ITEM, 1)[0],
        uniforms(KEY, STREAMS[:100], 0, Purpose.ITEM)[1],
        uniforms(KEY, STREAMS[:100] + np.uint64(1 << 32), 0, Purpose.ITEM)[0],
    ]
    assert not any((other == base).any() for other in others)


@pytest.mark.parametrize("purpose", list(Purpose))
def test_uniform(purpose: Purpose) -> None:
    for u in uniforms(KEY, STREAMS, 0, purpose):
        assert frequencies_fit(np.bincount((u * 200).astype(int), minlength=200), np.full(200, N / 200))
        assert mean_fits(u, 0.5, np.sqrt(1 / 12))
        assert mean_fits((u - 0.5) ** 2, 1 / 12, np.sqrt(1 / 180))


def test_low_bits_are_uniform_too() -> None:
    u, _ = uniforms(KEY, STREAMS, 0, Purpose.ITEM)
    low = (u * 2**52).astype(np.int64) % 64
    assert frequencies_fit(np.bincount(low, minlength=64), np.full(64, N / 64))


def test_uniformity_test_sees_a_wrong_sampler() -> None:
    u, _ = uniforms(KEY, STREAMS, 0, Purpose.ITEM)
    bent = u**1.05
    assert not frequencies_fit(np.bincount((bent * 200).astype(int), minlength=200), np.full(200, N / 200))


def test_independent() -> None:
    """Within a pair, between indices, streams, purposes, subs, replications and seeds."""
    u, v = uniforms(KEY, STREAMS, 0, Purpose.ITEM)
    others = [
        v,
        np.roll(u, 1),
        np.roll(u, 8192),
        uniforms(KEY, STREAMS, 1, Purpose.ITEM)[0],
        uniforms(KEY, STREAMS, 0, Purpose.ITEM, 1)[0],
        uniforms(KEY, STREAMS, 0, Purpose.ROUTE)[0],
        uniforms(RunKey(KEY.seed, 1), STREAMS, 0, Purpose.ITEM)[0],
        uniforms(RunKey(KEY.seed + 1, 0), STREAMS, 0, Purpose.ITEM)[0],
    ]
    for other in others:
        assert uncorrelated(u, other)
        assert uncorrelated((u - 0.5) ** 2, (other - 0.5) ** 2)
        cells = (u * 12).astype(int) * 12 + (other * 12).astype(int)
        assert frequencies_fit(np.bincount(cells, minlength=144), np.full(144, N / 144))


def test_neighbouring_counters_are_independent() -> None:
    """Raw small numbers as streams and indices, without hashing: the generator alone has to do."""
    plain = np.arange(N, dtype=np.uint64)
    u, _ = uniforms(RunKey(0, 0), plain, 0, Purpose.ITEM)
    w, _ = uniforms(RunKey(0, 0), plain[:1].repeat(N), plain, Purpose.ITEM)
    assert uncorrelated(u[:-1], u[1:])
    assert uncorrelated(w[:-1], w[1:])
    assert uncorrelated(u, w)


def test_name_hash_is_the_same_everywhere() -> None:
    assert name_hash("") == int.from_bytes(bytes.fromhex("e4a6a0577479b2b4"), "little")
    assert name_hashes(["飞英", "织里"]).tolist() == [name_hash("飞英"), name_hash("织里")]
    assert name_hash("飞英") != name_hash("织里")


def test_mix_uses_splitmix64() -> None:
    """First outputs of SplitMix64 from seed 0: its finaliser of the golden ratio's multiples."""
    zero = np.zeros(1, dtype=np.uint64)
    assert int(mix(zero, 0)[0]) == 0xE220A8397B1DCDAF
    assert int(mix(zero, 1)[0]) == 0x6E789E6AA1B965F4


def test_mix_tells_parts_and_their_order_apart() -> None:
    root = np.uint64(name_hash("demand"))
    a = np.arange(400, dtype=np.uint64)
    grid = mix(mix(root, a)[:, None], a[None, :])
    assert len(np.unique(grid)) == grid.size
    assert not (grid == grid.T)[~np.eye(400, dtype=bool)].any()


@pytest.mark.parametrize(("seed", "replication"), [(-1, 0), (2**32, 0), (0, -1), (0, 2**32)])
def test_seed_and_replication_are_words(seed: int, replication: int) -> None:
    with pytest.raises(ValueError, match="must lie in"):
        run_key(seed, replication)


def test_largest_seed_is_taken() -> None:
    assert run_key(2**32 - 1, 2**32 - 1) == (2**32 - 1, 2**32 - 1)
