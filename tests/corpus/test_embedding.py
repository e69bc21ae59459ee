"""The bundled model, the question encoder, and models that cannot be had."""

from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from corpus.bundled_model import ensure_unpacked, find_packed_file, write_sentence_transformer
from corpus.embedding import SentenceEmbedder
from corpus.errors import EmbedderError
from corpus.packed_model import read_packed

TEXTS = [
    "Wat moet ik vragen over het cybercrisisteam?",
    "straks ligt alles plat, wie doet dan wat",
    "De coördinatie van privé-gegevens kostte € 20.000 in 2022 (zie § 3).",
    "Café, naïef, überhaupt, façade: ½ ﬁnancieel № 5 🙂",
    "What should the council ask about ransomware and back-ups?",
    "ENSIA  met  dubbele   spaties\nen een regeleinde",
    "Does our municipality practise? " * 40,
]


def test_trimming_the_vocabulary_keeps_dutch_and_english_vectors(
    embedder: SentenceEmbedder, cache: Path, tmp_path: Path
) -> None:
    write_sentence_transformer(read_packed(find_packed_file()), tmp_path, trim=False)
    untrimmed = SentenceTransformer(str(tmp_path), device="cpu").encode(TEXTS, prompt="passage: ")
    # Embedded in int8, which costs some precision too.
    assert (embedder.embed_passages(TEXTS) * untrimmed).sum(axis=1).min() >= 0.98
    trimmed = SentenceTransformer(str(next((cache / "models").glob("e5-*/modules.json")).parent), device="cpu")
    assert (trimmed.encode(TEXTS, prompt="passage: ") * untrimmed).sum(axis=1).min() >= 0.999


def test_stored_texts_keep_near_the_model_whatever_they_are_embedded_with(embedder: SentenceEmbedder) -> None:
    alone = np.vstack([embedder.embed_phrasings([text]) for text in TEXTS])
    together = embedder.embed_phrasings(TEXTS)
    exact = np.stack([embedder.embed_question(text) for text in TEXTS])
    assert (alone * exact).sum(axis=1).min() >= 0.98
    assert (together * exact).sum(axis=1).min() >= 0.98


def test_questions_are_embedded_as_the_model_does(embedder: SentenceEmbedder, cache: Path) -> None:
    model = SentenceTransformer(str(next((cache / "models").glob("e5-*/modules.json")).parent), device="cpu")
    slow = model.encode(TEXTS, prompt="query: ")
    fast = np.stack([embedder.embed_question(text) for text in TEXTS])
    assert (slow * fast).sum(axis=1).min() >= 0.9999
    assert np.allclose(np.linalg.norm(fast, axis=1), 1.0, atol=1e-5)


def test_second_use_needs_no_loading(cache: Path, embedder: SentenceEmbedder) -> None:
    again = SentenceEmbedder("", cache, progress=False)
    assert again.fingerprint == embedder.fingerprint
    assert "_model" not in vars(again)


def test_another_packed_file_is_refused(tmp_path: Path) -> None:
    fake = tmp_path / "e5-small-q4.bin"
    fake.write_bytes(b"E5S1" + b"\0" * 100)
    with pytest.raises(EmbedderError, match=r"sha256 wijkt af.*pip install"):
        ensure_unpacked(tmp_path, packed=fake, progress=False)
    with pytest.raises(EmbedderError, match="ontbreekt"):
        ensure_unpacked(tmp_path, packed=tmp_path / "weg.bin", progress=False)
    assert not list(tmp_path.glob("models/*/modules.json"))


@pytest.mark.parametrize("model", ["niemand/bestaat-niet", "LEEG"])
def test_a_model_that_cannot_be_had_says_what_to_do(model: str, tmp_path: Path) -> None:
    spec = str(tmp_path) if model == "LEEG" else model
    with pytest.raises(EmbedderError, match="RAADSVRAAG_EMBEDDER"):
        SentenceEmbedder(spec, tmp_path / "cache", progress=False).embed_question("hallo")


def test_unpacking_where_nothing_can_be_written_says_so(tmp_path: Path) -> None:
    blocked = tmp_path / "bestand"
    blocked.write_text("geen map")
    with pytest.raises(EmbedderError, match="schijfruimte"):
        ensure_unpacked(blocked, progress=False)
