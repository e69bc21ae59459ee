"""Graphs that are written from torch and made small."""

import logging
from pathlib import Path

import numpy as np
import pytest
import torch

from corpus.onnx_graph import Graph, write_graph, write_int8


class Sum(torch.nn.Module):
    """Adds up a row for each token."""

    def __init__(self) -> None:
        super().__init__()
        self.table = torch.nn.Embedding(50, 8)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        return (self.table(input_ids) * attention_mask.unsqueeze(-1)).sum((1, 2))


def test_a_small_graph_says_about_the_same_and_logging_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])  # as in a process of its own: pytest adds some
    module = Sum().eval()
    example = {"input_ids": torch.tensor([[1, 2, 3]]), "attention_mask": torch.tensor([[1, 1, 1]])}
    exact, small = tmp_path / "exact.onnx", tmp_path / "small.onnx"
    assert write_graph(module, example, exact)
    write_int8(exact, small, ("Gather",))
    ids = np.array([[4, 5]])
    results = [Graph(path).run({"input_ids": ids, "attention_mask": np.ones_like(ids)}) for path in (exact, small)]
    assert np.allclose(*results, atol=0.5)
    assert not root.handlers
