"""All figures together: from values of the parameters to the likelihood of the register.

Parameters are standard normal variates z, each mapped to its prior (`calibration.distribution`), so that the
prior of every one of them is the same and a posterior can be held against it at once. Rates enter exactly:
an expected count is the emulated share of the population's cases, times the cases that the rates raise,
times the exposure. Only how shares and satisfaction depend on the dynamics and the load is emulated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from calibration.cells import Cells
from calibration.design import Cube
from calibration.emulator import Emulator, Training
from calibration.figure import CountModel, Figure, SatisfactionModel, SavingModel
from calibration.measure import Tally
from calibration.models.count import CountTerm, Season
from calibration.models.satisfaction import SatisfactionTerm
from calibration.models.saving import SavingTerm
from calibration.observable import Observable
from calibration.parameter import Parameter
from calibration.simulator import Reading

Floats = NDArray[np.float64]
Values = dict[str, Floats]  # parameter: [b]
_MOST_LOST = 3.0  # log of logits; beyond it nobody is satisfied
_INTERCEPT = "policies.satisfaction.intercept"
Term = CountTerm | SatisfactionTerm | SavingTerm


class Output(NamedTuple):
    """One emulated number: of which figure, from which observable."""

    figure: int
    observable: Observable

    @property
    def name(self) -> str:
        """What it is called in tables."""
        return self.observable.words()


class Pool(NamedTuple):
    """Cases of the scenario as it is, by cell, pooled over all points that were run."""

    arisen: Floats  # [cells] per measured window at load 1
    population: list[Floats]  # of each output
    counts: list[Floats]  # of each output
    intercept: float  # of the satisfaction score, where no parameter sets it
    unsatisfied: list[Floats]  # of each output that is a satisfaction: expected number of dissatisfied cases


class Prediction(NamedTuple):
    """What the emulators say of each figure at points."""

    # of each figure [b], of a saving [b, readings]: log monthly count, logit, or log saving
    centre: list[Floats]
    deviation: list[Floats]  # of the same shapes: what the emulator does not know


def outputs_of(figures: Sequence[Figure]) -> list[Output]:
    """Return what is to be emulated: one observable a figure, for a saving one for each reading."""
    found = []
    for place, figure in enumerate(figures):
        assert figure.observable is not None
        assert figure.model is not None
        if isinstance(figure.model, SavingModel):
            for reading in figure.model.readings:
                found.append(Output(place, figure.observable.model_copy(update={"value": reading})))
        else:
            found.append(Output(place, figure.observable))
    return found


def pooled(points_load: Sequence[float], readings: Sequence[Reading], cells: Cells) -> Pool:
    """Pool the cases by cell over all points; what rates do not scale is the same at every load.

    Raises:
        ValueError: there is no reading.
    """
    scale = np.array([np.where(cells.scaled, load, 1.0) for load in points_load]).sum(axis=0)
    n = len(readings[0].tallies)
    return Pool(
        np.sum([one.arisen for one in readings], axis=0) / scale,
        [np.sum([one.tallies[i].population for one in readings], axis=0) / scale for i in range(n)],
        [np.sum([one.tallies[i].counts for one in readings], axis=0) / scale for i in range(n)],
        readings[0].intercept,
        [
            np.sum([one.tallies[i].counts - one.tallies[i].sums for one in readings], axis=0) / scale
            for i in range(n)
        ],
    )


def trainings(
    outputs: Sequence[Output],
    figures: Sequence[Figure],
    readings: Sequence[Reading],
    cube: Cube,
    x: Floats,
) -> list[Training]:
    """Return what each output is learned from: on the log or logit scale, with the variance of its noise.

    Args:
        outputs: to learn.
        figures: that they are of.
        readings: of the points that were run.
        cube: that the points lie in.
        x: the points, [n, size].
    """
    found = []
    for place, output in enumerate(outputs):
        tallies = [one.tallies[place] for one in readings]
        model = figures[output.figure].model
        n, columns = [one.n for one in tallies], cube.n_dynamic
        if isinstance(model, CountModel):
            pairs, n = [log_share(one) for one in tallies], [one.population.sum() + 1.0 for one in tallies]
        elif isinstance(model, SatisfactionModel):
            pairs, columns = [log_loss(one.tallies[place], one.intercept) for one in readings], cube.size
        else:
            pairs = [log_mean(one) for one in tallies]
        y, noise = np.array(pairs).T
        found.append(Training(output.name, columns, y, _evened(noise, np.array(n), x[:, :columns])))
    return found


def _evened(noise: Floats, n: Floats, x: Floats) -> Floats:
    """Return the variance of each point's noise, from n cases each, as all points make it likely.

    A variance from a point's own cases is itself a matter of chance, and hangs together with their mean: a
    point that counted more by chance has a smaller one on the log scale. Weights of that kind raise a mean
    count of mu by about the factor 1 + 1 / mu. The log of the variance by case is therefore replaced by a
    straight line in the inputs (ordinary least squares), set such that the variances' mean stays.
    """
    line, by_case = np.column_stack([np.ones(len(x)), x]), noise * n
    known = np.isfinite(by_case)  # elsewhere there are too few cases: the emulator refuses the point
    if not known.any():
        return noise
    floored = np.log(np.maximum(by_case[known], 0.01 * by_case[known].mean() + 1e-12))
    likely = np.exp(line @ np.linalg.lstsq(line[known], floored, rcond=None)[0])
    return np.where(known, likely * (by_case / likely)[known].mean() / n, noise)


def log_share(one: Tally) -> tuple[float, float]:
    """Return the log of the counted share of the population, and its variance (delta method)."""
    count, population = one.counts.sum() + 0.5, one.population.sum() + 1.0
    return float(np.log(count / population)), float((1.0 - count / population) / count)


def logit_mean(one: Tally) -> tuple[float, float]:
    """Return the logit of a mean probability, and its variance (delta method)."""
    p = min(max(one.mean, 1e-9), 1 - 1e-9)
    return float(np.log(p / (1 - p))), float(one.variance / one.n / (p * (1 - p)) ** 2)


def log_loss(one: Tally, intercept: float) -> tuple[float, float]:
    """Return the log of what satisfaction loses, in logits, and its variance (delta method).

    The loss is the score's intercept less the logit of the mean probability: what waiting, lateness,
    hand-offs and travel cost. It is positive and spans orders of magnitude, from a network at ease to one
    that is choked, so that its logarithm is the smoother function; a loss near zero counts as a tenth of its
    error.
    """
    logit, variance = logit_mean(one)
    error = float(np.sqrt(variance))
    loss = max(intercept - logit, 0.1 * error, 1e-6)
    return float(np.log(loss)), float(min((error / loss) ** 2, 4.0))


def log_mean(one: Tally) -> tuple[float, float]:
    """Return the log of a mean, at least a tenth of its error, and its variance (delta method)."""
    error = float(np.sqrt(one.variance / one.n))
    mean = max(one.mean, 0.1 * error, 1e-9)
    return float(np.log(mean)), float(min((error / mean) ** 2, 4.0))


class Joint:
    """The register as a function of all parameters.

    Args:
        parameters: all of them.
        figures: those that are calibrated to, and those that are only predicted.
        cube: of what is simulated.
        cells: of demand.
        hour_weight: [T] demand's weight by hour of the run, for windows with a known first day.
        start_hour: hours from 0001-01-01 to the run's start.
        months: mean months of the measured window.
        seed: of quadratures.
    """

    def __init__(
        self,
        parameters: Sequence[Parameter],
        figures: Sequence[Figure],
        cube: Cube,
        cells: Cells,
        hour_weight: Floats,
        start_hour: int,
        months: float,
        seed: int,
    ) -> None:
        self.parameters, self.figures, self.cube, self.cells = list(parameters), list(figures), cube, cells
        self.outputs, self.months = outputs_of(figures), months
        self._calendar = (hour_weight, start_hour, months, seed)
        by_name = {one.name: one for one in parameters}
        readers = [name for one in figures if one.model is not None for name in one.model.names()]
        private = {name for name in readers if readers.count(name) == 1 and _integrable(by_name[name])}
        self.terms: list[Term] = [
            self._term(figure, by_name, private, hour_weight, start_hour, seed) for figure in figures
        ]
        self.private = [one.name for one in parameters if any(one.name in t.private for t in self.terms)]
        self.free = [one for one in parameters if one.name not in self.private]
        self.rates = [one for one in parameters if one.role == "rate"]
        self._chosen = np.array([cells.chosen(one.scales) for one in self.rates]).reshape(-1, cells.size)
        self.emulator: Emulator | None = None
        self.pool: Pool | None = None
        self._shift, self._departure = np.zeros((2, len(self.outputs)))

    def _term(
        self,
        figure: Figure,
        by_name: Mapping[str, Parameter],
        private: set[str],
        hour_weight: Floats,
        start_hour: int,
        seed: int,
    ) -> Term:
        model = figure.model
        assert model is not None
        own = [name for name in model.names() if name in private]
        if isinstance(model, CountModel):
            season = None
            if model.since is not None:
                season = Season(hour_weight, model.since.toordinal() * 24 - start_hour)
            return CountTerm(figure, by_name, own, season, seed)
        if isinstance(model, SatisfactionModel):
            cases = next(one.number for one in self.figures if one.id == model.of)
            return SatisfactionTerm(figure, cases, by_name, own, seed)
        return SavingTerm(figure)

    def learned(self, emulator: Emulator, pool: Pool) -> None:
        """Take emulators and pooled cases into use."""
        self.emulator, self.pool = emulator, pool

    def observing(self, figures: Sequence[Figure]) -> Joint:
        """Return the same model, emulators and all, of the same figures with other values."""
        other = Joint(self.parameters, figures, self.cube, self.cells, *self._calendar)
        other.emulator, other.pool = self.emulator, self.pool
        other.departing(self._shift, self._departure)
        return other

    def departing(self, shift: Floats, deviation: Floats) -> None:
        """Add how simulations depart from the emulators, [outputs] each: their mean, and deviation."""
        self._shift, self._departure = shift, deviation

    # -- parameters ------------------------------------------------------------------------------------

    def values(self, z: Floats, parameters: Sequence[Parameter] | None = None) -> Values:
        """Return values of parameters, by default the free ones, at standard normal z [b, parameters]."""
        return {one.name: one.prior.value(z[:, i]) for i, one in enumerate(parameters or self.free)}

    def multipliers(self, values: Mapping[str, Floats]) -> Floats:
        """Return what the rates multiply each cell by, [b, cells]."""
        n = len(next(iter(values.values())))
        if not self.rates:
            return np.ones((n, self.cells.size))
        factors = np.column_stack([values[one.name] / one.baseline for one in self.rates])
        return self.cells.multipliers(self._chosen, factors)

    def load(self, values: Mapping[str, Floats], arisen: Floats) -> Floats:
        """Return the load: how much more demand and visits raise than in the scenario as it is, [b]."""
        weight = np.where(self.cells.scaled, arisen, 0.0)
        return np.asarray(self.multipliers(values) @ (weight / weight.sum()))

    def units(self, values: Mapping[str, Floats]) -> Floats:
        """Return the points of the cube at which parameters ask the emulators."""
        assert self.pool is not None
        columns = [values[one.name] for one in self.cube.columns]
        return self.cube.units(self.load(values, self.pool.arisen), columns)

    def _intercept(self, values: Mapping[str, Floats]) -> Floats | float:
        """Return the intercept of the satisfaction score: a parameter's, if one sets it."""
        for one in self.parameters:
            if any(_INTERCEPT in part.get("set", {}) for part in one.changes):
                return values[one.name]
        assert self.pool is not None
        return self.pool.intercept

    # -- figures ----------------------------------------------------------------------------------------

    def predict(self, values: Mapping[str, Floats]) -> Prediction:
        """Return what the emulators say of each figure."""
        assert self.emulator is not None
        mean, deviation = self.emulator.predict(self.units(values))
        return self.combined(values, mean, deviation)

    def combined(self, values: Mapping[str, Floats], mean: Floats, deviation: Floats) -> Prediction:
        """Return figures from outputs [b, outputs]: the rates' part of counts is added here."""
        assert self.pool is not None
        factors = self.multipliers(values)
        centre, spread = [], []
        for place in range(len(self.figures)):
            own = [column for column, output in enumerate(self.outputs) if output.figure == place]
            first = own[0]
            if isinstance(self.terms[place], CountTerm):
                counts, population = self.pool.counts[first], self.pool.population[first]
                mix = factors @ (counts / counts.sum())
                rate = np.log(mix * population.sum() / self.months)
                centre.append(mean[:, first] + rate + self._shift[first])
                spread.append(np.hypot(deviation[:, first], self._departure[first]))
            elif isinstance(self.terms[place], SatisfactionTerm):
                loss = np.exp(np.minimum(mean[:, first], _MOST_LOST))
                logit = _mixed(self._intercept(values) - loss, factors, self.pool, first)
                centre.append(logit + self._shift[first])
                spread.append(np.hypot(loss * deviation[:, first], self._departure[first]))
            else:
                centre.append(mean[:, own] + self._shift[own])
                spread.append(np.hypot(deviation[:, own], self._departure[own]))
        return Prediction(centre, spread)

    def log_likelihoods(self, values: Mapping[str, Floats], prediction: Prediction | None = None) -> Floats:
        """Return the log probability of each figure at points, [b, figures]."""
        found = prediction or self.predict(values)
        columns = [
            term.log_likelihood(found.centre[i], found.deviation[i], values)
            for i, term in enumerate(self.terms)
        ]
        return np.column_stack(columns)

    def draw_private(
        self, rng: np.random.Generator, values: Values, known: Sequence[bool] | None = None
    ) -> Values:
        """Draw the parameters that were integrated out, given the rest.

        Args:
            rng: source of chance.
            values: of the free parameters, [b] each.
            known: for each figure whether it was fitted; where it was not, its parameters are the prior's.

        Returns:
            every parameter, [b] each.
        """
        found = self.predict(values)
        out = dict(values)
        by_name = {one.name: one for one in self.parameters}
        n = len(next(iter(values.values())))
        for place, term in enumerate(self.terms):
            if known is None or known[place]:
                if not isinstance(term, SavingTerm):
                    out |= term.draw_private(rng, found.centre[place], found.deviation[place], values)
            else:
                for name in term.private:
                    out[name] = by_name[name].prior.quantile(rng.random(n))
        return out

    def replicate(
        self,
        rng: np.random.Generator,
        place: int,
        values: Values,
        centre: Floats,
        deviation: Floats | None,
        *,
        fitted: bool,
        simulated: bool = False,
    ) -> Floats:
        """Draw a figure again [b], all parameters given.

        Args:
            rng: source of chance.
            place: of the figure.
            values: every parameter.
            centre: of the figure as `predict` gives it.
            deviation: what is not known of it, drawn too; None: it is known.
            fitted: the saving's reading is the one that fits, else any.
            simulated: the centre comes from a simulation in which the place has its factor already.
        """
        term = self.terms[place]
        latent = centre
        if deviation is not None:
            latent = centre + deviation * rng.standard_normal(centre.shape)
        if isinstance(term, CountTerm):
            return term.replicate(rng, latent, values, place=not simulated)
        if isinstance(term, SatisfactionTerm):
            return term.replicate(rng, latent, values)
        reading = None
        if fitted:
            reading = term.readings(rng, centre, np.zeros_like(centre) if deviation is None else deviation)
        return term.replicate(rng, latent, reading)


def _mixed(logit: Floats, factors: Floats, pool: Pool, output: int) -> Floats:
    """Return the logit of a mean satisfaction once the rates have changed the mix of its cases.

    Cells differ in how many of their cases are dissatisfied; the share of each cell's is pooled over the
    points.
    """
    counts, unsatisfied = pool.counts[output], pool.unsatisfied[output]
    ratio = (factors @ unsatisfied / unsatisfied.sum()) / (factors @ counts / counts.sum())
    dissatisfied = np.clip(ratio / (1.0 + np.exp(logit)), 1e-12, 1.0 - 1e-9)
    return np.asarray(np.log1p(-dissatisfied) - np.log(dissatisfied))


def _integrable(one: Parameter) -> bool:
    """Tell whether a parameter that one figure reads is integrated out; a reporting effect is not."""
    return one.role in ("window", "place") or (one.role == "survey" and not one.changes)
