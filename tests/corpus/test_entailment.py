"""The adapter beside the embedding model: kept in a file, laid upon the model, and judging pairs of texts."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sentence_transformers import SentenceTransformer

from assistant.likeness import ADAPTER
from corpus.adapter import Adapter, adapted, read_adapter, write_adapter
from corpus.embedding import SentenceEmbedder
from corpus.entailment import open_entailment

LAYER = "encoder.layer.11.output.dense"
SPAN = "De gemeente meldt een datalek binnen 72 uur bij de Autoriteit Persoonsgegevens."
CARRIED = "Binnen 72 uur meldt de gemeente een datalek bij de Autoriteit Persoonsgegevens."
NOT_CARRIED = [
    "De gemeente meldt een datalek pas na 72 uur bij de Autoriteit Persoonsgegevens.",
    "De Autoriteit Persoonsgegevens meldt een datalek binnen 72 uur bij de gemeente.",
    "De gemeente meldt een datalek niet bij de Autoriteit Persoonsgegevens.",
    "De gemeenteraad vergadert in de regel eens per maand.",
]


def small_adapter(base: str, seed: int = 0, *, size: float = 1.0) -> Adapter:
    numbers = np.random.default_rng(seed)

    def matrix(*shape: int) -> np.ndarray:
        return (size * numbers.standard_normal(shape)).astype(np.float32)

    head = {
        "hidden.weight": matrix(4, 768), "hidden.bias": matrix(4), "out.weight": matrix(1, 4), "out.bias": matrix(1),
    }  # fmt: skip
    return Adapter(base, {LAYER: matrix(2, 1536)}, {LAYER: matrix(384, 2)}, head)


@given(st.integers(0, 1000), st.floats(1e-4, 10))
def test_an_adapter_comes_back_from_its_file_but_for_rounding(
    tmp_path_factory: pytest.TempPathFactory, seed: int, size: float
) -> None:
    path = tmp_path_factory.mktemp("adapter") / "a.safetensors"
    written = small_adapter("model", seed, size=size)
    write_adapter(written, path)
    read = read_adapter(path)
    assert read.base == "model"
    for own, theirs, axis in ((written.down, read.down, 1), (written.up, read.up, 0)):
        largest = np.abs(own[LAYER]).max(axis=axis, keepdims=True)
        assert (np.abs(own[LAYER] - theirs[LAYER]) <= 0.01 * largest).all()
    assert all(np.allclose(written.head[name], read.head[name], rtol=1e-2, atol=1e-3) for name in written.head)


def test_an_adapter_changes_a_copy_of_the_model_and_nothing_else(cache: Path, embedder: SentenceEmbedder) -> None:
    folder = next((cache / "models").glob("e5-*/modules.json")).parent
    model = SentenceTransformer(str(folder), device="cpu")
    weight = model[0].auto_model.get_submodule(LAYER).weight
    before = weight.detach().clone()
    adapter = small_adapter(embedder.fingerprint)
    module = adapted(model[0].auto_model, adapter)
    assert (weight == before).all()
    added = module.transformer.get_submodule(LAYER).weight.detach() - before
    assert np.allclose(added.numpy(), adapter.up[LAYER] @ adapter.down[LAYER], atol=1e-4)


@pytest.mark.parametrize("false", NOT_CARRIED)
def test_the_judge_tells_what_a_text_carries(false: str, embedder: SentenceEmbedder) -> None:
    judge = embedder.entailment(ADAPTER)
    assert judge
    assert judge.judge(CARRIED, SPAN) > 0 > judge.judge(false, SPAN)


def test_the_graph_is_written_once(cache: Path, embedder: SentenceEmbedder) -> None:
    assert embedder.entailment(ADAPTER)
    again = SentenceEmbedder("", cache, progress=False)
    assert again.entailment(ADAPTER)
    assert "_model" not in vars(again)


def test_an_adapter_of_another_model_is_not_used(embedder: SentenceEmbedder, tmp_path: Path) -> None:
    def never() -> SentenceTransformer:
        raise AssertionError("the model is not needed")

    path = tmp_path / "a.safetensors"
    assert open_entailment(path, embedder.fingerprint, tmp_path, never) is None
    write_adapter(small_adapter("another model"), path)
    assert open_entailment(path, embedder.fingerprint, tmp_path, never) is None
    assert ADAPTER.stat().st_size < 1_000_000
