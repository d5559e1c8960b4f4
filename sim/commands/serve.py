"""`run.py serve`: the planner's page."""

from __future__ import annotations

import logging
import socket
import sys
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.commands.console import DEFAULT_LANG, LangOption, guarded, say
from sim.commands.texts import Lang, text

if TYPE_CHECKING:
    from sim.page.confine import Places

HELP = """Serve the planner's page, on this machine. 在本机提供规划页面。

Open the address that it prints in a browser: edit scenarios on a map and in tables, save them as what-ifs,
run and compare them, start site, staff and calibrate, look at results. It needs no internet. What users save
goes to mine/ in the scenarios folder, results to the results folder; nothing else is read or written.

By default only this machine can reach it. With --host, others can, and need the token in the printed address;
the connection is not encrypted: put it behind a proxy with https (tell its --name), or use it in a network
that you trust.

在浏览器中打开所示地址：在地图与表格中编辑情景，另存为假设情景，运行、比较，
启动选址、人员配置与校准，查看结果。无需互联网。
用户保存的内容写入情景文件夹的 mine/，结果写入结果文件夹；不读写其他位置。
默认仅本机可访问。用 --host 可供他人访问，须使用所示地址中的口令；连接未加密，
请放在 https 代理之后（用 --name 给出其名称），或仅用于可信网络。

\b
Example 例:
  python run.py serve
  python run.py serve --host 0.0.0.0 --port 8080
  python run.py serve --name plan.example.org
"""
Port = Annotated[
    int, typer.Option(min=0, max=65535, help="Port; 0: any that is free. 端口；0 为任一空闲端口。")
]
Host = Annotated[str, typer.Option(help="Address to listen on. 监听地址。")]
Token = Annotated[
    str | None,
    typer.Option(
        help="What users must have, if others can reach the page. 他人可访问时所需的口令。",
        show_default="made at the start, if others can reach it",
    ),
]
Names = Annotated[
    list[str] | None,
    typer.Option(
        "--name",
        help="Name by which a proxy passes users on; repeatable. 代理服务器对外的名称。",
        show_default=False,
    ),
]
Scenarios = Annotated[Path, typer.Option("--scenarios", metavar="DIR", help="Scenarios folder. 情景文件夹。")]
ResultsDir = Annotated[Path, typer.Option("--results", metavar="DIR", help="Results folder. 结果文件夹。")]
OpenIt = Annotated[bool, typer.Option("--open/--no-open", help="Open it in the browser. 在浏览器中打开。")]

SHORTEST_TOKEN = 12
LINGER = 2  # seconds that open connections get when the page stops


@guarded
def serve(
    context: typer.Context,
    port: Port = 8765,
    host: Host = "127.0.0.1",
    token: Token = None,
    name: Names = None,
    scenarios: Scenarios = Path("scenarios"),
    results: ResultsDir = Path("results"),
    opened: OpenIt = False,
    lang: LangOption = DEFAULT_LANG,
) -> None:
    """Serve the page until it is stopped."""
    _require_server()
    import uvicorn

    from sim.page.app import create_app
    from sim.page.security import gate, is_loopback, new_token
    from sim.page.services import Services

    places = _places(scenarios, results)
    alone = is_loopback(host) and not name
    token = _checked(token) or ("" if alone else new_token())
    bound = _listen(host, port)
    port = bound.getsockname()[1]
    services = Services(places)
    app = create_app(services, gate(host, port, token, name or ()))
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=LINGER
    )
    source = context.get_parameter_source("lang")
    typed = lang if source and source.name != "DEFAULT" else None  # else the browser's language, or the last
    address = _address(host, port, token, typed)
    say(text(lang, "page_open", address=address))
    if token:
        say(text(lang, "page_token"))
    if opened:
        webbrowser.open(address)
    try:
        uvicorn.Server(config).run(sockets=[bound])
    except KeyboardInterrupt:
        pass
    finally:
        bound.close()
        services.stop()
    say(text(lang, "page_stopped"))


def _require_server() -> None:
    """Make sure that the page's packages are installed.

    Raises:
        InputError: one is not.
    """
    from importlib.util import find_spec

    from sim.experiment.errors import InputError

    missing = [name for name in ("starlette", "uvicorn", "python_multipart") if find_spec(name) is None]
    if missing:
        names = ", ".join(missing)
        how = "python -m pip install --require-hashes -r requirements/page.txt"
        raise InputError(
            f"serve needs {names}, which is not installed. With make: make serve. Without: {how}",
            f"serve 需要 {names}，尚未安装。用 make：make serve；不用 make：{how}",
        )


def _places(scenarios: Path, results: Path) -> Places:
    """Return both folders, resolved; that of results is made where it is not there.

    Raises:
        InputError: one is no folder, or one lies in the other.
    """
    from sim.experiment.errors import InputError
    from sim.page.confine import Places

    if not scenarios.is_dir():
        raise InputError(
            f"--scenarios: no folder {scenarios}; start the page in the project's folder, or name it",
            f"--scenarios：没有文件夹 {scenarios}；请在项目文件夹中启动，或指定该文件夹",
        )
    try:
        results.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise InputError(
            f"--results: cannot write in {results}", f"--results：无法在 {results} 中写入"
        ) from None
    places = Places(scenarios.resolve(), results.resolve())
    if places.scenarios.is_relative_to(places.results) or places.results.is_relative_to(places.scenarios):
        raise InputError(
            "--results: name a folder apart from the scenarios folder",
            "--results：请指定情景文件夹之外的文件夹",
        )
    return places


def _checked(token: str | None) -> str:
    """Return the token that was typed; raises InputError where it is easily guessed or cannot be sent."""
    from sim.experiment.errors import InputError

    if token is None:
        return ""
    plain = token.isascii() and all(mark.isalnum() or mark in "-_.~" for mark in token)
    if len(token) < SHORTEST_TOKEN or not plain:
        raise InputError(
            f"--token: at least {SHORTEST_TOKEN} letters, digits, - or _",
            f"--token：至少 {SHORTEST_TOKEN} 个字母、数字、- 或 _",
        )
    return token


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises:
        InputError: the port is taken, or the address is not this machine's.
    """
    from sim.experiment.errors import InputError

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # named as TCP, for asyncio lets only such send at once: a body would wait 40 ms for its head's receipt
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if sys.platform != "win32":  # there it would let two servers share a port
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen()  # a browser that is opened at once waits, and is not refused
    except (OSError, TypeError) as fault:  # TypeError: no name of a machine
        bound.close()
        why = getattr(fault, "strerror", None) or fault
        raise InputError(
            f"--host {host} --port {port}: cannot listen there ({why}); try another --port or --host",
            f"--host {host} --port {port}：无法监听（{why}）；请换一个 --port 或 --host",
        ) from None
    return bound


def _address(host: str, port: int, token: str, lang: Lang | None) -> str:
    """Return the address to open; of a server that listens everywhere, by this machine's name."""
    name = socket.gethostname() if host in ("0.0.0.0", "::") else host
    name = f"[{name}]" if ":" in name else name
    query = [f"token={token}"] if token else []
    query += [f"lang={lang.value}"] if lang else []
    return f"http://{name}:{port}/" + ("?" + "&".join(query) if query else "")
