"""A job as a stream of server-sent events: at once, at each change, and at its end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from time import monotonic

from starlette.responses import StreamingResponse

from sim.page.answers import to_json
from sim.page.errors import ApiError
from sim.page.jobs import Jobs

BETWEEN = 0.25  # seconds between two looks
ALIVE = 15.0  # seconds after which a silent stream says that it is alive


def stream(jobs: Jobs, job_id: str) -> StreamingResponse:
    """Return the stream of a job; raises ApiError 404 where there is none."""
    jobs.version(job_id)
    headers = {"X-Accel-Buffering": "no"}  # proxies pass on what they get
    return StreamingResponse(_events(jobs, job_id), media_type="text/event-stream", headers=headers)


async def _events(jobs: Jobs, job_id: str) -> AsyncIterator[bytes]:
    seen, said = -1, monotonic()
    while True:
        try:
            version, running = jobs.version(job_id)
            if version != seen:
                seen, said = version, monotonic()
                yield b"event: job\ndata: " + to_json(jobs.told(job_id)) + b"\n\n"
        except ApiError:  # it was one of too many old ones
            return
        if not running:
            return
        if monotonic() - said > ALIVE:
            said = monotonic()
            yield b": still here\n\n"
        await asyncio.sleep(BETWEEN)
