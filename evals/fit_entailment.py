"""Train the adapters with which the embedding model judges whether a text carries a sentence.

Enters: the train sentences of `gate/`, an index of the cards (for further pairs), and the bundled embedding model.
Leaves: `assistant/entailment.safetensors`; what each train sentence got from the one judge that had not seen it, in
the data folder for `evals/fit_gate.py`; and after each epoch what the dev part says of each judge. There are `JUDGES`
judges, each in a process of its own and kept from another part of the sentences: their errors differ, and their mean
errs less than the best of them. An hour on two cores that multiply bfloat16; `--resume --epochs 2` a third of that.
"""

import argparse
import json
import multiprocessing
import random
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import torch
from sklearn.metrics import roc_auc_score

from assistant.likeness import ADAPTER
from assistant.settings import Settings, read_settings
from corpus.adapter import Adapter, joined, read_adapter, write_adapter
from corpus.bundled_model import ensure_unpacked
from corpus.current import current_generation
from corpus.embedding import SentenceEmbedder
from corpus.index import Index
from evals.entailment_course import Course, PairJudge
from evals.entailment_pairs import made_pairs, planted_pairs
from evals.gate_cases import JUDGES, load_planted

EPOCHS = 3
_MADE_SHARE = 0.08
"""Pairs made by program, for each one written by hand."""
_SHARE = {"pairs": 0.5}
"""Share of a source that a judge is trained on: most of these keep close to what they cite, true and false alike."""
_SHARE_RESUMED = {"pairs": 0.1, "train": 0.15, "near": 0.3}
"""The same where training goes on from what there is, with sentences that were written since."""


def unseen_path(settings: Settings) -> Path:
    """Return where the logits of sentences lie that a judge was kept from: sentence id → logit."""
    return settings.data / "entailment_unseen.json"


def train(number: int, epochs: int = EPOCHS, *, resume: bool = False) -> tuple[Adapter, dict[str, float]]:
    """Train one judge; return it with its logits of the train sentences that it was kept from, by sentence id."""
    torch.set_num_threads(1)  # two judges on two cores go faster than one judge on two
    torch.manual_seed(number)
    order = random.Random(number)
    settings = read_settings()
    embedder = SentenceEmbedder("", settings.data)
    index = Index(current_generation(settings.index_root), fingerprint=embedder.fingerprint)
    rows = [row for row in load_planted() if row.part == "train" and row.fold != number]
    kept = [row for row in load_planted() if row.part == "train" and row.fold == number]
    dev = [row for row in load_planted() if row.part == "dev"]
    share = _SHARE_RESUMED if resume else _SHARE
    rows = [row for row in rows if order.random() < share.get(row.source, 1.0)]
    pairs = [*planted_pairs(rows), *made_pairs(index, order, int(_MADE_SHARE * len(rows)))]
    folder = ensure_unpacked(settings.data)
    judge = PairJudge(folder)
    if resume:
        judge.load(read_adapter(ADAPTER), number)
    course = Course(judge, folder, pairs, order)
    started = time.monotonic()
    print(f"judge {number}: {len(rows)} pairs written by hand and {len(pairs) - len(rows)} made", flush=True)
    carried = [row.supported for row in dev]
    for epoch, loss in enumerate(course.run(epochs), 1):
        area = roc_auc_score(carried, course.scores(planted_pairs(dev)))
        minutes = (time.monotonic() - started) / 60
        print(f"judge {number}, epoch {epoch}: {minutes:.0f} min, loss {loss:.3f}, dev {area:.3f}", flush=True)
    scores = course.scores(planted_pairs(kept))
    unseen = {row.id: round(float(score), 3) for row, score in zip(kept, scores, strict=True)}
    return course.judge.adapter(embedder.fingerprint), unseen


def main() -> None:
    """Train all judges side by side, and write them as one adapter."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--target", type=Path, default=ADAPTER)
    parser.add_argument(
        "--resume", action="store_true", help="go on from the shipped adapter, with fewer old sentences"
    )
    arguments = parser.parse_args()
    settings = read_settings()
    with ProcessPoolExecutor(JUDGES, multiprocessing.get_context("spawn")) as pool:
        trained = list(pool.map(partial(train, epochs=arguments.epochs, resume=arguments.resume), range(JUDGES)))
    write_adapter(joined([adapter for adapter, _ in trained]), arguments.target)
    unseen = {name: logit for _, each in trained for name, logit in each.items()}
    unseen_path(settings).write_text(json.dumps(unseen) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
