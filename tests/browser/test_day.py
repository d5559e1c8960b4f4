"""The animation of a day: it plays, steps by keys, jumps to events, tells the moment in words."""

import pytest

from tests.browser.workplace import NASTY

pytestmark = pytest.mark.browser


def clock(page) -> int:
    """Minute of the day that is shown."""
    hours, minutes = page.locator(".clock").inner_text().split(":")
    return 60 * int(hours) + int(minutes)


@pytest.fixture(params=["zh", "en"])
def still(visit, request):
    """A day that does not play by itself, for those who ask for less motion."""
    visitor = visit("#/day?id=log", request.param, reduced_motion="reduce")
    visitor.page.wait_for_selector(".day-controls")
    return visitor


def test_it_plays_and_stands(visit):
    visitor = visit("#/day?id=log")
    page = visitor.page
    page.wait_for_selector(".day-controls")
    first = clock(page)
    page.wait_for_function(
        "first => document.querySelector('.clock').textContent !== first", arg=_text(first)
    )
    assert clock(page) > first
    page.wait_for_timeout(600)  # longer than what waits to tell a moment
    assert page.locator(".day-told").inner_text() == ""  # it would tell of a moment that is past
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Space")
    page.wait_for_function("() => document.querySelector('.day-told').textContent !== ''")
    stands = clock(page)
    page.wait_for_timeout(300)
    assert clock(page) == stands
    assert _text(stands) in page.locator(".day-told").inner_text()


def test_it_steps_by_keys_and_tells_the_moment(still):
    page = still.page
    at = clock(page)
    page.wait_for_timeout(300)
    assert clock(page) == at  # nothing moves by itself
    slider = page.locator(".day-controls input[type=range]")
    slider.focus()
    for key, minute in (("ArrowRight", at + 1), ("ArrowLeft", at), ("End", 1440), ("Home", 0)):
        page.keyboard.press(key)
        assert clock(page) == minute
        assert slider.get_attribute("aria-valuetext") == _text(minute)
    page.wait_for_function("() => document.querySelector('.day-told').textContent.includes('00:00')")
    page.locator("button", has_text="+1′").click()
    assert clock(page) == 1
    page.locator(".day-controls select[name=event]").select_option("handed")
    page.locator("button", has_text="»").click()
    said = page.locator(".day-told").inner_text()
    assert _text(clock(page)) in said
    assert clock(page) > 1
    page.locator("button", has_text="«").click()
    assert page.locator(".day-told").inner_text() == said  # the first of its kind


def test_the_counts_are_those_of_the_cases(still):
    """At the end of the day those counted open are the parts together, and the closed ones are told."""
    page = still.page
    page.locator(".day-controls input[type=range]").focus()
    page.keyboard.press("End")
    page.wait_for_function("() => document.querySelector('.day-told').textContent !== ''")
    counts = {
        one.get_attribute("class").removeprefix("count-"): int(one.locator("dd").inner_text())
        for one in page.locator(".counts > div").all()
    }
    parts = ("wait", "work", "rest", "move", "out", "home", "coming")
    assert counts["open"] == sum(counts[part] for part in parts)
    assert counts["closed"] > 0
    assert str(counts["closed"]) in page.locator(".day-told").inner_text()


def test_a_station_shows_its_queue_and_staff(still):
    page = still.page
    choose = page.locator(".day-right select")
    assert any(NASTY in text for text in choose.locator("option").all_text_contents())
    hostile = next(text for text in choose.locator("option").all_text_contents() if NASTY in text)
    choose.select_option(label=hostile)
    slider = page.locator(".day-controls input[type=range]")
    slider.fill("36000")  # ten o'clock
    page.locator(".badge", has_text=still.say("day_station_open")).wait_for()
    assert page.locator(".course svg").get_attribute("aria-label")
    slider.fill("12000")
    page.locator(".badge", has_text=still.say("day_station_closed")).wait_for()


def _text(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
