"""Known answers of Random123 (kat_vectors, philox4x32 10), and a second implementation in whole numbers."""

import numpy as np
import pytest

from sim.sampling.philox import philox4x32

KNOWN = [
    ("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    ("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    ("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"),
]


def words(text: str) -> list[int]:
    return [int(word, 16) for word in text.split()]


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN)
def test_known_answers(counter: str, key: str, answer: str) -> None:
    assert list(philox4x32(*words(counter), *words(key))) == words(answer)


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN)
def test_known_answers_of_the_source_as_plain_python(counter: str, key: str, answer: str) -> None:
    plain = getattr(philox4x32, "py_func", philox4x32)
    assert list(plain(*words(counter), *words(key))) == words(answer)


def in_python(counter: list[int], key: tuple[int, int]) -> list[int]:
    (c0, c1, c2, c3), (k0, k1) = counter, key
    for _ in range(10):
        p0, p1 = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = p1 >> 32 ^ c1 ^ k0, p1 % 2**32, p0 >> 32 ^ c3 ^ k1, p0 % 2**32
        k0, k1 = (k0 + 0x9E3779B9) % 2**32, (k1 + 0xBB67AE85) % 2**32
    return [c0, c1, c2, c3]


def test_many_counters() -> None:
    for counter in np.random.default_rng(5).integers(0, 2**32, (300, 4)).tolist():
        assert list(philox4x32(*counter, 0xDEADBEEF, 17)) == in_python(counter, (0xDEADBEEF, 17))
