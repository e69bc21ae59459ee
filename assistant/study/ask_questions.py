"""A card → items about the questions that one can ask: typed, chosen from four, or sorted by role.

Enters: a card or one of its questions, and the index. Leaves: a `QuizItem`, or None when no fair item can be made: a
wrong option must be about another topic, by its passage, its words and its place in the embedding space.
"""

from collections.abc import Iterator

from assistant.phrases import ROLE_NAMES
from assistant.study import phrases
from assistant.study.facts import fit, gives_away, nearness, questions_of, roots, stated, topic_rank, why_of
from assistant.study.items import Option, QuizItem
from assistant.study.order import shuffled
from assistant.wording import any_of
from corpus.cards import Card
from corpus.index import Index
from corpus.records import ROLES, Language, StudyItem

WRONG_OPTIONS = 3
NEAR = 0.93
"""From this closeness on two questions may ask the same thing."""
AMONG_FIRST = 12
"""A question that leads to a card among its first so many topics could also be asked about it."""
CLEARLY = 0.02
"""By so much more the right question must fit the card than a wrong one does."""
_EVERYWHERE = 10
"""A term that more cards than this use says nothing about what two cards share."""

POINTS_ELSEWHERE = any_of(
    r"deze\b", r"dit\b", r"zij\b", r"daar\b", r"hier(?:van|over|voor)\b", r"(?:van|welke) die\b",
    r"dat (?:overleg|beleid|\w+onderzoek)\b", "sommige acties",
    r"these\b", r"those\b", r"this\b", r"they\b", r"that (?:policy|group)\b",
)  # fmt: skip
"""A question with such a word leans on the question before it, which does not stand beside it here."""


def open_item(card: Card, index: Index, language: Language) -> QuizItem:
    """Ask for a question about a card's topic; every question of the card is a right answer."""
    title: str = getattr(card.title, language)
    return QuizItem(
        id=f"open:{card.id}", kind="open", language=language, role=card.role, about=card.id, title=title,
        ask=phrases.ASK_OPEN[language].format(title=title.rstrip("?")),
        answers=tuple(stated(item) for item in questions_of(card, index, language)),
        why=why_of(card, index, language),
    )  # fmt: skip


def choice_item(card: Card, place: int, index: Index, language: Language, seed: int) -> QuizItem | None:
    """Ask which of four questions belongs to a card; the others come from cards of the same role."""
    title: str = getattr(card.title, language)
    item = questions_of(card, index, language)[place]
    if POINTS_ELSEWHERE.search(item.text) or gives_away(item.text, title) or topic_rank(item, card, index):
        return None
    wrong: list[tuple[Card, StudyItem]] = []
    least = fit(item, card, index) - CLEARLY
    for sibling, other in _distractors(card, index, language, f"{seed}:{card.id}:{place}"):
        own = [*questions_of(card, index, language), *(found for _, found in wrong)]
        if (
            sibling.id not in {taken.id for taken, _ in wrong}
            and _is_wrong(other, card, own, index, language)
            and (fit(other, card, index) < least)
        ):
            wrong.append((sibling, other))
        if len(wrong) == WRONG_OPTIONS:
            break
    if len(wrong) < WRONG_OPTIONS:
        return None
    options = [Option(item.text, True, title, item.span)]
    options += [Option(other.text, False, getattr(sibling.title, language), other.span) for sibling, other in wrong]
    return QuizItem(
        id=f"choice:{card.id}:{place}", kind="choice", language=language, role=card.role, about=card.id, title=title,
        ask=phrases.ASK_CHOICE[language].format(title=title.rstrip("?")), answers=(stated(item),),
        why=why_of(card, index, language, item), options=tuple(shuffled(seed, options, lambda option: option.text)),
    )  # fmt: skip


def _distractors(card: Card, index: Index, language: Language, key: str) -> Iterator[tuple[Card, StudyItem]]:
    siblings = [other for other in index.cards.values() if _is_sibling(card, other, index)]
    pairs = [(other, item) for other in siblings for item in questions_of(other, index, language)]
    yield from shuffled(0, pairs, lambda pair: f"{key}:{pair[1].text}")


def _is_sibling(card: Card, other: Card, index: Index) -> bool:
    """Whether a card has the same role and nothing else in common with another."""
    if other.role != card.role or (other.source, other.section) == (card.source, card.section):
        return False
    common = {term for term in card.terms if sum(term in each.terms for each in index.cards.values()) <= _EVERYWHERE}
    return not set(card.themes) & set(other.themes) and not common & set(other.terms)


def _is_wrong(other: StudyItem, card: Card, own: list[StudyItem], index: Index, language: Language) -> bool:
    """Whether a question is clearly not one about a card, nor much like a question already there."""
    title: str = getattr(card.title, language)
    home = index.cards[other.card_id]
    if POINTS_ELSEWHERE.search(other.text) or roots(other.text) & roots(title) or topic_rank(other, home, index):
        return False
    if topic_rank(other, card, index) < AMONG_FIRST:
        return False
    return all(nearness(other, item, index) < NEAR for item in own)


def role_item(card: Card, place: int, index: Index, language: Language) -> QuizItem | None:
    """Ask to which role the source gives a question; only for cards of a section that declares its role."""
    source = index.sources[card.source]
    declared = {section.id: section.role for section in source.sections}
    item = questions_of(card, index, language)[place]
    title: str = getattr(card.title, language)
    if roots(f"{title} {item.text}") & roots(ROLE_NAMES[language][card.role]):
        return None
    if card.role == "algemeen" or declared.get(card.section) != card.role or topic_rank(item, card, index):
        return None
    if any(nearness(item, other, index) >= NEAR for other in _of_other_roles(card, index, language)):
        return None
    names = phrases.ROLE_SHORT[language]
    options = tuple(Option(names[role], role == card.role, role, item.span) for role in ROLES[:3])
    return QuizItem(
        id=f"role:{card.id}:{place}", kind="role", language=language, role=card.role, about=card.id,
        title=title, ask=phrases.ASK_ROLE[language].format(source=source.title, title=title),
        quoted=item.text, answers=(stated(item),), options=options,
        why=why_of(card, index, language, item), accepted=(names[card.role],),
    )  # fmt: skip


def _of_other_roles(card: Card, index: Index, language: Language) -> Iterator[StudyItem]:
    for other in index.cards.values():
        if other.role != card.role and other.section:
            yield from questions_of(other, index, language)
