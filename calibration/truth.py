"""Figures as a register would report them of a simulated truth.

A run at known parameters is counted the way that a figure's observation model says it came about: over its
own window, from the cases of the log, with a survey and a rounding of its own. No emulator has a part in it,
and nothing is drawn that the run itself can tell.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from calibration.figure import CountModel, Figure, MeanModel, SatisfactionModel, SavingModel
from calibration.measure import Log, paired, tally
from calibration.places import Attraction
from calibration.simulator import Point, Simulator

MONTH = 730.5 * 3600  # seconds
DAY = 86_400


class Truth:
    """Reports the figures of runs.

    Args:
        simulator: of a scenario whose measured window holds every window of the figures, wherever it begins;
            its observables are those of the figures, in their order.
        figures: whose models and roundings are used; their values are not.
        attraction: of each parameter that is a place's factor.
    """

    def __init__(
        self, simulator: Simulator, figures: Sequence[Figure], attraction: Mapping[str, Attraction]
    ) -> None:
        self._simulator, self._figures, self._attraction = simulator, list(figures), attraction
        self._windows = {
            figure.id: figure.model for figure in figures if isinstance(figure.model, CountModel)
        }

    def reported(self, values: Mapping[str, float], number: int, rng: np.random.Generator) -> list[Figure]:
        """Run the scenario at these values and report every figure of it.

        Args:
            values: of every parameter.
            number: of the replication: the chances of the run.
            rng: chances of what happens outside the run: survey, windows without a date, what the model
                leaves out.

        Returns:
            the figures with values of this run; counts come before the satisfaction that refers to them.

        Raises:
            ValueError: a window does not lie in the run, or a mean has no cases in it.
        """
        named = {
            name: self._attraction[name].of(value) if name in self._attraction else value
            for name, value in values.items()
        }
        base, without = self._simulator.logs(Point(number, 1.0, named))
        windows = {name: self._window(model, values, base, rng) for name, model in self._windows.items()}
        counts: dict[str, float] = {}
        found: list[Figure | None] = [None] * len(self._figures)
        for place in sorted(
            range(len(found)), key=lambda i: isinstance(self._figures[i].model, SatisfactionModel)
        ):
            figure = self._figures[place]
            if isinstance(figure.model, CountModel):
                value = self._counted(figure, figure.model, within(base, *windows[figure.id]), values, rng)
                counts[figure.id] = value
            elif isinstance(figure.model, SatisfactionModel):
                of = figure.model.of
                value = self._surveyed(
                    figure, figure.model, within(base, *windows[of]), counts[of], values, rng
                )
            else:
                value = self._mean(figure, base, without[place], rng)
            found[place] = figure.model_copy(update={"value": as_reported(figure, value)})
        return [one for one in found if one is not None]

    def _window(
        self, model: CountModel, values: Mapping[str, float], log: Log, rng: np.random.Generator
    ) -> tuple[int, int]:
        """Return the window of a count in seconds; one without a first day begins anywhere in the run."""
        start, stop = log.measured.window
        months = model.months if model.months is not None else values[str(model.window)]
        length = round(months * MONTH)
        if model.since is not None:
            days = model.since.toordinal() - self._simulator.scenario.settings.start.toordinal()
            first = days * DAY
        else:
            first = start + round(float(rng.random()) * (stop - start - length))
        if first < start or first + length > stop:
            raise ValueError(f"a window of {months:g} months does not lie in the run")
        return first, first + length

    @staticmethod
    def _counted(
        figure: Figure, model: CountModel, log: Log, values: Mapping[str, float], rng: np.random.Generator
    ) -> float:
        assert figure.observable is not None
        count = int(log.selected(figure.observable).sum())
        if model.ramp is not None:  # so much of the network was at work: each case is kept with that chance
            count = int(rng.binomial(count, values[model.ramp]))
        return float(round(count * math.exp(model.error * rng.standard_normal())))

    @staticmethod
    def _surveyed(
        figure: Figure,
        model: SatisfactionModel,
        log: Log,
        cases: float,
        values: Mapping[str, float],
        rng: np.random.Generator,
    ) -> float:
        """Ask a share of the cases; the dissatisfied are reported as satisfied with the county's chance."""
        assert figure.observable is not None
        chosen = np.flatnonzero(log.selected(figure.observable))
        shift = model.error * rng.standard_normal()
        satisfied = log.measured.drawn("satisfaction") < log.measured.case("score") + shift
        n = min(max(round(values[model.surveyed] * cases), 1), len(chosen))
        asked = satisfied[rng.choice(chosen, size=n, replace=False)]
        return float((asked | (rng.random(n) < values[model.reporting])).mean())

    @staticmethod
    def _mean(figure: Figure, base: Log, without: Log | None, rng: np.random.Generator) -> float:
        """Return a mean over the whole run, in one of its readings."""
        assert isinstance(figure.model, SavingModel | MeanModel)
        assert figure.observable is not None
        one = figure.observable
        if isinstance(figure.model, SavingModel):
            readings = figure.model.readings
            one = one.model_copy(update={"value": readings[int(rng.integers(len(readings)))]})
        mean = tally(one, base).mean if without is None else paired(one, base, without).mean
        if math.isnan(mean):
            raise ValueError(f"{figure.id} has no cases in the run")
        return mean * math.exp(figure.model.error * rng.standard_normal())


def within(log: Log, start: int, stop: int) -> Log:
    """Return the log measured over the cases that arise in [start, stop), seconds."""
    network = log.compiled.network
    clock = network.clock._replace(warm_up=start, horizon=stop)
    compiled = log.compiled._replace(network=network._replace(clock=clock))
    return Log(compiled, log.measured.table, log.measured.log, log.cells)


def as_reported(figure: Figure, value: float) -> float:
    """Return a value rounded as the figure is.

    rounded: to its unit. at_least: down, to as many leading digits as the figure has. rate and mean: to as
    many decimals.
    """
    if figure.bound == "exact":
        return value
    if figure.bound == "rounded":
        unit = float(figure.unit or 1)
        return unit * math.floor(value / unit + 0.5)
    if figure.bound == "at_least":
        digits = len(str(int(figure.number)).rstrip("0"))
        unit = 10.0 ** max(len(str(int(value))) - digits, 0)
        return unit * math.floor(value / unit)
    return round(value, len(f"{figure.number:.10g}".partition(".")[2]))
