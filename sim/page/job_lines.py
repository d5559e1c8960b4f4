"""From what a job is asked to the command line that does it, the same that a user could type."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sim.page import job_models as asked
from sim.page.day import command as day_command
from sim.page.errors import ApiError, problem
from sim.page.results import Results
from sim.page.scenarios import Library
from sim.page.texts import COMMANDS, in_a_row, names
from sim.page.uploads import Uploads

RESULT = "result:"  # before the id of a finished run among operands


class Line(NamedTuple):
    """A command line, what people call it, where its result will be, and which results it reads."""

    arguments: list[str]  # of run.py, without --out and --lang
    title: dict[str, str]
    out: Path  # the folder of the result
    new: bool  # the folder is to be made by the command, with --out
    reads: tuple[Path, ...] = ()

    @property
    def typed(self) -> str:
        """What a user could type."""
        return shlex.join(["python", "run.py", *self.arguments])

    def run(self, lang: str) -> list[str]:
        """Return the arguments of run.py that make the result."""
        return [*self.arguments, "--lang", lang, *(["--out", _shown(self.out)] if self.new else [])]


class Lines:
    """Makes command lines; raises ApiError 404 or 422 where a scenario, result or file cannot be used."""

    def __init__(self, library: Library, uploads: Uploads, results: Results) -> None:
        """Find scenarios, uploads and results in these."""
        self.scenario_library, self.uploads, self.results = library, uploads, results
        self._makers: dict[type, Callable[[Any], Line]] = {
            asked.Simulate: self._simulate,
            asked.Compare: self._compare,
            asked.Site: self._site,
            asked.Staff: self._staff,
            asked.Frontier: self._frontier,
            asked.Calibrate: self._calibrate,
            asked.Report: self._report,
            asked.Day: self._day,
        }

    def line(self, job: asked.Job) -> Line:
        """Return the command line of a job."""
        return self._makers[type(job)](job)

    def _simulate(self, job: asked.Simulate) -> Line:
        words = [self._scenario(job.scenario), *_options("replications", job.replications)]
        words += _options("precision", job.precision)
        words += [*_window(job), *_flag("cases", job.cases), *_flag("bottlenecks", job.bottlenecks)]
        return self._new(job.command, words, [job.scenario])

    def _compare(self, job: asked.Compare) -> Line:
        words, named, reads = [], [], []
        for one in job.operands:
            if one.startswith(RESULT):
                folder = self.results.folder_of(one.removeprefix(RESULT))
                reads.append(folder)
                words.append(_shown(folder))
                named.append({"zh": folder.name, "en": folder.name})
            else:
                words.append(self._scenario(one))
                named.append(self._names(one))
        words += [*_options("replications", job.replications), *_window(job)]
        words += _flag("bottlenecks", job.bottlenecks)
        title = _title(job.command, named)
        out = self.results.new(f"compare-{_stem(job.operands[0])}")
        return Line([job.command, *words], title, out, True, tuple(reads))

    def _site(self, job: asked.Site) -> Line:
        words = [self._scenario(job.scenario), *self._file("candidates", job.candidates), f"--new={job.new}"]
        words += _options("reach", job.reach)
        return self._new(job.command, [*words, *_window(job)], [job.scenario])

    def _staff(self, job: asked.Staff) -> Line:
        self._check_targets(job)
        words = [self._scenario(job.scenario), *(f"--target={one}" for one in job.targets)]
        return self._new(
            job.command, [*words, *self._file("levers", job.levers), *_window(job)], [job.scenario]
        )

    def _frontier(self, job: asked.Frontier) -> Line:
        words = [self._scenario(job.scenario), *self._file("candidates", job.candidates), f"--new={job.new}"]
        words += _options("reach", job.reach)
        return self._new(
            job.command, [*words, *self._file("levers", job.levers), *_window(job)], [job.scenario]
        )

    def _calibrate(self, job: asked.Calibrate) -> Line:
        words = [self._scenario(job.scenario), *_flag("quick", job.quick), *_window(job)]
        return self._new(job.command, words, [job.scenario])

    def _report(self, job: asked.Report) -> Line:
        folder = self.results.folder_of(job.result)
        title = _title(job.command, [{"zh": folder.name, "en": folder.name}])
        return Line([job.command, _shown(folder)], title, folder, False, (folder,))

    def _day(self, job: asked.Day) -> Line:
        first = self.scenario_library.load(job.scenario).scenario.settings.start
        command, *words = day_command(self._scenario(job.scenario), first, job.date)
        title = _title("day", [self._names(job.scenario)])
        return Line([command, *words], title, self.results.new(f"{_stem(job.scenario)}-day"), True)

    def _new(self, command: str, words: list[str], scenarios: list[str]) -> Line:
        title = _title(command, [self._names(one) for one in scenarios])
        out = self.results.new(f"{_stem(scenarios[0])}-{command}")
        return Line([command, *words], title, out, True)

    def _scenario(self, scenario_id: str) -> str:
        """Return the path of a scenario that has no problems."""
        self.scenario_library.load(scenario_id)
        return _shown(self.scenario_library.path_of(scenario_id))

    def _check_targets(self, job: asked.Staff) -> None:
        """Make sure that targets read and fit the scenario; raises ApiError 422 with a problem a target."""
        from sim.network.compile.index import labels_of
        from sim.planning.requirement import faults_of

        scenario = self.scenario_library.load(job.scenario).scenario
        if not job.targets and not scenario.targets:
            none = problem(
                names(("没有目标", "No target is given")), names(("请添加目标", "Add a target")), "targets"
            )
            raise ApiError(422, "No target is given", "没有目标", [none])
        found = []
        labels = labels_of(scenario)
        for place, text in enumerate(job.targets):
            for one in faults_of(text, labels):
                words = names((one.message_zh, one.message_en)), names((one.mend_zh, one.mend_en))
                found.append(problem(*words, f"targets.{place}", text))
        if found:
            raise ApiError(422, "A target does not fit", "有目标不合适", found)

    def _names(self, scenario_id: str) -> dict[str, str]:
        settings = self.scenario_library.load(scenario_id).scenario.settings
        return {"zh": settings.name_zh, "en": settings.name_en}

    def _file(self, kind: str, upload_id: str | None) -> Iterator[str]:
        if upload_id is not None:
            yield f"--{kind}={_shown(self.uploads.path_of(upload_id, kind))}"


def _window(job: asked.Window) -> list[str]:
    return [
        *_options("days", job.days), *_options("warmup", job.warm_up_days), *_options("seed", job.seed),
    ]  # fmt: skip


def _options(name: str, value: object) -> list[str]:
    """Return an option in one word: a value can then never be taken for another option."""
    return [] if value is None else [f"--{name}={value}"]


def _flag(name: str, wanted: bool) -> list[str]:
    return [f"--{name}"] if wanted else []


def _shown(path: Path) -> str:
    """Return a path as it is typed in the folder of the server, never like an option."""
    try:
        shown = Path(os.path.relpath(path)).as_posix()
    except ValueError:  # on another drive
        return str(path)
    return f"./{shown}" if shown.startswith("-") else shown


def _stem(operand: str) -> str:
    return operand.removeprefix(RESULT).rpartition("/")[2].partition(".")[0]


def _title(command: str, named: list[dict[str, str]]) -> dict[str, str]:
    said, of = names(COMMANDS[command]), in_a_row(named)
    return {"zh": f"{said['zh']}：{of['zh']}", "en": f"{said['en']}: {of['en']}"}
