"""A web server on loopback that answers as the real web does, also when that is badly; each path is one behaviour."""

import gzip
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = b"<html lang='nl'><title>Proef</title><body><h1>Proef</h1><p>Een gewone alinea over oefenen.</p></body></html>"


class Handler(BaseHTTPRequestHandler):
    """Answers by path; counts every request."""

    seen: Counter[str]
    pages: dict[str, bytes]
    """Pages that a test adds: path → HTML, with an ETag of their content."""

    def do_GET(self) -> None:
        self.seen[self.path] += 1
        behaviour = BEHAVIOURS.get(self.path)
        if behaviour:
            behaviour(self)
        elif self.path in self.pages:
            self.page(self.pages[self.path])
        else:
            self.answer(404, b"weg")

    def page(self, content: bytes) -> None:
        """Answer with a page that can be asked for again on condition."""
        tag = f'"{hash(content)}"'
        if self.headers.get("If-None-Match") == tag:
            self.answer(304, b"")
        else:
            self.answer(200, content, ETag=tag)

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        """Send one answer."""
        self.send_response(status)
        fields = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
        for name, value in (fields | {key.replace("_", "-"): text for key, text in headers.items()}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


def _redirect(target: str) -> Callable[[Handler], None]:
    return lambda handler: handler.answer(302, b"", Location=target)


def _first_busy(handler: Handler) -> None:
    busy = handler.seen[handler.path] < 3
    handler.answer(429, b"", Retry_After="1") if busy else handler.answer(200, PAGE)


def _drip(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b"x" * 10)
            time.sleep(0.05)
    except OSError:
        return


def _endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b"<p>altijd maar door</p>" * 5000)
    except OSError:
        return


def _half(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(PAGE)
    handler.close_connection = True


BEHAVIOURS: dict[str, Callable[[Handler], None]] = {
    "/robots.txt": lambda h: h.answer(200, b"User-agent: *\nDisallow: /geheim\n", Content_Type="text/plain"),
    "/403": lambda h: h.answer(403, b""),
    "/410": lambda h: h.answer(410, b""),
    "/500": lambda h: h.answer(500, b""),
    "/429": _first_busy,
    "/later": lambda h: h.answer(503, b"", Retry_After="86400"),
    "/door": _redirect("/goed"),
    "/rondje": _redirect("/rondje"),
    "/metadata": _redirect("http://169.254.169.254/latest/meta-data/"),
    "/binnen": _redirect("http://10.0.0.1/"),
    "/bestand": _redirect("file:///etc/passwd"),
    "/naar-geheim": _redirect("/geheim/stuk"),
    "/druppel": _drip,
    "/eindeloos": _endless,
    "/half": _half,
    "/bom": lambda h: h.answer(200, gzip.compress(b"0" * 30_000_000), Content_Encoding="gzip"),
    "/plaatje": lambda h: h.answer(200, b"\x89PNG", Content_Type="image/png"),
    "/leeg": lambda h: h.answer(200, b" \n "),
    "/latijn": lambda h: h.answer(200, "<p>privé</p>".encode("cp1252"), Content_Type="text/html; charset=utf-8"),
}


@contextmanager
def web_server(pages: dict[str, bytes] | None = None) -> Iterator[tuple[str, Counter[str], dict[str, bytes]]]:
    """Serve on a free port; yield the address, the count of requests by path and the pages, to change."""
    seen: Counter[str] = Counter()
    own = {"/goed": PAGE} | (pages or {})
    handler = type("Serving", (Handler,), {"seen": seen, "pages": own})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", seen, own
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
