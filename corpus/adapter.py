"""What was learned beside a model's own weights (LoRA), with a head on top: write it, read it, lay it upon the model.

Enters: for each linear layer two thin matrices, and the head's two layers. Leaves: one file of under a megabyte (int8,
a scale for each rank), tied to the fingerprint of the model that it was trained beside; and, laid upon that model, a
module that maps (ids, mask) to one number for each pair of texts.
"""

from collections.abc import Mapping
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
    """Layer → (rank, inputs)."""
    up: Mapping[str, Array]
    """Layer → (outputs, rank); times `down` this is what is added to the layer's weight."""
    head: Mapping[str, Array]
    """`hidden.weight`, `hidden.bias`, `out.weight`, `out.bias`."""


def write_adapter(adapter: Adapter, path: Path) -> None:
    """Write an adapter; what is read back differs by under one percent of each rank's largest value."""
    from safetensors.numpy import save_file

    tensors: dict[str, NDArray[Any]] = {
        f"{_HEAD}{name}": value.astype(np.float16) for name, value in adapter.head.items()
    }
    for name, down in adapter.down.items():
        tensors |= _packed(f"{name}.down", down, axis=1) | _packed(f"{name}.up", adapter.up[name], axis=0)
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
    """Return a copy of a transformer with the adapter laid upon it: (ids, mask) → a number for each, shape (batch,)."""
    import torch

    own = deepcopy(transformer).eval()
    with torch.no_grad():
        for name, down in adapter.down.items():
            own.get_submodule(name).weight += torch.from_numpy(adapter.up[name] @ down)
    head = {name: torch.from_numpy(value) for name, value in adapter.head.items()}

    class Adapted(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.transformer = own

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            states = self.transformer(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            hidden = torch.tanh(read_off(states, attention_mask) @ head["hidden.weight"].T + head["hidden.bias"])
            return (hidden @ head["out.weight"].T + head["out.bias"]).squeeze(-1)

    return Adapted().eval()
