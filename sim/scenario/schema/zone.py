"""Demand points: ``zones.csv``."""

from __future__ import annotations

from typing import Any

from sim.scenario.schema.base import Id, Row, field, name_en, name_zh, source


def latitude() -> Any:
    """Declare a latitude (WGS84, within China)."""
    return field("Latitude, WGS84", "纬度（WGS84）", unit="degrees", ge=3, le=54)


def longitude() -> Any:
    """Declare a longitude (WGS84, within China)."""
    return field("Longitude, WGS84", "经度（WGS84）", unit="degrees", ge=73, le=136)


class Zone(Row):
    """A demand point: a place where enterprises' needs arise."""

    id: Id = field("Identifier; keys the zone's random streams", "标识，亦为随机流的键", unit="id")
    name_zh: str = name_zh()
    name_en: str = name_en()
    county: Id = field("County it lies in", "所属区县", unit="id")
    town: Id = field("Code of the town it lies in", "所属乡镇（街道）代码", unit="id")
    town_zh: str = field("Town, in Chinese", "乡镇（街道）中文名", unit="text", min_length=1)
    town_en: str = field("Town, in English", "乡镇（街道）英文名", unit="text", min_length=1)
    lat: float = latitude()
    lon: float = longitude()
    demand_factor: float = field(
        "Multiplies all demand of the zone", "该点需求的倍率", unit="factor", ge=0, le=1000, default=1.0
    )
    source: str = source()
