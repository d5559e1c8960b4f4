"""Outlines of towns: Voronoi cells within a rounded hull."""

import math

import polars as pl
import pytest

from sim.report.cells import cell_of, cells, rounded_hull, towns

SQUARE = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]


def area(corners):
    pairs = zip(corners, [*corners[1:], corners[0]], strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) / 2


def zones(rows):
    frame = pl.DataFrame(rows, schema=["id", "town", "lon", "lat"], orient="row")
    return frame.with_columns(
        pl.col("lon", "lat").cast(pl.String),
        name_zh="点" + pl.col("id"),
        name_en="Point " + pl.col("id"),
        town_zh="镇" + pl.col("town"),
        town_en="Town " + pl.col("town"),
        county=pl.lit("330502"),
    )


def test_two_places_share_a_square_at_their_bisector():
    places = [(1.0, 2.0), (3.0, 2.0)]
    assert sorted(cell_of(places[0], places, SQUARE)) == [(0.0, 0.0), (0.0, 4.0), (2.0, 0.0), (2.0, 4.0)]
    assert area(cell_of(places[1], places, SQUARE)) == pytest.approx(8.0)


def test_the_middle_of_nine_has_a_square_of_its_own():
    places = [(x, y) for x in (1.0, 2.0, 3.0) for y in (1.0, 2.0, 3.0)]
    assert sorted(cell_of((2.0, 2.0), places, SQUARE)) == [(1.5, 1.5), (1.5, 2.5), (2.5, 1.5), (2.5, 2.5)]


def test_cells_fill_the_outline_and_hold_what_is_nearest():
    places = [(3.7 * math.sin(7 * i) % 4, 3.1 * math.cos(5 * i) % 4) for i in range(23)]
    found = [cell_of(place, places, SQUARE) for place in places]
    assert sum(area(cell) for cell in found) == pytest.approx(16.0)
    for place, cell in zip(places, found, strict=True):
        middle = (sum(x for x, _ in cell) / len(cell), sum(y for _, y in cell) / len(cell))
        assert min(places, key=lambda other: math.dist(middle, other)) == place


def test_places_at_one_spot_share_their_cell():
    places = [(1.0, 2.0), (1.0, 2.0), (3.0, 2.0)]
    assert cell_of(places[0], places, SQUARE) == cell_of(places[1], places, SQUARE)
    assert area(cell_of(places[0], places, SQUARE)) == pytest.approx(8.0)


@pytest.mark.parametrize("places", [[(0.0, 0.0)], [(0.0, 0.0), (5.0, 0.0), (9.0, 0.0)]])
def test_the_hull_keeps_its_distance_even_from_a_point_or_a_line(places):
    hull = rounded_hull(places, 2.0)
    apart = [min(math.dist(corner, place) for place in places) for corner in hull]
    assert min(apart) == pytest.approx(2.0)
    assert area(hull) > 0


def test_towns_are_the_means_of_their_points():
    found = towns(zones([("a", "1", 120.0, 30.0), ("b", "1", 120.2, 30.2), ("c", None, 121.0, 31.0)]))
    assert found.select("id", "name_en", "lon", "lat").rows() == [
        ("1", "Town 1", pytest.approx(120.1), pytest.approx(30.1)),
        ("c", "Point c", 121.0, 31.0),
    ]


def test_cells_are_closed_rings_in_degrees_around_their_town():
    found = cells(zones([("a", "1", 120.0, 30.0), ("b", "2", 120.2, 30.0), ("c", "3", 120.1, 30.1)]))
    assert [(cell["id"], cell["names"]["zh"], cell["county"]) for cell in found] == [
        ("1", "镇1", "330502"),
        ("2", "镇2", "330502"),
        ("3", "镇3", "330502"),
    ]
    first = found[0]["rings"][0]
    assert first[0] == first[-1]
    assert max(lon for lon, _ in first) <= 120.1001  # east of it lies the second town's cell
    assert min(lon for lon, _ in first) < 120.0
    assert all(round(part, 4) == part for corner in first for part in corner)


def test_without_places_there_are_no_cells():
    assert cells(pl.DataFrame()) == []
    assert cells(zones([("a", "1", None, None)])) == []
