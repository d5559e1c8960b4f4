"""What a scenario may hold: a file per table noun, the settings, the policies and the register of tables."""

from sim.scenario.schema.base import Row
from sim.scenario.schema.policies import Policies, PolicyRow
from sim.scenario.schema.settings import Settings
from sim.scenario.schema.tables import POLICIES_FILE, SETTINGS_FILE, TABLES, Reference, Table

__all__ = [
    "POLICIES_FILE",
    "SETTINGS_FILE",
    "TABLES",
    "Policies",
    "PolicyRow",
    "Reference",
    "Row",
    "Settings",
    "Table",
]
