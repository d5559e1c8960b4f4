"""Several scenarios, or finished runs of them, compared with the first of them in one folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from sim.experiment import folder as folders
from sim.experiment import provenance
from sim.experiment.comparison import Pairs, comparison
from sim.experiment.errors import InputError
from sim.experiment.headline import headline, targets_of
from sim.experiment.kept import kept_beside
from sim.experiment.observer import Observer
from sim.experiment.options import Options, resolve
from sim.experiment.pairing import (
    SHARED,
    check_options,
    check_posterior,
    check_shared,
    doubts_about,
    facts_of,
    labels_of,
)
from sim.experiment.simulate import Finish, warm_up_of, write_run
from sim.experiment.simultaneous import DRAWS, FEWEST, Method, method_for
from sim.experiment.summary import CONFIDENCE
from sim.experiment.values import Values, values_of
from sim.experiment.warm_up import WarmUp
from sim.scenario import Scenario


class Compared(NamedTuple):
    """A finished comparison: where it lies, its manifest and comparison.csv."""

    folder: Path
    manifest: dict[str, Any]
    table: pl.DataFrame


def compare(
    operands: Sequence[Scenario | Path],
    options: Options,
    out: Path | None = None,
    *,
    pairs: Pairs = "base",
    simultaneous: Method = "bonferroni",
    command: Sequence[str] = (),
    observer: Observer | None = None,
    finish: Finish | None = None,
) -> Compared:
    """Compare every operand after the first with the first, or all with all, replication by replication.

    Args:
        operands: scenarios, run as needed, or folders of finished runs, which are copied as they are. Seed,
            days, warm-up and replications are the options', else those of the first operand.
        options: overrides of the settings of every scenario.
        out: the comparison folder; by default results/<base>-vs-<others>-<seed>. It holds comparison.csv,
            manifest.json and the run folders under runs/.
        pairs: base: each with the first; all: every pair.
        simultaneous: method of the intervals that hold together, of the headline KPIs (docs/comparison.md).
        command: the command to record in the manifest.
        observer: hears how far the runs are.
        finish: called with the folder before it takes its place.

    Raises:
        InputError: fewer than two operands, runs that do not share seed, window, replications and draws, an
            `out` that cannot be written, an option that contradicts a finished run, or draws that do not
            fit a scenario.
        ScenarioErrors: a scenario, with the options, has problems.
        InvariantError: an engine's log breaks an invariant.
    """
    if len(operands) < 2:
        raise InputError(
            "compare: name a base and at least one other", "compare：请给出基准和至少一个对照情景"
        )
    check_options(operands, options)
    warm_up = _warm_up(operands[0], options) if options.warm_up_auto else None
    if warm_up:
        options = options._replace(warm_up_days=warm_up.days, warm_up_auto=False)
    options = common_options(operands[0], options)
    resolved = [resolve(one, options) if isinstance(one, Scenario) else one for one in operands]
    check_shared(resolved)
    check_posterior(resolved, options.posterior)
    labels = labels_of(resolved)
    out = out or _default_out(labels, facts_of(resolved[0])["seed"], options)
    doubts = doubts_about(resolved, labels)
    for doubt in doubts:
        (observer or Observer()).doubted(doubt)
    with (
        folders.new_folder(out, folders.COMPARISON) as partial,
        kept_beside(out, resume=options.resume) as kept,
    ):
        runs = [partial / "runs" / label for label in labels]
        for one, run in zip(resolved, runs, strict=True):
            if isinstance(one, Scenario):
                run.mkdir(parents=True)
                place = kept / run.name
                write_run(one, options, run, place, command=command, observer=observer, warm_up=warm_up)
        # a finished run is read where it was: it may be known already
        read = [one if isinstance(one, Path) else run for one, run in zip(resolved, runs, strict=True)]
        with _copying(read, runs):
            values = [values_of(one)._replace(scenario=run.name) for one, run in zip(read, runs, strict=True)]
            made = _made(values, pairs, simultaneous)
            table = comparison(
                values,
                pairs=pairs,
                headline=headline(targets_of(read[0])),
                method=simultaneous,
                seed=facts_of(resolved[0])["seed"],
            )
        folders.write_csv(table, partial / "comparison.csv")
        doubts += _too_few(simultaneous, made["simultaneous"])
        folders.write_manifest(partial, _manifest(partial, labels, runs, doubts, command) | made)
        if finish:
            finish(partial)
    return Compared(out, folders.read_manifest(out) or {}, table)


@contextmanager
def _copying(places: Sequence[Path], runs: Sequence[Path]) -> Iterator[None]:
    """Copy finished runs that lie elsewhere, beside what the block does; when it ends they are there."""
    with ThreadPoolExecutor(1) as copier:
        pairs = [(place, run) for place, run in zip(places, runs, strict=True) if place != run]
        copies = [copier.submit(shutil.copytree, place, run) for place, run in pairs]
        yield
        for copy in copies:
            copy.result()


def _made(runs: Sequence[Values], pairs: Pairs, asked: Method) -> dict[str, Any]:
    """Say for the manifest how comparison.csv was made."""
    method = method_for(max(len(one.numbers) for one in runs), asked)
    draws = {"draws": DRAWS} if method == "max-t" else {}
    return {"pairs": pairs, "simultaneous": {"method": method, "confidence": CONFIDENCE, **draws}}


def _too_few(asked: Method, made: dict[str, Any]) -> list[dict[str, str]]:
    """Warn where there are too few replications for the method that was asked for."""
    if made["method"] == asked:
        return []
    return [
        {
            "en": f"{asked} needs {FEWEST} replications or more to know how the KPIs vary together;"
            f" the simultaneous intervals are by {made['method']} instead",
            "zh": f"{asked} 至少需要 {FEWEST} 次重复才能得知各指标如何一同变动；"
            f"联合区间改用 {made['method']} 方法",
        }
    ]


def _warm_up(base: Scenario | Path, options: Options) -> WarmUp:
    """Choose the warm-up by pilot runs of the base; it holds for all.

    Raises:
        InputError: the base is a finished run, or its horizon is too short.
    """
    if not isinstance(base, Scenario):
        raise InputError(
            f"--warmup auto: {base} is a finished run, whose warm-up stays; leave --warmup out",
            f"--warmup auto：{base} 是已完成的运行，其预热期不变；请去掉 --warmup",
        )
    return warm_up_of(resolve(base, options), options)


def _default_out(labels: Sequence[str], seed: int, options: Options) -> Path:
    others = "-".join(labels[1:])[:100]  # names of folders have an end
    draws = f"-draws-{options.posterior.digest()[:8]}" if options.posterior else ""
    return Path("results") / f"{labels[0]}-vs-{others}-{seed}{draws}"


def common_options(base: Scenario | Path, options: Options) -> Options:
    """Fill what the options leave open from the base, so that every scenario is run alike."""
    facts = facts_of(base)
    return options._replace(
        **{
            name: facts[name]
            for name in ("replications", "days", "warm_up_days", "seed")
            if getattr(options, name) is None
        }
    )


def _manifest(
    folder: Path,
    labels: list[str],
    runs: list[Path],
    doubts: Sequence[dict[str, str]],
    command: Sequence[str],
) -> dict[str, Any]:
    manifests = [folders.read_manifest(run) or {} for run in runs]
    versions = {one.get("version") for one in manifests}
    warnings = [*doubts]
    warnings += [warning for one in manifests for warning in one.get("warnings", [])]
    if len(versions) > 1:
        known = ", ".join(sorted(map(str, versions)))
        warnings.append(
            {"en": f"runs of several versions: {known}", "zh": f"各次运行的程序版本不同：{known}"}
        )
    return {
        "kind": folders.COMPARISON,
        **provenance.environment(),
        "command": list(command),
        "base": labels[0],
        "others": labels[1:],
        **{name: manifests[0].get(name) for name in SHARED},
        **({"posterior": manifests[0]["posterior"]} if "posterior" in manifests[0] else {}),
        "warnings": [one for i, one in enumerate(warnings) if one not in warnings[:i]],
        "complete": {"runs": len(runs), "report": False},
        "files": {"comparison.csv": provenance.checksum(folder / "comparison.csv")},
    }
