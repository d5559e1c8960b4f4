"""Everything that answers requests, put together once."""

from __future__ import annotations

import importlib.util
from typing import Any

from sim import __version__
from sim.experiment.executor import cores
from sim.page.confine import Places
from sim.page.drafts import Drafts
from sim.page.models import DraftMap
from sim.page.results import Results
from sim.page.scenarios import Library

ANALYSIS = ("sklearn", "emcee", "SALib")  # what calibrate and sensitivity need besides


class Services:
    """The library of scenarios, drafts, results and jobs of one server."""

    def __init__(self, places: Places) -> None:
        """Serve the folders of `places`."""
        self.places = places
        self.library = Library(places)
        self.drafts = Drafts(self.library)
        self.results = Results(places)

    def status(self) -> dict[str, Any]:
        """Return what this server is and how busy."""
        return {
            "version": __version__,
            "scenarios_folder_name": self.places.scenarios.name,
            "results_folder_name": self.places.results.name,
            "cores": cores(),
            "jobs_running": 0,
            "extras": {"analysis": all(importlib.util.find_spec(name) for name in ANALYSIS)},
        }

    def cells(self, asked: DraftMap) -> list[dict[str, Any]]:
        """Return the outlines below a map: towns as cells, or those that were uploaded."""
        return []

    def stop(self) -> None:
        """End what runs."""
