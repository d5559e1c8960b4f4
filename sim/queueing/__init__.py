"""Queueing theory as pure functions: closed forms and exact Markov chains, scalars in, scalars out.

Seconds in, seconds out. A queue is given by its arrival rate (1/s), its mean service (s) and the squared
coefficients of variation (SCV: variance over squared mean) of what lies between arrivals and of services.
Nothing here knows of scenarios or engines; every formula names its source.
"""

from sim.queueing.approximate import mean_wait_ggc
from sim.queueing.birth_death import Steady, birth_death, erlang_b, erlang_c
from sim.queueing.jackson import traffic
from sim.queueing.single_server import cobham, pollaczek_khinchine

__all__ = [
    "Steady",
    "birth_death",
    "cobham",
    "erlang_b",
    "erlang_c",
    "mean_wait_ggc",
    "pollaczek_khinchine",
    "traffic",
]
