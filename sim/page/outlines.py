"""Outlines that users bring (GeoJSON): polygons with names, checked, and cut down to what is drawn."""

from __future__ import annotations

import math
from typing import Any

from sim.page.answers import from_json
from sim.page.errors import ApiError

MOST_FEATURES = 3000
MOST_POINTS = 300_000
SHORTEST_RING = 4  # points, the last one the first again
DECIMALS = 5  # of a degree: a metre or so
_ZH = ("name_zh", "NAME_ZH", "名称", "name", "NAME", "Name")
_EN = ("name_en", "NAME_EN", "name", "NAME", "Name", "name_zh", "名称")


def read_outlines(content: bytes) -> dict[str, Any]:
    """Return a FeatureCollection of polygons with `name_zh` and `name_en`, and nothing else.

    Raises:
        ApiError: 415, it is no GeoJSON; 422, it holds no polygons, too many, or places that are none.
    """
    try:
        collection = from_json(content.removeprefix(b"\xef\xbb\xbf"))
    except ApiError:
        raise ApiError(415, "The file is no GeoJSON that can be read", "文件不是可读取的 GeoJSON") from None
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list) or collection.get("type") != "FeatureCollection":
        raise _wrong("A FeatureCollection is expected", "应为 FeatureCollection")
    if not 1 <= len(features) <= MOST_FEATURES:
        raise _wrong(f"1 to {MOST_FEATURES} features are expected", f"应有 1 至 {MOST_FEATURES} 个要素")
    count = [0]
    made = [_feature(number, one, count) for number, one in enumerate(features, start=1)]
    return {"type": "FeatureCollection", "features": made}


def cells_of(outlines: dict[str, Any]) -> list[dict[str, Any]]:
    """Return outlines as a map's cells: id, names, rings."""
    return [
        {
            "id": one["id"],
            "names": {"zh": one["properties"]["name_zh"], "en": one["properties"]["name_en"]},
            "county": None,
            "rings": [ring for polygon in one["geometry"]["coordinates"] for ring in polygon],
            "enterprises": None,
        }
        for one in outlines["features"]
    ]


def _feature(number: int, one: Any, count: list[int]) -> dict[str, Any]:
    geometry = one.get("geometry") if isinstance(one, dict) else None
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind not in ("Polygon", "MultiPolygon"):
        raise _wrong(f"Feature {number} is no polygon", f"第 {number} 个要素不是多边形")
    shapes = geometry.get("coordinates")
    polygons = [shapes] if kind == "Polygon" else shapes
    made = [
        [_ring(number, ring, count) for ring in _list(number, polygon)] for polygon in _list(number, polygons)
    ]
    properties = one.get("properties")
    named = properties if isinstance(properties, dict) else {}
    names = {"name_zh": _name(named, _ZH, number), "name_en": _name(named, _EN, number)}
    return {
        "type": "Feature",
        "id": f"outline.{number}",
        "properties": names,
        "geometry": {"type": "MultiPolygon", "coordinates": made},
    }


def _ring(number: int, ring: Any, count: list[int]) -> list[list[float]]:
    points = [_point(number, one) for one in _list(number, ring)]
    count[0] += len(points)
    if count[0] > MOST_POINTS:
        raise ApiError(413, f"More than {MOST_POINTS:,} points", f"超过 {MOST_POINTS:,} 个点")
    if len(points) < SHORTEST_RING:
        raise _wrong(f"A ring of feature {number} has too few points", f"第 {number} 个要素有环的点数不足")
    return points


def _point(number: int, one: Any) -> list[float]:
    if isinstance(one, list) and len(one) >= 2 and all(_number(value) for value in one[:2]):
        lon, lat = one[:2]
        if -180 <= lon <= 180 and -90 <= lat <= 90:
            return [round(float(lon), DECIMALS), round(float(lat), DECIMALS)]
    raise _wrong(
        f"Feature {number}: a point is no longitude and latitude in degrees",
        f"第 {number} 个要素：有点不是以度计的经纬度",
    )


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _list(number: int, value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise _wrong(f"Feature {number} lacks coordinates", f"第 {number} 个要素缺少坐标")
    return value


def _name(properties: dict[str, Any], keys: tuple[str, ...], number: int) -> str:
    found = next((one for key in keys if isinstance(one := properties.get(key), str) and one.strip()), "")
    return found.strip()[:100] or f"{number}"


def _wrong(en: str, zh: str) -> ApiError:
    return ApiError(422, en, zh)
