"""What simulate, compare and demo share: loading operands, and running a comparison with its report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from sim.commands.bottlenecks import finishing, print_bottlenecks
from sim.commands.console import say
from sim.commands.progress import ProgressBar
from sim.commands.tables import print_comparison
from sim.commands.texts import Lang, text
from sim.experiment.comparison import Pairs
from sim.experiment.errors import InputError
from sim.experiment.folder import (
    CALIBRATION,
    COMPARISON,
    FRONTIER,
    RECOMMENDED,
    RUN,
    SELECTION,
    SENSITIVITY,
    SITING,
    STAFFING,
    kind_of,
    mark_reported,
    read_manifest,
)
from sim.experiment.options import Options
from sim.experiment.provenance import command_line
from sim.experiment.simultaneous import Method
from sim.experiment.study import Compared, common_options
from sim.experiment.study import compare as run_comparison
from sim.kpi import REGISTRY
from sim.scenario import Problem, Scenario, ScenarioErrors, load_with_warnings


def load_scenario(path: Path, lang: Lang | None = None) -> tuple[Scenario, list[Problem]]:
    """Load a scenario and the warnings about it; with a language, say at once what is being read.

    Raises:
        InputError: there is nothing at `path`, or a finished run or comparison.
        ScenarioErrors: what is there is not a valid scenario.
    """
    if not path.exists():
        raise InputError(f"{path}: does not exist", f"{path}：不存在")
    kind = kind_of(path)
    if kind == COMPARISON:
        raise InputError(*_told_runs(path))
    if kind == SELECTION:
        raise InputError(
            f"{path}: this is a finished selection; its scenarios are in {path / 'scenarios'}",
            f"{path}：这是已完成的择优；其情景在 {path / 'scenarios'}",
        )
    if kind in (SITING, STAFFING, FRONTIER):
        held = path / ("plans" if kind == FRONTIER else RECOMMENDED)
        if not held.exists():
            raise InputError(
                f"{path}: this is a finished plan that recommends nothing: its targets were out of reach",
                f"{path}：这是已完成的规划，但没有推荐方案：其目标无法达到",
            )
        raise InputError(
            f"{path}: this is a finished plan; what it recommends is {held}, its base {path / 'scenario'}",
            f"{path}：这是已完成的规划；其推荐方案为 {held}，基准情景为 {path / 'scenario'}",
        )
    if kind:
        raise InputError(
            f"{path}: this is a finished run; its scenario is {path / 'scenario'}",
            f"{path}：这是已完成的运行；其情景在 {path / 'scenario'}",
        )
    if lang:
        say(text(lang, "reading", path=path), stderr=True)
    try:
        return load_with_warnings(path, known_kpis=REGISTRY)
    except ScenarioErrors as fault:
        fault.add_note(str(path))
        raise


def _told_runs(comparison: Path) -> tuple[str, str]:
    """Say, in both languages, which finished runs a comparison folder holds."""
    manifest = read_manifest(comparison) or {}
    runs = [
        str(comparison / "runs" / name)
        for name in (manifest.get("base"), *manifest.get("others", []))
        if name
    ]
    return (
        f"{comparison}: this is a finished comparison; its runs are {', '.join(runs)}",
        f"{comparison}：这是已完成的比较；其中的运行为 {'、'.join(runs)}",
    )


def load_operands(paths: Sequence[Path], lang: Lang) -> list[Scenario | Path]:
    """Load every path that is a scenario and keep those that are finished runs; errors as `load_scenario`."""
    return [path if kind_of(path) == RUN else load_scenario(path, lang)[0] for path in paths]


def compare_and_print(
    operands: Sequence[Scenario | Path],
    options: Options,
    out: Path | None,
    *,
    report: bool,
    lang: Lang,
    bottlenecks: bool = False,
    pairs: Pairs = "base",
    simultaneous: Method = "bonferroni",
) -> Compared:
    """Run a comparison with a progress bar, write what else is asked, and print the main differences."""
    each = common_options(operands[0], options).replications or 1
    wanted = each * sum(isinstance(one, Scenario) for one in operands)
    with ProgressBar(lang, wanted, simulates=wanted > 0) as bar:
        drawn = finisher(COMPARISON, lang, bar) if report else None
        finish = finishing(drawn, bar, bottlenecks=bottlenecks, workers=options.workers)
        done = run_comparison(
            operands,
            options,
            out,
            pairs=pairs,
            simultaneous=simultaneous,
            command=command_line(),
            observer=bar,
            finish=finish,
        )
    print_comparison(done, lang)
    print_bottlenecks(done.folder, lang)
    return done


def finisher(kind: str, lang: Lang, bar: ProgressBar) -> Callable[[Path], None]:
    """Return what draws charts and report into a result folder before it takes its place.

    A report that fails does not take the results with it: the fault is told once they are in their place.
    """

    def finish(folder: Path) -> None:
        manifest = read_manifest(folder) or {}
        name = (manifest.get("scenario") or {}).get("id") or text(lang, "the_comparison")
        try:
            write_report(folder, kind, lang, bar, name)
        except Exception as fault:  # hours of simulation are worth more than their report
            bar.owe(fault)

    return finish


def write_report(
    folder: Path, kind: str, lang: Lang, bar: ProgressBar, name: str = "", *, charts: bool = True
) -> None:
    """Write report.html of a result folder, called `name`, then its exports, then pictures if `charts`.

    Reported figures are held against a run first. The runs of a comparison get theirs too, before the
    comparison links to them.
    """
    from calibration.reported import write as write_reported
    from sim.report.exports import write_exports
    from sim.report.write import write_page

    manifest = read_manifest(folder) or {}
    labels = [manifest["base"], *manifest["others"]] if kind == COMPARISON else []
    parts = [(folder / "runs" / label, RUN, label) for label in labels] + [
        (folder, kind, name or folder.name)
    ]
    for part, what, _ in parts:
        if what == RUN:
            write_reported(part)
        write_page(part, lang.value)
    for part, _, _ in parts:
        write_exports(part)
    if charts:
        for part, what, called in parts:
            _draw(part, what, bar.drawing_of(called))
    for part, _, _ in parts:
        mark_reported(part)


def _draw(folder: Path, kind: str, progress: Callable[[int, int], None]) -> None:
    """Draw the pictures of a result folder into charts/."""
    from sim.report import calibration, planning, sensitivity, write

    if kind in (RUN, COMPARISON):
        write.write_charts(folder, progress)
    elif kind == CALIBRATION:
        calibration.write_charts(folder)
    elif kind == SENSITIVITY:
        sensitivity.write_charts(folder)
    elif kind in (SITING, STAFFING, FRONTIER):
        planning.write_charts(folder)
