"""Which facility lists which item: ``catalogues.csv``."""

from __future__ import annotations

from sim.scenario.schema.base import Flag, Id, Row, field, flag, source


class CatalogueEntry(Row):
    """One item in the catalogue of one facility."""

    facility: Id = field("Facility", "设施", unit="id")
    item: Id = field("Item", "事项", unit="id")
    delegated: Flag = flag(
        "Listed only while the delegation lever is on", "仅在赋权开启时列入", default=False
    )
    source: str = source()
