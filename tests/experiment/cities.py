"""The small city of the gallery as runs need it: a short horizon, and a what-if beside it."""

from pathlib import Path

from sim.scenario import Scenario, save
from tests.builders import changed
from tests.small_city import small_city


def named(scenario: Scenario, name: str, **settings: object) -> Scenario:
    """Return a scenario under another id, with other settings."""
    update = {"id": name, "name_en": name, "name_zh": name, **settings}
    return scenario.model_copy(update={"settings": scenario.settings.model_copy(update=update)})


def base(**settings: object) -> Scenario:
    """Nine places over eight days, two of them warm-up, twice."""
    short = {"days": 8, "warm_up_days": 2, "follow_up_days": 8, "replications": 2}
    return named(small_city(cases_per_day=20), "small_city", **{**short, **settings})


def without_backstop() -> Scenario:
    """Switch the backstop off, over a horizon of its own that a comparison must set right."""
    return named(changed(base(), backstop={"on": False}), "backstop_off", days=10, replications=1)


def on_disk(scenario: Scenario, parent: Path) -> Path:
    """Save a scenario as a folder named by its id."""
    folder = parent / scenario.settings.id
    save(scenario, folder)
    return folder
