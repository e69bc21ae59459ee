"""A chat model's text → growing drafts of an answer, in which every sentence has passed the gate.

Enters: what was understood and found, and the answer as it would be composed without a model. Leaves: a draft each time
that there is a sentence more to show, at last one with the follow-up questions, or, when the model fails or too little
of what it writes holds, the composed answer with the reason. Refuses to show a sentence that does not cite what was
really sent; one that cites it, but may not be carried by it, gives way to the cited words themselves.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.answer import Link
from assistant.chat_model import ChatModel, failed
from assistant.compose import MAX_FOLLOW_UPS, Found
from assistant.draft import Draft, DraftStatement, Part, StatementKind
from assistant.fragments import Fragment, collect_fragments
from assistant.gate import Gate, Reason, has_markup, plain
from assistant.link_tokens import tokens_for, written_out
from assistant.prompts import NO_ANSWER, answer_messages
from assistant.sentence_stream import WrittenFollowUp, WrittenSentence, written
from assistant.understand import Understood
from corpus.closeness import closeness
from corpus.embedding import Embedder
from corpus.errors import Failure, ModelError
from corpus.index import Index
from corpus.records import Span, StudyItem

MIN_SHARE = 0.5
"""Of the sentences that the model wrote, at least so many must have passed."""
MAX_SHOWN = 12
MAX_FOLLOW_UP_CHARACTERS = 150
_RESTORED: frozenset[Reason] = frozenset({"unlike", "address", "number", "name"})
"""A sentence dropped for one of these reasons is replaced by what it cites: so nothing is lost but its wording."""
_OURS = frozenset({"correction", "definition"})
"""Statements that stay as they were composed, above what the model writes."""


@dataclass(frozen=True, slots=True)
class Request:
    """One question with everything that the model's answer depends on."""

    understood: Understood
    found: Found
    composed: Draft
    """The answer without a model: what surrounds the sentences, and what is shown when they fail."""
    index: Index
    until: float
    """Moment of `time.monotonic()` by which the model must be ready."""
    answerable: Callable[[str], bool]
    """Whether we could answer a follow-up question."""


@dataclass(slots=True)
class _Tally:
    """What has become of the sentences so far."""

    statements: list[DraftStatement] = field(default_factory=list)
    passed: int = 0
    dropped: Counter[Reason] = field(default_factory=Counter)
    follow_ups: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    """Those that the shown sentences name."""

    @property
    def failure(self) -> Failure | None:
        """Why the answer cannot be used, or None."""
        total = self.passed + self.dropped.total()
        if not total:
            return "empty"
        if self.passed and self.passed >= MIN_SHARE * total:
            return None
        return "other_language" if self.dropped["language"] > total / 2 else "unsupported"


def drafts(request: Request, model: ChatModel, embedder: Embedder) -> Iterator[Draft]:
    """Yield growing drafts; the last one is the answer."""
    tally = _Tally()
    worded = replace(request.composed, mode="model", model=model.name)
    try:
        for _ in _read(request, model, embedder, tally):
            yield _with_statements(worded, tally)
        if failure := tally.failure:
            raise failed(failure)
    except ModelError as error:
        yield replace(request.composed, model=model.name, fallback=error.failure, dropped=tuple(tally.dropped.items()))
        return
    own = [text for text in tally.follow_ups if _is_harmless(text) and request.answerable(text)]
    follow_ups = tuple(dict.fromkeys([*own, *worded.follow_ups]))[:MAX_FOLLOW_UPS]
    yield replace(_with_statements(worded, tally), follow_ups=follow_ups)


def _read(request: Request, model: ChatModel, embedder: Embedder, tally: _Tally) -> Iterator[None]:
    """Put every finished sentence to the gate; yield when there is one more to show."""
    understood, index = request.understood, request.index
    fragments = collect_fragments(understood, request.found, index, embedder)
    links = tokens_for(request.composed.links)
    titles = {token: link.title for token, link in links.items()}
    messages = answer_messages(understood.search_text, understood.language, fragments, titles)
    judge = _Judge({fragment.key: fragment for fragment in fragments}, links, request, embedder)
    tally.links = judge.named
    for part in written(model.stream(messages, request.until)):
        if isinstance(part, WrittenFollowUp):
            tally.follow_ups.append(plain(part.text))
        elif part.text.strip(" .") == NO_ANSWER:
            raise failed("no_answer")
        elif len(tally.statements) < MAX_SHOWN:
            statement, reason = judge.outcome(part)
            if reason:
                tally.dropped[reason] += 1
            else:
                tally.passed += 1
            if statement and statement.text not in {shown.text for shown in tally.statements}:
                tally.statements.append(statement)
                yield


