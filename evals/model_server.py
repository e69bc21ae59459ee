"""A chat model's server on loopback, for tests and measurements: real HTTP, replies made from what it is asked.

Enters: requests in OpenAI's form (`/v1/chat/completions`) or Ollama's (`/api/chat`), streamed. Leaves: what a character
makes of the fragments in the request, piece by piece. It stands in for a commercial model at the network's edge only:
everything from LangChain's client on is what runs in earnest. Refuses every other path.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol

from evals.model_characters import Asked, Reply, read_request

Character = Callable[[Asked], Reply]


@dataclass
class Served:
    """A running server: where it listens, and what it was asked and has sent."""

    port: int
    requests: list[Asked] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    finished_sentences: list[tuple[str, float]] = field(default_factory=list)
    """Each line that was sent, with the moment (`time.monotonic()`) of its last character."""

    @property
    def openai_url(self) -> str:
        """Address for `openai:…` models."""
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def ollama_url(self) -> str:
        """Address for `ollama:…` models."""
        return f"http://127.0.0.1:{self.port}"


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, character: Character) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.character, self.served = character, Served(self.server_port)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a reader that hangs up in the middle is what some of these measurements are about."""


@contextmanager
def serve_character(character: Character) -> Iterator[Served]:
    """Serve a character on a free port of loopback until the block ends."""
    with _Server(character) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server.served
        finally:
            server.shutdown()


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        forms: dict[str, Form] = {"/v1/chat/completions": OpenAIForm(), "/api/chat": OllamaForm()}
        form = forms.get(self.path)
        if form is None:
            self.send_error(404)
            return
        asked = read_request(body["messages"])
        self.server.served.requests.append(asked)
        reply = self.server.character(asked)
        self.server.served.replies.append(reply)
        if reply.status != 200:
            self._refuse(reply.status)
            return
        self.send_response(200)
        self.send_header("content-type", form.content_type)
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        try:
            self._send(reply, form, str(body.get("model", "")))
        except (BrokenPipeError, ConnectionResetError):
            return  # the reader has had enough

    def _send(self, reply: Reply, form: "Form", model: str) -> None:
        line = ""
        for piece in reply.pieces:
            time.sleep(reply.delay)
            self._chunk(piece if isinstance(piece, bytes) else form.piece(piece, model))
            line += piece if isinstance(piece, str) else ""
            if "\n" in line:
                done, line = line.rsplit("\n", 1)
                moment = time.monotonic()
                self.server.served.finished_sentences += [(each, moment) for each in done.split("\n")]
        if reply.breaks_off:
            self.close_connection = True
            return
        self._chunk(form.end(model, said_why=reply.says_why))
        self.wfile.write(b"0\r\n\r\n")

    def _chunk(self, content: bytes) -> None:
        self.wfile.write(f"{len(content):x}\r\n".encode() + content + b"\r\n")
        self.wfile.flush()

    def _refuse(self, status: int) -> None:
        content = json.dumps({"error": {"message": "no", "type": "test"}}).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        return


class Form(Protocol):
    """How one kind of server writes a piece of text and the end of an answer."""

    content_type: str

    def piece(self, text: str, model: str) -> bytes:
        """Return the bytes of one piece."""
        ...

    def end(self, model: str, *, said_why: bool) -> bytes:
        """Return the bytes after the last piece."""
        ...


class OpenAIForm:
    """Server-sent events, as OpenAI, vLLM, Mistral and Azure send them."""

    content_type = "text/event-stream"

    def piece(self, text: str, model: str) -> bytes:
        """Return one event."""
        return self._event(model, {"content": text}, None)

    def end(self, model: str, *, said_why: bool) -> bytes:
        """Return the last event and the mark after it."""
        last = self._event(model, {}, "stop") if said_why else b""
        return last + b"data: [DONE]\n\n"

    def _event(self, model: str, delta: dict[str, str], why: str | None) -> bytes:
        choice: dict[str, Any] = {"index": 0, "delta": delta, "finish_reason": why}
        event = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": model, "choices": [choice]}
        return f"data: {json.dumps(event)}\n\n".encode()


class OllamaForm:
    """JSON Lines, as Ollama sends them."""

    content_type = "application/x-ndjson"

    def piece(self, text: str, model: str) -> bytes:
        """Return one line."""
        return self._line(model, text, {"done": False})

    def end(self, model: str, *, said_why: bool) -> bytes:
        """Return the last line."""
        return self._line(model, "", {"done": True, "done_reason": "stop"} if said_why else {"done": False})

    def _line(self, model: str, text: str, rest: dict[str, Any]) -> bytes:
        line = {"model": model, "created_at": "2026-01-01T00:00:00Z", "message": {"role": "assistant", "content": text}}
        return (json.dumps(line | rest) + "\n").encode()
