"""What was found → the fragments that a chat model may use, each under a key that nobody can guess.

Enters: topics, pieces and a term, as the composing step gets them. Leaves: fragments: one sentence or one question
each, with the span to cite and, where there is one, the source's own words that say the same. Refuses nothing.
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.compose import MAX_SENTENCES, Found
from assistant.relevance import by_relevance, items_of
from assistant.topics import Topic
from assistant.understand import Understood
from corpus.cards import Card
from corpus.closeness import closeness
from corpus.embedding import Embedder
from corpus.glossary import definition_span
from corpus.index import Index
from corpus.records import Span, StudyItem
from corpus.sentences import sentence_spans

MAX_TOPICS = 3
_FIRST = {"explanation": 8, "question": 5}
"""How much of the best topic goes along; a model of one's own reads some fifty words a second."""
_OTHERS = {"explanation": 3, "question": 2}
_PASSAGE_SENTENCES = 2 * MAX_SENTENCES

NewKey = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Fragment:
    """One citable text as the model sees it."""

    key: str
    text: str
    kind: Literal["sentence", "question"]
    span: Span
    evidence: Span | None
    """The source's own words that carry the text, when the text is ours."""
    context: str
    """What a reader sees above the quote: names in it need not be in the quote."""
    topic: str
    """Id of the card, or of the passage."""


def new_key() -> str:
    """Return a key that no text could foresee."""
    return f"b{secrets.token_hex(3)}"


def collect_fragments(
    understood: Understood, found: Found, index: Index, embedder: Embedder, key: NewKey = new_key
) -> list[Fragment]:
    """Return the fragments for a question: most of the best topic, a little of the next ones."""
    topics = [topic for _, topic in found.pieces] or list(found.topics[:MAX_TOPICS])
    fragments: list[Fragment] = []
    if found.term:
        span = definition_span(found.term, index.definitions, understood.language)
        text: str = getattr(found.term, understood.language)
        context = f"{found.term.term} {found.term.expansion}"
        fragments.append(Fragment(key(), text, "sentence", span, None, context, found.term.term))
    for place, topic in enumerate(topics):
        full = place == 0 or bool(found.pieces)
        if topic.card:
            fragments += _of_card(understood, topic.card, index, embedder, key, _FIRST if full else _OTHERS)
        elif full:
            fragments += _of_passage(understood, topic, index, embedder, key)
    return fragments


def _of_card(  # noqa: PLR0913, PLR0917  what a card's sentences depend on
    understood: Understood, card: Card, index: Index, embedder: Embedder, key: NewKey, most: dict[str, int]
) -> Iterator[Fragment]:
    items = items_of(card, understood.language, index)
    ranked = by_relevance(understood.search_text, items, index, embedder)
    chosen = {item for kind in most for item in [x for x in ranked if x.kind == kind][: most[kind]]}
    for item in items:
        if item in chosen:
            yield _of_item(item, card, index, key())


def _of_item(item: StudyItem, card: Card, index: Index, key: str) -> Fragment:
    kind: Literal["sentence", "question"] = "question" if item.kind == "question" else "sentence"
    source = index.sources[card.source]
    title: str = getattr(card.title, item.language)
    context = f"{title} {source.title} {source.publisher}"
    return Fragment(key, item.text, kind, item.span, item.evidence, context, card.id)


def _of_passage(
    understood: Understood, topic: Topic, index: Index, embedder: Embedder, key: NewKey
) -> Iterator[Fragment]:
    """Yield the closest sentences of a document that no card covers."""
    passage = topic.passages[0]
    page, source = index.pages[passage.page_id], index.sources[passage.source_id]
    question = understood.search_text
    vector = embedder.embed_question(question)
    texts = {span: page.text[span[0] : span[1]] for span in sentence_spans(passage.text, passage.start)}
    scores = {s: closeness(question, text, vector, embedder.embed_question(text)) for s, text in texts.items()}
    best = sorted(scores, key=lambda span: -scores[span])[:_PASSAGE_SENTENCES]
    context = " ".join([source.title, source.publisher, *passage.heading])
    for span in sorted(best):
        yield Fragment(key(), texts[span], "sentence", Span(passage.id, *span), None, context, passage.id)
