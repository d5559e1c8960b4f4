"""A finished run made again from its manifest, and held against the first to the byte."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.experiment import folder as folders
from sim.experiment import provenance
from sim.experiment.errors import InputError
from sim.experiment.options import Options
from sim.experiment.simulate import Finished
from sim.scenario import Scenario, load

if TYPE_CHECKING:
    from sim.experiment.posterior import Posterior


class Repeat(NamedTuple):
    """What a manifest says of how its run was made."""

    folder: Path  # of the first run
    scenario: Scenario  # as it was run: replications, window, warm-up and seed in force
    options: Options
    checksum: str  # SHA-256 of its kpis.csv
    differences: list[str]  # of code and packages, between then and now: "numpy 2.3, now 2.4"


def repeat_of(manifest: Path) -> Repeat:
    """Read how to make a run again; ``manifest`` is its manifest.json or its folder.

    Raises:
        InputError: it is not the manifest of a run, or the scenario or the draws beside it are not those that
            were run.
        ScenarioErrors: the scenario or the draws cannot be read.
    """
    folder = manifest if manifest.is_dir() else manifest.parent
    facts = folders.read_manifest(folder)
    if facts is None or (not manifest.is_dir() and manifest.name != folders.MANIFEST):
        raise InputError(
            f"--from: {manifest} is not the manifest.json of a run of this program",
            f"--from：{manifest} 不是本程序运行的 manifest.json",
        )
    if facts.get("kind") != folders.RUN:
        raise InputError(
            f"--from: {manifest} is of a {facts.get('kind')}; name the manifest of one of its runs"
            f" ({folder / 'runs'})",
            f"--from：{manifest} 属于 {facts.get('kind')}；请指定其中一次运行的清单（{folder / 'runs'}）",
        )
    scenario = load(folder / "scenario")
    if scenario.digest() != facts["scenario"]["digest"]:
        raise InputError(
            f"--from: {folder / 'scenario'} is not the scenario that was run (its digest differs): it"
            " has been edited, or is read by another version; simulate it as any scenario",
            f"--from：{folder / 'scenario'} 不是当时运行的情景（摘要不同）：已被修改或由其他版本读取；"
            "请作为独立情景运行",
        )
    options = Options(
        engine=facts["engine"],
        check_engines=facts["engines_checked"],
        case_log=facts["complete"]["case_log"],
        posterior=_posterior_of(folder, facts),
    )
    return Repeat(folder, scenario, options, facts["files"]["kpis.csv"]["sha256"], _changed(facts))


def _posterior_of(folder: Path, facts: dict[str, Any]) -> Posterior | None:
    """Read the draws that a run was made at, if it was."""
    if "posterior" not in facts:
        return None
    from sim.experiment.posterior import load_posterior

    path = folder / folders.POSTERIOR
    found = load_posterior(path)
    if found.digest() != facts["posterior"]["digest"]:
        raise InputError(
            f"--from: {path} does not hold the draws that were run (its digest differs): it has been edited;"
            " simulate the scenario with it by --posterior",
            f"--from：{path} 不是当时所用的抽样值（摘要不同），已被修改；请用 --posterior 另行运行",
        )
    return found


def _changed(facts: dict[str, Any]) -> list[str]:
    """List what numbers depend on and is not now what it was."""
    then = {
        "version": facts.get("version"),
        "kernels": facts.get("kernels"),
        "python": ".".join(str(facts.get("python")).split(".")[:2]),
        **facts.get("packages", {}),
        "architecture": facts.get("machine", {}).get("architecture"),
    }
    return [
        f"{name} {then.get(name)}, now {now}"
        for name, now in provenance.code().items()
        if then.get(name) not in (now, None)
    ]


def differs(repeat: Repeat, done: Finished) -> str | None:
    """Return why kpis.csv of a run made again has not the bytes of the first; None if it has."""
    if done.manifest["files"]["kpis.csv"]["sha256"] == repeat.checksum:
        return None
    return "; ".join(repeat.differences) or "code, packages and architecture are the same: a fault of ours"
