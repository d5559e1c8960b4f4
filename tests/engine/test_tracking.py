"""Key-project tracking: who files a need, and what comes without it."""

from __future__ import annotations

from tests import gallery
from tests.builders import facility, named, staff, zone
from tests.engine.trace import execute, stages

NEED = {"zone": "z", "industry": "i", "life_cycle": "build", "start": "2024-01-01"}


def two_stations(**project: str):
    """Station ``near`` at the door, sub-centre ``far`` 10 km away; both list ``file``."""
    return gallery.tracked(
        zones=[zone("z")],
        facilities=[facility("near", parent="far"), facility("far", tier="subcentre", km=10)],
        staff=[staff("near.team", "near"), staff("far.team", "far")],
        projects=[named("plant", **NEED, **project)],
    )


def test_a_tracked_need_is_filed_by_the_station_that_tracks_the_project() -> None:
    scenario = two_stations(station="near", subcentre="far")
    assert stages(scenario).splitlines()[0] == "0 service near 1.09:00 1.09:00 1.09:30 solved"
    _, table, log = execute(scenario)
    assert table.travel.tolist() == [0, 0]  # a ticket: nobody travels
    assert log.cases.travel.tolist() == [0, 0]


def test_the_sub_centre_files_what_its_station_does_not_list() -> None:
    scenario = two_stations(station="near", subcentre="far")
    content = scenario.model_dump(mode="json")
    content["catalogues"] = [row for row in content["catalogues"] if row["facility"] == "far"]
    log = stages(type(scenario).model_validate(content))
    assert log.splitlines()[0] == "0 service far 1.09:00 1.09:00 1.09:30 solved"


def test_without_tracking_it_goes_the_ordinary_way() -> None:
    scenario = gallery.changed(two_stations(station="far"), tracking={"on": False, "delay_days": 0.001})
    compiled, table, _ = execute(scenario)
    assert compiled.labels.facility[table.facility[0]] == "near"
