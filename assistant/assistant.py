"""A question → a cited answer: understand → retrieve → decide → compose → cite, as one LangChain chain.

Enters: `Question`s. Leaves: `Answer`s, and the chain itself for use in anyone's own LangChain program.
Refuses: a question that is empty, too long or no text (`InputError`), an index that is missing, damaged
or of another model. The index is looked up before each question, so that a new generation is served
without a restart.
"""

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from langchain_core.runnables import Runnable, RunnableLambda
from langsmith import tracing_context

from assistant.answer import Answer, AnswerPart, Question, Statement, Turn, check_question
from assistant.cite import Citations
from assistant.compose import Found, compose
from assistant.define import asked_term
from assistant.draft import Draft, DraftStatement, Part
from assistant.notices import decline, explain_ourselves, refuse
from assistant.overview import role_overview
from assistant.premise import find_correction
from assistant.refuse import reason_to_refuse
from assistant.render import render
from assistant.retrieve import PassageRetriever
from assistant.scope import load_scope, measure
from assistant.several import pieces_of
from assistant.study.layout import lay_out
from assistant.study.study import Studied, Surroundings, goes_ahead, remind_of_quiz, study
from assistant.study.turn import StudyTurn, read_turn, studying
from assistant.topics import Topic, group_topics
from assistant.understand import Understood, understand
from corpus.current import pointed_to
from corpus.embedding import Embedder
from corpus.glossary import Term
from corpus.index import Index
from corpus.opening import open_index
from corpus.records import Hit, Role, StudyItem

NEAR_SHARE = 2
"""From half of the answering threshold on, a declined question has a nearest topic worth naming."""


@dataclass(frozen=True, slots=True)
class Work:
    """A question on its way through the chain; each step fills one field."""

    index: Index
    started: float
    understood: Understood
    studying: StudyTurn | None = None
    hits: list[Hit] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    refusal: str | None = None
    in_scope: bool = True
    certain: bool = True
    """The sources answer the question itself, not just its topic."""
    near: bool = False
    """Out of scope, but close enough to name the nearest topic."""
    pieces: list[tuple[str, Topic]] = field(default_factory=list)
    term: Term | None = None
    correction: StudyItem | None = None
    draft: Draft | None = None
    timings: dict[str, float] = field(default_factory=dict)


