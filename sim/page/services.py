"""Everything that answers requests, put together once."""

from __future__ import annotations

import importlib
import importlib.util
from collections import OrderedDict
from typing import Any

from sim import __version__
from sim.experiment.executor import cores
from sim.page import static_files
from sim.page.confine import Places
from sim.page.drafts import Drafts
from sim.page.job_lines import Lines
from sim.page.job_models import JobAsked
from sim.page.jobs import Jobs
from sim.page.models import DraftMap
from sim.page.network import enterprises_by_town
from sim.page.outlines import cells_of
from sim.page.preparing import Preparing
from sim.page.results import Results
from sim.page.scenarios import Library
from sim.page.schema import schema
from sim.page.uploads import Uploads
from sim.page.whatifs import WhatIfs
from sim.scenario import Scenario

KEPT = 6  # outlines of scenarios' towns
HEAVY = (
    *("sim.report.cells", "sim.report.contents.comparison", "sim.experiment.study", "sim.page.day"),
    "scipy.special",  # of intervals
)
ANALYSIS = ("sklearn", "emcee", "SALib")  # what calibrate and sensitivity need besides


class Services:
    """The library of scenarios, drafts, results and jobs of one server."""

    def __init__(self, places: Places, job_command: list[str] | None = None) -> None:
        """Serve the folders of `places`; `job_command` stands for `python run.py` in tests."""
        self.places = places
        self.scenario_library = Library(places)
        self.drafts = Drafts(self.scenario_library)
        self.whatifs = WhatIfs(self.scenario_library, self.drafts)
        self.uploads = Uploads(self.scenario_library)
        self.results = Results(places, lambda folder: self.jobs.busy(folder))
        self.jobs = Jobs(places.results, cores(), job_command, self.results.made)
        self.preparing = Preparing(self.jobs.command)
        self.lines = Lines(self.scenario_library, self.uploads, self.results)
        self._cells: OrderedDict[str, list[dict[str, Any]]] = OrderedDict()

    def status(self) -> dict[str, Any]:
        """Return what this server is and how busy."""
        return {
            "version": __version__,
            "scenarios_folder_name": self.places.scenarios.name,
            "results_folder_name": self.places.results.name,
            "cores": cores(),
            "jobs_running": self.jobs.running(),
            "preparing": self.preparing.running,
            "extras": {"analysis": all(importlib.util.find_spec(name) for name in ANALYSIS)},
        }

    def warm(self) -> None:
        """Load in the background what the first visitor would wait for: lists, packed files, libraries."""
        from sim.experiment.kernels import cold

        static_files.warm()
        schema()
        self.scenario_library.heads()
        for module in HEAVY:
            importlib.import_module(module)
        self.results.sweep()
        for newest in self.results.listed()[:1]:
            self.results.prepare(newest["id"])
        if cold() and (smallest := self.scenario_library.smallest()):
            self.preparing.run(smallest)

    def start_job(self, asked: JobAsked) -> str:
        """Start a job; returns its id.

        Raises:
            ApiError: 404 or 422, what it needs is not there or has problems; 429, too many wait.
        """
        job = asked.root
        as_asked = job.model_dump(mode="json", exclude_unset=True) | {"lang": job.lang}
        return self.jobs.create(as_asked, self.lines.line(job))

    def cells(self, asked: DraftMap) -> list[dict[str, Any]]:
        """Return the outlines below a map: towns as cells, or those that were uploaded."""
        if asked.outlines is not None:
            return cells_of(self.uploads.outlines(asked.outlines))
        base = self.scenario_library.load(asked.base)
        found = self._cells.get(base.version)
        if found is None:
            found = self._cells[base.version] = _towns(base.scenario)
            if len(self._cells) > KEPT:
                self._cells.popitem(last=False)
        return found

    def stop(self) -> None:
        """End all jobs."""
        self.preparing.stop()
        self.jobs.stop()


def _towns(scenario: Scenario) -> list[dict[str, Any]]:
    """Return the cells of a scenario's towns, with how many enterprises each has."""
    import polars as pl

    from sim.report.cells import cells

    columns = ("id", "name_zh", "name_en", "county", "town", "town_zh", "town_en", "lat", "lon")
    zones = pl.DataFrame([{name: getattr(zone, name) for name in columns} for zone in scenario.zones])
    enterprises = enterprises_by_town(scenario)
    return [{**one, "enterprises": enterprises.get(one["id"], 0)} for one in cells(zones)]
