"""The register of reported figures: read, checked, sorted by use, with what does not fit together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from calibration.figure import CountModel, Figure, SatisfactionModel
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
    "reject_needs": (
        "why a figure is refused is told in Chinese too",
        "不采用的数字须用中文说明原因",
        "say in note_zh what note says",
        "请在 note_zh 中用中文写明 note 所说的原因",
    ),
    "one_number": ("a target is one number", "目标须为一个数", "give a number", "请给出一个数"),
    "without_needs_saving": (
        "a saving, and nothing else, is compared with the run without its ways",
        "只有“节约”类数字与停用举措的运行相比较",
        "give observable.without together with model.kind: saving",
        "请同时给出 observable.without 与 model.kind: saving",
    ),
    "model_and_value": (
        "the observation model does not go with the observable",
        "观测模型与 observable 不相配",
        "count goes with value: cases, satisfaction with value: satisfaction, saving and mean with the rest",
        "count 配 value: cases，satisfaction 配 value: satisfaction，saving 与 mean 配其余 value",
    ),
    "per_in_target": (
        "a target is not counted by day or session",
        "目标不按天或按期计数",
        "leave out observable.per",
        "请去掉 observable.per",
    ),
    "count_range": (
        "a count is a whole number of at least 0",
        "计数须为不小于 0 的整数",
        "give a whole number",
        "请给出整数",
    ),
    "satisfaction_range": (
        "a satisfaction lies between 0 and 1",
        "满意率须在 0 与 1 之间",
        "write 0.994 for 99.4 %",
        "99.4% 请写 0.994",
    ),
    "mean_range": ("a mean lies above 0", "均值须大于 0", "give a number above 0", "请给出大于 0 的数"),
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
    _check_references(reader, figures)
    reader.raise_if_any()
    assert source is not None
    return Register(source, figures)


def _check_references(reader: Reader, figures: Sequence[Figure]) -> None:
    """Complain of figures that name others which are not there; a figure that was not read is."""
    listed = reader.content.get("figures")
    rows = listed if isinstance(listed, list) else []
    place = {row.get("id"): number for number, row in enumerate(rows) if isinstance(row, dict)}
    read = {figure.id for figure in figures}
    compared = [figure for figure in figures if figure.use in ("target", "holdout")]
    counts = {figure.id for figure in compared if isinstance(figure.model, CountModel)}
    for figure in figures:
        at, model = ("figures", place[figure.id]), figure.model
        if figure.of is not None and figure.of not in place:
            reader.complain((*at, "of"), "of", figure.of, _no_such("figure", "数字", read))
        if isinstance(model, SatisfactionModel) and model.of not in counts | (place.keys() - read):
            reader.complain((*at, "model", "of"), "model.of", model.of, _no_such("count", "计数", counts))


class _Fault(NamedTuple):
    """A name that is not there, or not of the kind that is needed."""

    file: str
    who: str
    field: str
    value: str
    near: Sequence[str]  # what may stand there


def check_register(register: Register, parameters: Sequence[Parameter], scenario: Scenario) -> None:
    """Make sure that figures and parameters name parameters of the right role, counties and facilities.

    Raises:
        InputError: with every name that is not there.
    """
    there = {
        "county": [row.id for row in scenario.counties],
        "facility": [row.id for row in scenario.facilities],
    }
    faults = []
    compared = register.by_use("target", "holdout")
    for figure in compared:
        faults += _wrong_parameters(figure, parameters, compared)
        faults += _missing("register", figure.id, "observable", figure.observable, there)
    for one in parameters:
        faults += _missing("priors", one.name, "", one, there)
        for selector in one.scales:
            faults += _missing("priors", one.name, "scales", selector, there)
    if faults:
        raise InputError(
            "calibrate: " + "; ".join(_told(one, "en") for one in faults),
            "校准：" + "；".join(_told(one, "zh") for one in faults),
        )


def _wrong_parameters(
    figure: Figure, parameters: Sequence[Parameter], compared: Sequence[Figure]
) -> list[_Fault]:
    """Return what a figure's model names that is no parameter of the role which the field needs.

    The share surveyed is integrated out, so no other figure may read it and it changes nothing else; a
    reporting effect enters scenarios; a place's factor is that of the facility whose cases are counted.
    """
    model, observable = figure.model, figure.observable
    assert model is not None
    assert observable is not None
    readers = [name for one in compared if one.model is not None for name in one.model.names()]
    fit: dict[str, list[str]] = {
        "window": [one.name for one in parameters if one.role == "window"],
        "place": [
            one.name for one in parameters if one.role == "place" and one.facility == observable.facility
        ],
        "surveyed": [
            one.name
            for one in parameters
            if one.role == "survey" and not one.changes and readers.count(one.name) < 2
        ],
        "reporting": [one.name for one in parameters if one.role == "survey" and one.changes],
    }
    fit["ramp"] = fit["window"]
    return [
        _Fault("register", figure.id, f"model.{field}", getattr(model, field), near)
        for field, near in fit.items()
        if getattr(model, field, None) not in (None, *near)
    ]


def _missing(
    file: str, who: str, inside: str, holder: object, there: Mapping[str, Sequence[str]]
) -> list[_Fault]:
    """Return the county and the facility that a row names and the scenario does not have."""
    return [
        _Fault(file, who, f"{inside}.{field}".lstrip("."), name, names)
        for field, names in there.items()
        if (name := getattr(holder, field, None)) is not None and name not in names
    ]


def _told(fault: _Fault, lang: str) -> str:
    near = sorted(fault.near)[:6]
    if lang == "zh":
        mend = f"请写以下之一：{'、'.join(near)}" if near else "请先在 priors 中添加"
        return f"{fault.file}，{fault.who}，字段 {fault.field}：{fault.value} 不可用于此处；{mend}"
    mend = f"name one of {', '.join(near)}" if near else "add one to the priors first"
    return f"{fault.file}, {fault.who}, field {fault.field}: {fault.value} cannot stand here; {mend}"


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
            f"stations of the whole city: {added} leaves {left} of {total} for every other class, while"
            f" Wuxing's embedded and brand stations and Wanda alone are {more}: classes overlap, or totals"
            " are defined differently; the scenario lets stations carry several tags",
            f"全市驿站：{added}，{total} 家中仅余 {left} 家，而仅吴兴的嵌入式、品牌驿站与万达驿站"
            f"就有 {more} 家：类别重叠或口径不同；情景中一家驿站可有多个标签",
        )
    ]


def _no_such(kind_en: str, kind_zh: str, there: Iterable[str]) -> Words:
    some = ", ".join(sorted(there)[:6])
    return (
        f"there is no such {kind_en}",
        f"没有该{kind_zh}",
        f"name one of: {some}",
        f"请写以下之一：{some}",
    )
