"""A seed and a subject → the same quiz on every machine, as long as the index is the same.

Enters: a seed, a subject, a number of questions, the index. Leaves: quiz items, no two alike and as varied as the
subject allows. Refuses: nothing; a small subject gives fewer items than were asked for.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.study.ask_gaps import gap_item
from assistant.study.ask_questions import choice_item, open_item, role_item
from assistant.study.ask_terms import meaning_item, name_item, term_item
from assistant.study.facts import questions_of, sentences_of
from assistant.study.items import KINDS, Kind, QuizItem
from assistant.study.order import shuffled
from assistant.study.subject import Subject, cards_of, terms_of
from corpus.index import Index
from corpus.records import Language


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that may be made: making and checking it is put off until it is needed."""

    id: str
    kind: Kind
    about: str
    make: Callable[[], QuizItem | None]


def make_quiz(seed: int, subject: Subject, count: int, index: Index, language: Language) -> list[QuizItem]:
    """Return at most `count` items: the kinds take turns, and a card or term comes back only when all have been."""
    ordered = shuffled(seed, candidates(seed, subject, index, language), lambda candidate: candidate.id)
    own = _own(subject, index)
    items: list[QuizItem] = []
    for near in (True, False):
        part = [candidate for candidate in ordered if (candidate.about in own or not own) == near]
        _take(part, count, items)
    return items


def _own(subject: Subject, index: Index) -> set[str]:
    """Return what a quiz on one topic asks about before it turns to the neighbouring topics."""
    if not subject.card_id:
        return set()
    return {subject.card_id, *(f"term:{name}" for name in index.cards[subject.card_id].terms)}


def _take(ordered: list[Candidate], count: int, items: list[QuizItem]) -> None:
    """Add items until there are enough: the kinds take turns."""
    waiting = {kind: [candidate for candidate in ordered if candidate.kind == kind] for kind in KINDS}
    while len(items) < count and any(waiting.values()):
        for kind in KINDS:
            item = _next(waiting[kind], items) if len(items) < count else None
            if item:
                items.append(item)


def _next(waiting: list[Candidate], items: list[QuizItem]) -> QuizItem | None:
    """Take the first fair item about what was met least often, and that does not ask the same again."""
    met = Counter(item.about for item in items)
    asked = {_essence(item) for item in items}
    while waiting:
        candidate = min(waiting, key=lambda each: met[each.about])
        waiting.remove(candidate)
        item = candidate.make()
        if item and _essence(item) not in asked:
            return item
    return None


def _essence(item: QuizItem) -> tuple[str, str]:
    return item.ask, item.quoted or item.answers[0].text


def candidates(seed: int, subject: Subject, index: Index, language: Language) -> Iterator[Candidate]:
    """Return every item that might be made about a subject."""
    for card in cards_of(subject, index):
        questions = range(len(questions_of(card, index, language)))
        sentences = range(len(sentences_of(card, index, language)))
        yield Candidate(f"open:{card.id}", "open", card.id, lambda c=card: open_item(c, index, language))  # type: ignore[misc]
        for place in questions:
            yield Candidate(
                f"choice:{card.id}:{place}", "choice", card.id,
                lambda c=card, p=place: choice_item(c, p, index, language, seed),  # type: ignore[misc]
            )  # fmt: skip
            yield Candidate(
                f"role:{card.id}:{place}", "role", card.id,
                lambda c=card, p=place: role_item(c, p, index, language),  # type: ignore[misc]
            )  # fmt: skip
        for place in sentences:
            yield Candidate(
                f"cloze:{card.id}:{place}", "cloze", card.id,
                lambda c=card, p=place: gap_item(c, p, index, language, seed),  # type: ignore[misc]
            )  # fmt: skip
    for term in terms_of(subject, index):
        about = f"term:{term.term}"
        yield Candidate(f"meaning:{term.term}", "open", about, lambda t=term: meaning_item(t, index, language))  # type: ignore[misc]
        yield Candidate(f"term:{term.term}", "term", about, lambda t=term: term_item(t, index, language, seed))  # type: ignore[misc]
        yield Candidate(f"name:{term.term}", "term", about, lambda t=term: name_item(t, index, language, seed))  # type: ignore[misc]
