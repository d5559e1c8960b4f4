"""What a command asks of a run on top of the scenario's own settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from sim.experiment.engines import DEFAULT
from sim.experiment.errors import InputError
from sim.experiment.precision import MOST
from sim.scenario import Scenario

if TYPE_CHECKING:
    from sim.experiment.posterior import Posterior


class Options(NamedTuple):
    """Overrides of the settings (None: as the scenario says), and how to run."""

    replications: int | None = None
    days: int | None = None
    warm_up_days: int | None = None
    seed: int | None = None
    engine: str = DEFAULT
    case_log: bool = False
    check_engines: bool = False  # run every engine and compare the logs
    workers: int | None = None  # threads; None: as many as there are processors
    precision: str | None = None  # what sim.experiment.precision reads; replications are then the most
    warm_up_auto: bool = False  # choose the warm-up by pilot runs
    cluster: str | None = None  # address of a scheduler; then its workers do the replications
    resume: bool = False  # go on from what a dead process kept
    posterior: Posterior | None = None  # replication k runs at its k-th draw


def resolve(scenario: Scenario, options: Options) -> Scenario:
    """Return the scenario with the options in its settings; a follow-up longer than the horizon is cut to it.

    Raises:
        InputError: the settings contradict each other or leave their bounds.
    """
    asked = {
        name: value
        for name in ("replications", "days", "warm_up_days", "seed")
        if (value := getattr(options, name)) is not None
    }
    if options.warm_up_auto:
        asked["warm_up_days"] = 0  # until it is chosen
    if options.precision and options.replications is None:
        asked["replications"] = MOST
    if not asked:
        return scenario
    settings = scenario.settings.model_dump(mode="json") | asked
    settings["follow_up_days"] = min(settings["follow_up_days"], settings["days"])
    if settings["warm_up_days"] >= settings["days"]:
        days, warm_up = settings["days"], settings["warm_up_days"]
        raise InputError(
            f"--days {days}: the horizon lies inside the warm-up of {warm_up} days;"
            " give more days or a shorter --warmup",
            f"--days {days}：模拟期不长于 {warm_up} 天的预热期；请增加天数或用 --warmup 缩短预热期",
        )
    try:
        checked = type(scenario.settings).model_validate(settings)
    except ValidationError as fault:
        faults = "; ".join(
            f"{'.'.join(map(str, e['loc']))}: {e['msg']} ({e['input']!r})" for e in fault.errors()
        )
        raise InputError(f"settings: {faults}", f"设置：{faults}") from None
    return scenario.model_copy(update={"settings": checked})
