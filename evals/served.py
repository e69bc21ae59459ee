"""A chat in a process of its own, for the measurements that ask it questions over HTTP.

Enters: settings. Leaves: the address while it runs. Refuses: a server that does not start in a minute.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[1]


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def served(settings: Mapping[str, str], output: IO[str] | None = None, command: Sequence[str] = ()) -> Iterator[str]:
    """Run a server; its words go to `output`. `command` is another server, which takes a port as its last argument."""
    port = free_port()
    run = [*(command or (sys.executable, "-m", "assistant.cli", "serve", "--port")), str(port)]
    server = subprocess.Popen(run, env=os.environ | dict(settings), cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"{address} did not start")
