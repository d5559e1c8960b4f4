"""What operands of a comparison must share, and what makes a comparison of them doubtful."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.experiment import folder as folders
from sim.experiment.engines import DEFAULT
from sim.experiment.errors import InputError
from sim.experiment.options import Options
from sim.scenario import Scenario

if TYPE_CHECKING:
    from sim.experiment.posterior import Posterior

Places = set[tuple[str, str]]  # table, id
# What two runs must share for their chances to be the same and their windows to be comparable.
SHARED = ("seed", "start", "days", "warm_up_days", "replications")
# The options that name the settings of `SHARED`, as they are typed.
_TYPED = {"seed": "--seed", "days": "--days", "warm_up_days": "--warmup", "replications": "--replications"}
# Facilities and demand points in common, of all that either has, under which two networks are different ones.
_ALIKE = 0.5


def check_options(operands: Sequence[Scenario | Path], options: Options) -> None:
    """Make sure that no option asks of a finished run what it is not.

    Raises:
        InputError: one does; a finished run stays as it is.
    """
    for run in operands:
        if isinstance(run, Scenario):
            continue
        had = facts_of(run) | {"engine": (folders.read_manifest(run) or {}).get("engine")}
        asked = {name: getattr(options, name) for name in _TYPED}
        asked["engine"] = None if options.engine == DEFAULT else options.engine
        for name, value in asked.items():
            if value is not None and value != had[name]:
                typed = _TYPED.get(name, f"--{name}")
                raise InputError(
                    f"{typed} {value}: {run} is a finished run with {had[name]}, which no option changes;"
                    f" leave {typed} out, or run its scenario again: {run / 'scenario'}",
                    f"{typed} {value}：{run} 是已完成的运行，其值为 {had[name]}，选项不能改变；"
                    f"请去掉 {typed}，或重新运行其情景：{run / 'scenario'}",
                )


def doubts_about(operands: Sequence[Scenario | Path], labels: Sequence[str]) -> list[dict[str, str]]:
    """Warn, in both languages, of operands whose network is hardly that of the first.

    Differences of different networks (see `different`) are not the work of any change.
    """
    places = [places_of(one) for one in operands]
    doubts = []
    for label, own in zip(labels[1:], places[1:], strict=True):
        if different(places[0], own):
            common, either = len(own & places[0]), len(own | places[0])
            doubts.append(
                {
                    "en": f"{label} and {labels[0]} are two different networks ({common} of {either}"
                    " facilities and demand points in common): their differences are not what a change does;"
                    f" compare {label} with the base it derives from",
                    "zh": f"{label} 与 {labels[0]} 是两个不同的网络"
                    f"（{either} 个设施和需求点中只有 {common} 个相同）："
                    f"其差值不是改动的作用；请将 {label} 与其自身的基础情景比较",
                }
            )
    return doubts


def different(one: Places, other: Places) -> bool:
    """Tell whether two networks share less than half of all facilities and demand points that either has."""
    return len(one & other) < _ALIKE * len(one | other)


def places_of(operand: Scenario | Path) -> Places:
    """Return the ids of all facilities and demand points of a scenario or of a finished run."""
    tables = ("facilities", "zones")
    if isinstance(operand, Scenario):
        facilities = {("facilities", row.id) for row in operand.facilities}
        return facilities | {("zones", row.id) for row in operand.zones}
    found = set()
    for name in tables:
        path = operand / "scenario" / f"{name}.csv"
        if path.exists():
            with path.open(encoding="utf-8-sig", newline="") as lines:
                found |= {(name, row["id"]) for row in csv.DictReader(lines) if row.get("id")}
    return found


def check_shared(operands: Sequence[Scenario | Path]) -> None:
    """Make sure that all operands share seed, start, window and replications.

    Raises:
        InputError: they do not; every difference is named.
    """
    facts = [facts_of(one) for one in operands]
    faults = [
        (name_of(one), name, fact[name], facts[0][name])
        for one, fact in zip(operands, facts, strict=True)
        for name in SHARED
        if fact[name] != facts[0][name]
    ]
    if faults:
        en = "; ".join(f"{run} has {name} {own}, the base run has {base}" for run, name, own, base in faults)
        zh = "；".join(f"{run} 的 {name} 为 {own}，基准为 {base}" for run, name, own, base in faults)
        raise InputError(
            f"compare: the runs do not share their chances: {en}; run them again with equal settings",
            f"compare：各次运行的随机数不能配对：{zh}；请用相同设置重新运行",
        )


def check_posterior(operands: Sequence[Scenario | Path], posterior: Posterior | None) -> None:
    """Make sure that all operands share the draws of their parameters, and that scenarios can be run at them.

    Args:
        operands: resolved scenarios, and folders of finished runs.
        posterior: the draws that scenarios will be run at, if any.

    Raises:
        InputError: a finished run was made at other draws or at none, a draw does not fit a scenario, or it
            would undo a what-if.
    """
    own = posterior.digest() if posterior else None
    if posterior is None and not any(isinstance(one, Scenario) for one in operands):
        own = _draws_of(operands[0])
    for one in operands:
        if isinstance(one, Path) and (had := _draws_of(one)) != own:
            mend = f"--posterior {one / folders.POSTERIOR}" if had else "--posterior"
            en, zh = ("give", "请用") if had else ("leave out", "请去掉")
            raise InputError(
                f"compare: {name_of(one)} was {_told(had)[0]}, the others are {_told(own)[0]}: their"
                f" parameters do not pair; {en} {mend}, or run its scenario again: {one / 'scenario'}",
                f"compare：{name_of(one)} {_told(had)[1]}，其余{_told(own)[1]}：参数不能配对；"
                f"{zh} {mend}，或重新运行其情景：{one / 'scenario'}",
            )
    scenarios = [one for one in operands if isinstance(one, Scenario)]
    if posterior:
        from sim.experiment.undone import check_undone

        for one in scenarios:
            posterior.check(one, one.settings.replications)
        check_undone(scenarios, posterior)


def _draws_of(run: Scenario | Path) -> str | None:
    """Return the digest of the draws that a finished run was made at."""
    manifest = (folders.read_manifest(run) if isinstance(run, Path) else None) or {}
    found: str | None = manifest.get("posterior", {}).get("digest")
    return found


def _told(draws: str | None) -> tuple[str, str]:
    """Say which draws these are."""
    if draws is None:
        return "run without draws of parameters", "未按参数抽样运行"
    return f"run at the draws {draws[:8]}", f"按抽样 {draws[:8]} 运行"


def facts_of(operand: Scenario | Path) -> dict[str, Any]:
    """Return what `SHARED` names, of a scenario or of a finished run.

    Raises:
        InputError: a folder that is not a finished run.
    """
    if isinstance(operand, Scenario):
        settings = operand.settings
        return {name: getattr(settings, name) for name in SHARED} | {"start": settings.start.isoformat()}
    manifest = folders.read_manifest(operand) or {}
    missing = [name for name in SHARED if not isinstance(manifest.get(name), int | str)]
    if missing or manifest.get("kind") != folders.RUN:
        raise InputError(
            f"{operand}: not a finished run folder (manifest.json lacks {', '.join(missing) or 'kind: run'})",
            f"{operand}：不是已完成的运行文件夹（manifest.json 缺少 {'、'.join(missing) or 'kind: run'}）",
        )
    return {name: manifest[name] for name in SHARED}


def name_of(operand: Scenario | Path) -> str:
    """Return the id of a scenario or of a finished run's, fit to name a folder."""
    if isinstance(operand, Scenario):
        return operand.settings.id
    manifest = folders.read_manifest(operand) or {}
    name: str = (
        str(manifest.get("scenario", {}).get("id", "")).replace("\\", "/").rpartition("/")[2].strip(".")
    )
    return name or operand.resolve().name


def labels_of(operands: Sequence[Scenario | Path]) -> list[str]:
    """Name the runs by their scenarios; a second run of the same id gets -2, and so on."""
    labels: list[str] = []
    for one in operands:
        name, count = name_of(one), 2
        label = name
        while label in labels:
            label, count = f"{name}-{count}", count + 1
        labels.append(label)
    return labels
