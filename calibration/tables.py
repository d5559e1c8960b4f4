"""The tables of a calibration, as its csv files hold them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from calibration import unknown
from calibration.figure import CountModel, Figure, SatisfactionModel, unit_of
from calibration.fitted import Fitted
from calibration.inputs import Inputs
from calibration.predictive import detectable, expected

Floats = NDArray[np.float64]
_SHOWN = 0.25  # smallest loading of a parameter in a combination that is written


def tables(found: Fitted, inputs: Inputs) -> dict[str, pl.DataFrame]:
    """Return every table by the name of its file, without its ending."""
    return {
        "targets": targets(found),
        "parameters": parameters(found),
        "combinations": combinations(found),
        "at_least": at_least(found),
        "candidates": candidates(found, inputs),
        "draws": draws(found),
        "simulated": simulated(found),
        "plausibility": plausibility(found, inputs),
        "confounding": confounding(found),
        "waves": pl.DataFrame(found.learned.waves, schema_overrides={"wave": pl.Int64, "points": pl.Int64}),
        "emulators": pl.DataFrame([*found.learned.emulators, *found.checks]),
    }


def _end(figure: Figure, high: float) -> float | None:
    """Return the upper end of what a figure can be; a count without one has none."""
    if unit_of(figure) == "share":
        return min(high, 1.0)
    return high if np.isfinite(high) else None


def targets(found: Fitted) -> pl.DataFrame:
    """Every figure: reported, before and after the fit, predicted, and predicted from the others."""
    rows = []
    for place, figure in enumerate(found.joint.figures):
        low, high = figure.interval()
        prior, after, other = found.prior[place], found.predicted[place], found.left_out[place]
        below, above = detectable(prior.draws, figure.number)
        rows.append(
            {
                "id": figure.id,
                "name_zh": figure.name_zh,
                "name_en": figure.name_en,
                "unit": unit_of(figure),
                "model": figure.model.kind if figure.model else "",
                "use": figure.use,
                "reported_low": low,
                "reported_high": _end(figure, high),
                "before": found.before[place],
                "after": found.after[place],
                "prior_low": prior.low,
                "prior_median": prior.median,
                "prior_high": prior.high,
                "prior_p": prior.p,
                "low": after.low,
                "median": after.median,
                "high": after.high,
                "p": after.p,
                "inside": after.inside,
                "loo_low": other.low,
                "loo_median": other.median,
                "loo_high": other.high,
                "loo_p": other.p,
                "detect_below": below if isinstance(figure.model, CountModel) else None,
                "detect_above": above if isinstance(figure.model, CountModel) else None,
            }
        )
    floats = ("reported_high", "detect_below", "detect_above")
    return pl.DataFrame(rows, schema_overrides=dict.fromkeys(floats, pl.Float64))


def parameters(found: Fitted) -> pl.DataFrame:
    """Every parameter: prior, posterior, how well it mixed, and by how much it was narrowed."""
    narrowed = unknown.narrowing(found.posterior.z)
    ends = np.array([0.05, 0.5, 0.95])
    rows = []
    for place, one in enumerate(found.joint.parameters):
        before, values = one.prior.quantile(ends), found.posterior.values[one.name]
        after = np.quantile(values, ends)
        rows.append(
            {
                "name": one.name,
                "name_zh": one.name_zh,
                "name_en": one.name_en,
                "unit": one.unit,
                "role": one.role,
                "scale": "log" if one.prior.log else "linear",
                "assumed": one.assumed,
                "source": one.source,
                "source_zh": one.source_zh,
                **dict(zip(("prior_q05", "prior_q50", "prior_q95"), before.tolist(), strict=True)),
                **dict(zip(("q05", "q50", "q95"), after.tolist(), strict=True)),
                "mean": float(values.mean()),
                "sd": float(values.std(ddof=1)),
                "rank_hat": float(found.posterior.rank_hat[place]),
                "ess_bulk": float(found.posterior.ess_bulk[place]),
                "ess_tail": float(found.posterior.ess_tail[place]),
                "narrowing": float(narrowed[place]),
                "centre": found.centre[one.name],
            }
        )
    return pl.DataFrame(rows)


def combinations(found: Fitted) -> pl.DataFrame:
    """Directions in the parameters, the best known first, with the parameters that make them up."""
    rows: list[dict[str, Any]] = []
    for number, one in enumerate(unknown.combinations(found.posterior.z), start=1):
        order = np.argsort(-np.abs(one.loadings))
        for place in order[: max(int((np.abs(one.loadings) >= _SHOWN).sum()), 1)]:
            parameter = found.joint.parameters[place]
            rows.append(
                {
                    "direction": number,
                    "sd": one.sd,
                    "parameter": parameter.name,
                    "parameter_zh": parameter.name_zh,
                    "parameter_en": parameter.name_en,
                    "loading": float(one.loadings[place]),
                }
            )
    return pl.DataFrame(rows)


def at_least(found: Fitted) -> pl.DataFrame:
    """Every parameter with "more than" read as an interval, and as a plain lower bound."""
    rows: list[dict[str, Any]] = []
    ends = [0.05, 0.5, 0.95]
    for place, one in enumerate(found.joint.parameters):
        if found.plainly is None:
            break
        as_interval, plainly = found.posterior.z[:, place], found.plainly.z[:, place]
        pair = (found.posterior.values[one.name], found.plainly.values[one.name])
        quantiles = [np.quantile(values, ends).tolist() for values in pair]
        rows.append(
            {
                "name": one.name,
                "name_zh": one.name_zh,
                "name_en": one.name_en,
                "unit": one.unit,
                **dict(zip(("interval_q05", "interval_q50", "interval_q95"), quantiles[0], strict=True)),
                **dict(zip(("at_least_q05", "at_least_q50", "at_least_q95"), quantiles[1], strict=True)),
                "shift": float(plainly.mean() - as_interval.mean()),
            }
        )
    return pl.DataFrame(rows, schema=_AT_LEAST)


def candidates(found: Fitted, inputs: Inputs) -> pl.DataFrame:
    """Figures to ask for, by how much they would narrow what is still as wide as before."""
    open_ = unknown.narrowing(found.posterior.z) < unknown.LITTLE
    gains = []
    for one, place in zip(inputs.candidates, found.extras.candidates, strict=True):
        if one.parameter is not None:
            gains.append(unknown.expected_narrowing(found.z, _standard(found, one.parameter)))
        else:
            values = np.array([reading.tallies[place].mean for reading in found.readings])
            gains.append(unknown.expected_narrowing(found.z, values))
    rows = []
    for index, reduction in unknown.ranked(gains, open_):
        one, gain = inputs.candidates[index], gains[index]
        most = int(gain.argmax())
        parameter = found.joint.parameters[most] if gain[most] > 0 else None
        rows.append(
            {
                "id": one.id,
                "name_zh": one.name_zh,
                "name_en": one.name_en,
                "unit": one.unit,
                "reduction": reduction,
                "parameter": parameter.name if parameter else None,
                "parameter_zh": parameter.name_zh if parameter else None,
                "parameter_en": parameter.name_en if parameter else None,
                "parameter_reduction": float(gain[most]) if parameter else None,
            }
        )
    return pl.DataFrame(rows, schema_overrides={"parameter_reduction": pl.Float64})


def _standard(found: Fitted, name: str) -> Floats:
    place = [one.name for one in found.joint.parameters].index(name)
    return np.asarray(found.z[:, place])


def draws(found: Fitted) -> pl.DataFrame:
    """Every parameter at the posterior draws that were simulated."""
    n = len(found.z)
    named = {one.name: found.draws[one.name] for one in found.joint.parameters}
    return pl.DataFrame({"draw": np.arange(1, n + 1), **named})


def simulated(found: Fitted) -> pl.DataFrame:
    """What the simulations at the draws gave of each figure, without the chance of counting it."""
    values = expected(found.joint, found.draws, found.centres)
    parts = [
        pl.DataFrame({"draw": np.arange(1, len(one) + 1), "target": [figure.id] * len(one), "value": one})
        for figure, one in zip(found.joint.figures, values, strict=True)
    ]
    return pl.concat(parts)


def plausibility(found: Fitted, inputs: Inputs) -> pl.DataFrame:
    """Facts from elsewhere beside what the model gives, before and after."""
    rows = []
    for offset, fact in enumerate(inputs.facts):
        place = found.extras.facts.start + offset
        before = float(np.mean([one.tallies[place].mean for one in found.baseline]))
        after = np.array([one.tallies[place].mean for one in found.readings])
        low, median, high = np.quantile(after, [0.025, 0.5, 0.975]).tolist()
        rows.append(
            {
                "id": fact.id,
                "name_zh": fact.name_zh,
                "name_en": fact.name_en,
                "unit": fact.unit,
                "fact_low": fact.low,
                "fact_high": fact.high,
                "before": before,
                "low": low,
                "median": median,
                "high": high,
                "source": fact.source,
                "source_zh": fact.source_zh,
            }
        )
    return pl.DataFrame(rows)


def confounding(found: Fitted) -> pl.DataFrame:
    """What satisfaction tells of backstop and score, with a reporting effect per county and without.

    ``correlation``: over the posterior, of the quantity with the county's reporting effect.
    """
    rows: list[dict[str, Any]] = []
    joint, without = found.joint, found.without_reporting
    if without is None:
        return pl.DataFrame(schema=_CONFOUNDING)
    names = [one.name for one in joint.parameters]
    satisfied = [
        (place, figure)
        for place, figure in enumerate(joint.figures)
        if isinstance(figure.model, SatisfactionModel)
    ]
    truth = [_true_satisfaction(found, chains.values) for chains in (found.posterior, without)]
    for order, (place, figure) in enumerate(satisfied):
        assert isinstance(figure.model, SatisfactionModel)
        effect = found.posterior.z[:, names.index(figure.model.reporting)]
        by_name = joint.parameters[names.index(figure.model.reporting)]
        rows.append(
            _row(
                f"{figure.name_zh}：真实", f"{figure.name_en}: true", "true_satisfaction",
                truth[0][place], truth[1][place], effect,
            )
        )  # fmt: skip
        values = found.posterior.values[by_name.name]
        rows.append(_row(by_name.name_zh, by_name.name_en, by_name.name, values, None, effect))
        if found.extras.backstop:
            column = found.extras.backstop[order]
            gain = -100.0 * np.array([one.tallies[column].mean for one in found.readings])
            own = found.z[:, names.index(figure.model.reporting)]
            rows.append(
                _row(
                    f"{figure.name_zh}：兜底增益（百分点）",
                    f"{figure.name_en}: gain by the backstop, points",
                    "backstop_gain", gain, None, own,
                )
            )  # fmt: skip
    effects = {name: found.posterior.z[:, names.index(name)] for name in _reporting_names(satisfied)}
    for place, one in enumerate(joint.parameters):
        if one.role in ("simulated", "score"):
            own = found.posterior.z[:, place]
            strongest = max(effects.values(), key=lambda z, own=own: abs(_correlation(own, z)))  # type: ignore[misc]
            rows.append(
                _row(
                    one.name_zh, one.name_en, one.name,
                    found.posterior.values[one.name], without.values[one.name], strongest,
                )
            )  # fmt: skip
    return pl.DataFrame(rows, schema=_CONFOUNDING)


_AT_LEAST: dict[str, Any] = {
    **dict.fromkeys(("name", "name_zh", "name_en", "unit"), pl.String),
    **{f"{reading}_q{q}": pl.Float64 for reading in ("interval", "at_least") for q in ("05", "50", "95")},
    "shift": pl.Float64,
}
_ENDS = ("low", "median", "high")
_CONFOUNDING: dict[str, Any] = {
    "name_zh": pl.String,
    "name_en": pl.String,
    "quantity": pl.String,
    **{f"with_reporting_{end}": pl.Float64 for end in _ENDS},
    **{f"without_reporting_{end}": pl.Float64 for end in _ENDS},
    "correlation": pl.Float64,
}


def _reporting_names(satisfied: list[tuple[int, Figure]]) -> list[str]:
    return [figure.model.reporting for _, figure in satisfied if isinstance(figure.model, SatisfactionModel)]


def _true_satisfaction(found: Fitted, values: Mapping[str, Floats]) -> list[Floats]:
    """Return the mean probability to be satisfied of each figure's cases, as emulated; empty for others."""
    said = found.joint.predict(values)
    return [
        1.0 / (1.0 + np.exp(-said.centre[place]))
        if isinstance(figure.model, SatisfactionModel)
        else np.empty(0)
        for place, figure in enumerate(found.joint.figures)
    ]


def _row(
    zh: str, en: str, quantity: str, with_: Floats, without: Floats | None, effect: Floats
) -> dict[str, Any]:
    ends = [0.05, 0.5, 0.95]
    given = np.quantile(with_, ends).tolist()
    other = [None] * 3 if without is None else np.quantile(without, ends).tolist()
    return {
        "name_zh": zh,
        "name_en": en,
        "quantity": quantity,
        **{f"with_reporting_{end}": value for end, value in zip(_ENDS, given, strict=True)},
        **{f"without_reporting_{end}": value for end, value in zip(_ENDS, other, strict=True)},
        "correlation": _correlation(with_, effect),
    }


def _correlation(a: Floats, b: Floats) -> float:
    if np.ptp(a) == 0 or np.ptp(b) == 0:
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])