class Assistant:
    """Answers questions from the current generation; safe to use from several threads."""

    def __init__(self, root: Path, embedder: Embedder) -> None:
        self._root, self._embedder = root, embedder
        self._surroundings = Surroundings()
        self._lock = threading.Lock()
        self._index: Index | None = None
        self._opened_for = ""
        self.chain: Runnable[Question, Answer] = (
            RunnableLambda(self._understand)
            | RunnableLambda(self._retrieve)
            | RunnableLambda(self._decide)
            | RunnableLambda(self._compose)
            | RunnableLambda(self._cite)
        )

    @property
    def index(self) -> Index:
        """The current generation, opened when first needed and again when it is replaced."""
        with self._lock:
            current = pointed_to(self._root)
            if self._index is None or self._opened_for != current:
                # The older index stays open for the questions that are still using it.
                self._index = open_index(self._root, self._embedder.fingerprint)
                self._opened_for = current
            return self._index

    @property
    def embedder(self) -> Embedder:
        """The model that the index was made with."""
        return self._embedder

    def warm_up(self) -> None:
        """Open the index and load the model, so that the first question does not wait for them."""
        self._embedder.embed_question(self.index.folder.name)

    def ask(self, question: str | Question, history: Sequence[Turn] = (), role: Role | None = None) -> Answer:
        """Answer one question; raise `InputError` when it cannot be used."""
        asked = (
            question
            if isinstance(question, Question)
            else Question(question=question, history=tuple(history), role=role)
        )
        # LangChain reports every step to LangSmith when a variable of the surrounding machine says so; what a
        # council member types goes nowhere. Whoever calls `chain` for a program of their own decides for themselves.
        with tracing_context(enabled=False):
            return self.chain.invoke(asked)

    def stream(self, question: str | Question, history: Sequence[Turn] = ()) -> Iterator[tuple[str, Answer]]:
        """Yield the growing Markdown of the answer, block by block, with the finished answer at hand."""
        answer = self.ask(question, history)
        shown = ""
        for block in answer.text.split("\n\n"):
            shown = f"{shown}\n\n{block}".strip()
            yield shown, answer

    def _understand(self, asked: Question) -> Work:
        started = time.perf_counter()
        checked = asked.model_copy(update={"question": check_question(asked.question)})
        index, understood = self.index, understand(checked)
        turn = read_turn(understood, index, self._embedder)
        return _timed(Work(index, started, studying(understood, turn), turn), "understand")

    def _retrieve(self, work: Work) -> Work:
        retriever = PassageRetriever(index=work.index, embedder=self._embedder)
        understood, index = work.understood, work.index

        def topics_of(text: str) -> list[Topic]:
            return group_topics(retriever.hits(text), index, understood.asked.role)

        text = understood.search_text
        hits = retriever.hits(text)
        topics = group_topics(hits, index, understood.asked.role)
        vector = self._embedder.embed_question(text)
        found = replace(
            work,
            hits=hits,
            topics=topics,
            pieces=pieces_of(text, topics, topics_of) if understood.intent == "ask" else [],
            term=asked_term(understood.asked.question, index.glossary),
            correction=find_correction(text, vector, index, understood.language),
        )
        return _timed(found, "retrieve")

    def _decide(self, work: Work) -> Work:
        scope, fingerprint = load_scope(), self._embedder.fingerprint
        text = work.understood.search_text
        direction = scope.axis.place(self._embedder.embed_question(text), fingerprint)
        measured = measure(text, self._embedder.embed_question(text), work.hits, work.index, direction)
        asked = work.understood.asked.question
        chance = scope.probability(measured, fingerprint) if work.topics else 0.0
        threshold = scope.weights(fingerprint).threshold
        known = bool(work.term or work.correction) or work.understood.intent == "role"
        decided = replace(
            work,
            refusal=reason_to_refuse(asked, self._embedder.embed_question(asked), fingerprint),
            in_scope=known or chance >= threshold,
            certain=known or chance >= scope.weights(fingerprint).certain,
            near=chance >= threshold / NEAR_SHARE,
        )
        return _timed(decided, "decide")

    def _compose(self, work: Work) -> Work:
        understood = work.understood
        if work.studying and goes_ahead(work.studying, understood.asked.question, work.refusal):
            studied = Studied(work.index, work.topics, work.in_scope)
            draft = study(understood, work.studying, studied, self._surroundings)
        elif work.refusal:
            draft = refuse(understood, work.refusal)
        elif understood.intent == "help":
            draft = explain_ourselves(understood)
        elif understood.intent == "role":
            draft = role_overview(understood, work.index)
        elif work.in_scope:
            found = Found(work.topics, work.pieces, work.term, work.correction, work.certain)
            draft = compose(understood, found, work.index, self._embedder)
        else:
            draft = decline(understood, work.topics, near=work.near)
        draft = draft if work.studying else remind_of_quiz(draft, understood)
        return _timed(replace(work, draft=draft), "compose")

    def _cite(self, work: Work) -> Answer:
        draft, understood = work.draft, work.understood
        assert draft is not None  # _compose has filled it
        citations = Citations(work.index)
        explained: set[str] = set()

        def numbered(statement: DraftStatement) -> Statement:
            text = statement.text
            work.index.glossary.explain_abbreviations(statement.label, explained)
            if statement.kind not in {"quote", "definition"}:
                text = work.index.glossary.explain_abbreviations(text, explained)
            numbers = tuple(citations.number(span) for span in statement.spans)
            return Statement(text=text, citations=numbers, kind=statement.kind, label=statement.label)

        parts = [(part, [numbered(statement) for statement in part.statements]) for part in draft.parts]
        if work.studying and draft.state == "answered":
            text = lay_out(draft, parts, understood.language)
        else:
            text = render(draft, parts, understood.language, links_first=understood.intent == "links")
        timings = _timed(work, "cite").timings
        total = (time.perf_counter() - work.started) * 1000
        return Answer(
            id=understood.asked.id,
            question=understood.asked.question,
            language=understood.language,
            intent=understood.intent,
            state=draft.state,
            reason=draft.reason,
            text=text,
            statements=tuple(statement for _, own in parts for statement in own),
            parts=_places(parts),
            citations=tuple(citations.all),
            links=draft.links,
            not_covered=draft.not_covered,
            follow_ups=draft.follow_ups,
            topics=draft.topics,
            index_generation=work.index.manifest.generation,
            timings_ms={"total": round(total, 2), **timings},
        )


def _places(parts: Sequence[tuple[Part, Sequence[Statement]]]) -> tuple[AnswerPart, ...]:
    """Say of each part which of the answer's statements it holds."""
    placed: list[AnswerPart] = []
    first = 0
    for part, own in parts:
        placed.append(
            AnswerPart(topics=part.topics, title=part.title, statements=tuple(range(first, first + len(own))))
        )
        first += len(own)
    return tuple(placed)


def _timed(work: Work, step: str) -> Work:
    elapsed = (time.perf_counter() - work.started) * 1000 - sum(work.timings.values())
    return replace(work, timings={**work.timings, step: round(elapsed, 2)})
