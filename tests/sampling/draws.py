"""Draws for many keys at once, through the compiled functions that the sampling loops call."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.compiled import compiled
from sim.sampling.keys import RunKey, block, derived, fine, name_hash, single, uniform


@compiled
def words(run: RunKey, streams: np.ndarray, index: np.ndarray, purpose: int, sub: int) -> np.ndarray:
    """The four words of each stream and index, [N, 4]."""
    out = np.empty((len(streams), 4), np.int64)
    for i in range(len(streams)):
        out[i, 0], out[i, 1], out[i, 2], out[i, 3] = block(run, streams[i], index[i], purpose, sub)
    return out


@compiled
def uniforms_of(word: np.ndarray) -> np.ndarray:
    out = np.empty(len(word))
    for i in range(len(word)):
        out[i] = uniform(word[i])
    return out


@compiled
def singles_of(word: np.ndarray) -> np.ndarray:
    out = np.empty(len(word))
    for i in range(len(word)):
        out[i] = single(word[i])
    return out


@compiled
def fine_of(high: np.ndarray, low: np.ndarray) -> np.ndarray:
    out = np.empty(len(high))
    for i in range(len(high)):
        out[i] = fine(high[i], low[i])
    return out


@compiled
def _numbered(root: int, n: int) -> np.ndarray:
    out = np.empty(n, np.int64)
    for i in range(n):
        out[i] = derived(root, i)
    return out


def streams(n: int, name: str = "stream") -> np.ndarray:
    """So many streams derived from a name."""
    return _numbered(name_hash(name), n)


def uniforms(
    run: RunKey, keys: np.ndarray, index: np.ndarray | int, purpose: int, sub: int = 0
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Four uniforms of 32 bits for each key, [N] each."""
    indices = np.full(len(keys), index, np.int64) if isinstance(index, int) else index
    columns = np.ascontiguousarray(words(run, keys, indices, int(purpose), sub).T)
    first, second, third, fourth = (uniforms_of(column) for column in columns)
    return first, second, third, fourth


def each(function: Callable[..., float], u: np.ndarray, *rest: float) -> np.ndarray:
    """The function of every number, [N]."""
    return np.array([function(value, *rest) for value in u.tolist()])
