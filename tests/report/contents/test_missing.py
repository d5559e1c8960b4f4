"""A table that a report cannot do without: it is named, whatever the kind of folder."""

import pytest

from sim.experiment.errors import InputError
from sim.experiment.folder import FRONTIER, SITING, STAFFING
from sim.report.contents import content_of
from sim.report.data import ReportError
from tests.report.calibration.calibrations import calibration
from tests.report.interactive.selecting.selections import selection
from tests.report.interactive.sensitivity.studies import study
from tests.report.planning.plans import folder_of

MADE = {
    "calibration": calibration,
    "selection": selection,
    "sensitivity": study,
    **{kind: lambda folder, kind=kind: folder_of(folder, kind) for kind in (SITING, STAFFING, FRONTIER)},
}


def refused(folder):
    """Return why there is no report; empty where there is one."""
    try:
        content_of(folder)
    except (InputError, ReportError) as fault:
        return fault.message_en
    return ""


@pytest.mark.parametrize("kind", MADE)
def test_a_missing_table_is_named_or_left_out(kind, tmp_path):
    folder = tmp_path / kind
    MADE[kind](folder)
    told = {}
    for path in sorted(folder.glob("*.csv")):
        aside = path.rename(path.with_suffix(".aside"))
        told[path.name] = refused(folder)
        aside.rename(path)
    assert any(told.values())  # some table is needed by each kind
    assert [name for name, message in told.items() if message and name not in message] == []
