"""A sensitivity study into a folder: one at a time, Morris screening, Sobol indices of what it keeps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.experiment import folder as folders
from sim.experiment import provenance
from sim.experiment.baseline import check_baseline
from sim.experiment.errors import InputError
from sim.experiment.executor import cores
from sim.experiment.manifest import head
from sim.experiment.options import Options, resolve
from sim.experiment.sensitivity.evaluate import Identity, Model
from sim.experiment.sensitivity.methods import kept, morris, sobol
from sim.experiment.sensitivity.parameters import ASSUMED, Parameter
from sim.kpi import REGISTRY
from sim.scenario import Scenario, check, save

Floats = NDArray[np.float64]
Finish = Callable[[Path], object]
METHODS = ("morris", "sobol", "both")


class Ask(NamedTuple):
    """What is asked of a study."""

    kpis: Sequence[Identity]
    method: str = "both"
    trajectories: int = 10
    samples: int = 64
    keep: int = 6


class Studied(NamedTuple):
    """A finished study: where it lies, its manifest and its tables."""

    folder: Path
    manifest: dict[str, Any]
    effects: pl.DataFrame
    morris: pl.DataFrame | None
    sobol: pl.DataFrame | None


def study(
    scenario: Scenario,
    parameters: Sequence[Parameter],
    ask: Ask,
    options: Options,
    out: Path | None = None,
    *,
    command: Sequence[str] = (),
    told: Callable[[int, int], None] = lambda done, total: None,
    finish: Finish | None = None,
) -> Studied:
    """Run a study and write its folder, whole or not at all.

    Every point is the scenario with its changes, run for the same replications with the same chances (common
    random numbers), so that differences between points are hardly noise. What noise there is shows in
    noise.csv: the standard error over replications beside the range of each KPI over all points.

    Args:
        scenario: the base.
        parameters: with their ranges.
        ask: KPIs, method, sizes.
        options: overrides of settings, engine, workers.
        out: by default results/<id>-sensitivity-<seed>.
        command: as typed, for the manifest.
        told: hears how many points of a stage are done.
        finish: called with the folder before it takes its place (to draw charts).

    Raises:
        InputError: SALib is missing, a baseline is not the scenario's, a point makes no valid scenario, a KPI
            has no finite value, or `out` cannot be written.
        ScenarioErrors: the scenario, with the options, has problems.
    """
    scenario = resolve(scenario, options)
    doubts = check(scenario, known_kpis=REGISTRY)
    check_baselines(scenario, parameters)
    settings = scenario.settings
    out = out or Path("results") / f"{settings.id}-sensitivity-{settings.seed}"
    model = Model(scenario, parameters, ask.kpis, options.engine, options.workers or cores(), told)
    names = [one.name for one in parameters]
    outputs = ["/".join(one) for one in ask.kpis]
    with folders.new_folder(out, folders.SENSITIVITY) as partial:
        base, effects = one_at_a_time(model)
        folders.write_csv(effects, partial / "effects.csv")
        tables: dict[str, pl.DataFrame] = {}
        chosen = names
        if ask.method in ("morris", "both"):
            everything = model.scaled("morris", range(len(names)))
            tables["morris"] = morris(everything, names, outputs, ask.trajectories, settings.seed)
        if ask.method == "both":
            chosen = kept(tables["morris"], ask.keep)
        if ask.method in ("sobol", "both"):
            if not chosen:
                raise InputError(
                    "sensitivity: no parameter moves any of these KPIs; choose others with --kpi",
                    "敏感性分析：没有参数影响这些指标；请用 --kpi 另选",
                )
            some = model.scaled("sobol", [names.index(name) for name in chosen])
            tables["sobol"] = sobol(some, chosen, outputs, ask.samples, settings.seed)
        for name, table in tables.items():
            folders.write_csv(table, partial / f"{name}.csv")
        _write_points(model, outputs, partial)
        folders.write_csv(noise(model, outputs, base), partial / "noise.csv")
        folders.write_csv(_described(parameters, chosen), partial / "parameters.csv")
        save(scenario, partial / "scenario")
        manifest = _manifest(scenario, parameters, ask, options, partial, command, chosen, len(model.points))
        manifest["warnings"] = [{"en": one.render("en"), "zh": one.render("zh")} for one in doubts]
        folders.write_manifest(partial, manifest)
        if finish:
            finish(partial)
    found = folders.read_manifest(out) or {}
    return Studied(out, found, effects, tables.get("morris"), tables.get("sobol"))


def check_baselines(scenario: Scenario, parameters: Sequence[Parameter]) -> None:
    """Make sure that each parameter's baseline leaves the scenario as it is.

    Raises:
        InputError: one does not, or its changes do not fit the scenario.
    """
    for one in parameters:
        changes = one.applied(one.baseline)
        check_baseline(scenario, one.name, one.baseline, changes, ("sensitivity", "敏感性分析"))


def one_at_a_time(model: Model) -> tuple[Floats, pl.DataFrame]:
    """Run the baseline, then each parameter at both ends of its range with the others at their baseline.

    Returns:
        KPI values [replications, KPIs] at the baseline, and a table: kpi, level, key, parameter, low, high
        (values of the parameter), at_base, at_low, at_high (means of the KPI) and at_low_error, at_high_error
        (standard errors of the paired differences from the base; empty with one replication).
    """
    baseline = [one.baseline for one in model.parameters]
    points = [list(baseline)]
    for place, one in enumerate(model.parameters):
        for value in (one.low, one.high):
            points.append([*baseline[:place], value, *baseline[place + 1 :]])
    found = model.run("one_at_a_time", points)
    base, n = found[0], found.shape[1]
    rows = []
    for column, (kpi, level, key) in enumerate(model.kpis):
        for place, one in enumerate(model.parameters):
            ends = found[1 + 2 * place : 3 + 2 * place, :, column]
            apart = ends - base[:, column]
            errors = apart.std(axis=1, ddof=1) / np.sqrt(n) if n > 1 else np.full(2, np.nan)
            rows.append(
                {
                    "kpi": kpi,
                    "level": level,
                    "key": key,
                    "parameter": one.name,
                    "low": one.low,
                    "high": one.high,
                    "at_base": float(base[:, column].mean()),
                    "at_low": float(ends[0].mean()),
                    "at_high": float(ends[1].mean()),
                    "at_low_error": float(errors[0]),
                    "at_high_error": float(errors[1]),
                }
            )
    return base, pl.DataFrame(rows).fill_nan(None)


def noise(model: Model, outputs: Sequence[str], base: Floats) -> pl.DataFrame:
    """Tabulate the noise of each KPI: output, at_base, standard_error; least, greatest (of all points)."""
    means = np.array([values.mean(axis=0) for values in model.responses])
    n = len(base)
    errors = base.std(axis=0, ddof=1) / np.sqrt(n) if n > 1 else np.full(base.shape[1], np.nan)
    return pl.DataFrame(
        {
            "output": list(outputs),
            "at_base": base.mean(axis=0),
            "standard_error": errors,
            "least": means.min(axis=0),
            "greatest": means.max(axis=0),
        }
    ).fill_nan(None)


def _write_points(model: Model, outputs: Sequence[str], folder: Path) -> None:
    """Write design.csv (point, stage, parameters) and responses.csv (point, replication, KPIs)."""
    columns = list(zip(*(point.values for point in model.points), strict=True))
    design = {"point": range(1, len(model.points) + 1), "stage": [point.stage for point in model.points]}
    named = {one.name: values for one, values in zip(model.parameters, columns, strict=True)}
    folders.write_csv(pl.DataFrame({**design, **named}), folder / "design.csv")
    values = np.array(model.responses)
    points, replications, _ = values.shape
    responses = {
        "point": np.repeat(np.arange(1, points + 1), replications),
        "replication": np.tile(np.arange(1, replications + 1), points),
        **{output: values[:, :, column].ravel() for column, output in enumerate(outputs)},
    }
    folders.write_csv(pl.DataFrame(responses), folder / "responses.csv")


def _described(parameters: Sequence[Parameter], chosen: Sequence[str]) -> pl.DataFrame:
    """Return parameters.csv: what was varied, over which range, on whose word."""
    fields = ("name", "name_zh", "name_en", "unit", "low", "high", "baseline", "scale", "source", "source_zh")
    rows = [{name: getattr(one, name) for name in fields} for one in parameters]
    return pl.DataFrame(rows).with_columns(kept=pl.col("name").is_in(list(chosen)))


def _manifest(
    scenario: Scenario,
    parameters: Sequence[Parameter],
    ask: Ask,
    options: Options,
    folder: Path,
    command: Sequence[str],
    chosen: Sequence[str],
    points: int,
) -> dict[str, Any]:
    return {
        **head(folders.SENSITIVITY, scenario, options.engine, command),
        "kpis": ["/".join(one) for one in ask.kpis],
        "method": ask.method,
        "trajectories": ask.trajectories,
        "samples": ask.samples,
        "kept": list(chosen) if ask.method == "both" else None,
        "points": points,
        "assumed": [one.name for one in parameters if ASSUMED in one.source],
        "parameters": [one.model_dump(mode="json") for one in parameters],
        "complete": {"points": points},
        "files": provenance.checksums(folder),
    }
