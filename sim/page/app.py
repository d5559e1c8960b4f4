"""The application: the table of routes, files, and what becomes of errors."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from anyio import to_thread
from pydantic import BaseModel
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sim.page import openapi, static_files
from sim.page.answers import JsonAnswer, from_json
from sim.page.errors import ApiError, with_problems
from sim.page.reading import read
from sim.page.routes import ENDPOINTS, Endpoint
from sim.page.security import Gate, Guard
from sim.page.services import Services
from sim.page.uploads import Upload

_HTTP = {404: ("There is nothing here", "此处没有内容"), 405: ("This cannot be done here", "不支持该操作")}
_UNREADABLE = ("The request cannot be read", "请求无法读取")
LOG = logging.getLogger("yizhan.page")
THREADS = 100  # requests at a time; most of them only wait for one another
MOST_UPLOAD_BYTES = 24 * 1024 * 1024


def create_app(services: Services, gate: Gate) -> Starlette:
    """Return the application that answers for `services` to those whom `gate` lets in."""
    routes = [Route(one.path, _answering(one, services), methods=[one.method]) for one in ENDPOINTS]
    routes += [
        Route(openapi.PATH, lambda _: JsonAnswer(openapi.document())),
        Route("/", lambda request: static_files.answer(static_files.STATIC, "index.html", request)),
        _files("/static/{name:path}", lambda name, ask: static_files.answer(static_files.STATIC, name, ask)),
        _files("/charts/{name:path}", lambda name, ask: static_files.answer(static_files.CHARTS, name, ask)),
        _files("/files/{name:path}", services.results.file),
    ]
    return Starlette(
        routes=routes,
        lifespan=lambda _: _warming(services),
        middleware=[
            Middleware(Guard, gate=gate, uploads="/api/uploads", most_upload_bytes=MOST_UPLOAD_BYTES),
            Middleware(GZipMiddleware, minimum_size=1000, compresslevel=4),
        ],
        exception_handlers={
            ApiError: _api_error,
            HTTPException: _http_error,
            Exception: _server_fault,
        },
    )


@asynccontextmanager
async def _warming(services: Services) -> AsyncIterator[None]:
    """Begin to load what is heavy, while the first page is shown already."""
    to_thread.current_default_thread_limiter().total_tokens = THREADS
    threading.Thread(target=services.warm, name="warm", daemon=True).start()
    yield


def _files(path: str, answer: Callable[[str, Request], Response]) -> Route:
    async def respond(request: Request) -> Response:
        return await run_in_threadpool(answer, request.path_params["name"], request)

    return Route(path, respond)


def _answering(endpoint: Endpoint, services: Services) -> Callable[[Request], Awaitable[Response]]:
    """Return what reads a request, lets the handler answer in a thread, and writes the answer."""

    async def respond(request: Request) -> Response:
        asked: Any = None
        if endpoint.form is not None:
            return await _taking_a_file(request, endpoint.form, work)
        if endpoint.body is not None:
            asked = read(endpoint.body, from_json(await request.body()))
        elif endpoint.query is not None:
            asked = read(endpoint.query, dict(request.query_params))
        return await run_in_threadpool(work, asked)

    def work(asked: Any) -> Response:
        try:
            found = endpoint.handler(services, asked)
        except Exception as fault:
            told = plain(fault, services)
            if told is None:
                raise
            raise told from None
        if isinstance(found, Response):
            return found
        if isinstance(found, bytes):
            return Response(found, endpoint.status, media_type="application/json")
        return JsonAnswer({} if found is None else found, endpoint.status)

    return respond


async def _taking_a_file(
    request: Request, model: type[BaseModel], work: Callable[[Any], Response]
) -> Response:
    """Answer a form with one file; the file is closed, and so removed from the disk, at the end."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise ApiError(415, "A form with a file is expected", "应为带文件的表单")
    async with request.form(max_files=1, max_fields=4, max_part_size=10_000) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise ApiError(422, "The file is missing", "缺少文件")
        fields = {name: value for name, value in form.items() if name != "file" and isinstance(value, str)}
        sent: Any = read(model, fields)
        upload = Upload(sent.kind, file.filename or "", file.file, sent.scenario)
        return await run_in_threadpool(work, upload)


def plain(fault: Exception, services: Services) -> ApiError | None:
    """Return an error that people can mend as the API says it; None for one that is ours."""
    if isinstance(fault, ApiError):
        return fault
    problems = getattr(fault, "problems", None)
    if problems is not None:
        return with_problems(problems)
    en, zh = (getattr(fault, f"message_{lang}", None) for lang in ("en", "zh"))
    if isinstance(en, str) and isinstance(zh, str):
        for place in services.places:  # people know the folder's name; where it lies is nobody's business
            en, zh = (words.replace(str(place), place.name) for words in (en, zh))
        return ApiError(422, en, zh)
    return None


def _api_error(_: Request, fault: Exception) -> Response:
    assert isinstance(fault, ApiError)
    return JsonAnswer(fault.body, fault.status)


def _http_error(_: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    told = ApiError(fault.status_code, *_HTTP.get(fault.status_code, _UNREADABLE))
    return JsonAnswer(told.body, told.status, headers=dict(fault.headers or {}))


def _server_fault(request: Request, fault: Exception) -> Response:
    LOG.error("%s %s", request.method, request.url.path, exc_info=fault)
    told = ApiError(500, "Something went wrong in the server; it is in its log", "服务内部错误，已记入日志")
    return JsonAnswer(told.body, told.status)
