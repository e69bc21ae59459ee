"""Topics → the draft of an answer, without a language model.

Enters: what was understood, the topics found and the decision. Leaves: a `Draft`: statements, each with
the spans that carry it. Refuses to say anything that is not a card's own sentence or a verbatim quote.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant import phrases
from assistant.answer import Link, State
from assistant.topics import Topic
from assistant.understand import Understood
from corpus.cards import Card
from corpus.closeness import closeness
from corpus.embedding import Embedder
from corpus.index import Index
from corpus.records import ROLES, Role, Span, StudyItem
from corpus.sentences import sentence_spans

MAX_QUESTIONS = 3
MAX_SENTENCES = 3
MAX_FACTS = 4
MAX_FOLLOW_UPS = 3
MAX_OVERVIEW = 12
_ORDER_BONUS = 0.01
"""A card's questions and sentences stand in order of importance; each step down must be this much closer."""


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """One sentence of the answer with the spans that carry it, best evidence first."""

    text: str
    spans: tuple[Span, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before its citations are numbered and its text is laid out."""

    state: State
    reason: str | None = None
    notice: str = ""
    """What we say ourselves instead of an answer: help, a refusal, or that the sources are silent."""
    statements: tuple[DraftStatement, ...] = ()
    heading: tuple[Role, str] | None = None
    """The role and the addressee of the questions."""
    links: tuple[Link, ...] = ()
    not_covered: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


def compose(understood: Understood, topics: Sequence[Topic], index: Index, embedder: Embedder) -> Draft:
    """Compose the answer to a question that the sources answer."""
    if understood.intent == "role":
        return _role_overview(understood, index)
    main = topics[0]
    if main.card is None:
        return _quote_passage(understood, main, topics, index, embedder)
    items = [item for item in index.items_by_card[main.card.id] if item.language == understood.language]
    ranked = _by_relevance(understood.search_text, items, index, embedder)
    questions = [item for item in ranked if item.kind == "question"]
    sentences = [item for item in ranked if item.kind == "explanation"]
    if understood.intent == "links":
        chosen = [item for item in items if item.kind == "explanation"][:2]
    elif understood.facts_first and not understood.local:
        # Who asks for a fact wants that sentence first; a card's sentences stand alone, so they may change places.
        chosen = [*sentences[:MAX_FACTS], *_in_order(questions[:MAX_QUESTIONS], items)]
    else:
        chosen = [*_in_order(questions[:MAX_QUESTIONS], items), *_in_order(sentences[:MAX_SENTENCES], items)]
    return Draft(
        state="answered",
        statements=tuple(_statement(item) for item in chosen),
        heading=(main.card.role, main.card.addressee),
        links=links_of(main.card, index),
        not_covered=() if understood.intent == "links" else (phrases.LOCAL[understood.language],),
        follow_ups=follow_ups(topics[1:], understood),
        topics=tuple(topic.id for topic in topics),
    )


def decline(understood: Understood, topics: Sequence[Topic], index: Index, *, near: bool) -> Draft:
    """Say that the sources are silent and whom to ask; name the nearest topic only when there is a near one."""
    language = understood.language
    nearest = next((topic.card for topic in topics if topic.card), None) if near else None
    lines = [phrases.DECLINED[language]]
    if nearest:
        lines.append(f"{phrases.NEAREST[language]}: **{getattr(nearest.title, language)}**.")
    lines.append(phrases.WHOM[language])
    return Draft(
        state="no_information", reason="niet in de bronnen", notice="\n\n".join(lines),
        not_covered=(understood.asked.question,),
        follow_ups=follow_ups(topics, understood) if near else phrases.HELP_FOLLOW_UPS[language],
        topics=tuple(topic.id for topic in topics),
    )  # fmt: skip


def refuse(understood: Understood, reason: str) -> Draft:
    """Refuse in a sentence and offer what can be asked instead."""
    language = understood.language
    return Draft(
        state="refused", reason=reason, notice=phrases.REFUSED[reason][language],
        follow_ups=phrases.HELP_FOLLOW_UPS[language],
    )  # fmt: skip


def explain_ourselves(understood: Understood) -> Draft:
    """Say what this program is and what one can ask."""
    language = understood.language
    return Draft(
        state="answered",
        reason="uitleg",
        notice=phrases.HELP[language],
        follow_ups=phrases.HELP_FOLLOW_UPS[language],
    )


def links_of(card: Card, index: Index) -> tuple[Link, ...]:
    """Return the sources that a card points to, its own first; those without an address are left out."""
    ids = dict.fromkeys([card.source, *card.links])
    sources = [index.sources[source_id] for source_id in ids]
    return tuple(Link(title=source.title, url=source.url, why=source.why) for source in sources if source.url)


def follow_ups(topics: Sequence[Topic], understood: Understood) -> tuple[str, ...]:
    """Return questions about the next-best topics, to be clicked."""
    cards = [topic.card for topic in topics if topic.card]
    return tuple(_about(card, understood) for card in cards[:MAX_FOLLOW_UPS])


def _about(card: Card, understood: Understood) -> str:
    title: str = getattr(card.title, understood.language)
    return phrases.FOLLOW_UP[understood.language].format(title=title.rstrip("?"))


def _statement(item: StudyItem) -> DraftStatement:
    return DraftStatement(item.text, (item.evidence or item.span,), item.kind)


def _in_order(chosen: list[StudyItem], items: list[StudyItem]) -> list[StudyItem]:
    return sorted(chosen, key=items.index)


def _by_relevance(question: str, items: list[StudyItem], index: Index, embedder: Embedder) -> list[StudyItem]:
    """Sort items by closeness to the question, with a small bonus for standing early in the card."""
    vector = embedder.embed_question(question)
    stored = index.vectors_of([index.entry_of_text[item.text] for item in items])
    places = {kind: [item for item in items if item.kind == kind] for kind in ("question", "explanation")}
    scores = {
        item: closeness(question, item.text, vector, stored[row]) - _ORDER_BONUS * places[item.kind].index(item)
        for row, item in enumerate(items)
    }
    return sorted(items, key=lambda item: -scores[item])


def _quote_passage(
    understood: Understood, topic: Topic, topics: Sequence[Topic], index: Index, embedder: Embedder
) -> Draft:
    """Answer from a document that no card covers: its closest sentences, word for word."""
    passage = topic.passages[0]
    spans = sentence_spans(passage.text, passage.start)
    page = index.pages[passage.page_id]
    texts = [page.text[start:end] for start, end in spans]
    question = understood.search_text
    vector = embedder.embed_question(question)
    scores = [closeness(question, text, vector, embedder.embed_question(text)) for text in texts]
    best = sorted(sorted(range(len(texts)), key=lambda row: -scores[row])[:MAX_SENTENCES])
    source = index.sources[passage.source_id]
    return Draft(
        state="answered",
        statements=tuple(DraftStatement(texts[row], (Span(passage.id, *spans[row]),), "quote") for row in best),
        links=(Link(title=source.title, url=source.url, why=source.why),) if source.url else (),
        not_covered=(phrases.LOCAL[understood.language],),
        follow_ups=follow_ups(topics[1:], understood),
        topics=tuple(topic.id for topic in topics),
    )


def _role_overview(understood: Understood, index: Index) -> Draft:
    """List the first question of every card of a role, or of the three roles: the guidance's checklist."""
    roles = (understood.role,) if understood.role else ROLES[:3]
    order = {section.id: place for place, section in enumerate(s for x in index.sources.values() for s in x.sections)}
    cards = [card for role in roles for card in _cards_of(role, index, order)]
    most = MAX_OVERVIEW if len(roles) == 1 else MAX_OVERVIEW // len(roles)
    chosen = [card for role in roles for card in _cards_of(role, index, order)[:most]]
    items = [index.items_by_card[card.id] for card in chosen]
    questions = [next(i for i in own if i.kind == "question" and i.language == understood.language) for own in items]
    return Draft(
        state="answered",
        statements=tuple(_statement(item) for item in questions),
        heading=(understood.role or "algemeen", "college"),
        not_covered=(phrases.LOCAL[understood.language],),
        follow_ups=tuple(_about(card, understood) for card in cards[:MAX_FOLLOW_UPS]),
        topics=tuple(card.id for card in cards),
    )


def _cards_of(role: Role, index: Index, order: dict[str, int]) -> list[Card]:
    """Return the cards of the sections of a role, in the order of their source."""
    cards = [card for card in index.cards.values() if card.role == role and card.section]
    return sorted(cards, key=lambda card: order.get(card.section, len(order)))
