"""Candidates from wherever they come: a file, a grid, towns without a station, the demand points."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, get_args

import numpy as np

from sim.experiment.errors import InputError
from sim.network import compile_network
from sim.planning.siting.candidates import Candidate, Listed, find_problems, load_candidates
from sim.planning.siting.generate import demand_points, grid, towns_without_station
from sim.planning.siting.setting import REACH, minutes_to
from sim.scenario import Scenario, ScenarioErrors
from sim.scenario.problems import capped

KINDS: tuple[str, ...] = get_args(Candidate.model_fields["kind"].annotation)


class Sources(NamedTuple):
    """Where candidates come from."""

    file: Path | None = None
    grid_km: float | None = None
    towns: bool = False
    points: bool = False
    counties: Sequence[str] = ()  # where candidates are generated; all if none is named
    kinds: Sequence[str] = ()  # only these; all if none is named


def gather(scenario: Scenario, sources: Sources, reach: float = REACH) -> Listed:
    """Return the candidates of all sources, the file's first.

    Generated ones that no demand point is near are left out; those of a file are told of later.

    Raises:
        InputError: no source is named, a source gives no candidate, or an option is wrong.
        ScenarioErrors: the file has problems, or an id is there twice.
    """
    _check(sources, reach)
    listed = load_candidates(sources.file, scenario) if sources.file else Listed([], [])
    made: list[Candidate] = []
    if sources.grid_km is not None:
        made += grid(scenario, sources.grid_km, sources.counties)
    if sources.towns:
        made += towns_without_station(scenario, sources.counties)
    if sources.points:
        made += demand_points(scenario, sources.counties)
    if made:
        minutes = minutes_to(scenario, compile_network(scenario), made)
        made = [made[number] for number in np.flatnonzero((minutes <= reach).any(axis=0))]
    whole = Listed([*listed.rows, *made], [*listed.places, *Listed.of(made, "generated").places]).only(
        sources.kinds
    )
    if problems := list(capped(find_problems(whole, scenario))):
        fault = ScenarioErrors(problems)
        fault.add_note("candidates")
        raise fault
    if not whole.rows:
        raise InputError(
            f"site: no candidate is left: none has demand within {reach:g} minutes; name other kinds or"
            " counties, a finer --grid or a greater --reach",
            f"选址：没有候选点：{reach:g} 分钟内都没有需求；请改用其他类型或区县、"
            "缩小 --grid 间距或加大 --reach",
        )
    return whole


def _check(sources: Sources, reach: float) -> None:
    if not reach > 0:
        raise InputError(f"--reach {reach:g}: must be above 0 minutes", f"--reach {reach:g}：须大于 0 分钟")
    if not (sources.file or sources.grid_km is not None or sources.towns or sources.points):
        raise InputError(
            "site: there is no candidate; give --candidates FILE, --grid KM, --towns or --points",
            "选址：没有候选点；请用 --candidates 文件、--grid 公里数、--towns 或 --points 给出",
        )
    if sources.file and not sources.file.exists():
        raise InputError(f"{sources.file}: does not exist", f"{sources.file}：不存在")
    if strangers := [one for one in sources.kinds if one not in KINDS]:
        raise InputError(
            f"--kind {strangers[0]}: choose from {', '.join(KINDS)}",
            f"--kind {strangers[0]}：可选 {'、'.join(KINDS)}",
        )
