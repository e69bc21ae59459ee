"""The evaluation itself: cases that can be trusted, scores that are plain arithmetic, floors that hold."""

from pathlib import Path

import pytest

from assistant.answer import Answer, Statement
from corpus.cards import load_cards
from corpus.lexical import words
from corpus.sources import load_sources
from evals import run, scores
from evals.cases import Case, load_cases

CASES = load_cases()
LINK = {"title": "t", "url": "https://a.nl", "why": ""}


def case(**values: object) -> Case:
    return Case.model_validate(
        {"id": "x", "question": "q", "language": "nl", "kind": "lay", "expected_state": "answered"} | values
    )


def answer(**values: object) -> Answer:
    fixed = {
        "question": "q",
        "language": "nl",
        "intent": "ask",
        "state": "answered",
        "text": "",
        "index_generation": "g",
    }
    return Answer.model_validate(fixed | values)


def test_cases_name_cards_that_exist_and_cover_every_kind_in_every_split() -> None:
    cards = load_cards(load_sources())
    assert not [c.id for c in CASES if set(c.expected_cards) - cards.keys()]
    assert sum(c.expected_state == "answered" for c in CASES) >= 450
    assert sum(c.expected_state in {"no_information", "refused", "declined"} for c in CASES) >= 300
    for split in ("train", "dev", "test"):
        assert {c.kind for c in CASES if c.split == split} >= {
            "lay",
            "near_miss",
            "voting",
            "neutral_policy",
            "follow_up",
        }
    assert not [c for c in CASES if c.train_only and c.split != "train"]


def test_no_test_question_nearly_repeats_a_phrasing() -> None:
    phrasings = [
        set(words(t)) for card in load_cards(load_sources()).values() for t in (*card.asked_as.nl, *card.asked_as.en)
    ]
    close = []
    for item in CASES:
        own = set(words(item.question))
        if item.split == "test" and len(own) > 3:
            overlap = max(len(own & other) / len(own | other) for other in phrasings)
            if overlap >= 0.7:
                close.append(item.question)
    assert close == []


@pytest.mark.parametrize(
    ("figure", "one", "other", "expected"),
    [
        (scores.recall_at(1), case(expected_cards=["b"]), answer(topics=["a", "b"]), [0.0]),
        (scores.recall_at(3), case(expected_cards=["b"]), answer(topics=["a", "b"]), [1.0]),
        (scores.recall_at(1, lay_only=True), case(kind="direct", expected_cards=["b"]), answer(topics=["b"]), []),
        (scores.ndcg_at_10, case(expected_cards=["a", "b"]), answer(topics=["a", "b"]), [1.0]),
        (scores.answered_in_scope, case(), answer(state="no_information"), [0.0]),
        (scores.near_misses, case(kind="near_miss", expected_state="no_information"), answer(state="partial"), [0.0]),
        (scores.refused("voting"), case(kind="voting", expected_state="refused"), answer(state="refused"), [1.0]),
        (scores.must_contain, case(must_contain=[["vier"], ["x", "Y"]]), answer(text="een y"), [0.5]),
        (scores.expected_link, case(expected_link="https://a.nl/b"), answer(links=[LINK]), [0.0]),
        (scores.statements_cited, case(), answer(statements=[Statement(text="t", citations=(1,))]), [0.0]),
        (scores.language_kept, case(language="en"), answer(), [0.0]),
        (scores.local_facts_not_claimed, case(local=True), answer(), [0.0]),
        (scores.answered_in_full, case(), answer(state="partial"), [0.0]),
        (scores.topics_complete("multi"), case(kind="multi", expected_cards=["a", "b"]),
         answer(parts=[{"topics": ["a"], "statements": []}], topics=["a", "b"]), [0.5]),
        (scores.premises_corrected, case(kind="false_premise", must_contain=[["niet"]]),
         answer(state="partial", statements=[Statement(text="Niet waar.", citations=(1,))]), [1.0]),
        (scores.premises_corrected, case(kind="false_premise", must_contain=[["niet"]]),
         answer(statements=[Statement(text="Niet waar.", citations=(1,))]), [0.0]),
        (scores.declined_out_of_scope, case(kind="general", expected_state="declined"), answer(state="refused"), [1.0]),
    ],
)  # fmt: skip
def test_scores(figure: object, one: Case, other: Answer, expected: list[float]) -> None:
    assert figure([(one, other)]) == expected  # type: ignore[operator]


def test_intervals_hold_their_mean_and_floors_are_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    low, high = run.interval([0.0, 1.0, 1.0, 1.0])
    assert 0.0 <= low < 0.75 < high <= 1.0
    (tmp_path / "floors.toml").write_text('[at_least]\n"a" = 0.5\n[at_most]\n"b" = 0.1\n')
    monkeypatch.setattr(run, "HERE", tmp_path)
    assert run.below_floor({"a": {"value": 0.6}, "b": {"value": 0.1}}) == []
    assert len(run.below_floor({"a": {"value": 0.4}, "b": {"value": 0.2}})) == 2
    assert "| a | 0.400 | 0.10 to 0.90 | 4 |" in run.as_markdown({"a": {"value": 0.4, "low": 0.1, "high": 0.9, "n": 4}})
