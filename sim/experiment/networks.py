"""The network of each replication: the same for all, or one at each draw of calibrated parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from sim.network import compile_network
from sim.network.contract import Compiled
from sim.scenario import Scenario

if TYPE_CHECKING:
    from sim.experiment.posterior import Posterior


class Networks(Protocol):
    """Knows the network of every replication of a run."""

    def of(self, number: int) -> Compiled:
        """Return the network of replication `number`, from 1."""
        ...


class OneForAll(NamedTuple):
    """All replications share one network, compiled once."""

    compiled: Compiled

    def of(self, number: int) -> Compiled:
        """Return the one network."""
        return self.compiled


class AtDraws(NamedTuple):
    """Each replication has the network of its draw, compiled when it is asked for and not held."""

    scenario: Scenario
    posterior: Posterior

    def of(self, number: int) -> Compiled:
        """Compile the scenario at this replication's draw; raises InputError if it does not fit."""
        return compile_network(self.posterior.scenario_at(self.scenario, number))


def networks_of(scenario: Scenario, posterior: Posterior | None = None) -> Networks:
    """Return the networks of a checked scenario, with a posterior at its draws."""
    return AtDraws(scenario, posterior) if posterior else OneForAll(compile_network(scenario))
