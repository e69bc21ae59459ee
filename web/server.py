"""The page as a web server: Gradio mounted on an app of our own, behind the login and the guard.

Enters: a Gradio page and settings. Leaves: a running uvicorn on one address. Refuses: a port in use (`ServeError`).
"""

import json
import socket
from collections.abc import Callable, Iterable
from threading import Thread
from typing import Any

import gradio as gr
import uvicorn
from fastapi import FastAPI
from gradio.mcp import GradioMCPServer

from assistant.settings import Settings
from assistant.users import read_users
from corpus.errors import ServeError
from web.guard import QUEUE_SIZE, App, Guard
from web.login import LoginGate
from web.look import THEME
from web.routes import routes


def build_app(page: gr.Blocks, settings: Settings) -> App:
    """Return the whole application: guard, login, our routes, Gradio."""
    users = read_users(settings.users)
    page.queue(max_size=QUEUE_SIZE, default_concurrency_limit=8)
    inner = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, routes=routes(settings.feedback))
    gr.mount_gradio_app(
        inner, page, path="/", server_name=settings.host, server_port=settings.port, footer_links=[], show_error=True,
        ssr_mode=False, pwa=False, enable_monitoring=False, run_history=False, theme=THEME, max_file_size=1,
        # Tools call the endpoints without a name and password: behind a login they stay off.
        mcp_server=not users,
    )  # fmt: skip
    if page.mcp_server_obj:
        _answer_in_json(page.mcp_server_obj)
    return Guard(LoginGate(inner, users), names(settings), lambda: len(page._queue))


def _answer_in_json(tools: GradioMCPServer) -> None:
    """Let tools answer in JSON, as the endpoints do; Gradio writes Python's own notation."""
    plain = tools.postprocess_output_data

    def in_json(data: list[Any], root_url: str) -> list[Any]:
        return plain([json.dumps(part, ensure_ascii=False) for part in data], root_url)

    tools.postprocess_output_data = in_json  # type: ignore[method-assign]


def names(settings: Settings) -> Iterable[str]:
    """Return the host names under which the server may be reached, besides loopback."""
    bound = [] if settings.host in {"0.0.0.0", "::"} else [settings.host]
    return [*bound, *settings.hosts.split(",")]


class Server(uvicorn.Server):
    """Uvicorn that says when it listens."""

    def __init__(self, app: App, settings: Settings, ready: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app, host=settings.host, port=settings.port, log_level="warning", access_log=False, server_header=False,
                timeout_graceful_shutdown=1, backlog=512, ws="none",
            )
        )  # fmt: skip
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start listening, then say so."""
        await super().startup(sockets)
        if self.started:
            self._ready()

    def run_in_background(self) -> Thread:
        """Serve in a thread of its own; set `should_exit` to end it."""
        thread = Thread(target=self.run, daemon=True)
        thread.start()
        return thread


def check_port(host: str, port: int) -> None:
    """Raise `ServeError` when the port cannot be listened on."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ServeError(
                f"Poort {port} op {host} is niet vrij ({error.strerror}).",
                f"Sluit het andere programma, of kies een andere poort: raadsvraag serve --port {port + 1}",
            ) from error
