"""A study turn → the draft of its answer: the one way in from the answer chain.

Enters: what was understood, the turn, the topics found, the index. Leaves: a `Draft`. A quiz on something that the
sources do not have is declined like any other question.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.draft import Draft
from assistant.notices import decline
from assistant.refuse import rule_against
from assistant.study import phrases, plan_phrases
from assistant.study.guide_reply import cards_draft, guide_draft
from assistant.study.plan import make_plan
from assistant.study.plan_reply import plan_draft
from assistant.study.quiz_reply import answer_quiz, resume_quiz, start_quiz, stop_quiz
from assistant.study.request import DEFAULT_MINUTES, minutes_in, plan_request, quiz_subject
from assistant.study.state import quiz_in
from assistant.study.turn import StudyTurn, count_in, seed_in
from assistant.study.wording import named_topic
from assistant.topics import Topic
from assistant.understand import Understood
from corpus.index import Index

_TURNS_BACK = 8
"""After so many turns without it, a quiz is no longer offered."""


def _draw_seed() -> int:
    return 1000 + secrets.randbelow(9000)


@dataclass(frozen=True, slots=True)
class Studied:
    """Where a request is answered from: the index, and what the chain found in it."""

    index: Index
    topics: Sequence[Topic]
    in_scope: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What changes from one moment to the next, passed in so that a test can set it."""

    today: Callable[[], date] = date.today
    draw_seed: Callable[[], int] = field(default=_draw_seed)


def goes_ahead(turn: StudyTurn, question: str, refusal: str | None) -> bool:
    """Whether a turn is answered as study although the question may be one to refuse.

    A quiz answer is only judged, and a plan or a guide holds nothing of what was typed: there a plain rule must say
    no. A quiz is on what was typed.
    """
    if turn.judgement:
        return True
    return refusal is None or (turn.act != "quiz" and rule_against(question) is None)


def study(understood: Understood, turn: StudyTurn, found: Studied, surroundings: Surroundings) -> Draft:
    """Answer a turn of somebody who studies."""
    index, language = found.index, understood.language
    replies: dict[str, Callable[[], Draft]] = {
        "answer": lambda: answer_quiz(turn, index),
        "resume": lambda: resume_quiz(turn, index),
        "stop": lambda: stop_quiz(turn, index, language),
        "plan": lambda: _plan(understood, found, surroundings.today()),
        "guide": lambda: guide_draft(understood.role, index, language),
        "cards": lambda: cards_draft(language),
        "quiz": lambda: _start(understood, found, surroundings),
    }
    return replies[turn.act]()


def _start(understood: Understood, found: Studied, surroundings: Surroundings) -> Draft:
    """Start a quiz on what was asked, or decline when no source has it."""
    index = found.index
    subject = quiz_subject(understood, found.topics, index)
    if subject is None or (subject.card_id and not found.in_scope):
        return decline(understood, found.topics, near=False)
    text = understood.asked.question
    seed = seed_in(text)
    return start_quiz(
        subject, count_in(text), surroundings.draw_seed() if seed is None else seed, index, understood.language
    )


def _plan(understood: Understood, found: Studied, today: date) -> Draft:
    index = found.index
    language, text = understood.language, understood.asked.question
    request = plan_request(understood, found.topics, index, today)
    remarks = [plan_phrases.PLAN_DEFAULT[language]] if minutes_in(text) is None else []
    named = minutes_in(text) or DEFAULT_MINUTES
    if named != request.minutes:
        remarks.append(plan_phrases.PLAN_LIMITS[language].format(minutes=request.minutes))
    about = named_topic(text)
    if about and not request.topic and not request.roles:
        remarks.append(plan_phrases.PLAN_NO_TOPIC[language].format(topic=about))
    return plan_draft(make_plan(request, index, language), index, remarks=tuple(remarks))


def remind_of_quiz(draft: Draft, understood: Understood) -> Draft:
    """Offer to go on with a quiz that something else came between."""
    state = quiz_in(understood.asked.history[-_TURNS_BACK:])
    if state is None:
        return draft
    return replace(draft, follow_ups=(phrases.RESUME[state.language], *draft.follow_ups))
