"""Draws of calibrated parameters: replication k runs the scenario at one of them.

A draw is one value of each parameter, and a parameter is changes with a gap for its value, as in
:mod:`sim.experiment.sensitivity.parameters`. docs/posterior.md describes the file.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sim.experiment.errors import InputError
from sim.scenario import Scenario, ScenarioErrors, change
from sim.scenario.entries import Reader, Words
from sim.scenario.problems import Problem, capped
from sim.scenario.read_yaml import YAML_LIMIT
from sim.scenario.schema.base import Id
from sim.scenario.templates import PLACEHOLDER, filled, has_gap

FEW = 30  # replications below which the draws used are a poor picture of the posterior
_OF_ROWS = ("add", "remove", "copy")  # no draw may: rows stay the same, so that results can be added up

# what the model below and the reading of draws can complain of: message and mend
_WORDS: dict[str, Words] = {
    "no_value": (
        f"no change holds {PLACEHOLDER}: the parameter would do nothing",
        f"改动中没有 {PLACEHOLDER}：该参数不起作用",
        f"write {PLACEHOLDER} where the value goes, or changes: [] for one that does not enter the scenario",
        f"请在取值处写 {PLACEHOLDER}；不进入情景的参数请写 changes: []",
    ),
    "values_only": (
        "a parameter changes values of tables and policies, neither rows nor settings",
        "参数只能改变数据表和政策的取值，不能增删行或改动设置",
        "use update, or set with policies.<policy>.<parameter>",
        "请用 update，或用 set 改动 policies.<政策>.<参数>",
    ),
    "no_draws": (
        "there are no draws",
        "没有抽样值",
        "give a list `draws` with one list of numbers for each draw",
        "请给出列表 draws，每次抽样为一个数字列表",
    ),
    "not_finite": (
        "not a finite number",
        "不是有限的数",
        "give a plain number",
        "请给出普通数字",
    ),
}


class Parameter(BaseModel):
    """One calibrated parameter, and the changes that give it a value; none: it enters no scenario."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Id
    name_zh: str
    name_en: str
    unit: str
    changes: list[dict[str, Any]]

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        for one in self.changes:
            paths = one.get("set")
            of_settings = isinstance(paths, dict) and any(str(path).startswith("settings") for path in paths)
            if of_settings or set(one) & set(_OF_ROWS):
                raise ValueError("values_only")
        if self.changes and not has_gap(self.changes):
            raise ValueError("no_value")
        return self


class _Head(BaseModel):
    """What stands above the lists of the file."""

    scenario: Id = Field(description="id of the scenario that was calibrated")


@dataclass(frozen=True)
class Posterior:
    """Parameters, and draws of their values, in an order that means nothing: the first n are used."""

    scenario: str  # id of the one that was calibrated
    parameters: tuple[Parameter, ...]
    draws: tuple[tuple[float, ...], ...]  # [draws][parameters], at least one

    def draw_of(self, number: int) -> int:
        """Return which draw, from 1, replication `number` (from 1) runs at; after the last, the first."""
        return (number - 1) % len(self.draws) + 1

    def scenario_at(self, scenario: Scenario, number: int) -> Scenario:
        """Return the scenario as replication `number` runs it: changed by its draw.

        Raises:
            InputError: the changes do not fit the scenario, or their result is none; the message names
                draw, parameter and value.
        """
        draw = self.draw_of(number)
        owned = [
            (place, one)
            for place, (parameter, value) in enumerate(
                zip(self.parameters, self.draws[draw - 1], strict=True)
            )
            for one in filled(parameter.changes, value)
        ]
        try:
            return change(scenario, [one for _, one in owned]) if owned else scenario
        except ScenarioErrors as fault:
            first = fault.problems[0]
            # what a change did wrong stands at its number in the list
            known = first.file == "changes" and first.row is not None and first.row <= len(owned)
            place = owned[first.row - 1][0] if known and first.row else None
            raise InputError(*self._misfit(scenario, draw, place, first)) from fault

    def _misfit(self, scenario: Scenario, draw: int, place: int | None, problem: Problem) -> tuple[str, str]:
        """Say in both languages that a draw does not fit."""
        at = f"draw {draw}", f"第 {draw} 次抽样"
        if place is not None:
            value = f"{self.parameters[place].name} = {self.draws[draw - 1][place]:g}"
            at = f"{at[0]}, {value}", f"{at[1]}，{value}"
        name = scenario.settings.id
        where = f"{problem.field} {problem.value}".strip()
        return (
            f"--posterior: {at[0]}: does not fit scenario {name}: {where}: {problem.message_en}."
            f" {problem.mend_en}.",
            f"--posterior：{at[1]}：不适用于情景 {name}：{where}：{problem.message_zh}。{problem.mend_zh}。",
        )

    def check(self, scenario: Scenario, replications: int) -> None:
        """Make sure that the scenario can be run at every draw that so many replications use.

        Raises:
            InputError: a draw does not fit, or the scenario's values are calibrated ones already.
        """
        if scenario.settings.calibration:
            name = scenario.settings.id
            raise InputError(
                f"--posterior: the values of {name} are calibrated already (settings.calibration:"
                f" {scenario.settings.calibration}), and draws would change them twice; use the scenario"
                f" that was calibrated ({self.scenario}) or a what-if of it, or {name} without --posterior",
                f"--posterior：{name} 的数值已经校准（settings.calibration："
                f"{scenario.settings.calibration}），再用抽样值会重复改动；请改用校准前的情景"
                f"（{self.scenario}）或其假设情景，或去掉 --posterior 运行 {name}",
            )
        for number in range(1, min(replications, len(self.draws)) + 1):
            self.scenario_at(scenario, number)

    def digest(self) -> str:
        """Return the SHA-256 (hex) of the content, the same however it was written."""
        content = [self.scenario, [one.model_dump() for one in self.parameters], self.draws]
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8")).hexdigest()

    def save(self, path: Path) -> None:
        """Write the draws as a file that `load_posterior` reads to the same ones."""
        write_posterior(path, self.scenario, self.parameters, self.draws)

    def record(self, replications: int) -> dict[str, Any]:
        """Return the manifest's entry of a run of so many replications."""
        return {
            "digest": self.digest(),
            "scenario": self.scenario,
            "parameters": [one.name for one in self.parameters],
            "draws": len(self.draws),
            "draws_used": min(replications, len(self.draws)),
        }

    def doubts(self, replications: int) -> Iterator[dict[str, str]]:
        """Warn, in both languages, of too few replications for the draws, and of too many."""
        draws = len(self.draws)
        if replications < FEW:
            yield {
                "en": f"--posterior: {min(replications, draws)} of {draws} draws were used; below {FEW}"
                " replications they are a poor picture of what is unknown (-n)",
                "zh": f"--posterior：只用了 {draws} 组抽样值中的 {min(replications, draws)} 组；"
                f"少于 {FEW} 次重复时不足以反映参数的不确定性（-n）",
            }
        elif replications > draws:
            yield {
                "en": f"--posterior: {replications} replications share {draws} draws; intervals take"
                " replications for independent and are too narrow; more draws would mend it",
                "zh": f"--posterior：{replications} 次重复共用 {draws} 组抽样值；区间按相互独立计算，"
                "因而偏窄；请提供更多抽样值",
            }


