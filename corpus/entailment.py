"""A sentence and a text → how surely the text carries the sentence, by the embedding model with an adapter.

Enters: the adapter's file and, the first time, the loaded SentenceTransformer; then pairs. Leaves: a logit for each
pair: above 0 "rather yes". Refuses, with None: an adapter of another model, or a graph that strays from the model.
"""

import hashlib
import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from filelock import FileLock

from corpus.adapter import Adapter, adapted, read_adapter
from corpus.onnx_graph import Graph, write_graph, write_int8

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

MAX_TOKENS = 192
"""Of sentence and text together; what goes beyond is cut off the longer of the two."""
_PROBES = (
    ("De burgemeester leidt het crisisteam.", "Het crisisteam wordt geleid door de burgemeester."),
    ("De burgemeester leidt het crisisteam niet.", "Het crisisteam wordt geleid door de burgemeester."),
    ("A data breach must be reported within 72 hours.", "Municipalities report a data breach within 72 hours."),
)
_MAY_STRAY = 0.3
"""Of a logit; between a sure yes and a sure no lie some ten."""


class Entailment:
    """Judges pairs with one graph; remembers the last few."""

    def __init__(self, graph: Path, tokenizer: Path) -> None:
        from tokenizers import Tokenizer

        self._graph = Graph(graph)
        self._tokenizer: Any = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._remembered = lru_cache(maxsize=256)(self._judge)

    def judge(self, sentence: str, text: str) -> float:
        """Return how surely a text carries a sentence."""
        return self._remembered(sentence, text)

    def _judge(self, sentence: str, text: str) -> float:
        ids = np.array([self._tokenizer.encode(sentence, text).ids], dtype=np.int64)
        return float(self._graph.run({"input_ids": ids, "attention_mask": np.ones_like(ids)})[0])


def open_entailment(
    path: Path, base: str, folder: Path, model: "Callable[[], SentenceTransformer]"
) -> Entailment | None:
    """Open the judge that an adapter makes of the model with fingerprint `base`.

    Its graph lies in `folder`, beside the model's other ones; the first time it is written there, which takes the
    loaded model and a quarter of a minute.
    """
    if not path.exists() or (adapter := read_adapter(path)).base != base:
        return None
    graph = folder / f"entailment-{hashlib.sha256(path.read_bytes()).hexdigest()[:16]}.onnx"
    with FileLock(graph.with_suffix(".lock")):
        if not graph.exists() and not _write(model(), adapter, graph):
            return None
    return Entailment(graph, folder / "tokenizer.json")


def _write(model: "SentenceTransformer", adapter: Adapter, target: Path) -> bool:
    """Write the graph; tell whether it judges as the model does."""
    import torch

    module = adapted(model[0].auto_model, adapter)
    example = model.tokenizer(
        [sentence for sentence, _ in _PROBES], [text for _, text in _PROBES], padding=True, return_tensors="pt"
    )
    with torch.inference_mode():
        expected = module(example["input_ids"], example["attention_mask"]).tolist()
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        exact, small = Path(scratch) / "exact.onnx", Path(scratch) / "int8.onnx"
        if not write_graph(module, example, exact):
            return False
        write_int8(exact, small, ("Gather",))
        written = Entailment(small, target.parent / "tokenizer.json")
        judged = [written.judge(sentence, text) for sentence, text in _PROBES]
        faithful = all(abs(own - theirs) <= _MAY_STRAY for own, theirs in zip(judged, expected, strict=True))
        if faithful:
            small.replace(target)
    return faithful
