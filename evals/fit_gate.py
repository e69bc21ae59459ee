"""Fit the weighings of `assistant.likeness` on sentences written by hand, and choose their floors.

Enters: the sentences of `gate/`, an index of the cards, the judges of pairs that `evals/fit_entailment.py` trained, and
what these made of sentences that they had not seen. Leaves: `assistant/gate.json`, and the figures of the dev part on
the terminal. Trees are fitted on the train and dev sentences that the plain rules let through, once with and once
without what the judges said. A floor lets `LET_THROUGH` of the dev sentences that are not carried pass, as scored by
trees that saw no sentence about the same card. Ten minutes on two cores.
"""

import json
import multiprocessing
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GroupKFold

import assistant
from assistant.gate import Gate
from assistant.likeness import ADAPTER
from assistant.settings import read_settings
from assistant.weighing import JUDGED, Tree
from corpus.current import current_generation
from corpus.embedding import SentenceEmbedder
from corpus.index import Index
from evals.fit_entailment import unseen_path
from evals.gate_cases import Planted, load_planted, surroundings

TARGET = Path(assistant.__file__).parent / "gate.json"
LET_THROUGH = 0.03
"""What may pass of the dev sentences that a floor is chosen by."""
CHOSEN_BY = ("models", "reworded", "free", "planted")
"""Sources whose dev sentences a floor is chosen by, all together: as models write, and hard on purpose."""
_WEIGHT = {"near": 4.0, "models": 4.0, "reworded": 6.0, "free": 6.0, "held": 4.0, "planted": 4.0}
"""Sentences as models really write them are few among those written to train with (evals/DECISIONS.md)."""
_FOLDS = 4
_SETTINGS: dict[str, Any] = {
    "max_iter": 400, "learning_rate": 0.06, "max_leaf_nodes": 16, "min_samples_leaf": 12, "l2_regularization": 5.0,
    "max_features": 0.4, "early_stopping": False, "random_state": 0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """Sentences with their numbers, and which of them a plain rule has dropped."""

    rows: Sequence[Planted]
    ruled: NDArray[np.bool_]
    names: tuple[str, ...]
    matrix: NDArray[np.float64]

    @property
    def carried(self) -> NDArray[np.bool_]:
        """Which sentences are carried."""
        return np.array([row.supported for row in self.rows])

    def dev(self, *sources: str, carried: bool) -> NDArray[np.bool_]:
        """Which dev sentences of some sources are carried, or are not."""
        return np.array([row.part == "dev" and row.source in sources and row.supported == carried for row in self.rows])


def measure(rows: Sequence[Planted], unseen: Mapping[str, float]) -> Measured:
    """Measure sentences against what they cite; `unseen` has the logits of those that most judges were trained on."""
    settings = read_settings()
    embedder = SentenceEmbedder("", settings.data)
    index = Index(current_generation(settings.index_root), fingerprint=embedder.fingerprint)
    judge = embedder.entailment(ADAPTER)
    assert judge, "train the judges first: python -m evals.fit_entailment"
    gates = {language: Gate(index, embedder, language) for language in ("nl", "en")}
    ruled: list[bool] = []
    numbers: list[dict[str, float]] = []
    for row in rows:
        gate = gates[row.language]
        context, others = surroundings(row, index)
        ruled.append(gate.ruled_out(row.sentence, row.spans, context) is not None)
        judged = unseen[row.id] if row.part == "train" else judge.judge(row.sentence, " ".join(row.spans))
        features = gate.likeness.features(row.sentence, row.spans, context, others, row.language)
        numbers.append({**features, JUDGED: judged})
    names = tuple(numbers[0])
    return Measured(rows, np.array(ruled), names, np.array([[each[name] for name in names] for each in numbers]))


def measure_all(rows: Sequence[Planted], unseen: Mapping[str, float]) -> Measured:
    """Measure in as many processes as there are cores."""
    count = os.cpu_count() or 1
    shares = [rows[start::count] for start in range(count)]
    with ProcessPoolExecutor(count, multiprocessing.get_context("spawn")) as pool:
        parts = list(pool.map(measure, shares, [unseen] * count))
    return Measured(
        [row for part in parts for row in part.rows],
        np.concatenate([part.ruled for part in parts]),
        parts[0].names,
        np.concatenate([part.matrix for part in parts]),
    )


def as_tree(nodes: Any, place: int = 0) -> Tree:
    """Return a fitted tree of scikit-learn as nested lists."""
    node = nodes[place]
    if node["is_leaf"]:
        return round(float(node["value"]), 5)
    low, high = (as_tree(nodes, int(node[side])) for side in ("left", "right"))
    # A limit is often the very value of a sentence: cut off a digit, it would go the other way.
    return [int(node["feature_idx"]), float(node["num_threshold"]), low, high]


def _fitted(measured: Measured, use: NDArray[np.bool_]) -> HistGradientBoostingClassifier:
    use = use & ~measured.ruled
    weight = np.array([_WEIGHT.get(row.source, 1.0) for row in measured.rows])
    model = HistGradientBoostingClassifier(**_SETTINGS)
    model.fit(measured.matrix[use], measured.carried[use], sample_weight=weight[use])
    return model


def unseen_scores(measured: Measured) -> NDArray[np.float64]:
    """Return the score of each sentence by trees that saw none about its card; a ruled out one has the lowest."""
    scores = np.zeros(len(measured.rows))
    cards = [row.card for row in measured.rows]
    for seen, unseen in GroupKFold(_FOLDS).split(measured.matrix, groups=cards):
        use = np.zeros(len(scores), dtype=bool)
        use[seen] = True
        scores[unseen] = _fitted(measured, use).decision_function(measured.matrix[unseen])
    return np.where(measured.ruled, -np.inf, scores)


def fit(measured: Measured) -> dict[str, Any]:
    """Fit one weighing and choose its floor; print what the floor means for the dev sentences."""
    scores = unseen_scores(measured)
    floor = float(np.quantile(scores[measured.dev(*CHOSEN_BY, carried=False)], 1 - LET_THROUGH))
    for source in CHOSEN_BY:
        shown = scores[measured.dev(source, carried=False)] > floor
        dropped = scores[measured.dev(source, carried=True)] <= floor
        print(
            f"{len(measured.names)} numbers, {source}: not carried, shown {shown.mean():.3f} (n = {len(shown)}); "
            f"carried, dropped {dropped.mean():.3f} (n = {len(dropped)})",
            flush=True,
        )
    model = _fitted(measured, np.ones(len(scores), dtype=bool))
    # scikit-learn has no public way to its trees; they are read here once, and never at run time.
    trees = [as_tree(predictors[0].nodes) for predictors in model._predictors]
    base = round(float(model._baseline_prediction.ravel()[0]), 5)
    return {"names": measured.names, "trees": trees, "base": base, "floor": round(floor, 4)}


def main() -> None:
    """Measure the sentences of the train and dev parts, and write both weighings."""
    unseen = json.loads(unseen_path(read_settings()).read_text(encoding="utf-8"))
    measured = measure_all([row for row in load_planted() if row.part in {"train", "dev"}], unseen)
    alone = replace(measured, names=measured.names[:-1], matrix=measured.matrix[:, :-1])
    tables = {"alone": fit(alone), "with_judge": fit(measured)}
    TARGET.write_text(json.dumps(tables, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{TARGET.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
