"""Topics → the draft of an answer, without a language model.

Enters: what was understood and found. Leaves: a `Draft`: statements, each with the spans that carry it. Refuses to
say anything that is not a card's own sentence, a definition of the glossary or a verbatim quote.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant import phrases
from assistant.answer import Link
from assistant.draft import Draft, DraftStatement, Part
from assistant.gap import unanswered_words
from assistant.relevance import by_relevance, items_of, relevance
from assistant.topics import Topic
from assistant.understand import Understood
from corpus.cards import Card
from corpus.closeness import closeness
from corpus.embedding import Embedder
from corpus.glossary import Term, definition_span
from corpus.index import Index
from corpus.records import Language, Span, StudyItem
from corpus.sentences import sentence_spans

MAX_QUESTIONS = 3
MAX_SENTENCES = 3
MAX_FACTS = 4
MAX_FOLLOW_UPS = 3
AS_LIKELY = 0.9
"""From this share of the best score on, the second topic is shown as well (evals/DECISIONS.md)."""
_PER_PART = 2
"""Questions, and sentences, for each part when several things were asked."""
_OTHER_TOPICS = 2
_TOPIC_COST = 0.02
"""A fact may come from the next-best topics, when it is this much closer for each place down."""


@dataclass(frozen=True, slots=True)
class Found:
    """Everything the composing step works with."""

    topics: Sequence[Topic]
    """Best first; never empty."""
    pieces: Sequence[tuple[str, Topic]] = ()
    """Each thing that was asked, with its own topic, when there is more than one."""
    term: Term | None = None
    """The glossary term whose meaning was asked."""
    correction: StudyItem | None = None
    """What the sources say against something that the question takes for granted."""
    certain: bool = True
    """Whether the sources surely answer the question itself, not just its topic."""


def compose(understood: Understood, found: Found, index: Index, embedder: Embedder) -> Draft:
    """Compose the answer to a question that the sources answer, wholly or in part."""
    main = found.topics[0]
    if main.card is None:
        return _quote_passage(understood, main, found.topics, index, embedder)
    if found.pieces:
        parts = [_part_of_several(understood, text, topic, index, embedder) for text, topic in found.pieces]
    else:
        parts = [_single_part(understood, found, main.card, index, embedder)]
        parts += _as_likely(understood, found, index, embedder)
    cards = [card for part in parts for topic in part.topics if (card := index.cards.get(topic))]
    draft = Draft(
        state="answered",
        parts=tuple(parts),
        links=tuple(dict.fromkeys(link for card in cards for link in links_of(card, index))),
        not_covered=() if understood.intent == "links" else (phrases.LOCAL[understood.language],),
        follow_ups=follow_ups([t for t in found.topics if t.card not in cards], understood.language),
        topics=tuple(topic.id for topic in found.topics),
    )
    return _with_limits(draft, understood, found, main.card, index)


def _with_limits(draft: Draft, understood: Understood, found: Found, card: Card, index: Index) -> Draft:
    """Lead with what is wrong in the question, or name what the sources leave open."""
    language = understood.language
    if found.correction:
        first = replace(draft.parts[0], statements=_corrected(found.correction, draft.parts[0].statements))
        limits = (phrases.PREMISE[language], *draft.not_covered)
        return replace(draft, state="partial", parts=(first, *draft.parts[1:]), not_covered=limits)
    if found.certain or found.term or understood.intent == "links":
        return draft
    missing = unanswered_words(understood.asked.question, card, index.vocabulary)
    gap = phrases.GAP[language].format(words=", ".join(missing)) if missing else phrases.PERHAPS[language]
    return replace(draft, state="partial", notice=gap, not_covered=(gap, *draft.not_covered))


def _corrected(correction: StudyItem, statements: Sequence[DraftStatement]) -> tuple[DraftStatement, ...]:
    first = replace(statement_of(correction), kind="correction")
    return (first, *(statement for statement in statements if statement.text != first.text))


def _single_part(understood: Understood, found: Found, card: Card, index: Index, embedder: Embedder) -> Part:
    items = items_of(card, understood.language, index)
    ranked = by_relevance(understood.search_text, items, index, embedder)
    questions = _in_order([item for item in ranked if item.kind == "question"][:MAX_QUESTIONS], items)
    sentences = [item for item in ranked if item.kind == "explanation"]
    if understood.intent == "links":
        chosen = [item for item in items if item.kind == "explanation"][:2]
    elif understood.facts_first and not understood.local:
        # Who asks for a fact wants that sentence first; a card's sentences stand alone, so they may change places.
        chosen = [*_facts(understood, found.topics, index, embedder), *questions]
    else:
        chosen = [*questions, *_in_order(sentences[:MAX_SENTENCES], items)]
    statements = [statement_of(item) for item in chosen]
    if found.term:
        span = definition_span(found.term, index.definitions, understood.language)
        text: str = getattr(found.term, understood.language)
        name = f"{found.term.term} ({found.term.expansion})" if found.term.expansion else found.term.term
        statements = [DraftStatement(text, (span,), "definition", name), *statements]
    return Part((card.id,), "", tuple(statements), (card.role, card.addressee))


def _facts(understood: Understood, topics: Sequence[Topic], index: Index, embedder: Embedder) -> list[StudyItem]:
    """Return the sentences closest to the question, from the best topic and, where closer, the next ones."""
    near = [topic.card for topic in topics[: 1 + _OTHER_TOPICS] if topic.card]
    scored: dict[StudyItem, float] = {}
    for place, card in enumerate(near):
        items = [item for item in items_of(card, understood.language, index) if item.kind == "explanation"]
        scores = relevance(understood.search_text, items, index, embedder)
        scored |= {item: score - _TOPIC_COST * place for item, score in scores.items()}
    return sorted(scored, key=lambda item: -scored[item])[:MAX_FACTS]


def _as_likely(understood: Understood, found: Found, index: Index, embedder: Embedder) -> list[Part]:
    """Return a part about the second topic when it is almost as likely as the first to be what was meant."""
    if understood.intent != "ask" or found.term or found.correction or len(found.topics) < 2:
        return []
    first, second = found.topics[:2]
    if second.card is None or second.score < AS_LIKELY * first.score:
        return []
    return [_part_of_several(understood, understood.search_text, second, index, embedder)]


def _part_of_several(understood: Understood, text: str, topic: Topic, index: Index, embedder: Embedder) -> Part:
    card = topic.card
    assert card is not None  # pieces are made from cards only
    items = items_of(card, understood.language, index)
    ranked = by_relevance(text, items, index, embedder)
    kinds = ("explanation", "question") if understood.facts_first else ("question", "explanation")
    chosen = [i for kind in kinds for i in _in_order([x for x in ranked if x.kind == kind][:_PER_PART], items)]
    title: str = getattr(card.title, understood.language)
    return Part((card.id,), title, tuple(statement_of(item) for item in chosen), (card.role, card.addressee))


def links_of(card: Card, index: Index) -> tuple[Link, ...]:
    """Return the sources that a card points to, its own first; those without an address are left out."""
    ids = dict.fromkeys([card.source, *card.links])
    sources = [index.sources[source_id] for source_id in ids]
    return tuple(Link(title=source.title, url=source.url, why=source.why) for source in sources if source.url)


def follow_ups(topics: Sequence[Topic], language: Language) -> tuple[str, ...]:
    """Return questions about the next-best topics, to be clicked."""
    cards = [topic.card for topic in topics if topic.card]
    return tuple(about(card, language) for card in cards[:MAX_FOLLOW_UPS])


def about(card: Card, language: Language) -> str:
    """Return a question that leads to a card."""
    title: str = getattr(card.title, language)
    return phrases.FOLLOW_UP[language].format(title=title.rstrip("?"))


def statement_of(item: StudyItem) -> DraftStatement:
    """Return a study item as a statement that rests on the source's own words, or else on the card."""
    return DraftStatement(item.text, (item.evidence or item.span,), item.kind)


def _in_order(chosen: list[StudyItem], items: list[StudyItem]) -> list[StudyItem]:
    return sorted(chosen, key=items.index)


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
    statements = tuple(DraftStatement(texts[row], (Span(passage.id, *spans[row]),), "quote") for row in best)
    return Draft(
        state="answered",
        parts=(Part((passage.id,), "", statements),),
        links=(Link(title=source.title, url=source.url, why=source.why),) if source.url else (),
        not_covered=(phrases.LOCAL[understood.language],),
        follow_ups=follow_ups(topics[1:], understood.language),
        topics=tuple(topic.id for topic in topics),
    )
