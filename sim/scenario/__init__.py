"""What planners write: the schema of scenario folders, loading, checking and named changes."""

from sim.scenario.load import change, check, load, load_with_warnings
from sim.scenario.problems import Problem, ScenarioErrors
from sim.scenario.save import save
from sim.scenario.scenario import Scenario
from sim.scenario.schema.export import field_tables, json_schema

__all__ = [
    "Problem",
    "Scenario",
    "ScenarioErrors",
    "change",
    "check",
    "field_tables",
    "json_schema",
    "load",
    "load_with_warnings",
    "save",
]
