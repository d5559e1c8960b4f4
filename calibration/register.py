"""The register of reported figures: read, checked, sorted by use, with what does not fit together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from calibration.figure import Figure, SatisfactionModel
from calibration.parameter import PAGE, Parameter
from sim.experiment.errors import InputError
from sim.scenario import Scenario
from sim.scenario.entries import Reader, Words

REGISTER = Path(__file__).with_name("register.yaml")

_WORDS: dict[str, Words] = {
    "target_needs": (
        "a target needs name_zh, name_en, observable and model",
        "用作目标的数字须有 name_zh、name_en、observable 与 model",
        "add them, or give another use",
        "请补上，或改变 use",
    ),
    "one_number": ("a target is one number", "目标须为一个数", "give a number", "请给出一个数"),
    "without_needs_saving": (
        "a saving, and nothing else, is compared with the run without its ways",
        "只有“节约”类数字与停用举措的运行相比较",
        "give observable.without together with model.kind: saving",
        "请同时给出 observable.without 与 model.kind: saving",
    ),
    "unit_needed": (
        "a rounded figure needs its unit",
        "取整的数字须有单位",
        "give unit: 100, or what it was rounded to",
        "请给出 unit: 100 等取整单位",
    ),
    "one_window": (
        "a count has one window",
        "计数须有一个时间窗",
        "give either window (the name of a parameter) or months",
        "请给出 window（参数名）或 months 之一",
    ),
    "union_tag_invalid": (
        "there is no such observation model",
        "没有这种观测模型",
        "write kind: count, satisfaction, saving or mean",
        "请写 kind: count、satisfaction、saving 或 mean",
    ),
    "union_tag_not_found": (
        "the observation model has no kind",
        "观测模型缺少 kind",
        "write kind: count, satisfaction, saving or mean",
        "请写 kind: count、satisfaction、saving 或 mean",
    ),
}
# What the source says of itself that cannot all be so: ids whose sum exceeds, or falls short of, another.
_CLASSES = ("hz.town_stations", "hz.park_stations")
_TOTAL = "hz.stations"


class Source(BaseModel):
    """Where the figures were read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title_zh: str
    title_en: str
    address: str
    published: date
    note: str


class Register(NamedTuple):
    """Every figure of a source."""

    source: Source
    figures: list[Figure]

    def by_use(self, *uses: str) -> list[Figure]:
        """Return the figures of these uses, in the order of the file."""
        return [figure for figure in self.figures if figure.use in uses]

    def figure(self, name: str) -> Figure:
        """Return a figure.

        Raises:
            KeyError: there is none of this id.
        """
        return {figure.id: figure for figure in self.figures}[name]


def load_register(path: Path = REGISTER) -> Register:
    """Read a register: a mapping with ``source`` and a list ``figures``.

    Raises:
        ScenarioErrors: with every problem of the file.
    """
    reader = Reader(path, PAGE, _WORDS)
    reader.only(["source", "figures"])
    source = reader.entry(reader.content.get("source"), Source, ("source",))
    figures = reader.entries("figures", Figure, "id")
    ids = {figure.id for figure in figures}
    counts = {figure.id for figure in figures if figure.use in ("target", "holdout")}
    for number, figure in enumerate(figures):
        if figure.of is not None and figure.of not in ids:
            reader.complain(("figures", number, "of"), "of", figure.of, _no_such("figure", "数字", ids))
        model = figure.model
        if isinstance(model, SatisfactionModel) and model.of not in counts:
            reader.complain(
                ("figures", number, "model", "of"), "model.of", model.of, _no_such("target", "目标", counts)
            )
    reader.raise_if_any()
    assert source is not None
    return Register(source, figures)


def check_register(register: Register, parameters: Sequence[Parameter], scenario: Scenario) -> None:
    """Make sure that the figures to calibrate to name parameters, counties and facilities that there are.

    Raises:
        InputError: with every name that is not there.
    """
    known = {one.name: one.role for one in parameters}
    counties = {row.id for row in scenario.counties}
    facilities = {row.id for row in scenario.facilities}
    faults = []
    for figure in register.by_use("target", "holdout"):
        assert figure.model is not None
        assert figure.observable is not None
        roles = {"place": {"place"}, "ramp": {"window"}, "window": {"window"}}
        for name in figure.model.names():
            field = next((f for f in roles if getattr(figure.model, f, None) == name), "survey")
            if known.get(name) not in roles.get(field, {"survey"}):
                faults.append(
                    (
                        figure.id,
                        f"model: {name}",
                        sorted(n for n, r in known.items() if r in roles.get(field, {"survey"})),
                    )
                )
        for field, there in (("county", counties), ("facility", facilities)):
            name = getattr(figure.observable, field)
            if name is not None and name not in there:
                faults.append((figure.id, f"observable.{field}: {name}", sorted(there)[:5]))
    for one in parameters:
        for selector in one.scales:
            if selector.county is not None and selector.county not in counties:
                faults.append((one.name, f"scales.county: {selector.county}", sorted(counties)[:5]))
        if one.facility is not None and one.facility not in facilities:
            faults.append((one.name, f"facility: {one.facility}", sorted(facilities)[:5]))
    if faults:
        raise InputError(
            "calibrate: "
            + "; ".join(f"{who}, {what} is not there (e.g. {', '.join(near)})" for who, what, near in faults),
            "校准："
            + "；".join(f"{who} 的 {what} 不存在（例如 {'、'.join(near)}）" for who, what, near in faults),
        )


class Inconsistency(NamedTuple):
    """Figures of one source that cannot all mean the same thing."""

    text_en: str
    text_zh: str


def inconsistencies(register: Register) -> list[Inconsistency]:
    """Return where the source's own totals do not add up: classes of stations against their total."""
    figures = {figure.id: figure for figure in register.figures}
    if not {*_CLASSES, _TOTAL} <= set(figures):
        return []
    parts, total = [int(figures[name].number) for name in _CLASSES], int(figures[_TOTAL].number)
    left = total - sum(parts)
    named = [figures[name] for name in ("wx.embedded",) if name in figures]
    more = sum(int(one.number) for one in named) + 4 + 1  # Wuxing's brand stations, the city's Wanda station
    if left >= more:
        return []
    added = f"{' + '.join(map(str, parts))} = {sum(parts)}"
    return [
        Inconsistency(
            f"{_TOTAL}: {added} leaves {left} of {total} for every other class, while Wuxing's embedded and"
            f" brand stations and Wanda alone are {more}: classes overlap, or totals are defined differently;"
            " the scenario lets stations carry several tags",
            f"{_TOTAL}：{added}，{total} 家中仅余 {left} 家，而仅吴兴的嵌入式、品牌驿站与万达驿站"
            f"就有 {more} 家：类别重叠或口径不同；情景中一家驿站可有多个标签",
        )
    ]


def refused(figures: Iterable[Figure]) -> list[tuple[Figure, str]]:
    """Return the figures that are not used, each with the reason."""
    return [(figure, figure.note) for figure in figures if figure.use == "reject"]


def _no_such(kind_en: str, kind_zh: str, there: Iterable[str]) -> Words:
    some = ", ".join(sorted(there)[:6])
    return (
        f"there is no such {kind_en}",
        f"没有该{kind_zh}",
        f"name one of: {some}",
        f"请写以下之一：{some}",
    )
