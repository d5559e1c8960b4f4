"""Morris and Sobol by SALib, over any function of points in the unit cube.

Sources: M. D. Morris, "Factorial sampling plans for preliminary computational experiments", Technometrics 33
(1991); F. Campolongo, J. Cariboni, A. Saltelli, "An effective screening design for sensitivity analysis of
large models", Environmental Modelling & Software 22 (2007), for mu*; A. Saltelli and others, "Variance based
sensitivity analysis of model output", Computer Physics Communications 181 (2010), for the estimators of
first-order and total indices.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.experiment.errors import InputError

Floats = NDArray[np.float64]
Evaluate = Callable[[Floats], Floats]  # points [n, p] in [0, 1] -> values [n, k]

LEVELS = 4  # of Morris's grid
CONFIDENCE = 0.95
RESAMPLES = 1000  # of the bootstrap


def morris(
    evaluate: Evaluate, names: Sequence[str], outputs: Sequence[str], trajectories: int, seed: int
) -> pl.DataFrame:
    """Screen the parameters by elementary effects over their whole ranges.

    Args:
        evaluate: the model; called once with trajectories x (p + 1) points.
        names: of the p parameters.
        outputs: of the k values.
        trajectories: of the design, 2 or more.
        seed: of the design and of the bootstrap.

    Returns:
        Columns: output, parameter, mu (mean effect), mu_star (mean absolute effect), mu_star_half_width (of
        its 95 % bootstrap interval), sigma (standard deviation of the effects: interactions, curvature).

    Raises:
        InputError: SALib is not installed.
    """
    sample, analyze = _salib("morris")
    problem = _problem(names)
    points = sample.sample(problem, trajectories, num_levels=LEVELS, seed=seed)
    values = evaluate(points)
    rows = []
    for column, output in enumerate(outputs):
        found = analyze.analyze(
            problem,
            points,
            values[:, column],
            num_resamples=RESAMPLES,
            conf_level=CONFIDENCE,
            num_levels=LEVELS,
            seed=seed,
        )
        for at, name in enumerate(names):
            rows.append(
                {
                    "output": output,
                    "parameter": name,
                    "mu": float(found["mu"][at]),
                    "mu_star": float(found["mu_star"][at]),
                    "mu_star_half_width": float(found["mu_star_conf"][at]),
                    "sigma": float(found["sigma"][at]),
                }
            )
    return pl.DataFrame(rows)


def sobol(
    evaluate: Evaluate, names: Sequence[str], outputs: Sequence[str], samples: int, seed: int
) -> pl.DataFrame:
    """Share the variance of each output among the parameters, uniform and independent over their ranges.

    Args:
        evaluate: the model; called once with samples x (p + 2) points.
        names: of the p parameters.
        outputs: of the k values.
        samples: base samples, a power of 2.
        seed: of the scrambled design and of the bootstrap.

    Returns:
        Columns: output, parameter, first (first-order index), first_half_width, total (total index),
        total_half_width; half-widths of 95 % bootstrap intervals. An output that does not vary has indices 0.

    Raises:
        InputError: SALib is not installed.
    """
    sample, analyze = _salib("sobol")
    problem = _problem(names)
    points = sample.sample(problem, samples, calc_second_order=False, seed=seed)
    values = evaluate(points)
    rows = []
    for column, output in enumerate(outputs):
        y = values[:, column]
        found = None
        if np.ptp(y) > 0:
            found = analyze.analyze(
                problem, y, calc_second_order=False, num_resamples=RESAMPLES, conf_level=CONFIDENCE, seed=seed
            )
        for at, name in enumerate(names):
            row: dict[str, Any] = {"output": output, "parameter": name}
            for key, column_name in _SOBOL.items():
                row[column_name] = float(found[key][at]) if found else 0.0
            rows.append(row)
    return pl.DataFrame(rows)


_SOBOL = {"S1": "first", "S1_conf": "first_half_width", "ST": "total", "ST_conf": "total_half_width"}


def kept(screened: pl.DataFrame, most: int) -> list[str]:
    """Return the parameters that go on to Sobol: the ``most`` with the greatest part in any output.

    A parameter's part in an output is its mu_star over the greatest mu_star of that output; its greatest part
    over the outputs ranks it. Parameters without any effect are never kept. Order: as screened.
    """
    part = pl.col("mu_star") / pl.col("mu_star").max().over("output")
    ranked = (
        screened.with_columns(part=pl.when(pl.col("mu_star") > 0).then(part).otherwise(0.0))
        .group_by("parameter", maintain_order=True)
        .agg(pl.col("part").max())
    )
    chosen = set(
        ranked.filter(pl.col("part") > 0)
        .sort("part", descending=True, maintain_order=True)
        .head(most)["parameter"]
    )
    return [name for name in ranked["parameter"] if name in chosen]


def _problem(names: Sequence[str]) -> dict[str, Any]:
    return {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names)}


def _salib(method: str) -> tuple[Any, Any]:
    try:
        from importlib import import_module

        return import_module(f"SALib.sample.{method}"), import_module(f"SALib.analyze.{method}")
    except ImportError as fault:
        raise InputError(
            "sensitivity needs the package SALib: pip install --require-hashes -r requirements/analysis.txt",
            "敏感性分析需要 SALib：pip install --require-hashes -r requirements/analysis.txt",
        ) from fault
