"""Location models as mixed-integer programs: set covering, maximal covering, p-median; docs/location.md."""

from sim.planning.location.ask import MAXIMAL_COVERING, MODELS, P_MEDIAN, SET_COVERING, Ask
from sim.planning.location.instance import Instance
from sim.planning.location.k_best import k_best
from sim.planning.location.solution import INFEASIBLE, OPTIMAL, TIME_LIMIT, Solution
from sim.planning.location.solve import solve

__all__ = [
    "INFEASIBLE",
    "MAXIMAL_COVERING",
    "MODELS",
    "OPTIMAL",
    "P_MEDIAN",
    "SET_COVERING",
    "TIME_LIMIT",
    "Ask",
    "Instance",
    "Solution",
    "k_best",
    "solve",
]
