"""A question in the chat → what to do for somebody who studies, or None when it has nothing to do with studying.

Enters: what was understood, with the conversation so far; index and embedder. Leaves: a `StudyTurn`. A quiz that
waits takes the text as its answer, unless it ends the quiz, asks for another kind of study, or is evidently a
question of its own: that one is answered as always, and the quiz can be taken up again.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

from assistant.study.items import QuizItem
from assistant.study.judge import judge
from assistant.study.judgement import Judgement
from assistant.study.quiz import make_quiz
from assistant.study.state import MOST_QUESTIONS, QuizState, quiz_in
from assistant.study.subject import subject_of
from assistant.study.wording import Wish, named_topic, wants_to_resume, wants_to_stop, wish_in, without_wish
from assistant.understand import Understood
from corpus.embedding import Embedder
from corpus.index import Index

DEFAULT_QUESTIONS = 5
_FEW_WORDS = 5
_COUNT = re.compile(
    r"\b(\d{1,2}|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|one|two|three|four|five|six|seven|eight|nine"
    r"|ten) (?:\w+ )?(?:vragen|vraag|questions?)\b",
    re.IGNORECASE,
)
_COUNTS = {
    word: place // 2 + 1
    for place, word in enumerate(
        [
            "een",
            "one",
            "twee",
            "two",
            "drie",
            "three",
            "vier",
            "four",
            "vijf",
            "five",
            "zes",
            "six",
            "zeven",
            "seven",
            "acht",
            "eight",
            "negen",
            "nine",
            "tien",
            "ten",
        ]
    )
} | {"één": 1}
_SEED = re.compile(r"\bquiz (?:nummer |number )?(\d{1,9})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StudyTurn:
    """What a turn of the conversation asks of the study part."""

    act: Literal["quiz", "answer", "resume", "stop", "plan", "guide", "cards"]
    state: QuizState | None = None
    items: tuple[QuizItem, ...] = ()
    """Of a quiz under way: its items."""
    judgement: Judgement | None = None


def read_turn(understood: Understood, index: Index, embedder: Embedder) -> StudyTurn | None:
    """Return what a question asks of the study part, or None."""
    text = understood.asked.question
    state = quiz_in(understood.asked.history)
    if state is None:
        wish: Wish | Literal["stop"] | None = (
            "stop" if understood.asked.history and wants_to_stop(text) else wish_in(text)
        )
        return StudyTurn(wish) if wish else None
    if wants_to_stop(text):
        return StudyTurn("stop", state)
    items = _items_of(state, index)
    if wants_to_resume(text):
        return StudyTurn("resume", state, items)
    judgement = judge(items[state.place - 1], text, index, embedder) if state.waiting and items else None
    new = _new_wish(text, judgement)
    if new:
        return StudyTurn(new)
    if state.waiting and not items:
        return StudyTurn("resume", state)
    return StudyTurn("answer", state, items, judgement) if judgement else None


def studying(understood: Understood, turn: StudyTurn | None) -> Understood:
    """Return what was understood, as part of a study turn when it is one.

    A quiz keeps its own language, also for a question of a few words that comes between: those tell a language badly.
    """
    if turn is None:
        state = quiz_in(understood.asked.history)
        short = len(understood.asked.question.split()) <= _FEW_WORDS and not understood.asked.language
        return replace(understood, language=state.language) if state and short else understood
    language = turn.state.language if turn.state else understood.language
    text = understood.asked.question
    about = {"quiz": without_wish, "plan": named_topic}.get(turn.act, lambda _: "")(text)
    return replace(understood, intent="study", language=language, search_text=about or understood.search_text)


def _new_wish(text: str, judgement: Judgement | None) -> Wish | None:
    """Return what else is asked for; a right answer may hold the same words."""
    return None if judgement and judgement.verdict == "right" else wish_in(text)


def _items_of(state: QuizState, index: Index) -> tuple[QuizItem, ...]:
    """Make the quiz again; empty when the index is no longer the one that the waiting question was made from."""
    subject = subject_of(state.label, index, state.language)
    if subject is None:
        return ()
    items = make_quiz(state.seed, subject, state.count, index, state.language)
    same = len(items) == state.count and items[state.place - 1].ask in state.said
    return tuple(items) if same else ()


def count_in(text: str) -> int:
    """Return how many questions somebody asks for."""
    found = _COUNT.search(text)
    if not found:
        return DEFAULT_QUESTIONS
    word = found[1].lower()
    return max(1, min(MOST_QUESTIONS, int(word) if word.isdigit() else _COUNTS[word]))


def seed_in(text: str) -> int | None:
    """Return the number of the quiz that somebody asks for again, or None."""
    found = _SEED.search(text)
    return int(found[1]) if found else None
