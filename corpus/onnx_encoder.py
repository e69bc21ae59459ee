"""ONNX exports of the embedding model: an exact one for questions, and one in int8 for stored texts.

Enters: a loaded SentenceTransformer (once, at build) and then texts. Leaves: unit vectors. Refuses: an export whose
vectors differ from the model's (cosine < 0.9999), and an int8 one that strays (< 0.98); the next best is used then.
Importing sentence-transformers and torch takes about ten seconds on two cores; a council member who asks one question
should not wait for that. In int8, texts are embedded two to three times as fast, and found as well: see
evals/DECISIONS.md. Questions stay exact: the decision whether to answer rests on small differences.
"""

import json
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from corpus.onnx_graph import Graph, write_graph, write_int8

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vector = NDArray[np.float32]

MIN_COSINE = 0.9999
MIN_COSINE_STORED = 0.98
QUESTIONS, STORED = "question.onnx", "stored.onnx"
_TOKENS_A_BATCH = 2048
"""Attention grows with the square of the length: a batch of long texts holds few of them."""
_PROBES = (
    "wat moet ik vragen over het cybercrisisteam?",
    "What should I ask the mayor about ransomware, and who pays?",
    "ENSIA",
    "Kunnen raadsleden ergens terecht wanneer zij zich online onveilig voelen? " * 8,
)


class OnnxEncoder:
    """Embeds texts with one of the exported graphs in `folder`."""

    def __init__(self, folder: Path, graph: str = QUESTIONS) -> None:
        from tokenizers import Tokenizer

        self._graph = Graph(folder / graph)
        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        settings = json.loads((folder / "encoder.json").read_text(encoding="utf-8"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(settings["max_tokens"])
        self._prompt: str = settings["prompt"]

    def encode(self, question: str) -> Vector:
        """Return the unit vector of one question, shape (dimension,)."""
        vector: Vector = self.encode_many([question])[0]
        return vector

    def encode_many(
        self, texts: Sequence[str], report: Callable[[int], object] = lambda done: None, *, prompt: str | None = None
    ) -> Vector:
        """Return unit vectors, shape (len(texts), dimension), with the questions' prompt or another one.

        Texts of one length go together: nothing is padded, so that a batch costs no more than its words. `report`
        gets the size of each batch when it is done.
        """
        lead = self._prompt if prompt is None else prompt
        ids = [self._tokenizer.encode(lead + text).ids for text in texts]
        by_length = sorted(range(len(ids)), key=lambda row: len(ids[row]))
        rows: dict[int, Vector] = {}
        for _, group in groupby(by_length, key=lambda row: len(ids[row])):
            same = list(group)
            most = max(1, _TOKENS_A_BATCH // len(ids[same[0]]))
            for start in range(0, len(same), most):
                batch = same[start : start + most]
                tokens = np.array([ids[row] for row in batch], dtype=np.int64)
                inputs = {"input_ids": tokens, "attention_mask": np.ones_like(tokens)}
                rows |= zip(batch, np.asarray(self._graph.run(inputs), dtype=np.float32), strict=True)
                report(len(batch))
        return np.stack([rows[row] for row in range(len(ids))])


def export(model: "SentenceTransformer", prompt: str, folder: Path) -> bool:
    """Write the graph, tokenizer and settings to `folder`; tell whether the export equals the model.

    False means that the model cannot be exported faithfully: the caller then keeps using it directly.
    """
    names = [type(module).__name__ for module in model]
    if names not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]):
        return False
    if not getattr(model[1], "pooling_mode_mean_tokens", True):
        return False
    example = model.preprocess(["een vraag", "nog een langere vraag"])
    if not write_graph(_mean_pooled(model[0].auto_model), example, folder / QUESTIONS):
        return False
    model.tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))
    settings = {"prompt": prompt, "max_tokens": model.max_seq_length or 512}
    (folder / "encoder.json").write_text(json.dumps(settings), encoding="utf-8")
    expected = model.encode(
        list(_PROBES),
        prompt=prompt,
        normalize_embeddings=True,
        show_progress_bar=False,
        convert_to_numpy=True,
    )
    write_int8(folder / QUESTIONS, folder / STORED)
    if _lowest_cosine(OnnxEncoder(folder, STORED), expected) < MIN_COSINE_STORED:
        (folder / STORED).unlink()
    return _lowest_cosine(OnnxEncoder(folder), expected) >= MIN_COSINE


def _lowest_cosine(encoder: OnnxEncoder, expected: Vector) -> float:
    return min(float(encoder.encode(text) @ vector) for text, vector in zip(_PROBES, expected, strict=True))


def _mean_pooled(transformer: Any) -> Any:
    import torch

    class MeanPooled(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            states = self.transformer(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(states.dtype)
            mean = (states * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, dim=1)

    return MeanPooled().eval()
