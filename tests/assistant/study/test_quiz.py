"""A quiz: the same for the same seed, fair, cited, and judged."""

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.study.items import LETTERS, QuizItem
from assistant.study.judge import judge
from assistant.study.judge_short import slips
from assistant.study.numbers import value_of
from assistant.study.quiz import make_quiz
from assistant.study.subject import Subject, label_of, subject_of
from corpus.embedding import SentenceEmbedder
from corpus.index import Index
from corpus.records import ROLES
from evals.quiz import alike, make_all, option_problems, span_problems
from evals.quiz_answers import compare

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def items(cards_assistant: Assistant) -> list[QuizItem]:
    return make_all(cards_assistant.index, "nl")


def test_there_are_five_hundred_items_over_all_roles_and_no_two_are_alike(items: list[QuizItem]) -> None:
    assert len(items) >= 500
    assert {item.role for item in items} == set(ROLES)
    assert len({item.id for item in items}) == len(items)
    assert list(alike(items)) == []


def test_every_answer_and_option_stands_where_its_span_says(items: list[QuizItem], cards_assistant: Assistant) -> None:
    assert [(item.id, problem) for item in items for problem in span_problems(item, cards_assistant.index)] == []


def test_no_wrong_option_is_right_as_well(
    items: list[QuizItem], cards_assistant: Assistant, embedder: SentenceEmbedder
) -> None:
    chosen = [item for item in items if item.options][::4]
    index = cards_assistant.index
    assert [(item.id, problem) for item in chosen for problem in option_problems(item, index, embedder)] == []


def test_a_card_may_not_be_asked_against_its_own_question(items: list[QuizItem], cards_assistant: Assistant) -> None:
    """The check can fail: a question of the card itself, offered as wrong, is found."""
    item = next(item for item in items if item.kind == "choice")
    own = next(i for i in cards_assistant.index.items_by_card[item.about] if i.kind == "question")
    wrong = next(option for option in item.options if not option.right)
    planted = type(wrong)(own.text, False, wrong.owner, own.span)
    damaged = QuizItem(
        **{name: getattr(item, name) for name in QuizItem.__dataclass_fields__}
        | {"options": (*(option for option in item.options if option != wrong), planted)}
    )
    found = list(option_problems(damaged, cards_assistant.index, cards_assistant._embedder))
    assert any("passage" in problem for problem in found)


