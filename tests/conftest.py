"""Real parts for every test: the bundled model, Chroma, and indexes built once for a whole run."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from corpus.embedding import SentenceEmbedder
from corpus.index import Index
from ingest.build import BuildRequest, build

# Nothing here may reach for a model hub or report usage; a hub that is off answers at once.
os.environ |= {"HF_HUB_OFFLINE": "1", "GRADIO_ANALYTICS_ENABLED": "False", "TOKENIZERS_PARALLELISM": "false"}
# The chat goes past the sources' websites by itself; a test that wants that says so.
os.environ["RAADSVRAAG_ONLINE"] = "0"

DATA = Path(__file__).parent / "data"
GUIDANCE = Path(__file__).parents[2] / "shared" / "bronnen" / "vng-handreiking-raadsleden-digitale-veiligheid.txt"


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def embedder(cache: Path) -> SentenceEmbedder:
    return SentenceEmbedder("", cache, progress=False)


@pytest.fixture
def small_request(tmp_path: Path) -> BuildRequest:
    """Three made-up cards, no documents."""
    content = tmp_path / "content"
    shutil.copytree(DATA / "content", content)
    return BuildRequest(content=content, documents=tmp_path / "none")


@pytest.fixture(scope="session")
def small_root(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Path:
    """An index of the made-up cards and their source; read only."""
    root = tmp_path_factory.mktemp("small")
    local = {"brandwijzer": DATA / "brandwijzer.txt"}
    build(BuildRequest(content=DATA / "content", documents=root / "none", local=local), root, embedder)
    return root


@pytest.fixture
def small_copy(small_root: Path, tmp_path: Path) -> Path:
    """A copy of the small index, to damage."""
    return Path(shutil.copytree(small_root, tmp_path / "index"))


@pytest.fixture(scope="session")
def cards_root(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Path:
    """The real cards alone, as on a fresh machine; read only."""
    root = tmp_path_factory.mktemp("cards")
    build(BuildRequest(documents=root / "none"), root, embedder)
    return root


@pytest.fixture(scope="session")
def cards_assistant(cards_root: Path, embedder: SentenceEmbedder) -> Assistant:
    return Assistant(cards_root, embedder)


@pytest.fixture(scope="session")
def guidance() -> Path:
    if not GUIDANCE.exists():
        pytest.skip("de echte handreiking ligt niet naast deze checkout (../shared/bronnen)")
    return GUIDANCE


@pytest.fixture(scope="session")
def guidance_root(
    guidance: Path, cards_root: Path, tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder
) -> Path:
    """The real cards with the real guidance."""
    root = tmp_path_factory.mktemp("guidance") / "index"
    shutil.copytree(cards_root, root)
    build(BuildRequest(documents=root / "none", local={"vng-handreiking": guidance}), root, embedder)
    return root


@pytest.fixture(scope="session")
def guidance_assistant(guidance_root: Path, embedder: SentenceEmbedder) -> Assistant:
    return Assistant(guidance_root, embedder)


@pytest.fixture
def small_index(small_root: Path) -> Iterator[Index]:
    from corpus.current import current_generation

    index = Index(current_generation(small_root))
    yield index
    index.close()
