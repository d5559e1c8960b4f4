"""The command line: `python run.py --help` lists all commands. No logic lives here."""

from __future__ import annotations

import atexit
import gc
import signal
import sys

import typer

from sim import __version__
from sim.commands import (
    bench,
    calibrate,
    compare,
    demo,
    events,
    frontier,
    report,
    schema,
    sensitivity,
    serve,
    simulate,
    site,
    staff,
    validate,
)
from sim.commands.console import INTERRUPTED

app = typer.Typer(
    help="Yizhan 驿站: simulation of a city's enterprise service stations. 城市企服驿站网络仿真。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 110},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"yizhan {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: bool = typer.Option(
        False, "--version", callback=_print_version, is_eager=True, help="Print the version. 版本号。"
    ),
    progress: str = typer.Option(
        "",
        "--progress",
        envvar=events.VARIABLE,
        metavar="json",
        help="Tell progress as JSON lines, for programs (docs/page-api.md). 以 JSON 行报告进度，供程序使用。",
        show_default=False,
        show_envvar=False,
    ),
) -> None:
    """Hold the options that stand before a command."""
    if progress == events.JSON:
        events.start()
    elif progress:
        raise typer.BadParameter(f"{progress!r} is not {events.JSON!r}", param_hint="--progress")


for command in (
    demo.demo,
    validate.validate,
    schema.schema,
    simulate.simulate,
    compare.compare,
    sensitivity.sensitivity,
    calibrate.calibrate,
    site.site,
    staff.staff,
    frontier.frontier,
    report.report,
    serve.serve,
    bench.bench,
):
    module = sys.modules[command.__module__]
    app.command(help=module.HELP, short_help=module.HELP.partition("\n")[0])(command)


if __name__ == "__main__":
    gc.set_threshold(200_000, 20, 20)  # loading makes many objects and hardly any garbage
    atexit.register(gc.freeze)  # and at the end none is taken apart one by one: half a second
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr] # a console that lacks Chinese
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a stopped run cleans up as an interrupted one
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