def test_the_same_seed_gives_the_same_quiz_in_another_process(cards_assistant: Assistant, cards_root: Path) -> None:
    here = [item.id for item in make_quiz(4821, Subject("controlerend"), 5, cards_assistant.index, "nl")]
    script = (
        "import sys; from pathlib import Path; from corpus.current import current_generation\n"
        "from corpus.index import Index; from assistant.study.quiz import make_quiz\n"
        "from assistant.study.subject import Subject\n"
        "index = Index(current_generation(Path(sys.argv[1])))\n"
        "print(*[item.id for item in make_quiz(4821, Subject('controlerend'), 5, index, 'nl')])\n"
    )
    there = subprocess.run(
        [sys.executable, "-c", script, str(cards_root)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert there.stdout.split() == [part for item in here for part in item.split()]
    other = [item.id for item in make_quiz(4822, Subject("controlerend"), 5, cards_assistant.index, "nl")]
    assert other != here


def test_a_quiz_varies_its_kinds_and_topics(cards_assistant: Assistant) -> None:
    quiz = make_quiz(1, Subject("kaderstellend"), 5, cards_assistant.index, "nl")
    assert len({item.kind for item in quiz}) == 5
    assert len({item.about for item in quiz}) == 5
    assert {item.role for item in quiz if not item.about.startswith("term:")} == {"kaderstellend"}


def test_a_quiz_on_one_topic_begins_with_it(cards_assistant: Assistant) -> None:
    quiz = make_quiz(3, Subject(card_id="losgeld"), 6, cards_assistant.index, "nl")
    assert quiz[0].about in {"losgeld", "term:ransomware", "term:IBD"}
    assert len(quiz) == 6


def test_a_small_index_gives_fewer_but_fair_items(small_index: Index) -> None:
    quiz = make_quiz(1, Subject(), 50, small_index, "nl")
    assert 3 <= len(quiz) < 50
    assert [problem for item in quiz for problem in span_problems(item, small_index)] == []
    assert "choice" not in {item.kind for item in quiz}, "three cards on one theme have no sibling to be wrong"


def test_a_subject_is_found_again_by_its_label(small_index: Index) -> None:
    subjects = [Subject(), *(Subject(role) for role in ROLES), *(Subject(card_id=card) for card in small_index.cards)]
    for language in ("nl", "en"):
        found = [subject_of(label_of(each, small_index, language), small_index, language) for each in subjects]
        assert found == subjects
    assert subject_of("een onderwerp dat niet bestaat", small_index, "nl") is None


def test_verdicts_agree_with_the_labels_that_the_weights_never_saw(
    cards_assistant: Assistant, embedder: SentenceEmbedder
) -> None:
    judged = [(a, verdict) for a, verdict in compare(cards_assistant.index, embedder) if a.split == "test"]
    assert len(judged) >= 150
    assert sum(answer.label == verdict for answer, verdict in judged) / len(judged) >= 0.90


def item_of(items: list[QuizItem], start: str, *, options: bool = False) -> QuizItem:
    return next(item for item in items if item.id.startswith(start) and bool(item.options) == options)


def test_an_option_is_chosen_by_letter_by_place_or_by_its_words(
    items: list[QuizItem], cards_assistant: Assistant, embedder: SentenceEmbedder
) -> None:
    item = item_of(items, "choice:", options=True)
    index = cards_assistant.index
    place = next(at for at, option in enumerate(item.options) if option.right)
    other = (place + 1) % len(item.options)
    ordinal = ("de eerste", "de tweede", "de derde", "de vierde")[place]
    for text in (
        LETTERS[place],
        f"{LETTERS[place].lower()})",
        f"antwoord {LETTERS[place]}",
        ordinal,
        item.options[place].text,
    ):
        assert judge(item, text, index, embedder).verdict == "right", text  # type: ignore[union-attr]
    for text in (LETTERS[other], item.options[other].text, "weet ik niet", "iets heel anders"):
        assert judge(item, text, index, embedder).verdict == "wrong", text  # type: ignore[union-attr]
    assert judge(item, "wat is ENSIA?", index, embedder) is None
    assert judge(item, "wacht, wie betaalt dat dan?", index, embedder) is None


def test_a_gap_forgives_a_slip_but_no_other_number(
    items: list[QuizItem], cards_assistant: Assistant, embedder: SentenceEmbedder
) -> None:
    index = cards_assistant.index
    word = next(i for i in items if i.kind == "cloze" and len(i.accepted[0]) > 9 and not i.options)
    slip = word.accepted[0][:-1] + "x"
    assert judge(word, slip, index, embedder).verdict == "right"  # type: ignore[union-attr]
    assert judge(word, "tafelkleed", index, embedder).verdict == "wrong"  # type: ignore[union-attr]
    counted = next(i for i in items if i.kind == "cloze" and len(i.accepted) == 2 and i.accepted[1].isdigit())
    assert judge(counted, counted.accepted[1], index, embedder).verdict == "right"  # type: ignore[union-attr]
    assert judge(counted, f"het zijn er {counted.accepted[0]}", index, embedder).verdict == "right"  # type: ignore[union-attr]
    assert judge(counted, "97", index, embedder).verdict == "wrong"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "value"), [("1.369", 1369.0), ("2,4", 2.4), ("15.7", 15.7), ("21.500", 21500.0), ("80", 80.0)]
)
def test_numbers_are_read_as_dutch_and_english_write_them(text: str, value: float) -> None:
    assert value_of(text) == value


def test_slips_are_counted() -> None:
    assert [slips("benchmark", word) for word in ("benchmark", "benchmarks", "benschmark", "bank")] == [0, 1, 1, 6]
