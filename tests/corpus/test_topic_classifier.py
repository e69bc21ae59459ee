"""The topic classifier: it tells cards apart, whatever their number."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.topic_classifier import TopicClassifier, write_topic_classifier


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cards=st.integers(2, 6), each=st.integers(2, 8), seed=st.integers(0, 99))
def test_each_text_belongs_to_its_own_card(cards: int, each: int, seed: int, tmp_path: Path) -> None:
    chance = np.random.default_rng(seed)
    middles = np.eye(8, dtype=np.float32)[:cards]
    vectors = np.repeat(middles, each, axis=0) + 0.05 * chance.standard_normal((cards * each, 8)).astype(np.float32)
    owners = [f"kaart-{row // each}" for row in range(cards * each)]
    write_topic_classifier(tmp_path, vectors, owners)
    classifier = TopicClassifier(tmp_path)
    for vector, owner in zip(vectors, owners, strict=True):
        scores = classifier.scores(vector)
        assert max(scores, key=lambda card: scores[card]) == owner


@pytest.mark.parametrize("owners", [[], ["alleen"]])
def test_with_nothing_to_tell_apart_every_score_is_zero(owners: list[str], tmp_path: Path) -> None:
    write_topic_classifier(tmp_path, np.ones((len(owners), 4), np.float32), owners)
    assert TopicClassifier(tmp_path).scores(np.ones(4, np.float32)) == dict.fromkeys(owners, 0.0)
