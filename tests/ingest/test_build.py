"""Building: nothing is embedded twice, nothing is lost, one writer, and failure leaves the old index."""

import dataclasses
import json
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from assistant.assistant import Assistant
from corpus.current import current_generation
from corpus.embedding import SentenceEmbedder
from corpus.errors import BuildError, ContentError
from corpus.index import Index
from ingest import generation
from ingest.build import BuildRequest, build
from tests.conftest import DATA

ROOT = Path(__file__).parents[2]


def test_second_build_embeds_nothing_and_a_change_embeds_only_itself(
    small_request: BuildRequest, tmp_path: Path, embedder: SentenceEmbedder
) -> None:
    root = tmp_path / "index"
    first = build(small_request, root, embedder)
    assert (first.changed, first.reused, first.cards) == (True, 0, 3)
    again = build(small_request, root, embedder)
    assert (again.changed, again.embedded, again.generation) == (False, 0, first.generation)
    assert "Niets veranderd" in again.in_words()
    card = small_request.content / "cards" / "blusploeg.md"
    card.write_text(card.read_text(encoding="utf-8").replace("emmers en ladders", "waterkanon"), encoding="utf-8")
    changed = build(small_request, root, embedder)
    assert (changed.changed, changed.embedded) == (True, 1)
    assert changed.generation.name == "gen-000002"


def test_documents_stay_until_they_are_forgotten(
    small_request: BuildRequest, tmp_path: Path, embedder: SentenceEmbedder
) -> None:
    root = tmp_path / "index"
    with_document = dataclasses.replace(small_request, local={"brandwijzer": DATA / "brandwijzer.txt"})
    assert [o.outcome for o in build(with_document, root, embedder).outcomes] == ["nieuw"]
    assert build(small_request, root, embedder).documents == 1
    assert [o.outcome for o in build(with_document, root, embedder).outcomes] == ["ongewijzigd"]
    assert build(dataclasses.replace(small_request, forget=["brandwijzer"]), root, embedder).documents == 0


def test_a_dropped_document_is_recognised_and_a_bad_one_is_reported(
    small_request: BuildRequest, tmp_path: Path, embedder: SentenceEmbedder
) -> None:
    dropped = tmp_path / "documents"
    dropped.mkdir()
    (dropped / "handleiding.txt").write_bytes((DATA / "brandwijzer.txt").read_bytes())
    (dropped / "kapot.pdf").write_bytes(b"geen pdf")
    (dropped / "README.md").write_text("uitleg")
    report = build(dataclasses.replace(small_request, documents=dropped), tmp_path / "index", embedder)
    assert {(o.source_id, o.outcome) for o in report.outcomes} == {("brandwijzer", "nieuw"), ("kapot.pdf", "mislukt")}
    assert report.documents == 1
    assert "kapot.pdf" in report.in_words()


def test_evidence_points_at_the_words_of_the_source(small_index: Index) -> None:
    by_text = {item.text: item for item in small_index.items}
    dutch = by_text["Heeft ons dorp een blusploeg, en oefent die?"]
    assert dutch.evidence is not None
    page = small_index.pages[small_index.passages[dutch.evidence.passage_id].page_id]
    assert "blusploeg" in page.text[dutch.evidence.start : dutch.evidence.end]
    assert by_text["Does our village have a fire crew, and does it practise?"].evidence == dutch.evidence
    assert by_text["Een rookmelder kost volgens de brandwijzer 20 euro."].evidence is None


def test_a_second_writer_is_refused_at_once(
    small_request: BuildRequest, tmp_path: Path, embedder: SentenceEmbedder
) -> None:
    root = tmp_path / "index"
    root.mkdir()
    with FileLock(root / "writer.lock"), pytest.raises(BuildError, match="al een index gebouwd"):
        build(small_request, root, embedder)


def test_losing_sources_stops_unless_meant(
    small_request: BuildRequest, tmp_path: Path, embedder: SentenceEmbedder
) -> None:
    root = tmp_path / "index"
    build(small_request, root, embedder)
    before = current_generation(root)
    (small_request.content / "cards" / "brandpagina.md").unlink()
    with pytest.raises(BuildError, match=r"1 van de 2 bronnen.*--accept-loss"):
        build(small_request, root, embedder)
    assert current_generation(root) == before
    assert build(dataclasses.replace(small_request, accept_loss=True), root, embedder).cards == 2


def test_a_wrong_card_leaves_the_index_in_use(
    small_request: BuildRequest, tmp_path: Path, embedder: SentenceEmbedder
) -> None:
    root = tmp_path / "index"
    build(small_request, root, embedder)
    (small_request.content / "cards" / "blusploeg.md").write_text("")
    with pytest.raises(ContentError, match=r"blusploeg\.md"):
        build(small_request, root, embedder)
    assert Assistant(root, embedder).ask("wie blust er als het brandt").topics[0] == "blusploeg"
    assert not list(root.glob("building-*"))


def test_a_full_disk_says_so_and_keeps_the_old_index(
    small_copy: Path, small_request: BuildRequest, cache: Path
) -> None:
    """A file-size limit makes the system refuse the write, as a full disk would."""
    card = small_request.content / "cards" / "blusploeg.md"
    card.write_text(card.read_text(encoding="utf-8").replace("emmers en ladders", "waterkanon"), encoding="utf-8")
    script = (
        "import sys; from pathlib import Path; from corpus.embedding import SentenceEmbedder;"
        "from corpus.errors import RaadsvraagError; from ingest.build import BuildRequest, build\n"
        "content, root, cache = map(Path, sys.argv[1:])\n"
        "try:\n build(BuildRequest(content=content, documents=root / 'none'), root, SentenceEmbedder('', cache))\n"
        "except RaadsvraagError as error:\n sys.exit(str(error))\n"
    )

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    before = current_generation(small_copy)
    child = subprocess.run(
        [sys.executable, "-c", script, str(small_request.content), str(small_copy), str(cache)],
        cwd=ROOT, capture_output=True, text=True, preexec_fn=limit, check=False,
    )  # fmt: skip
    assert child.returncode == 1
    assert "Maak schijfruimte vrij" in child.stderr
    assert current_generation(small_copy) == before
    Index(before).close()


def test_a_generation_that_fails_its_check_is_not_used(
    small_request: BuildRequest, tmp_path: Path, embedder: SentenceEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "index"
    write = generation.write_vectors
    monkeypatch.setattr(
        generation, "write_vectors", lambda folder, ids, vectors, apart: write(folder, ids, vectors[::-1])
    )
    with pytest.raises(BuildError, match="afgekeurd"):
        build(small_request, root, embedder)
    assert not (root / "CURRENT").exists()


def test_old_generations_are_kept_for_rollback_but_not_for_ever(
    small_request: BuildRequest, tmp_path: Path, embedder: SentenceEmbedder
) -> None:
    root = tmp_path / "index"
    glossary = small_request.content / "glossary.toml"
    text = glossary.read_text(encoding="utf-8")
    for number in range(5):
        glossary.write_text(text.replace("ongeval", f"ongeval {number}"), encoding="utf-8")
        build(small_request, root, embedder)
    assert sorted(path.name for path in root.glob("gen-*")) == ["gen-000003", "gen-000004", "gen-000005"]
    assert json.loads((current_generation(root) / "manifest.json").read_text())["generation"] == "gen-000005"
