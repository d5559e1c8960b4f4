"""Road classes by length of trip: ``roads.csv``."""

from __future__ import annotations

from sim.scenario.schema.base import Id, Row, field, name_en, name_zh, source


class Road(Row):
    """The speed of some kilometres of a trip: of those beyond the row before, up to this row's bound.

    A trip begins and ends on local streets and takes faster roads the longer it is.
    """

    id: Id = field("Identifier", "标识", unit="id")
    name_zh: str = name_zh()
    name_en: str = name_en()
    up_to_km: float | None = field(
        "Kilometres of a trip up to here, beyond the row before, run at this speed; blank, in the last row "
        "alone: all further ones",
        "一次出行中超出上一行界限、至此公里数的路段按本速度行驶；空（仅限末行）为其余全部",
        unit="km",
        gt=0,
        le=2_000,
        default=None,
    )
    speed: float = field("Speed on them", "该路段速度", unit="km/h", gt=0, le=300)
    source: str = source()