class _Judge:
    """Turns a written sentence into a statement with spans, or says why it is not shown."""

    def __init__(
        self, sent: Mapping[str, Fragment], links: Mapping[str, Link], request: Request, embedder: Embedder
    ) -> None:
        self._sent, self._links, self._index, self._embedder = sent, links, request.index, embedder
        self._language = request.understood.language
        self._gate = Gate(request.index, embedder, self._language)
        self.named: list[Link] = []
        """The links that the shown sentences name."""

    def outcome(self, sentence: WrittenSentence) -> tuple[DraftStatement | None, Reason | None]:
        """Return what to show, if anything, and why it is not the sentence as it was written."""
        cited = [self._sent[key] for key in sentence.keys if key in self._sent]
        if not cited:
            return None, "invented_key" if sentence.keys else "no_citation"
        written_text, named = written_out(sentence.text, self._links)
        text = plain(written_text)
        texts = [fragment.text for fragment in cited]
        reason = self._gate.reason_against(text, texts, _context(cited), self._others(cited))
        if reason in {"local", "asserted"}:
            asked = self._asked_back(text, cited)
            return asked, None if asked else reason
        if reason:
            return _restored(cited[0]) if reason in _RESTORED else None, reason
        self.named += named
        kind: StatementKind = "question" if text.endswith("?") else "explanation"
        return DraftStatement(text, self._spans(text, cited), kind), None

    def _spans(self, text: str, cited: Sequence[Fragment]) -> tuple[Span, ...]:
        """Return what to cite: the source's own words first, where they carry the sentence by themselves."""
        own: list[Span] = []
        for fragment in cited:
            if fragment.evidence:
                quote = self._quoted(fragment.evidence)
                if self._gate.reason_against(text, [quote], fragment.context, self._others(cited)) is None:
                    own.append(fragment.evidence)
        return tuple(dict.fromkeys([*own, *(fragment.span for fragment in cited)]))

    def _others(self, cited: Sequence[Fragment]) -> list[str]:
        """Return all texts about the topics that are cited: one of them may say it better."""
        topics = {fragment.topic for fragment in cited}
        items = [item for topic in topics for item in self._index.items_by_card.get(topic, [])]
        own = [item.text for item in items if item.language == self._language]
        return own or [fragment.text for fragment in self._sent.values() if fragment.topic in topics]

    def _quoted(self, span: Span) -> str:
        passage = self._index.passages[span.passage_id]
        return passage.text[span.start - passage.start : span.end - passage.start]

    def _asked_back(self, text: str, cited: Sequence[Fragment]) -> DraftStatement | None:
        """Turn a claim about the reader's own municipality into the question that the sources have for it."""
        asked = [fragment for fragment in cited if fragment.kind == "question"]
        if asked:
            return _restored(asked[0])
        vector = self._embedder.embed_question(text)
        items = [item for fragment in cited for item in self._questions_of(fragment.topic)]
        near: dict[StudyItem, float] = {
            item: closeness(text, item.text, vector, self._embedder.embed_question(item.text)) for item in items
        }
        best = max(near, key=lambda item: near[item], default=None)
        return DraftStatement(best.text, (best.evidence or best.span,), "question") if best else None

    def _questions_of(self, topic: str) -> list[StudyItem]:
        own = self._index.items_by_card.get(topic, [])
        return [item for item in own if item.kind == "question" and item.language == self._language]


def _restored(fragment: Fragment) -> DraftStatement:
    """Return a fragment itself as a statement, resting on the source's own words where they are at hand."""
    kind: StatementKind = "question" if fragment.kind == "question" else "explanation"
    return DraftStatement(fragment.text, (fragment.evidence or fragment.span,), kind)


def _context(cited: Sequence[Fragment]) -> str:
    return " ".join(dict.fromkeys(fragment.context for fragment in cited))


def _with_statements(worded: Draft, tally: _Tally) -> Draft:
    """Put the model's sentences where the composed ones stood, under what must be said first."""
    ours = [s for part in worded.parts for s in part.statements if s.kind in _OURS]
    topics = tuple(dict.fromkeys(topic for part in worded.parts for topic in part.topics))
    part = Part(topics, "", (*ours, *tally.statements), worded.parts[0].heading)
    links = tuple(dict.fromkeys([*tally.links, *worded.links]))
    return replace(worded, parts=(part,), links=links, dropped=tuple(tally.dropped.items()))


def _is_harmless(text: str) -> bool:
    """Whether a follow-up question may stand on a button: short, plain and without a figure or an address."""
    return (
        text.endswith("?") and len(text) <= MAX_FOLLOW_UP_CHARACTERS and not has_markup(text)
        and not any(character.isdigit() or character in "@/" for character in text)
    )  # fmt: skip
