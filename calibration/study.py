"""A calibration into a folder, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from calibration.calibrated import write_calibrated, write_draws
from calibration.effort import DEFAULT, QUICK, Effort
from calibration.figure import SatisfactionModel
from calibration.fitted import Fitted, fitted
from calibration.inputs import Inputs, check_inputs
from calibration.register import Register, inconsistencies
from calibration.tables import tables
from calibration.unknown import LITTLE
from sim.experiment import folder as folders
from sim.experiment import provenance
from sim.experiment.errors import InputError
from sim.experiment.executor import cores
from sim.experiment.kept import kept_beside
from sim.experiment.manifest import head
from sim.experiment.options import Options, resolve
from sim.kpi import REGISTRY
from sim.scenario import Scenario, check, save

Finish = Callable[[Path], object]
Told = Callable[[str, int, int], None]


class Calibrated(NamedTuple):
    """A finished calibration: where it lies, its manifest and its tables."""

    folder: Path
    manifest: dict[str, Any]
    tables: dict[str, pl.DataFrame]


def calibrate(
    scenario: Scenario,
    inputs: Inputs,
    options: Options,
    out: Path | None = None,
    *,
    quick: bool = False,
    effort: Effort | None = None,
    save_into: Path | None = None,
    command: Sequence[str] = (),
    told: Told = lambda stage, done, total: None,
    finish: Finish | None = None,
) -> Calibrated:
    """Calibrate a scenario and write the folder of the calibration, whole or not at all.

    Args:
        scenario: as loaded.
        inputs: register, priors, facts and candidates.
        options: overrides of the settings, engine, workers, resume.
        out: by default results/<id>-calibration-<seed>.
        quick: less work everywhere: a look, not a result to defend.
        effort: sizes of every stage; by default those of ``quick`` or not.
        save_into: the scenario's own folder, to leave calibrated.yaml and posterior.yaml there too.
        command: as typed, for the manifest.
        told: hears stage, done, total.
        finish: called with the folder before it takes its place (to draw charts).

    Raises:
        InputError: packages are missing, files do not fit each other, or `out` cannot be written.
        ScenarioErrors: the scenario, with the options, has problems.
    """
    limits = _one_thread()
    scenario = resolve(scenario, options)
    doubts = check(scenario, known_kpis=REGISTRY)
    if scenario.settings.calibration:
        name = scenario.settings.id
        raise InputError(
            f"calibrate: the values of {name} are calibrated already ({scenario.settings.calibration});"
            " calibrate the scenario that it derives from",
            f"校准：{name} 的数值已经校准（{scenario.settings.calibration}）；请校准其基础情景",
        )
    check_inputs(inputs, scenario)
    settings = scenario.settings
    out = out or Path("results") / f"{settings.id}-calibration-{settings.seed}"
    register = f"{inputs.register.source.title_en}, {len(inputs.register.by_use('target'))} figures"
    with (
        limits,
        folders.new_folder(out, folders.CALIBRATION) as partial,
        kept_beside(out, resume=options.resume) as kept,
    ):
        store = kept / "points"
        store.mkdir(exist_ok=True)
        found = fitted(
            scenario,
            inputs,
            effort or (QUICK if quick else DEFAULT),
            engine=options.engine,
            workers=options.workers or cores(),
            store=store,
            told=told,
        )
        written = tables(found, inputs)
        for name, table in written.items():
            folders.write_csv(table, partial / f"{name}.csv")
        save(scenario, partial / "scenario")
        write_calibrated(found, scenario, partial, "scenario", register)
        write_draws(found, scenario, partial, register)
        manifest = _manifest(scenario, inputs, options, found, written, command, quick)
        manifest["warnings"] = [{"en": one.render("en"), "zh": one.render("zh")} for one in doubts]
        manifest["files"] = provenance.checksums(partial)
        folders.write_manifest(partial, manifest)
        if finish:
            finish(partial)
    if save_into is not None:  # once the result is whole
        write_calibrated(found, scenario, save_into, ".", register)
        write_draws(found, scenario, save_into, register)
    return Calibrated(out, folders.read_manifest(out) or {}, written)


def _one_thread() -> Any:
    """Return a context in which linear algebra uses one thread, so that sums have one order everywhere.

    Raises:
        InputError: what only calibration needs is not installed.
    """
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # once a day it announces a later version
            import arviz  # noqa: F401
        import emcee  # noqa: F401
        import sklearn  # noqa: F401
        from threadpoolctl import threadpool_limits
    except ImportError as fault:
        raise InputError(
            f"calibrate needs {fault.name}: pip install --require-hashes -r requirements/analysis.txt",
            f"校准需要 {fault.name}：pip install --require-hashes -r requirements/analysis.txt",
        ) from fault
    return threadpool_limits(1)


def _manifest(
    scenario: Scenario,
    inputs: Inputs,
    options: Options,
    found: Fitted,
    written: dict[str, pl.DataFrame],
    command: Sequence[str],
    quick: bool,
) -> dict[str, Any]:
    register = inputs.register
    targets = written["targets"]
    return {
        **head(folders.CALIBRATION, scenario, options.engine, command),
        "quick": quick,
        "draws": len(found.z),
        "register": register.source.model_dump(mode="json"),
        "targets": [figure.id for figure in register.by_use("target")],
        "holdouts": [figure.id for figure in register.by_use("holdout")],
        "refused": [
            {"id": one.id, "quote": one.quote, "reason": {"zh": one.note_zh, "en": one.note}}
            for one in register.by_use("reject")
        ],
        "inconsistencies": [{"en": one.text_en, "zh": one.text_zh} for one in inconsistencies(register)],
        "assumed": [one.name for one in inputs.parameters if one.assumed],
        "one_rate_p": one_rate(register),
        "misfit": {name: misfit(targets, name) for name in ("before", "after")},
        "inside": int(targets["inside"].sum()),
        "acceptance": found.posterior.chains.acceptance,
        "directions_known": int(
            written["combinations"].filter(pl.col("sd") < 1 - LITTLE)["direction"].n_unique()
        ),
        "parameters": [one.model_dump(mode="json", exclude_none=True) for one in inputs.parameters],
        "timings": found.seconds,
        "complete": {"draws": len(found.z)},
    }


def misfit(targets: pl.DataFrame, column: str) -> dict[str, float]:
    """Return how far targets are off: a typical factor of counts and savings, and points of satisfaction.

    ``factor`` is exp(sqrt(mean of ln(value / reported)^2)); ``points`` the root mean square of the
    differences in percentage points. A value inside the reported interval is not off.
    """
    import math

    factors, points = [], []
    for row in targets.filter(pl.col("use") == "target").to_dicts():
        value, low, high = row[column], row["reported_low"], row["reported_high"]
        nearest = max(value, low) if high is None else min(max(value, low), high)
        if row["model"] == "satisfaction":
            points.append((100 * (value - nearest)) ** 2)
        else:
            factors.append(math.log(max(value, 1e-9) / nearest) ** 2)
    return {
        "factor": math.exp(math.sqrt(sum(factors) / len(factors))) if factors else 1.0,
        "points": math.sqrt(sum(points) / len(points)) if points else 0.0,
    }


def one_rate(register: Register) -> float | None:
    """Return the p of Fisher's exact test that the satisfactions among the targets come from one rate.

    All cases count as surveyed. None unless there are two of them.
    """
    from scipy.stats import fisher_exact

    pairs = []
    for figure in register.by_use("target"):
        if isinstance(figure.model, SatisfactionModel):
            n = round(register.figure(figure.model.of).number)
            satisfied = round(figure.number * n)
            pairs.append((satisfied, n - satisfied))
    return float(fisher_exact(pairs).pvalue) if len(pairs) == 2 else None
