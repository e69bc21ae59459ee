"""ONNX graphs: write one from a torch module, in full and in int8, and open one to run.

Enters: a module that takes token ids and an attention mask. Leaves: files, and sessions that run them. Refuses: a
module that the exporter cannot trace. Only this module imports onnxruntime, and torch only while writing.
"""

import logging
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

Inputs = dict[str, NDArray[Any]]


class Graph:
    """One opened graph."""

    def __init__(self, path: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def run(self, inputs: Inputs) -> Any:
        """Return the first output."""
        return self._session.run(None, inputs)[0]


def write_graph(module: Any, example: Any, target: Path) -> bool:
    """Write a module that maps ids and mask, each (batch, tokens), to one output; False when it cannot be traced.

    `example` is what a tokenizer makes of two texts.
    """
    import torch

    axes = {"input_ids": {0: "batch", 1: "tokens"}, "attention_mask": {0: "batch", 1: "tokens"}}
    try:
        with warnings.catch_warnings(), torch.inference_mode():
            warnings.simplefilter("ignore")  # the tracer warns about branches that inference never takes
            torch.onnx.export(
                module,
                tuple(example[name] for name in axes),
                target,
                dynamo=False,
                input_names=list(axes),
                output_names=["result"],
                dynamic_axes=axes | {"result": {0: "batch"}},
                opset_version=17,
            )
    except torch.onnx.errors.OnnxExporterError:
        return False
    return True


def write_int8(source: Path, target: Path, operators: Sequence[str] = ("MatMul",)) -> None:
    """Write a graph anew with the weights of these operators in int8."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    root = logging.getLogger()
    level, handlers = root.level, [*root.handlers]
    root.setLevel(logging.ERROR)  # it advises a preparation that gains nothing here
    try:
        # Each channel has a scale of its own; 7 bits, since sums of 8 overflow on processors without VNNI.
        quantize_dynamic(
            source, target, per_channel=True, reduce_range=True,
            weight_type=QuantType.QInt8, op_types_to_quantize=list(operators),
        )  # fmt: skip
    finally:
        root.setLevel(level)
        root.handlers[:] = handlers  # what it adds would print other libraries' notes from here on
