"""What a calibration leaves for others: the scenario at the centre of the posterior, and its draws."""

from __future__ import annotations

import json
from pathlib import Path

from calibration.fitted import Fitted
from calibration.parameter import Parameter
from sim.experiment import posterior
from sim.experiment.folder import POSTERIOR
from sim.scenario import Scenario

CALIBRATED = "calibrated.yaml"


def write_calibrated(found: Fitted, scenario: Scenario, folder: Path, base: str, register: str) -> None:
    """Write calibrated.yaml: the scenario with every parameter at the centre of the posterior.

    The centre is the mean on the parameters' normal scales: where parameters are known only together, it
    keeps what is known of them together.

    Args:
        found: the calibration.
        scenario: that was calibrated.
        folder: where the file goes.
        base: path of the scenario from there.
        register: what it was calibrated to, in words.
    """
    settings = scenario.settings
    lines = [
        f"# {settings.name_en}, calibrated to {register}.",
        "# Written by run.py calibrate; see docs/calibration.md.",
        "# Each value is the centre of the posterior; what is unknown of it stands beside it (90 %).",
        f"id: {settings.id}_calibrated",
        f"name_zh: {_json(settings.name_zh + '（已校准）')}",
        f"name_en: {_json(settings.name_en + ', calibrated')}",
        f"base: {_json(base)}",
        "changes:",
        f"  - set: {{settings.calibration: {_json(register)}}}",
    ]
    added = found.places.jointly(found.centre)
    for one in found.joint.parameters:
        values = found.posterior.values[one.name]
        low, high = (float(end) for end in _ends(values))
        centre = found.centre[one.name]
        said = f"{one.name}: {centre:.4g} ({low:.4g} to {high:.4g}) {one.unit}"
        if not one.changes:
            lines.append(f"  # {said}: does not enter the scenario")
            continue
        lines.append(f"  # {said}")
        value = _short(added.get(one.name, centre))
        lines += [f"  - {_json(change)}" for change in one.applied(value)]
    (folder / CALIBRATED).write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_draws(found: Fitted, scenario: Scenario, folder: Path, register: str) -> None:
    """Write posterior.yaml: the draws that were simulated, for ``--posterior``."""
    listed = [_exported(one) for one in found.joint.parameters]
    n = len(found.z)
    rows = []
    for i in range(n):
        values = {name: float(column[i]) for name, column in found.draws.items()}
        values |= found.places.jointly(values)
        rows.append([_short(values[one.name], 10) for one in found.joint.parameters])
    head = (
        f"Posterior draws of the parameters of {scenario.settings.id}, calibrated to {register}.\n"
        f"Written by run.py calibrate; for simulate and compare --posterior (docs/posterior.md)."
    )
    posterior.write_posterior(folder / POSTERIOR, scenario.settings.id, listed, rows, head)


def _exported(one: Parameter) -> posterior.Parameter:
    """Return a parameter as a file of draws has it; a place by what is added to its attraction."""
    place = one.role == "place"
    return posterior.Parameter(
        name=one.name,
        name_zh=one.name_zh + ("（附加吸引力）" if place else ""),
        name_en=one.name_en + (" (added attraction)" if place else ""),
        unit="utility" if place else one.unit,
        changes=one.changes,
    )


def _ends(values: object) -> tuple[float, float]:
    import numpy as np

    low, high = np.quantile(np.asarray(values), [0.05, 0.95])
    return float(low), float(high)


def _short(value: float, digits: int = 5) -> float:
    return float(f"{value:.{digits}g}")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
