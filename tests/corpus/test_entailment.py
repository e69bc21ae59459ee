"""The adapter beside the embedding model: kept in a file, laid upon the model, and judging pairs of texts."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from sentence_transformers import SentenceTransformer

from assistant.likeness import ADAPTER
from corpus.adapter import Adapter, adapted, joined, read_adapter, write_adapter
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


def small_adapter(base: str, seed: int = 0, *, size: float = 1.0, judges: int = 1) -> Adapter:
    numbers = np.random.default_rng(seed)

    def matrix(*shape: int) -> np.ndarray:
        return (size * numbers.standard_normal((judges, *shape))).astype(np.float32)

    head = {
        "hidden.weight": matrix(4, 768), "hidden.bias": matrix(4), "out.weight": matrix(1, 4), "out.bias": matrix(1),
    }  # fmt: skip
    return Adapter(base, {LAYER: matrix(2, 1536)}, {LAYER: matrix(384, 2)}, head)


@given(st.integers(0, 1000), st.floats(1e-4, 10), st.integers(1, 3))
def test_an_adapter_comes_back_from_its_file_but_for_rounding(
    tmp_path_factory: pytest.TempPathFactory, seed: int, size: float, judges: int
) -> None:
    path = tmp_path_factory.mktemp("adapter") / "a.safetensors"
    written = small_adapter("model", seed, size=size, judges=judges)
    write_adapter(written, path)
    read = read_adapter(path)
    assert read.base == "model"
    for own, theirs, axis in ((written.down, read.down, 2), (written.up, read.up, 1)):
        largest = np.abs(own[LAYER]).max(axis=axis, keepdims=True)
        assert (np.abs(own[LAYER] - theirs[LAYER]) <= 0.01 * largest).all()
    assert all(np.allclose(written.head[name], read.head[name], rtol=1e-2, atol=1e-3) for name in written.head)


@pytest.fixture(scope="module")
def transformer(cache: Path, embedder: SentenceEmbedder) -> Any:
    folder = next((cache / "models").glob("e5-*/modules.json")).parent
    return SentenceTransformer(str(folder), device="cpu")[0].auto_model


def logits(module: Any) -> torch.Tensor:
    ids = torch.tensor([[0, 10, 11, 2], [0, 12, 2, 1]])
    with torch.inference_mode():
        result: torch.Tensor = module(ids, (ids != 1).long())
    return result


def test_an_adapter_changes_a_copy_of_the_model_and_nothing_else(transformer: Any) -> None:
    before = {name: value.clone() for name, value in transformer.state_dict().items()}
    adapter = small_adapter("model", size=0.1)
    module = adapted(transformer, adapter)
    assert all((before[name] == value).all() for name, value in transformer.state_dict().items())
    by_hand = deepcopy(transformer)
    by_hand.get_submodule(LAYER).weight.data += torch.from_numpy(adapter.up[LAYER][0] @ adapter.down[LAYER][0])
    without = Adapter("model", {}, {}, adapter.head)
    assert torch.allclose(logits(module), logits(adapted(by_hand, without)), atol=1e-4)
    assert not torch.allclose(logits(module), logits(adapted(transformer, without)), atol=1e-3)


def test_several_judges_say_the_mean_of_each_alone(transformer: Any) -> None:
    alone = [small_adapter("model", seed, size=0.1) for seed in range(3)]
    expected = torch.stack([logits(adapted(transformer, each)) for each in alone]).mean(0)
    assert torch.allclose(logits(adapted(transformer, joined(alone))), expected, atol=1e-4)


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
