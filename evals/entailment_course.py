"""One judge of pairs in training: the embedding model with thin matrices beside its own (LoRA, by the library peft).

Enters: the folder of the bundled model, and pairs. Leaves: an adapter of one judge, and logits for pairs. The model's
own weights stay as they are.
"""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from peft import LoraConfig, get_peft_model
from torch import nn
from transformers import AutoModel, AutoTokenizer

from corpus.adapter import Adapter, read_off
from corpus.entailment import MAX_TOKENS
from evals.entailment_pairs import Pair

RANK, SCALE = 3, 2.0
BATCH = 16
_RATE = 6e-4
_WARM_UP = 150
"""Steps in which the rate grows to its full value."""
_HIDDEN = 16
_POOL = 20 * BATCH
"""Pairs of about one length go together; they are sorted within so many, so that batches still differ."""


class PairJudge(nn.Module):
    """The embedding model with adapter and head: token ids of (sentence, text) → a logit, shape (batch,)."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        plain = AutoModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="eager")
        config = LoraConfig(r=RANK, lora_alpha=int(SCALE * RANK), target_modules="all-linear")
        self.model: Any = get_peft_model(plain, config)
        size = plain.config.hidden_size
        self.hidden, self.drop, self.out = nn.Linear(2 * size, _HIDDEN), nn.Dropout(0.1), nn.Linear(_HIDDEN, 1)

    def forward(self, tokens: dict[str, torch.Tensor]) -> torch.Tensor:
        """Return the logits."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = self.model(**tokens).last_hidden_state
        seen = read_off(states.float(), tokens["attention_mask"])
        logits: torch.Tensor = self.out(torch.tanh(self.hidden(self.drop(seen)))).squeeze(-1)
        return logits

    def load(self, adapter: Adapter, number: int) -> None:
        """Go on from one judge of an adapter."""
        known = dict(self.named_parameters())
        learned = {f"{layer}.lora_A.default.weight": each for layer, each in adapter.down.items()}
        learned |= {f"{layer}.lora_B.default.weight": each / SCALE for layer, each in adapter.up.items()}
        with torch.no_grad():
            for name, value in learned.items():
                known[f"model.base_model.model.{name}"].copy_(torch.from_numpy(value[number]))
            for name, value in adapter.head.items():
                known[name].copy_(torch.from_numpy(value[number]))

    def adapter(self, base: str) -> Adapter:
        """Return what was learned, as the adapter of one judge, for a model of this fingerprint."""
        learned = {name: value.detach().float().numpy()[None] for name, value in self.state_dict().items()}
        layers = sorted(name.partition(".lora_A.")[0] for name in learned if ".lora_A." in name)
        short = {layer: layer.removeprefix("model.base_model.model.") for layer in layers}
        return Adapter(
            base,
            {short[layer]: learned[f"{layer}.lora_A.default.weight"] for layer in layers},
            {short[layer]: SCALE * learned[f"{layer}.lora_B.default.weight"] for layer in layers},
            {name: value for name, value in learned.items() if name.startswith(("hidden.", "out."))},
        )


class Course:
    """One training: the judge, its tokenizer and the pairs."""

    def __init__(self, judge: PairJudge, folder: Path, pairs: Sequence[Pair], order: random.Random) -> None:
        self.judge = judge
        self._tokenizer: Any = AutoTokenizer.from_pretrained(folder)
        self._pairs, self._order = pairs, order
        self._learning = [each for each in self.judge.parameters() if each.requires_grad]
        self._optimizer = torch.optim.AdamW(self._learning, lr=_RATE, weight_decay=0.01)

    def run(self, epochs: int) -> Iterator[float]:
        """Train; yield the mean loss after each epoch."""
        steps = epochs * (len(self._pairs) // BATCH + 1)
        schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer, lambda step: min(1.0, step / _WARM_UP) * max(0.0, 1 - step / steps)
        )
        for _ in range(epochs):
            self.judge.eval()  # dropout within the model costs a third of the time and did not help
            self.judge.drop.train()
            losses: list[float] = []
            for batch in self._batches():
                losses.append(self._step(batch))
                schedule.step()
            yield float(np.mean(losses))

    def _step(self, batch: Sequence[Pair]) -> float:
        wanted = torch.tensor([float(pair.carried) for pair in batch])
        weight = torch.tensor([pair.weight for pair in batch])
        loss = nn.functional.binary_cross_entropy_with_logits(self.judge(self._tokens(batch)), wanted, weight)
        self._optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self._learning, 1.0)
        self._optimizer.step()
        return loss.item()

    def _batches(self) -> list[list[Pair]]:
        shuffled = self._order.sample(self._pairs, len(self._pairs))
        pools = [sorted(shuffled[i : i + _POOL], key=_length) for i in range(0, len(shuffled), _POOL)]
        batches = [pool[i : i + BATCH] for pool in pools for i in range(0, len(pool), BATCH)]
        self._order.shuffle(batches)
        return batches

    def _tokens(self, pairs: Sequence[Pair]) -> dict[str, torch.Tensor]:
        sentences, texts = [pair.sentence for pair in pairs], [pair.text for pair in pairs]
        return dict(
            self._tokenizer(sentences, texts, padding=True, truncation=True, max_length=MAX_TOKENS, return_tensors="pt")
        )

    def scores(self, pairs: Sequence[Pair]) -> NDArray[np.float64]:
        """Return the logits of pairs, in their order."""
        self.judge.eval()
        by_length = sorted(range(len(pairs)), key=lambda place: _length(pairs[place]))
        scores = np.zeros(len(pairs))
        with torch.inference_mode():
            for start in range(0, len(pairs), 2 * BATCH):
                places = by_length[start : start + 2 * BATCH]
                scores[places] = self.judge(self._tokens([pairs[place] for place in places])).numpy()
        return scores


def _length(pair: Pair) -> int:
    return len(pair.sentence) + len(pair.text)
