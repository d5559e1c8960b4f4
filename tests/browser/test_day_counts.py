"""The day's animation puts every case where the server counts it."""

import pytest

from sim.page.day import day

pytestmark = pytest.mark.browser

# What the page's model makes of a day at some minutes: cases that wait and are served, by facility.
COUNT = """async ([address, minutes]) => {
  const {DayModel} = await import('/static/day/model.js');
  const model = new DayModel(await (await fetch(address)).json());
  const {stages, facilities} = model.data;
  return minutes.map((minute) => {
    model.go(60 * minute);
    const counted = {wait: facilities.id.map(() => 0), work: facilities.id.map(() => 0)};
    model.mode.forEach((mode, i) => {
      if (counted[mode] && model.stage[i] >= 0) counted[mode][stages.facility[model.stage[i]]] += 1;
    });
    return counted;
  });
}"""
MINUTES = list(range(7, 1440, 53))


def value_at(steps: list[int], minute: int) -> int:
    """The value of [minute, value, ...] at a minute."""
    held = [value for at, value in zip(steps[::2], steps[1::2], strict=True) if at <= minute]
    return held[-1] if held else 0


@pytest.mark.parametrize(("counted", "mode"), [("queue", "wait"), ("busy", "work")])
def test_the_page_and_the_server_count_alike(visit, place, counted, mode):
    data = day(place.log)
    address = f"/api/result/day?id=log&date={data['date']}"
    found = visit("#/results").page.evaluate(COUNT, [address, MINUTES])
    told = [[value_at(steps, minute) for steps in data["facilities"][counted]] for minute in MINUTES]
    assert sum(map(sum, told)) > 0
    assert [one[mode] for one in found] == told
