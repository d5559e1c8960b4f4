"""Counties and districts: ``counties.csv``."""

from __future__ import annotations

from sim.scenario.schema.base import Id, Row, field, name_en, name_zh, share, source


class County(Row):
    """A county or district, with how its enterprises answer surveys."""

    id: Id = field("Identifier, usually the division code", "标识，一般用行政区划代码", unit="id")
    name_zh: str = name_zh()
    name_en: str = name_en()
    response_rate: float = share("Share of surveyed cases that answer", "被调查件中作答的比例", default=1.0)
    reporting_effect: float = share(
        "Share of dissatisfied answers that are reported as satisfied",
        "不满意答卷中被报告为满意的比例",
        default=0.0,
    )
    source: str = source()
