"""Draws of the small city's parameters: demand doubles from the first to the second, chances stay."""

from sim.experiment.posterior import Parameter, Posterior


def parameter(name: str, *changes: dict, **fields: object) -> Parameter:
    given = {"name_zh": "参数", "name_en": name, "unit": "ratio", **fields}
    return Parameter(name=name, changes=list(changes), **given)


DEMAND = parameter("demand", {"update": {"table": "demand", "where": {}, "multiply": {"rate": "{value}"}}})
SHARE = parameter("share", {"set": {"policies.backstop.share": "{value}"}})
WINDOW = parameter("window")  # enters no scenario


def posterior(*draws: tuple[float, ...], parameters: tuple[Parameter, ...] = (DEMAND, SHARE, WINDOW)):
    """Three draws, or those given."""
    return Posterior("small_city", parameters, draws or ((1.0, 0.6, 7.0), (2.0, 0.3, 8.0), (0.5, 0.9, 9.0)))
