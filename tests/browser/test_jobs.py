"""Runs: started from the form, found again after a reload, cancelled without a trace; searches start too."""

import pytest

from tests.browser.steps import LONG, processes_with, until

pytestmark = pytest.mark.browser


def started(visitor) -> str:
    """Waits for the page of the job that a form started; returns the job's id."""
    visitor.page.wait_for_function("() => location.hash.startsWith('#/jobs?id=')")
    return visitor.page.evaluate("new URLSearchParams(location.hash.split('?')[1]).get('id')")


def asked(visitor, **fields: int) -> None:
    """Fills the numbers of the run form."""
    visitor.page.wait_for_selector(".run-form input[name=days][placeholder]")
    for name, value in fields.items():
        visitor.page.fill(f".run-form input[name={name}]", str(value))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_run_goes_on_over_a_reload_and_ends_as_a_result(visit, lang):
    visitor = visit("#/run?scenario=wuxing", lang)
    page = visitor.page
    asked(visitor, count=40, days=28, warm_up=7)
    page.locator("pre.code", has_text="--days 28").wait_for()
    visitor.button("run_start").click()
    job = started(visitor)
    badge = page.locator("section.card .badge").first
    page.locator("section.card .badge", has_text=visitor.say("job_state_running")).wait_for()
    page.wait_for_function("() => document.querySelector('section.card progress').value > 0", timeout=LONG)
    page.reload()
    badge.wait_for()
    assert started(visitor) == job
    page.wait_for_function("() => document.querySelector('section.card progress').value > 0", timeout=LONG)
    assert page.locator("nav a.job[aria-current=true]").get_attribute("href").endswith(job)
    visitor.link("job_result").click(timeout=LONG)
    page.wait_for_selector(".answer p")
    assert page.locator(".answer p").count() == 3


def own(place) -> str:
    """What command lines of this test's jobs hold, wherever they are started: paths in them are relative."""
    return "/".join((*place.results.parts[-3:], ""))


def test_a_cancelled_run_leaves_no_process_and_no_result(visit, place):
    visitor = visit("#/run?scenario=huzhou")
    page = visitor.page
    asked(visitor, count=200, days=364, warm_up=28)
    before = set(place.results.iterdir())
    visitor.button("run_start").click()
    started(visitor)
    page.locator("section.card .badge", has_text=visitor.say("job_state_running")).wait_for()
    mine = own(place)
    until(lambda: any("simulate" in line for line in processes_with(mine)))
    visitor.button("job_cancel").click()
    visitor.button("job_cancel_ok").click()
    page.locator("section.card .badge", has_text=visitor.say("job_state_cancelled")).wait_for()
    until(lambda: not any("simulate" in line for line in processes_with(mine)))
    assert set(place.results.iterdir()) == before
    assert visitor.link("job_result").count() == 0


def test_a_form_says_what_is_wrong_with_its_numbers(visit):
    visitor = visit("#/run?scenario=wuxing")
    page = visitor.page
    asked(visitor, count=2, days=10, warm_up=10)
    visitor.button("run_start").click()
    page.get_by_text(visitor.say("run_warm_up_too_long")).wait_for()
    asked(visitor, count=0, days=10, warm_up=2)
    visitor.button("run_start").click()
    page.get_by_text(visitor.say("form_least", bound=1)).wait_for()
    assert page.evaluate("location.hash").startswith("#/run")


def test_the_expected_time_is_that_of_simulations_alone(visit):
    """Two ended runs of 10 s and 20 s for ten days, and a search that took an hour."""
    jobs = [
        {
            "command": command,
            "state": state,
            "started": f"{start}:00:00Z",
            "ended": f"{start}:{took}Z",
            "asked": {},
        }
        for command, state, start, took in (
            ("simulate", "done", "2024-01-01T08", "00:10"),
            ("compare", "done", "2024-01-01T09", "00:20"),
            ("staff", "done", "2024-01-01T10", "59:00"),
            ("simulate", "failed", "2024-01-01T11", "00:01"),
        )
    ]
    found = visit("#/scenarios").page.evaluate(
        "async (jobs) => (await import('/static/runs/speed.js')).expect(30, jobs, () => 10)", jobs
    )
    assert found == {"seconds": 60, "jobs": 2}


def test_a_search_of_staff_starts_and_stops(visit, place):
    visitor = visit("#/plan?what=staff&scenario=wuxing")
    page = visitor.page
    visitor.button("plan_target_add").click()
    page.locator(".target select[name=level]").select_option("service")
    page.locator(".target select[name=key] option", has_text="Tax guidance").wait_for(state="attached")
    page.locator(".target select[name=level]").select_option("kind")
    page.locator(".target select[name=key]").select_option("transaction")
    visitor.button("plan_start").click()
    page.get_by_text(visitor.say("plan_target_missing")).wait_for()
    bound = page.locator(".target input[name=bound]")
    bound.fill("970")
    visitor.button("plan_start").click()
    page.get_by_text(visitor.say("plan_target_percent")).wait_for()  # before anything is started
    bound.fill("97")
    page.fill("form input[name=days]", "28")
    page.fill("form input[name=warm_up]", "7")
    visitor.button("plan_start").click()
    started(visitor)
    page.locator("section.card .badge", has_text=visitor.say("job_state_running")).wait_for()
    assert "on_time_share/kind/transaction>=0.97" in page.inner_text("section.card pre.code")
    visitor.button("job_cancel").click()
    visitor.button("job_cancel_ok").click()
    page.locator("section.card .badge", has_text=visitor.say("job_state_cancelled")).wait_for()
    until(lambda: not any(" staff " in line for line in processes_with(own(place))))

    # the same settings once more, to be changed
    visitor.link("job_fill_again").click()
    page.locator(".target select[name=key]").wait_for()
    assert page.locator(".target input[name=bound]").input_value() == "97"
    assert page.locator("form input[name=days]").input_value() == "28"
