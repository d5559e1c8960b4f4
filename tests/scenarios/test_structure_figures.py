"""Each structure figure of the register holds in scenarios/huzhou, by a count named by the figure's id."""

from pathlib import Path

import pytest

from calibration.figure import upper_end
from calibration.register import load_register
from calibration.structure import CHECKS, accepts, findings, subcentre_lines
from calibration.structure_page import PAGE, page
from sim.scenario import change, load

HUZHOU = Path(__file__).parents[2] / "scenarios" / "huzhou"
FIGURES = {figure.id: figure for figure in load_register().figures}
STRUCTURE = [name for name, figure in FIGURES.items() if figure.use == "structure"]


@pytest.fixture(scope="module")
def huzhou():
    return load(HUZHOU)


def test_every_structure_figure_has_a_check_and_no_check_is_left_over():
    assert sorted(CHECKS) == sorted(STRUCTURE)


@pytest.mark.parametrize("name", STRUCTURE)
def test_figure(huzhou, name):
    count = CHECKS[name](huzhou)
    assert accepts(FIGURES[name], count), f"{name}: {FIGURES[name].quote}, the scenario holds {count}"


def test_subcentres_list_3_chains_17_bundles_and_166_value_added_items(huzhou):
    assert subcentre_lines(huzhou) == {"chain": 3, "bundle": 17, "value_added": 166}


#: For each figure a change of the scenario that its count must notice.
CHANGES = {
    "hz.stations": {"update": {"table": "facilities", "where": {"id": "wx.wanda"}, "set": {"open": False}}},
    "hz.items": {
        "update": {"table": "facilities", "where": {"kind": ["brand", "embedded"]}, "set": {"open": False}}
    },
    "hz.town_stations": {
        "update": {"table": "facilities", "where": {"id": "aj.shanchuan"}, "set": {"open": False}}
    },
    "hz.park_stations": {"update": {"table": "facilities", "where": {"id": "aj.meixi"}, "set": {"tags": ""}}},
    "hz.platforms": {
        "update": {"table": "facilities", "where": {"id": "aj.tianzihu"}, "set": {"tags": "park"}}
    },
    "xiaopu.items": {
        "remove": {"table": "catalogues", "where": {"facility": "cx.xiaopu", "item": "homestay.1"}}
    },
    "hz.park_items": {
        "remove": {"table": "catalogues", "where": {"facility": "dq.park.icv", "item": "icv.1"}}
    },
    "deqing.icv_items": {
        "remove": {"table": "catalogues", "where": {"facility": "dq.park.icv", "item": "icv.21"}}
    },
    "wx.subcentres": {
        "update": {"table": "facilities", "where": {"id": "wx.sub.cosmetics"}, "set": {"open": False}}
    },
    "wx.subcentre_items": {
        "remove": {
            "table": "catalogues",
            "where": {"facility": "wx.sub.cosmetics", "item": "cosmetics.chain"},
        }
    },
    "wx.brand_items": {
        "remove": {"table": "catalogues", "where": {"facility": "wx.brand.ip", "item": "legal.1"}}
    },
    "wx.embedded": {
        "update": {"table": "facilities", "where": {"id": "wx.store.yuehe"}, "set": {"open": False}}
    },
    "wx.embedded_items": {
        "remove": {"table": "catalogues", "where": {"facility": "wx.store.yuehe", "item": "licensing.1"}}
    },
    "wx.embedded_share": {
        "remove": {
            "table": "catalogues",
            "where": {"facility": "wx.store.yuehe", "item": ["policy_claim.1", "policy_guidance.1"]},
        }
    },
    "wx.key_projects": {"remove": {"table": "projects", "where": {"id": "wx.project.001"}}},
    "wx.delegated": {"update": {"table": "catalogues", "set": {"delegated": False}}},
    "wx.partners": {"update": {"table": "staff", "where": {"partner": "wx.law5"}, "set": {"head_count": 0}}},
    "wx.sessions": {
        "update": {"table": "sessions", "where": {"county": "330502"}, "set": {"every_days": 28}}
    },
    "wx.coaching": {"remove": {"table": "rosters", "where": {"id": "coach.cosmetics.6"}}},
}


@pytest.mark.parametrize("name", STRUCTURE)
def test_a_change_of_the_scenario_fails_the_figure(huzhou, name):
    changed = change(huzhou, [CHANGES[name]])
    count = CHECKS[name](changed)
    assert count != CHECKS[name](huzhou)
    assert not accepts(FIGURES[name], count)


@pytest.mark.parametrize(
    ("value", "end"), [(2800, 2900), (1500, 1600), (40, 50), (670, 680), (5_000_000, 6_000_000)]
)
def test_more_than_a_number_ends_below_the_next_unit_of_its_last_digit(value, end):
    figure = FIGURES["hz.items"].model_copy(update={"value": float(value)})
    assert upper_end(value) == end
    assert accepts(figure, value)
    assert accepts(figure, end - 1)
    assert not accepts(figure, value - 1)
    assert not accepts(figure, end)


def test_the_page_of_docs_is_up_to_date(huzhou):
    assert PAGE.read_text(encoding="utf-8") == page(huzhou), "run `make docs`"


def test_the_page_says_so_where_a_figure_fails(huzhou):
    changed = change(huzhou, [CHANGES["hz.stations"]])
    failed = [row.id for row in findings(changed) if not row.agrees]
    assert failed == ["hz.stations"]
    assert page(changed).count("NO 否") == 1
