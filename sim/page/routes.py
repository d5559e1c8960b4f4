"""The API as one table: method, path, what is asked, who answers. The OpenAPI document is made from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from pydantic import BaseModel

from sim.page import models
from sim.page.drafts import check_row
from sim.page.event_stream import stream
from sim.page.job_models import JobAsked
from sim.page.network import network
from sim.page.plans import plan
from sim.page.schema import schema
from sim.page.services import Services


class Endpoint(NamedTuple):
    """One request: a handler takes the services and what is asked (None: nothing) and returns the answer."""

    method: str
    path: str
    summary: str
    handler: Callable[[Services, Any], Any]
    query: type[BaseModel] | None = None
    body: type[BaseModel] | None = None
    form: type[BaseModel] | None = None  # fields beside a file
    status: int = 200
    answer: str = "application/json"


def _map(services: Services, asked: models.DraftMap) -> dict[str, Any]:
    return network(services.drafts.make(asked), services.cells(asked))


def _row(_: Services, asked: models.RowCheck) -> dict[str, Any]:
    return {"problems": check_row(asked.table, asked.row)}


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint("GET", "/api/status", "What this server is and how busy", lambda on, _: on.status()),
    Endpoint(
        "GET",
        "/api/scenarios",
        "Every scenario, heads only",
        lambda on, _: {"scenarios": on.scenario_library.heads()},
    ),
    Endpoint(
        "GET",
        "/api/scenario",
        "A scenario with its changes and warnings",
        lambda on, asked: on.scenario_library.detail(asked.id),
        query=models.OfId,
    ),
    Endpoint("GET", "/api/schema", "Every table, policy and setting with meaning", lambda *_: schema()),
    Endpoint("POST", "/api/draft/map", "A draft as a map", _map, body=models.DraftMap),
    Endpoint(
        "POST",
        "/api/draft/table",
        "Rows of a draft's table, with their state",
        lambda on, asked: on.drafts.table(asked),
        body=models.DraftTable,
    ),
    Endpoint("POST", "/api/draft/row", "The problems of one row by itself", _row, body=models.RowCheck),
    Endpoint(
        "POST",
        "/api/draft/check",
        "The problems of a draft",
        lambda on, asked: on.drafts.check(asked),
        body=models.Draft,
    ),
    Endpoint(
        "PUT", "/api/what-if", "Save a draft", lambda on, asked: on.whatifs.save(asked), body=models.WhatIf
    ),
    Endpoint(
        "DELETE",
        "/api/what-if",
        "Remove a scenario of one's own",
        lambda on, asked: on.whatifs.remove(asked),
        body=models.OfWhatIf,
    ),
    Endpoint(
        "POST", "/api/uploads", "Send a file", lambda on, upload: on.uploads.take(upload), form=models.Sent
    ),
    Endpoint("GET", "/api/uploads", "Files that were sent", lambda on, _: {"uploads": on.uploads.listed()}),
    Endpoint(
        "GET",
        "/api/outlines",
        "Outlines that were sent, as GeoJSON",
        lambda on, asked: on.uploads.outlines(asked.id),
        query=models.OfId,
    ),
    Endpoint(
        "POST",
        "/api/jobs",
        "Start a command",
        lambda on, asked: {"id": on.start_job(asked)},
        body=JobAsked,
        status=202,
    ),
    Endpoint("GET", "/api/jobs", "Jobs, newest first", lambda on, _: {"jobs": on.jobs.listed()}),
    Endpoint("GET", "/api/job", "A job", lambda on, asked: on.jobs.told(asked.id), query=models.OfId),
    Endpoint(
        "GET",
        "/api/job/events",
        "A job as a stream of events",
        lambda on, asked: stream(on.jobs, asked.id),
        query=models.OfId,
        answer="text/event-stream",
    ),
    Endpoint(
        "DELETE", "/api/job", "Cancel a job", lambda on, asked: on.jobs.cancel(asked.id), body=models.OfId
    ),
    Endpoint(
        "GET",
        "/api/results",
        "Finished results, newest first",
        lambda on, _: {"results": on.results.listed()},
    ),
    Endpoint(
        "GET",
        "/api/result",
        "What the report of a result says",
        lambda on, asked: on.results.content(asked.id),
        query=models.OfId,
    ),
    Endpoint(
        "GET",
        "/api/result/files",
        "The files of a result",
        lambda on, asked: {"files": on.results.files(asked.id)},
        query=models.OfId,
    ),
    Endpoint(
        "GET",
        "/api/result/plan",
        "A plan of a result as a draft",
        lambda on, asked: plan(on.results, on.scenario_library, asked),
        query=models.OfPlan,
    ),
    Endpoint(
        "POST",
        "/api/results/ready",
        "Read runs ahead that will be compared",
        lambda on, asked: {"reading": on.results.read_ahead(asked.results)},
        body=models.Picked,
        status=202,
    ),
    Endpoint(
        "POST",
        "/api/results/compare",
        "Compare finished runs, the base first",
        lambda on, asked: {"id": on.results.compare(asked.results)},
        body=models.Compared,
    ),
    Endpoint(
        "POST",
        "/api/result/report",
        "Write the report of a result",
        lambda on, asked: {"id": asked.id, "path": on.results.report(asked.id, asked.lang)},
        body=models.Reported,
    ),
    Endpoint(
        "GET",
        "/api/result/day",
        "A day of a run with a case log, for the animation",
        lambda on, asked: on.results.day(asked),
        query=models.OfDay,
    ),
    Endpoint(
        "DELETE",
        "/api/result",
        "Remove a result",
        lambda on, asked: on.results.remove(asked.id),
        body=models.OfId,
    ),
)
