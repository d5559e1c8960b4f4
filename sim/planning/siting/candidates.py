"""Candidate sites: a csv of places where a station may be opened, each copying an existing one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from sim.scenario import Problem, Scenario, ScenarioErrors
from sim.scenario.draft import Draft, Place, hint
from sim.scenario.parse import parse_sheet
from sim.scenario.problems import capped, shown
from sim.scenario.read_csv import read_sheet
from sim.scenario.schema import Table
from sim.scenario.schema.base import Id, Row, field, name_en, name_zh, source
from sim.scenario.schema.zone import latitude, longitude

PAGE = "docs/siting.md"
TEMPLATE_TIER = "station"
_NAME = "candidates"


class Candidate(Row):
    """A place where a station may be opened."""

    id: Id = field("Identifier of the station, if it is opened", "若开设，该驿站的标识", unit="id")
    name_zh: str = name_zh()
    name_en: str = name_en()
    kind: Literal["township", "park", "business_district", "embedded", "brand"] = field(
        "Kind of the station", "驿站类型", unit="choice"
    )
    county: Id = field("County it lies in", "所在区县", unit="id")
    town: Id | None = field("Code of the town it lies in", "所在乡镇（街道）代码", unit="id", default=None)
    lat: float = latitude()
    lon: float = longitude()
    template: Id = field(
        "Station whose catalogue, residents, hours and parents it copies",
        "照搬其目录、常驻人员、开放时段与上级的驿站",
        unit="id",
    )
    cost_per_year: float = field(
        "Rent and upkeep for a year; the template's staff cost is added",
        "每年租金与运行费；另加照搬人员的成本",
        unit="CNY per year",
        ge=0,
        le=1_000_000_000,
        default=0.0,
    )
    capacity: float | None = field(
        "Cases a year that it can take, in capacitated models; blank: no limit",
        "有容量限制的模型中每年可办件数；空为不限",
        unit="cases per year",
        gt=0,
        default=None,
    )
    source: str = source()


TABLE = Table(_NAME, Candidate, ("id",), {}, True, "Candidate sites", "候选点")


class Listed:
    """Candidates with the file and row in which each stands, for problems that show later."""

    def __init__(self, rows: Sequence[Candidate], places: Sequence[Place]) -> None:
        """Hold the rows and where they stand, in order."""
        self.rows, self.places = tuple(rows), tuple(places)

    @classmethod
    def of(cls, rows: Sequence[Candidate], file: str = "candidates.csv") -> Listed:
        """Return rows made in memory, numbered as the file would be that holds them."""
        return cls(rows, [Place(file, number) for number in range(2, len(rows) + 2)])

    def only(self, kinds: Sequence[str]) -> Listed:
        """Return the candidates of these kinds; all if none is named."""
        kept = [
            pair for pair in zip(self.rows, self.places, strict=True) if not kinds or pair[0].kind in kinds
        ]
        return Listed([row for row, _ in kept], [place for _, place in kept])

    def problem(self, number: int, name: str, words: tuple[str, str, str, str], code: str) -> Problem:
        """Return a problem of one field of one candidate; words: message and mend, each en, zh."""
        place, value = self.places[number], getattr(self.rows[number], name)
        return Problem(place.file, place.row, name, shown(value), *words, code)


def load_candidates(path: Path, scenario: Scenario) -> Listed:
    """Read candidate sites and hold them against the scenario.

    Raises:
        ScenarioErrors: with every problem of the file (file, row, field, value, mend), in both languages.
    """
    return _checked(path, lambda listed: find_problems(listed, scenario))


def read_candidates(path: Path) -> Listed:
    """Read candidate sites whose scenario is not known yet; errors as `load_candidates`."""
    return _checked(path, lambda _: iter(()))


def _checked(path: Path, find: Callable[[Listed], Iterator[Problem]]) -> Listed:
    """Read candidate sites, `find` what is wrong with them besides, and raise it all at once."""
    problems: list[Problem] = []
    draft = Draft(tables={_NAME: []}, lost_ids={_NAME: set()})
    sheet = read_sheet(path, path.name, Candidate.model_fields.keys(), problems)
    if sheet is not None:
        parse_sheet(draft, TABLE, sheet, path.name, problems)
    rows = [placed.row for placed in draft.tables[_NAME]]
    listed = Listed(
        [row for row in rows if isinstance(row, Candidate)], [placed.place for placed in draft.tables[_NAME]]
    )
    problems += capped(find(listed))
    if problems:
        fault = ScenarioErrors([_of_candidates(one) for one in problems])
        fault.add_note(str(path))
        raise fault
    return listed


def find_problems(listed: Listed, scenario: Scenario) -> Iterator[Problem]:
    """Yield what does not fit the scenario: ids taken or repeated, unknown counties, towns and templates."""
    checks: tuple[Callable[[Listed, Scenario], Iterator[Problem]], ...] = (
        _taken_ids,
        _unknown_counties,
        _unknown_towns,
        _bad_templates,
    )
    for check in checks:
        yield from check(listed, scenario)


def _taken_ids(listed: Listed, scenario: Scenario) -> Iterator[Problem]:
    facilities = {row.id for row in scenario.facilities}
    seen: dict[str, int] = {}
    for number, row in enumerate(listed.rows):
        first = seen.setdefault(row.id, number)
        if row.id in facilities:
            words = (
                "a facility of the scenario has this id",
                "情景中已有以此为标识的设施",
                "Give the candidate an id of its own",
                "请另取标识",
            )
            yield listed.problem(number, "id", words, "candidate_taken")
        elif first != number:
            row_number = listed.places[first].row
            words = (
                f"the id is used twice, first in row {row_number}",
                f"标识重复，首见于第 {row_number} 行",
                "Give each candidate its own",
                "请使用不同的标识",
            )
            yield listed.problem(number, "id", words, "candidate_twice")


def _unknown_counties(listed: Listed, scenario: Scenario) -> Iterator[Problem]:
    known = {row.id for row in scenario.counties}
    for number, row in enumerate(listed.rows):
        if row.county not in known:
            choices = ", ".join(sorted(known))
            words = (
                "the scenario has no such county",
                "情景中没有该区县",
                f"Write one of: {choices}",
                f"请写以下之一：{choices}",
            )
            yield listed.problem(number, "county", words, "candidate_county")


def _unknown_towns(listed: Listed, scenario: Scenario) -> Iterator[Problem]:
    known = {row.town for row in scenario.zones}
    for number, row in enumerate(listed.rows):
        if row.town is not None and row.town not in known:
            near = hint(row.town, known)
            words = (
                "no demand point lies in such a town",
                "没有需求点位于该乡镇",
                f"Write a town of zones.csv{_blank(near['hint_en'])}, or leave it blank",
                f"请写 zones.csv 中的乡镇代码{near['hint_zh']}，或留空",
            )
            yield listed.problem(number, "town", words, "candidate_town")


def _bad_templates(listed: Listed, scenario: Scenario) -> Iterator[Problem]:
    facilities = {row.id: row for row in scenario.facilities}
    stations = {row.id for row in scenario.facilities if row.tier == TEMPLATE_TIER}
    counties = {row.id for row in scenario.counties}
    for number, row in enumerate(listed.rows):
        found = facilities.get(row.template)
        if found is None:
            near = hint(row.template, stations)
            words = (
                "the scenario has no such facility",
                "情景中没有该设施",
                f"Name a station of facilities.csv{_blank(near['hint_en'])}",
                f"请写 facilities.csv 中的驿站{near['hint_zh']}",
            )
        elif found.tier != TEMPLATE_TIER:
            words = (
                f"the template is no station but of tier {found.tier}",
                f"样板不是驿站，其层级为 {found.tier}",
                "Name a station",
                "请写一家驿站",
            )
        elif not found.open:
            words = (
                "the template is closed, and so would its copy be",
                "样板已关闭，照搬者也会关闭",
                "Name an open station",
                "请写一家开放的驿站",
            )
        elif row.county in counties and found.county != row.county:
            words = (
                f"the template lies in another county ({found.county}): cases would be handed up there",
                f"样板位于另一区县（{found.county}），上交件会流向该处",
                f"Name a station of {row.county}",
                f"请写 {row.county} 的驿站",
            )
        else:
            continue
        yield listed.problem(number, "template", words, "candidate_template")


def _blank(text: str) -> str:
    return f" {text}" if text else ""


def _of_candidates(one: Problem) -> Problem:
    """Return a problem of csv files with its mend pointing at the page that describes candidates."""
    if one.code != "unknown_column":
        return one
    pages = ("docs/scenario-fields.md", PAGE)
    return replace(one, mend_en=one.mend_en.replace(*pages), mend_zh=one.mend_zh.replace(*pages))
