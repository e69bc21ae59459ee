"""What is typed goes nowhere, also on a machine whose environment asks LangChain to report."""

import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from corpus.embedding import SentenceEmbedder
from evals.model_characters import honest
from evals.model_server import serve_character

SCRIPT = """
import sys
from pathlib import Path
from assistant.answer import Question
from assistant.assistant import Assistant
from corpus.embedding import SentenceEmbedder

from assistant.chat_model import open_chat_model
from assistant.settings import read_settings

model = open_chat_model(read_settings())
assistant = Assistant(Path(sys.argv[1]), SentenceEmbedder("", Path(sys.argv[2])), model)
question = "wie blust er als het brandt?"
answer = assistant.chain.invoke(Question(question=question)) if sys.argv[3] == "chain" else assistant.ask(question)
assert answer.mode == ("model" if model else "cards"), answer.fallback
from langchain_core.tracers.langchain import wait_for_all_tracers
wait_for_all_tracers()
"""


@pytest.mark.parametrize(("way", "reported"), [("ask", False), ("model", False), ("chain", True)])
def test_questions_are_not_reported(
    way: str, reported: bool, small_root: Path, cache: Path, embedder: SentenceEmbedder
) -> None:
    """The second row shows that the listener would notice: a bare chain does report, as its caller asked."""
    requests: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            requests.append(self.path)
            self.rfile.read(int(self.headers.get("content-length") or 0))
            self.send_response(202)
            self.end_headers()

        do_GET = do_PATCH = do_POST

        def log_message(self, format: str, *args: object) -> None:
            return

    assert embedder.fingerprint
    with ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server, serve_character(honest) as served:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings = {
            "LANGSMITH_TRACING": "true",
            "LANGSMITH_API_KEY": "test",
            "LANGSMITH_ENDPOINT": f"http://127.0.0.1:{server.server_port}",
        }
        if way == "model":
            settings |= {"RAADSVRAAG_MODEL": "openai:x", "RAADSVRAAG_MODEL_URL": served.openai_url}
        child = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(small_root), str(cache), way],
            env=os.environ | settings, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False,
        )  # fmt: skip
        server.shutdown()
    assert child.returncode == 0, child.stderr
    assert bool(requests) == reported
