"""How much work a calibration is."""

from __future__ import annotations

from typing import NamedTuple

from calibration.sampler import Effort as Sampling


class Effort(NamedTuple):
    """Sizes of every stage."""

    baseline: int  # runs of the scenario as it is
    waves: tuple[int, ...]  # points of each wave
    judged: int  # points of the prior that history matching judges
    sampling: Sampling  # of the posterior
    leaving_out: Sampling  # of each posterior that leaves a figure out
    mixes: int  # draws of a first posterior, run with rates of their own: how far they depart
    draws: int  # posterior draws that are simulated
    predictions: int  # draws of the prior, and of each posterior that leaves a figure out


DEFAULT = Effort(
    8, (160, 100, 100), 8000, Sampling(80, 1500, 6000, 20), Sampling(64, 800, 2400, 8), 60, 200, 8000
)
QUICK = Effort(4, (70, 40), 4000, Sampling(64, 500, 1200, 6), Sampling(48, 250, 500, 4), 20, 40, 4000)
