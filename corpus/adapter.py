"""What was learned beside a model's own weights (LoRA), with a head on top: write it, read it, lay it upon the model.

There may be several judges, each with thin matrices and a head of its own, and one model under all of them. Enters:
for each linear layer of each judge two thin matrices, and its head's two layers. Leaves: one file of under a megabyte
(int8, a scale for each rank), tied to the fingerprint of the model that they were trained beside; and, laid upon that
model, a module that maps (ids, mask) to one number for each pair of texts: the mean of the judges.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
_HEAD = "head."


@dataclass(frozen=True, slots=True)
class Adapter:
    """The matrices, by the name of the layer that they belong to."""

    base: str
    """Fingerprint of the embedding model."""
    down: Mapping[str, Array]
    """Layer → (judges, rank, inputs)."""
    up: Mapping[str, Array]
    """Layer → (judges, outputs, rank); times `down` this is what a judge adds to the layer's weight."""
    head: Mapping[str, Array]
    """`hidden.weight`, `hidden.bias`, `out.weight`, `out.bias`; of each the judges come first."""


def joined(adapters: Sequence[Adapter]) -> Adapter:
    """Return one adapter with the judges of all; they must be of one model and one shape."""
    first = adapters[0]
    down, up, head = (
        {name: np.concatenate([getattr(each, part)[name] for each in adapters]) for name in getattr(first, part)}
        for part in ("down", "up", "head")
    )
    return Adapter(first.base, down, up, head)


def write_adapter(adapter: Adapter, path: Path) -> None:
    """Write an adapter; what is read back differs by under one percent of each rank's largest value."""
    from safetensors.numpy import save_file

    tensors: dict[str, NDArray[Any]] = {
        f"{_HEAD}{name}": value.astype(np.float16) for name, value in adapter.head.items()
    }
    for name, down in adapter.down.items():
        tensors |= _packed(f"{name}.down", down, axis=2) | _packed(f"{name}.up", adapter.up[name], axis=1)
    save_file(tensors, path, metadata={"base": adapter.base})


def read_adapter(path: Path) -> Adapter:
    """Read what `write_adapter` has written."""
    from safetensors import safe_open

    with safe_open(path, "numpy") as file:
        stored = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118  the file is no mapping
        base = file.metadata()["base"]
    layers = sorted({name.rpartition(".")[0] for name in stored if name.endswith((".down", ".up"))})
    return Adapter(
        base,
        {layer: _unpacked(stored, f"{layer}.down") for layer in layers},
        {layer: _unpacked(stored, f"{layer}.up") for layer in layers},
        {
            name.removeprefix(_HEAD): value.astype(np.float32)
            for name, value in stored.items()
            if name.startswith(_HEAD)
        },
    )


def _packed(name: str, matrix: Array, axis: int) -> dict[str, NDArray[Any]]:
    scale = (np.abs(matrix).max(axis=axis, keepdims=True) / 127).clip(min=1e-12).astype(np.float32)
    return {name: np.rint(matrix / scale).astype(np.int8), f"{name}.scale": scale}


def _unpacked(stored: Mapping[str, NDArray[Any]], name: str) -> Array:
    matrix: Array = stored[name].astype(np.float32) * stored[f"{name}.scale"]
    return matrix


def read_off(states: Any, attention_mask: Any) -> Any:
    """Return what the head looks at: the mean of the tokens beside the first one, shape (batch, 2 * size)."""
    import torch

    mask = attention_mask.unsqueeze(-1).to(states.dtype)
    return torch.cat([(states * mask).sum(1) / mask.sum(1), states[:, 0]], 1)


def adapted(transformer: Any, adapter: Adapter) -> Any:
    """Return a copy of a transformer with the adapter laid upon it: (ids, mask) → a number for each, shape (batch,).

    A batch goes through the model once for each judge, side by side, so that the model's own weights are held once.
    """
    import torch

    class Beside(torch.nn.Module):
        """A linear layer with what each judge adds: (judges * batch, tokens, inputs) → (…, outputs)."""

        def __init__(self, plain: Any, down: Array, up: Array) -> None:
            super().__init__()
            self.plain = plain
            self.down = torch.nn.Parameter(torch.from_numpy(down).transpose(1, 2).unsqueeze(1).contiguous())
            self.up = torch.nn.Parameter(torch.from_numpy(up).transpose(1, 2).unsqueeze(1).contiguous())

        def forward(self, states: Any) -> Any:
            by_judge = states.unflatten(0, (self.down.shape[0], -1))
            return self.plain(states) + (by_judge @ self.down @ self.up).flatten(0, 1)

    own = deepcopy(transformer).eval()
    for name, down in adapter.down.items():
        parent, _, child = name.rpartition(".")
        setattr(own.get_submodule(parent), child, Beside(own.get_submodule(name), down, adapter.up[name]))
    head = {name: torch.from_numpy(value) for name, value in adapter.head.items()}
    judges = len(head["out.bias"])

    class Adapted(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.transformer = own

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            ids, mask = input_ids.repeat(judges, 1), attention_mask.repeat(judges, 1)
            states = self.transformer(input_ids=ids, attention_mask=mask).last_hidden_state
            seen = read_off(states, mask).unflatten(0, (judges, -1))
            hidden = torch.tanh(seen @ head["hidden.weight"].transpose(1, 2) + head["hidden.bias"].unsqueeze(1))
            logits = hidden @ head["out.weight"].transpose(1, 2) + head["out.bias"].unsqueeze(1)
            return logits.mean(0).squeeze(-1)

    return Adapted().eval()
