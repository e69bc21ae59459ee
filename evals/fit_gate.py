"""Fit the weighing of `assistant.likeness` on sentences written by hand, and choose its floors.

Enters: the sentences of `gate/`, an index of the cards, and the judge of pairs that `evals/fit_entailment.py` trained.
Leaves: `assistant/gate.json`, and the figures of the dev part on the terminal. Trees are fitted on the train sentences
that the plain rules let through. Two floors are chosen, for the trees alone (beside another embedding model there is
no judge) and for trees and judge together: each lets `LET_THROUGH` of all dev sentences that are not carried pass.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

import assistant
from assistant.gate import Gate
from assistant.likeness import ADAPTER
from assistant.settings import read_settings
from assistant.weighing import Tree, read_weighing
from corpus.current import current_generation
from corpus.embedding import SentenceEmbedder
from corpus.index import Index
from evals.gate_cases import Planted, load_planted, surroundings

TARGET = Path(assistant.__file__).parent / "gate.json"
LET_THROUGH = 0.045
"""A little under the 5 % that may pass, since the test part differs."""
SHARE = 1.0
"""What a point of the judge counts for beside the trees; from 0.5 to 2 the dev part says about the same."""
_NEAR_WEIGHT = 4.0
"""Sentences as models really write them are few among those written to be hard (evals/DECISIONS.md)."""
_SETTINGS: dict[str, Any] = {
    "max_iter": 400, "learning_rate": 0.06, "max_leaf_nodes": 16, "min_samples_leaf": 12, "l2_regularization": 5.0,
    "max_features": 0.4, "early_stopping": False, "random_state": 0,
}  # fmt: skip


class Measured:
    """The planted sentences with their numbers, and which of them a plain rule has dropped."""

    def __init__(self, rows: list[Planted], index: Index, embedder: SentenceEmbedder) -> None:
        self.rows = rows
        self.carried: NDArray[np.bool_] = np.array([row.supported for row in rows])
        gates = {language: Gate(index, embedder, language) for language in ("nl", "en")}
        ruled: list[bool] = []
        features: list[dict[str, float]] = []
        for row in rows:
            gate = gates[row.language]
            context, others = surroundings(row, index)
            ruled.append(gate.ruled_out(row.sentence, row.spans, context) is not None)
            features.append(gate.likeness.features(row.sentence, row.spans, context, others, row.language))
        self.ruled: NDArray[np.bool_] = np.array(ruled)
        self.names = tuple(features[0])
        self.matrix = np.array([[each[name] for name in self.names] for each in features])

    def of(self, part: str) -> NDArray[np.bool_]:
        """Return which rows belong to a part."""
        return np.array([row.part == part for row in self.rows])


def as_tree(nodes: Any, place: int = 0) -> Tree:
    """Return a fitted tree of scikit-learn as nested lists."""
    node = nodes[place]
    if node["is_leaf"]:
        return round(float(node["value"]), 5)
    low, high = (as_tree(nodes, int(node[side])) for side in ("left", "right"))
    # A limit is often the very value of a sentence: cut off a digit, it would go the other way.
    return [int(node["feature_idx"]), float(node["num_threshold"]), low, high]


def fit_trees(measured: Measured) -> dict[str, Any]:
    """Return the table of a weighing without floors, fitted on the train sentences that no plain rule drops."""
    train = measured.of("train") & ~measured.ruled
    weight = np.array([_NEAR_WEIGHT if row.source == "near" else 1.0 for row in measured.rows])
    model = HistGradientBoostingClassifier(**_SETTINGS)
    model.fit(measured.matrix[train], measured.carried[train], sample_weight=weight[train])
    # scikit-learn has no public way to its trees; they are read here once, and never at run time.
    trees = [as_tree(predictors[0].nodes) for predictors in model._predictors]
    return {"names": measured.names, "trees": trees, "base": round(float(model._baseline_prediction.ravel()[0]), 5)}


def tell(name: str, passed: NDArray[np.bool_], measured: Measured) -> None:
    """Print what a floor means for the dev sentences, by where they come from."""
    sources = np.array([row.source for row in measured.rows])
    dev = measured.of("dev")
    for source in sorted(set(sources[dev])):
        wrong, right = (dev & (sources == source) & (measured.carried == carried) for carried in (False, True))
        print(
            f"{name}, dev of {source}: not carried, shown {passed[wrong].mean():.3f} (n = {wrong.sum()}); "
            f"carried, dropped {1 - passed[right].mean():.3f} (n = {right.sum()})"
        )


def write_weighing(measured: Measured, judged: NDArray[np.float64]) -> None:
    """Fit, choose both floors, write, and print what the dev part says; `judged` holds each sentence's logit."""
    table = fit_trees(measured) | {"floor": 0.0, "share": SHARE, "joint_floor": 0.0}
    trees = read_weighing(json.dumps(table))
    scores = np.array([trees.score(dict(zip(measured.names, row, strict=True))) for row in measured.matrix])
    wrong = measured.of("dev") & ~measured.carried
    for name, score in (("floor", scores), ("joint_floor", scores + SHARE * judged)):
        kept = np.where(measured.ruled, -np.inf, score)
        table[name] = round(float(np.quantile(kept[wrong], 1 - LET_THROUGH)), 4)
        tell(name, kept > table[name], measured)
    TARGET.write_text(json.dumps(table, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(table['trees'])} trees, {TARGET.stat().st_size // 1024} KiB")


def main() -> None:
    """Measure the sentences of the train and dev parts, and write the weighing."""
    settings = read_settings()
    embedder = SentenceEmbedder("", settings.data)
    index = Index(current_generation(settings.index_root), fingerprint=embedder.fingerprint)
    judge = embedder.entailment(ADAPTER)
    assert judge, "train the adapter first: python -m evals.fit_entailment"
    rows = [row for row in load_planted() if row.part in {"train", "dev"}]
    judged = np.array([judge.judge(row.sentence, " ".join(row.spans)) if row.part == "dev" else 0.0 for row in rows])
    write_weighing(Measured(rows, index, embedder), judged)


if __name__ == "__main__":
    main()
