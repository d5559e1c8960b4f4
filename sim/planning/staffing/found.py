"""What a staffing study has found so far: whatever an interruption leaves of it is written."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.planning.requirement import Requirement
from sim.planning.robustness import Variant
from sim.planning.staffing.certification import Attempt, Terms
from sim.planning.staffing.levers import Plan, Space
from sim.planning.staffing.marginal import Marginal
from sim.planning.staffing.plans import Plans, Simulated
from sim.planning.staffing.search import Search
from sim.planning.staffing.tours import Work
from sim.scenario import Scenario

Floats = NDArray[np.float64]


@dataclass
class Found:
    """The state of a study, filled in as it goes."""

    scenario: Scenario
    space: Space
    requirements: tuple[Requirement, ...]
    terms: Terms
    plans: Plans
    work: Work
    caution: float = 1.0
    search: Search | None = None
    attempts: list[tuple[Simulated, Attempt]] = field(default_factory=list)
    rechecked: Floats | None = None  # [replications, KPIs] of the recommended plan on fresh seeds
    today_rechecked: Floats | None = None
    today_certified: Floats | None = None  # of today's plan, by the chances of the certification
    marginals: list[Marginal] = field(default_factory=list)
    variants: list[tuple[Variant, Floats, Floats]] = field(default_factory=list)  # the plan's, today's
    stopped: bool = False

    @property
    def certified(self) -> bool:
        """Whether the last attempt certified its plan."""
        return bool(self.attempts) and self.attempts[-1][1].certified

    @property
    def recommended(self) -> Simulated | None:
        """The certified plan; else the best that the search knows."""
        return self.attempts[-1][0] if self.certified else self.plans.best

    @property
    def plan(self) -> Plan:
        """The recommended plan, or today's."""
        return self.recommended.plan if self.recommended else self.space.today

    @property
    def before(self) -> tuple[Floats, Floats] | None:
        """Today's plan by the chances of the certification, and on fresh seeds; None until both are known."""
        if self.today_certified is None or self.today_rechecked is None:
            return None
        return self.today_certified, self.today_rechecked

    @property
    def after(self) -> tuple[Floats, Floats] | None:
        """The recommended plan as it was certified, and on fresh seeds; None until both are known."""
        if not self.attempts or self.rechecked is None:
            return None
        return self.attempts[-1][1].values, self.rechecked
