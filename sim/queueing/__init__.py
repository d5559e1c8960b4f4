"""Queueing theory as pure functions: closed forms and exact Markov chains, scalars in, scalars out.

Seconds in, seconds out. A queue is given by its arrival rate (1/s), its mean service (s) and the squared
coefficients of variation (SCV: variance over squared mean) of the times between arrivals and of services.
Nothing here knows of scenarios or engines; every formula names its source.
"""

from sim.queueing.approximate import mean_wait_ggc
from sim.queueing.batches import mean_waiting
from sim.queueing.birth_death import Steady, birth_death, erlang_b, erlang_c
from sim.queueing.chain import Passage, Phase, at_rest, through
from sim.queueing.delays import learnt, mean_learnt, mean_longest
from sim.queueing.jackson import traffic
from sim.queueing.single_server import cobham, pollaczek_khinchine

__all__ = [
    "Passage",
    "Phase",
    "Steady",
    "at_rest",
    "birth_death",
    "cobham",
    "erlang_b",
    "erlang_c",
    "learnt",
    "mean_learnt",
    "mean_longest",
    "mean_wait_ggc",
    "mean_waiting",
    "pollaczek_khinchine",
    "through",
    "traffic",
]