def load_posterior(path: Path) -> Posterior:
    """Read a file of draws: `scenario`, `parameters` and `draws`.

    Raises:
        ScenarioErrors: with every problem of the file.
    """
    reader = Reader(path, "docs/posterior.md", _WORDS)
    content = reader.content
    reader.only(["scenario", "parameters", "draws"])
    head = reader.entry({key: content[key] for key in ("scenario",) if key in content}, _Head, ())
    parameters = reader.entries("parameters", Parameter, "name")
    listed = content.get("parameters")
    draws = list(_draws(reader, len(listed) if isinstance(listed, list) else 0))
    reader.problems[:] = capped(reader.problems)
    reader.raise_if_any()
    assert head is not None  # else there was a problem
    return Posterior(head.scenario, tuple(parameters), tuple(draws))


def _draws(reader: Reader, width: int) -> Iterator[tuple[float, ...]]:
    """Yield the draws of the file, each of `width` finite numbers; complain of any other."""
    listed = reader.content.get("draws")
    if not isinstance(listed, list) or not listed:
        reader.complain(("draws",), "draws", "", _WORDS["no_draws"])
        return
    for place, draw in enumerate(listed):
        at, values = ("draws", place), draw if isinstance(draw, list) else [draw]
        if not isinstance(draw, list) or len(values) != width:
            reader.complain(at, "draws", draw, _unequal(place + 1, len(values), width))
            continue
        odd = [value for value in values if not _is_finite(value)]
        for value in odd:
            reader.complain(at, "draws", value, _WORDS["not_finite"])
        if not odd:
            yield tuple(map(float, values))


def _unequal(draw: int, values: int, width: int) -> Words:
    return (
        f"draw {draw} has {values} value(s) for {width} parameter(s)",
        f"第 {draw} 组抽样有 {values} 个值，参数有 {width} 个",
        "give one number for each parameter, in their order",
        "请按参数次序各给一个数字",
    )


def _is_finite(value: object) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number beyond all floats
        return False


def write_posterior(
    path: Path,
    scenario: str,
    parameters: Sequence[Parameter],
    draws: Sequence[Sequence[float]],
    head: str = "",
) -> None:
    """Write a file of draws; numbers are written so that reading gives the same ones.

    Args:
        path: the yaml file.
        scenario: id of the scenario that was calibrated.
        parameters: in the order of the values of a draw.
        draws: finite numbers [draws][parameters]; replication k will run at the k-th, so they should be in
            random order.
        head: comment for the top of the file.

    Raises:
        InputError: the file would be larger than can be read.
        ValueError: a draw has a value too many or too few, or one that is not finite.
    """
    lines = [f"# {line}".rstrip() for line in head.splitlines()]
    lines += [f"scenario: {_json(scenario)}", "parameters:"]
    for one in parameters:
        fields = ("name", "name_zh", "name_en", "unit")
        first, *others = (f"{field}: {_json(getattr(one, field))}" for field in fields)
        lines += [f"  - {first}", *(f"    {line}" for line in others)]
        lines += ["    changes:", *(f"      - {_json(change)}" for change in one.changes)]
        if not one.changes:
            lines[-1] += " []"
    lines.append("draws:")
    for draw in draws:
        values = [float(value) for value in draw]
        if len(values) != len(parameters) or not all(map(math.isfinite, values)):
            raise ValueError(f"not a draw of {len(parameters)} finite values: {values}")
        lines.append(f"  - {_json(values)}")
    data = ("\n".join(lines) + "\n").encode("utf-8")
    if len(data) > YAML_LIMIT:
        fit = len(draws) * YAML_LIMIT // len(data)
        raise InputError(
            f"{path}: {len(draws)} draws take {len(data):,} bytes, and {YAML_LIMIT:,} can be read; keep"
            f" about {fit}",
            f"{path}：{len(draws)} 组抽样值共 {len(data):,} 字节，可读上限为 {YAML_LIMIT:,}；"
            f"请保留约 {fit} 组",
        )
    path.write_bytes(data)


def _json(value: object) -> str:
    """Write a value as json, which yaml reads alike: texts in quotation marks, floats by repr."""
    return json.dumps(value, ensure_ascii=False)
