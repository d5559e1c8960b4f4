from sim.kpi import REGISTRY
from sim.page.kpis import kpis


def test_every_kpi_can_be_chosen_by_name_in_both_languages():
    assert [one["id"] for one in kpis()] == list(REGISTRY)
    for one in kpis():
        assert any("\u4e00" <= letter <= "\u9fff" for letter in one["names"]["zh"] + one["unit"]["zh"])
        assert one["names"]["en"]
        assert one["levels"]


def test_a_share_says_so_and_which_way_is_better():
    (share,) = [one for one in kpis() if one["id"] == "on_time_share"]
    assert (share["unit"]["en"], share["direction"]) == ("share", "higher")
    assert "kind" in share["levels"]
