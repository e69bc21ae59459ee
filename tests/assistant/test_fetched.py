"""What was fetched from websites is found and cited, and changes nothing in what the cards answer."""

import dataclasses
from collections.abc import Iterator

import pytest

from assistant.retrieve import find
from assistant.scope import measure
from corpus.current import current_generation
from corpus.embedding import SentenceEmbedder
from corpus.index import Index
from ingest.build import BuildRequest, build
from tests.conftest import DATA

FOREIGN = (
    "# Hang een vlag uit\n\nWat moet ik vragen over vlaggen? De blusploeg hangt de vlag halfstok op vier mei.\n\n"
    "# Wie betaalt de wimpel\n\nDe penningmeester betaalt de wimpel van het dorp uit de kas, na de oefening.\n"
)
QUESTIONS = [
    "wie blust er als het brandt",
    "wat moet ik vragen over rookmelders",
    "is de zaal veilig",
    "iets heel anders",
]


@pytest.fixture(scope="module")
def with_foreign(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Iterator[tuple[Index, Index]]:
    """The small index without and with a document of a source that has no card for it."""
    folder = tmp_path_factory.mktemp("foreign")
    (folder / "vlag.md").write_text(FOREIGN, encoding="utf-8")
    request = BuildRequest(content=DATA / "content", documents=folder / "none")
    indexes = []
    for name, local in (("without", {}), ("with", {"woordenlijst": folder / "vlag.md"})):
        build(dataclasses.replace(request, local=local), folder / name, embedder)
        indexes.append(Index(current_generation(folder / name)))
    yield indexes[0], indexes[1]
    for index in indexes:
        index.close()


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_cards_score_the_same(question: str, with_foreign: tuple[Index, Index], embedder: SentenceEmbedder) -> None:
    before, after = with_foreign
    known = [hit for hit in find(question, after, embedder) if hit.passage.id in after.cards_of_passage]
    expected = find(question, before, embedder)
    assert [hit.passage.id for hit in known] == [hit.passage.id for hit in expected]
    assert [hit.score for hit in known] == pytest.approx([hit.score for hit in expected], abs=1e-5)
    vector = embedder.embed_question(question)
    scope = [measure(question, vector, find(question, index, embedder), index, 0.0) for index in with_foreign]
    assert dataclasses.astuple(scope[1]) == pytest.approx(dataclasses.astuple(scope[0]), abs=1e-5)


def test_a_fetched_passage_leads_when_it_is_meant(
    with_foreign: tuple[Index, Index], embedder: SentenceEmbedder
) -> None:
    found = find("wie betaalt de wimpel van het dorp?", with_foreign[1], embedder)
    assert "penningmeester" in found[0].passage.text
