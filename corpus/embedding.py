"""Texts → unit vectors, with the bundled model, a local folder or a hub model.

Enters: passages, phrasings and questions. Leaves: float32 unit vectors of shape (n, dimension), and
a fingerprint that ties an index to the exact weights. Refuses: a model that cannot be had, in Dutch
with the next step. Only this module imports sentence-transformers.
"""

import hashlib
import json
import logging
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.bundled_model import BUNDLED_NAME, ensure_unpacked
from corpus.entailment import Entailment, open_entailment
from corpus.errors import EmbedderError
from corpus.onnx_encoder import QUESTIONS, STORED, OnnxEncoder, export

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Matrix = NDArray[np.float32]
Report = Callable[[int], object]
_TEXTS_A_BATCH = 256
"""For a model that could not be exported; sentence-transformers sorts and pads within these."""


def _silent(batch: int) -> None:
    """Report nothing."""


class Embedder(Protocol):
    """What the index needs to know of an embedding model."""

    @property
    def name(self) -> str:
        """Name for people."""
        ...

    @property
    def fingerprint(self) -> str:
        """Hash of weights, tokenizer and prompts: equal fingerprints give equal vectors."""
        ...

    def embed_passages(self, texts: Sequence[str], report: Report = _silent) -> Matrix:
        """Return unit vectors, shape (len(texts), dimension); `report` gets the size of each batch when it is done."""
        ...

    def embed_phrasings(self, texts: Sequence[str], report: Report = _silent) -> Matrix:
        """Return unit vectors of texts that people would type, shape (len(texts), dimension)."""
        ...

    def embed_question(self, text: str) -> Matrix:
        """Return one unit vector, shape (dimension,)."""
        ...

    def entailment(self, adapter: Path) -> Entailment | None:
        """Return what judges pairs of texts by this model with an adapter, or None when it belongs to another."""
        ...


@dataclass(frozen=True)
class _Descriptor:
    """What is remembered of a model once it has been loaded: enough to answer without loading it again."""

    fingerprint: str
    query_prompt: str
    passage_prompt: str
    encoder: str
    """Folder of the exported graphs, or empty when the model could not be exported."""


