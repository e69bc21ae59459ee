"""Real parts for every test: the bundled model, Chroma, and indexes built once for a whole run."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from assistant.assistant import Assistant
from corpus.bundled_model import ensure_unpacked
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
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of one run have in common."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def made_once(folder: Path, make: Callable[[Path], object]) -> Path:
    """Make a folder, in whichever process of the run comes first; the others wait for it."""
    with FileLock(folder.with_suffix(".lock")):
        if not folder.exists():
            scratch = folder.with_suffix(".new")
            scratch.mkdir()
            make(scratch)
            scratch.rename(folder)
    return folder


@pytest.fixture(scope="session")
def cache(run_folder: Path) -> Path:
    """The model, unpacked; its graphs are written when they are first needed."""
    return made_once(run_folder / "cache", ensure_unpacked)


@pytest.fixture(scope="session")
def embedder(cache: Path) -> SentenceEmbedder:
    with FileLock(cache / "graphs.lock"):
        embedder = SentenceEmbedder("", cache, progress=False)
        assert embedder.fingerprint
        return embedder


@pytest.fixture
def small_request(tmp_path: Path) -> BuildRequest:
    """Three made-up cards, no documents."""
    content = tmp_path / "content"
    shutil.copytree(DATA / "content", content)
    return BuildRequest(content=content, documents=tmp_path / "none")


@pytest.fixture(scope="session")
def small_root(run_folder: Path, embedder: SentenceEmbedder) -> Path:
    """An index of the made-up cards and their source; read only."""

    def make(root: Path) -> None:
        local = {"brandwijzer": DATA / "brandwijzer.txt"}
        build(BuildRequest(content=DATA / "content", documents=root / "none", local=local), root, embedder)

    return made_once(run_folder / "small", make)


@pytest.fixture
def small_copy(small_root: Path, tmp_path: Path) -> Path:
    """A copy of the small index, to damage."""
    return Path(shutil.copytree(small_root, tmp_path / "index"))


@pytest.fixture(scope="session")
def cards_root(run_folder: Path, embedder: SentenceEmbedder) -> Path:
    """The real cards alone, as on a fresh machine; read only."""
    return made_once(run_folder / "cards", lambda root: build(BuildRequest(documents=root / "none"), root, embedder))


@pytest.fixture(scope="session")
def cards_assistant(cards_root: Path, embedder: SentenceEmbedder) -> Assistant:
    return Assistant(cards_root, embedder)


@pytest.fixture(scope="session")
def guidance() -> Path:
    if not GUIDANCE.exists():
        pytest.skip("de echte handreiking ligt niet naast deze checkout (../shared/bronnen)")
    return GUIDANCE


@pytest.fixture(scope="session")
def guidance_root(guidance: Path, cards_root: Path, run_folder: Path, embedder: SentenceEmbedder) -> Path:
    """The real cards with the real guidance."""

    def make(root: Path) -> None:
        shutil.copytree(cards_root, root, dirs_exist_ok=True)
        build(BuildRequest(documents=root / "none", local={"vng-handreiking": guidance}), root, embedder)

    return made_once(run_folder / "guidance", make)


@pytest.fixture(scope="session")
def guidance_assistant(guidance_root: Path, embedder: SentenceEmbedder) -> Assistant:
    return Assistant(guidance_root, embedder)


@pytest.fixture
def small_index(small_root: Path) -> Iterator[Index]:
    from corpus.current import current_generation

    index = Index(current_generation(small_root))
    yield index
    index.close()
