"""A quiz turn → the draft of what is said: the verdict with its citations, the score, and the next question.

Enters: a `StudyTurn` about a quiz, and the index. Leaves: a `Draft`. The question itself carries no citation, since
that would give its answer away; every answer is cited when it is shown.
"""

from dataclasses import replace

from assistant import phrases as general
from assistant.compose import links_of
from assistant.draft import Draft, DraftStatement, Part
from assistant.study import phrases
from assistant.study.items import LETTERS, QuizItem
from assistant.study.judgement import Judgement
from assistant.study.quiz import make_quiz
from assistant.study.state import QuizState, Score
from assistant.study.subject import Subject, label_of, subject_of
from assistant.study.turn import StudyTurn
from corpus.index import Index
from corpus.records import Language

_OTHER_ANSWERS = 2


def start_quiz(subject: Subject, count: int, seed: int, index: Index, language: Language) -> Draft:
    """Open a quiz with its first question."""
    items = make_quiz(seed, subject, count, index, language)
    state = QuizState(1, len(items), label_of(subject, index, language), seed, language, Score(), "", waiting=True)
    opening = phrases.QUIZ_OPENING[language].format(count=len(items))
    fewer = "" if len(items) == count else " " + phrases.FEWER[language].format(count=len(items))
    return _asking(Draft(state="answered", notice=opening + fewer), state, items[0])


def resume_quiz(turn: StudyTurn, index: Index) -> Draft:
    """Ask the question again that was waiting; start again when the sources have changed under the quiz."""
    state = turn.state
    assert state is not None  # only a quiz under way is resumed
    if not turn.items:
        subject = subject_of(state.label, index, state.language) or Subject()
        fresh = start_quiz(subject, state.count, state.seed, index, state.language)
        return replace(fresh, notice=f"{phrases.CHANGED[state.language]} {fresh.notice}")
    score = _score(state.score, state.language) if state.score.asked else ""
    return _asking(Draft(state="answered", notice=score), state, turn.items[state.place - 1])


def answer_quiz(turn: StudyTurn, index: Index) -> Draft:
    """Give the verdict on an answer, then ask on or end."""
    state, judgement = turn.state, turn.judgement
    assert state is not None and judgement is not None  # `read_turn` fills both
    item = turn.items[state.place - 1]
    score = state.score.with_verdict(judgement.verdict)
    draft = Draft(
        state="answered", notice=verdict_text(item, judgement), parts=tuple(explanation(item, judgement)),
        topics=(item.about,),
    )  # fmt: skip
    moved = replace(state, place=state.place + 1, score=score)
    if state.place < state.count:
        return _asking(replace(draft, closing=_score(score, state.language)), moved, turn.items[state.place])
    return _ended(draft, moved, turn.items, index)


def stop_quiz(turn: StudyTurn, index: Index, language: Language) -> Draft:
    """End a quiz with its score."""
    if turn.state is None:
        return Draft(state="answered", notice=phrases.NO_QUIZ[language])
    return _ended(Draft(state="answered"), turn.state, turn.items, index)


def _ended(draft: Draft, state: QuizState, items: tuple[QuizItem, ...], index: Index) -> Draft:
    language, score = state.language, state.score
    result = phrases.RESULT if score.asked else phrases.NOTHING_ASKED
    lines = [phrases.ENDED[language], result[language].format(right=score.right, half=score.half, asked=score.asked)]
    about = [index.cards[item.about] for item in items[: state.place - 1] if item.about in index.cards]
    links = tuple(dict.fromkeys(link for card in about for link in links_of(card, index)[:1]))
    return replace(
        draft, closing=" ".join(lines), links=links,
        follow_ups=(phrases.NEW_QUIZ[language].format(label=state.label),),
    )  # fmt: skip


def _asking(draft: Draft, state: QuizState, item: QuizItem) -> Draft:
    """Put a question at the end of a draft."""
    language = state.language
    place = phrases.PLACE[language].format(place=state.place, count=state.count, label=state.label, seed=state.seed)
    blocks = [draft.closing, place, item.ask, f"> {item.quoted}" if item.quoted else "", options_text(item)]
    letters = tuple(LETTERS[: len(item.options)])
    return replace(
        draft, closing="\n\n".join(block for block in blocks if block),
        follow_ups=(*letters, phrases.DO_NOT_KNOW[language], phrases.STOP[language]),
    )  # fmt: skip


def options_text(item: QuizItem) -> str:
    """Return the options with their letters, one a line."""
    return "\n".join(f"- **{letter}.** {option.text}" for letter, option in zip(LETTERS, item.options, strict=False))


def _score(score: Score, language: Language) -> str:
    return phrases.SCORE[language].format(right=score.right, half=score.half, wrong=score.wrong)


def verdict_text(item: QuizItem, judgement: Judgement) -> str:
    """Return the verdict, with what was missing."""
    language = item.language
    lines = [phrases.VERDICTS[judgement.verdict][language]] if judgement.reason != "empty" else []
    if judgement.reason:
        lines.append(phrases.REASONS[judgement.reason][language])
    if judgement.verdict == "half":
        lines.append(_what_is_missing(item, judgement))
    if judgement.verdict == "wrong" and item.options:
        lines.append(
            _what_was_chosen(item, judgement) + phrases.RIGHT_OPTION[language].format(letter=item.right_letter)
        )
    elif item.kind == "cloze" and not item.options:
        lines.append(phrases.RIGHT_WORD[language].format(word=item.accepted[0]))
    if item.kind == "role":
        lines.append(phrases.ROLE_IS[language].format(role=item.accepted[0]))
    return " ".join(lines)


def _what_was_chosen(item: QuizItem, judgement: Judgement) -> str:
    """Say where a wrong option does belong."""
    if judgement.reason or item.kind in {"role", "cloze"} or item.id.startswith("name:"):
        return ""
    return phrases.CHOSEN[item.language].format(owner=item.options[judgement.nearest].owner) + " "


def _what_is_missing(item: QuizItem, judgement: Judgement) -> str:
    if not item.about.startswith("term:"):
        return phrases.SHARPER[item.language]
    if not judgement.missing:
        return phrases.INCOMPLETE[item.language]
    facts = "; ".join(f"“{fact}”" for fact in judgement.missing)
    return phrases.MISSING[item.language].format(facts=facts)


def explanation(item: QuizItem, judgement: Judgement) -> list[Part]:
    """Return the right answer with its citations; of a question to ask, the one that came nearest first."""
    language = item.language
    why = [Part((item.about,), general.WHY[language], (item.why,))] if item.why else []
    if item.kind != "open" or item.about.startswith("term:"):
        return [Part((item.about,), phrases.THE_ANSWER[language], item.answers), *why]
    if judgement.verdict == "wrong":
        return [Part((item.about,), phrases.COULD_ASK[language], item.answers[: _OTHER_ANSWERS + 1]), *why]
    nearest = item.answers[judgement.nearest]
    others: tuple[DraftStatement, ...] = tuple(each for each in item.answers if each != nearest)[:_OTHER_ANSWERS]
    parts = [Part((item.about,), phrases.LOOKS_LIKE[language], (nearest,))]
    return [*parts, *([Part((item.about,), phrases.ALSO_ASK[language], others)] if others else []), *why]
