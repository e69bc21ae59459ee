"""Pairs to train on: made by program from an index, and written by hand."""

import random

from corpus.index import Index
from evals.entailment_pairs import made_pairs, planted_pairs
from evals.gate_cases import load_planted, without_twins


def test_made_pairs_say_nothing_wrong(small_index: Index) -> None:
    texts = {item.text for item in small_index.items}
    pairs = made_pairs(small_index, random.Random(0), 1000)
    assert {pair.carried for pair in pairs} == {True, False}
    for pair in pairs:
        said = [text for text in texts if text[1:] in pair.sentence]
        carried = any(text in pair.text for text in said) or pair.sentence[:-1] in pair.text
        denied = pair.sentence.startswith(("Het is", "Het klopt", "Niemand zegt", "It is", "Nobody says"))
        unsaid = denied or any(text not in pair.text for text in said)
        assert carried if pair.carried else unsaid, pair


def test_what_is_reported_was_not_trained_on() -> None:
    rows = load_planted()
    trained = {pair.sentence for pair in planted_pairs([row for row in rows if row.part == "train"])}
    reported = [row for row in rows if row.part in {"fresh", "test"}]
    assert not trained & {row.sentence for row in reported}
    some = reported[::10]
    assert 0 < len(without_twins(some)) < len(some)
    known = [row for row in rows if row.part == "train"][:5]
    assert without_twins(known) == []
