"""The contract between scenarios and engines: network, case table and case log as numpy arrays."""

from sim.network.compile import compile_network
from sim.network.contract import Compiled

__all__ = ["Compiled", "compile_network"]