class SentenceEmbedder:
    """The `Embedder` over sentence-transformers; `model` is empty for the bundled one."""

    def __init__(self, model: str, cache: Path, *, progress: bool = True) -> None:
        self._spec, self._cache, self._progress = model, cache, progress
        self._lock, self._writing = threading.Lock(), threading.Lock()
        self._remembered = lru_cache(maxsize=8)(self._embed_one)
        self._encoders: dict[str, OnnxEncoder] = {}
        self._judges: dict[Path, Entailment | None] = {}

    @property
    def name(self) -> str:
        """Name for people."""
        return self._spec or BUNDLED_NAME

    @cached_property
    def fingerprint(self) -> str:
        """Hash of weights, tokenizer and prompts."""
        return self._descriptor.fingerprint

    @cached_property
    def _location(self) -> str:
        if not self._spec:
            return str(ensure_unpacked(self._cache, progress=self._progress))
        folder = Path(self._spec).expanduser()
        if folder.is_dir() and not (folder / "modules.json").exists():
            raise EmbedderError(
                f"De map {folder} bevat geen SentenceTransformer-model (modules.json ontbreekt).",
                "Wijs met RAADSVRAAG_EMBEDDER een met model.save(...) gemaakte map aan, of laat de instelling weg.",
            )
        return str(folder) if folder.is_dir() else self._spec

    @cached_property
    def _model(self) -> "SentenceTransformer":
        # Chroma and the CLI stay silent; the libraries' progress bars are ours to show or not.
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
        location = self._location
        try:
            return SentenceTransformer(
                location, device="cpu", local_files_only=Path(location).is_dir(), trust_remote_code=False
            )
        except (OSError, ValueError) as error:
            raise EmbedderError(
                f"Taalmodel '{self._spec or location}' kan niet worden geladen ({str(error).splitlines()[0][:200]}).",
                "Laat RAADSVRAAG_EMBEDDER weg voor het meegeleverde model, of wijs een lokale map met een "
                "SentenceTransformer-model aan.",
            ) from error

    @cached_property
    def _descriptor(self) -> _Descriptor:
        location = self._location
        path = self._cache / "models" / f"exported-{_signature(location)}.json"
        if path.exists():
            known = _Descriptor(**json.loads(path.read_text(encoding="utf-8")))
            if not known.encoder or (Path(known.encoder) / "encoder.json").exists():
                return known
        descriptor = self._describe()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(descriptor)), encoding="utf-8")
        return descriptor

    def _describe(self) -> _Descriptor:
        model = self._model
        query, passage = _prompts(model, self.name)
        fingerprint = _fingerprint(model, query, passage)
        target = self._cache / "models" / f"onnx-{fingerprint[:16]}"
        if not (target / "encoder.json").exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            scratch = Path(tempfile.mkdtemp(prefix=target.name, dir=target.parent))
            try:
                if not export(model, query, scratch):
                    return _Descriptor(fingerprint, query, passage, "")
                shutil.rmtree(target, ignore_errors=True)
                scratch.replace(target)
            finally:
                shutil.rmtree(scratch, ignore_errors=True)
        return _Descriptor(fingerprint, query, passage, str(target))

    def _encoder(self, graph: str) -> OnnxEncoder | None:
        with self._lock:  # the model may be loading in the background when the first question comes
            folder = Path(self._descriptor.encoder)
            if not self._descriptor.encoder:
                return None
            chosen = graph if (folder / graph).exists() else QUESTIONS
            if chosen not in self._encoders:
                self._encoders[chosen] = OnnxEncoder(folder, chosen)
            return self._encoders[chosen]

    def entailment(self, adapter: Path) -> Entailment | None:
        """Return what judges pairs of texts by this model with an adapter, or None when it belongs to another."""
        if not (folder := self._descriptor.encoder):
            return None
        with self._writing:
            if adapter not in self._judges:
                self._judges[adapter] = open_entailment(adapter, self.fingerprint, Path(folder), lambda: self._model)
            return self._judges[adapter]

    def embed_passages(self, texts: Sequence[str], report: Report = _silent) -> Matrix:
        """Return unit vectors of stored texts, shape (len(texts), dimension)."""
        return self._embed_many(texts, self._descriptor.passage_prompt, report)

    def embed_phrasings(self, texts: Sequence[str], report: Report = _silent) -> Matrix:
        """Return unit vectors of texts that people would type, embedded as questions are."""
        return self._embed_many(texts, self._descriptor.query_prompt, report)

    def _embed_many(self, texts: Sequence[str], prompt: str, report: Report) -> Matrix:
        if encoder := self._encoder(STORED):
            return encoder.encode_many(texts, report, prompt=prompt)
        parts: list[Matrix] = []
        for start in range(0, len(texts), _TEXTS_A_BATCH):
            parts.append(self._embed(texts[start : start + _TEXTS_A_BATCH], prompt))
            report(len(parts[-1]))
        return np.concatenate(parts)

    def _embed(self, texts: Sequence[str], prompt: str) -> Matrix:
        vectors: Matrix = np.asarray(
            self._model.encode(
                list(texts), prompt=prompt, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
            ),
            dtype=np.float32,
        )
        return vectors

    def embed_question(self, text: str) -> Matrix:
        """Return one unit vector, shape (dimension,); the last few are remembered, for the steps of one question."""
        return self._remembered(text)

    def _embed_one(self, text: str) -> Matrix:
        encoder = self._encoder(QUESTIONS)
        vector: Matrix = encoder.encode(text) if encoder else self._embed([text], self._descriptor.query_prompt)[0]
        return vector


def _prompts(model: "SentenceTransformer", name: str) -> tuple[str, str]:
    known = {name: prompt or "" for name, prompt in (model.prompts or {}).items()}
    query = known.get("query", "")
    passage = known.get("passage") or known.get("document") or ""
    # The e5 family was trained with these two prefixes; some published copies forget to list them.
    if not query and "e5" in name.lower():
        return "query: ", "passage: "
    return query, passage


def _fingerprint(model: "SentenceTransformer", query: str, passage: str) -> str:
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(np.ascontiguousarray(tensor.detach().cpu().float().numpy()).tobytes())
    digest.update(model.tokenizer.backend_tokenizer.to_str().encode())
    digest.update(f"\0{query}\0{passage}\0{model.max_seq_length}".encode())
    return digest.hexdigest()


def _signature(location: str) -> str:
    """Return a cheap key for a model's location that changes when files in a local folder change."""
    folder = Path(location).resolve()  # reached through a link it is the same model
    parts = [str(folder) if folder.is_dir() else location]
    if folder.is_dir():
        stats = [(path.relative_to(folder), path.stat()) for path in sorted(folder.rglob("*")) if path.is_file()]
        parts += [f"{name} {stat.st_size} {stat.st_mtime_ns}" for name, stat in stats]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
