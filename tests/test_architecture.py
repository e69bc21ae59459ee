"""The shape of the code: who imports whom, one adapter for each library, short modules and functions."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(
    path
    for folder in ("corpus", "ingest", "assistant", "assistant/study", "web", "evals", ".")
    for path in (ROOT / folder).glob("*.py")
)
ALLOWED = {
    "corpus": {"corpus"},
    "ingest": {"ingest", "corpus"},
    "assistant": {"assistant", "corpus"},
    "web": {"web", "assistant", "corpus"},
    "evals": {"evals", "assistant", "corpus", "ingest"},
    "ui": {"web", "assistant", "corpus"},
}
# The one exception: the command line starts a build, inside the command that does so.
EXCEPTIONS = {("assistant/cli_build.py", "ingest")}
# The page is drawn here; what is shown and decided lies in modules beside these, which know no Gradio.
WITH_GRADIO = (
    "about_tab",
    "ask_tab",
    "context",
    "header",
    "list_tab",
    "look",
    "programs",
    "server",
    "sources_tab",
    "study",
    "study_plan",
    "study_quiz",
    "study_cards",
    "study_guide",
)
ADAPTERS = {
    "gradio": {"ui.py", *(f"web/{name}.py" for name in WITH_GRADIO)},
    "fastapi": {"web/server.py"},
    "uvicorn": {"web/server.py"},
    "starlette": {"web/routes.py"},
    "bcrypt": {"assistant/users.py"},
    "chromadb": {"corpus/vectors.py"},
    "bm25s": {"corpus/lexical.py"},
    "sentence_transformers": {
        "corpus/embedding.py",
        "corpus/onnx_encoder.py",
        "corpus/entailment.py",
        "evals/throughput.py",
    },
    "onnxruntime": {"corpus/onnx_graph.py"},
    "peft": {"evals/entailment_course.py"},
    "langchain": {"assistant/chat_model.py"},
    "langchain_core": {
        "assistant/retrieve.py",
        "assistant/assistant.py",
        "assistant/chat_model.py",
        "evals/peer_pipelines.py",
        "evals/throughput.py",
    },
    "langsmith": {"assistant/assistant.py", "assistant/chat_model.py"},
    "text_to_num": {"assistant/figures.py"},
    "raginject": {"evals/injection.py"},
    "simplemma": {"corpus/language.py"},
    "trafilatura": {"ingest/html.py"},
    "pdfminer": {"ingest/pdf.py"},
    "docx": {"ingest/word.py", "assistant/export_word.py", "assistant/study/word.py"},
    "icalendar": {"assistant/study/agenda.py"},
    "genanki": {"assistant/study/anki.py"},
    "fsrs": {"assistant/study/remember.py"},
    "markdown_it": {"ingest/markdown.py", "evals/injection.py", "web/turn.py", "web/about_tab.py"},
    "llama_index": {"evals/peer_pipelines.py"},
    "langchain_community": {"evals/throughput.py"},
    "haystack": {"evals/peer_pipelines.py"},
    "protego": {"ingest/robots.py"},
}


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_module_keeps_to_its_layer_and_size(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    layer = path.relative_to(ROOT).parts[0] if path.parent != ROOT else path.stem
    used = imports(path)
    crossing = {package for package in used & ALLOWED.keys() if package not in ALLOWED[layer]}
    assert {package for package in crossing if (name, package) not in EXCEPTIONS} == set()
    for library, homes in ADAPTERS.items():
        assert library not in used or name in homes
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 250
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 50, node.name
    assert ast.get_docstring(ast.parse(text)), "each module says what enters and leaves"


def test_importing_does_nothing(tmp_path: Path) -> None:
    """No module loads a model, opens a socket or writes a file when it is imported."""
    script = (
        "import sys\n"
        "def watch(event, args):\n"
        "    if event in {'socket.connect', 'os.mkdir'} or (event == 'open' and 'w' in str(args[1] or '')"
        " and '.pyc' not in str(args[0]) and '__pycache__' not in str(args[0])):\n"
        "        sys.exit(f'{event} {args}')\n"
        "import corpus, ingest.build, assistant.assistant, assistant.cli\n"
        "import importlib\n"
        "sys.addaudithook(watch)\n"
        "for name in [n for n in sys.modules if n.split('.')[0] in {'corpus', 'ingest', 'assistant'}]:\n"
        "    importlib.reload(sys.modules[name])\n"
        "assert 'sentence_transformers' not in sys.modules and 'torch' not in sys.modules\n"
    )
    child = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={"HOME": str(tmp_path)},
        check=False,
    )
    assert child.returncode == 0, child.stderr


def test_help_does_not_wait_for_heavy_libraries() -> None:
    script = (
        "import sys, assistant.cli; print([m for m in ('chromadb', 'langchain_core', 'torch') if m in sys.modules])"
    )
    child = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert child.stdout.strip() == "[]"
