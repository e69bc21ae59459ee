"""A question → a cited answer: understand → retrieve → decide → compose → cite, as one LangChain chain.

With a chat model the composing step lets it word the answer (`assistant.generate`); the other steps stay the same.

Enters: `Question`s. Leaves: `Answer`s, and the chain itself for use in anyone's own LangChain program.
Refuses: a question that is empty, too long or no text (`InputError`), an index that is missing, damaged
or of another model. The index is looked up before each question, so that a new generation is served
without a restart.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from langchain_core.runnables import Runnable, RunnableLambda
from langsmith import tracing_context

from assistant import generate
from assistant.answer import Answer, Question, Turn, check_question
from assistant.chat_model import ChatModel
from assistant.compose import Found, compose
from assistant.define import asked_term
from assistant.draft import Draft
from assistant.finish import finish
from assistant.likeness import ADAPTER
from assistant.notices import decline, explain_ourselves, refuse
from assistant.overview import role_overview
from assistant.premise import find_correction
from assistant.refuse import reason_to_refuse
from assistant.retrieve import PassageRetriever
from assistant.rewrite import rewrite
from assistant.scope import load_scope, measure
from assistant.several import pieces_of
from assistant.study.study import Studied, Surroundings, goes_ahead, remind_of_quiz, study
from assistant.study.turn import read_turn, studying
from assistant.topics import Topic, group_topics
from assistant.understand import understand
from assistant.work import Work, timed
from corpus.current import pointed_to
from corpus.embedding import Embedder
from corpus.errors import InputError
from corpus.index import Index
from corpus.opening import open_index
from corpus.records import Role

MODEL_TIMEOUT = 60.0
REWRITING_SHARE = 0.25
"""Of the model's time, so much at most goes to making a follow-up stand alone."""
NEAR_SHARE = 2
"""From half of the answering threshold on, a declined question has a nearest topic worth naming."""


class Assistant:
    """Answers questions from the current generation; safe to use from several threads."""

    def __init__(
        self, root: Path, embedder: Embedder, model: ChatModel | None = None, model_timeout: float = MODEL_TIMEOUT
    ) -> None:
        self._root, self._embedder = root, embedder
        self._model, self._model_timeout = model, model_timeout
        self._surroundings = Surroundings()
        self._lock = threading.Lock()
        self._index: Index | None = None
        self._opened_for = ""
        self._until_decided: Runnable[Question, Work] = (
            RunnableLambda(self._understand) | RunnableLambda(self._retrieve) | RunnableLambda(self._decide)
        )
        self.chain: Runnable[Question, Answer] = (
            self._until_decided | RunnableLambda(self._compose) | RunnableLambda(finish)
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
        """Open the index and load the models, so that the first question does not wait for them."""
        self._embedder.embed_question(self.index.folder.name)
        self._open_judge()

    def _open_judge(self) -> None:
        """Open what judges a model's sentences; the first time its graph is written, which takes a while."""
        if self._model:
            self._embedder.entailment(ADAPTER)

    def ask(self, question: str | Question, history: Sequence[Turn] = (), role: Role | None = None) -> Answer:
        """Answer one question; raise `InputError` when it cannot be used."""
        answer: Answer = _unreported(self.chain.invoke, _as_question(question, history, role))
        return answer

    def stream(
        self, question: str | Question, history: Sequence[Turn] = (), role: Role | None = None
    ) -> Iterator[tuple[str, Answer]]:
        """Yield the growing Markdown of the answer, with the answer so far at hand; the last one is whole.

        A composed answer grows block by block and is whole from the start; one of a chat model grows by sentences.
        """
        work = _unreported(self._until_decided.invoke, _as_question(question, history, role))
        answer: Answer | None = None
        for draft in self._drafts(work):
            answer = finish(timed(replace(work, draft=draft), "compose"))
            if answer.mode == "model":
                yield answer.text, answer
        assert answer is not None  # there is always a last draft
        if answer.mode == "cards":
            shown = ""
            for block in answer.text.split("\n\n"):
                shown = f"{shown}\n\n{block}".strip()
                yield shown, answer

    def _understand(self, asked: Question) -> Work:
        started = time.perf_counter()
        self._open_judge()  # the model's time starts afterwards
        until = time.monotonic() + self._model_timeout
        checked = asked.model_copy(update={"question": check_question(asked.question)})
        index, understood = self.index, understand(checked)
        turn = read_turn(understood, index, self._embedder)
        if self._model and checked.history and not turn:
            in_time = until - (1 - REWRITING_SHARE) * self._model_timeout
            alone = rewrite(checked.question, checked.history, understood.language, self._model, in_time)
            understood = understand(checked, alone)
        work = Work(index, started, studying(understood, turn), turn, until=until)
        return timed(work, "understand")

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
        return timed(found, "retrieve")

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
        return timed(decided, "decide")

    def _compose(self, work: Work) -> Work:
        *_, draft = self._drafts(work)
        return timed(replace(work, draft=draft), "compose")

    def _drafts(self, work: Work) -> Iterator[Draft]:
        """Yield growing drafts of the answer; without a model there is one."""
        understood = work.understood
        if work.studying and goes_ahead(work.studying, understood.asked.question, work.refusal):
            studied = Studied(work.index, work.topics, work.in_scope)
            yield study(understood, work.studying, studied, self._surroundings)
        else:
            for draft in self._answers(work):
                yield draft if work.studying else remind_of_quiz(draft, understood)

    def _answers(self, work: Work) -> Iterator[Draft]:
        """Yield the drafts of what is no study turn."""
        understood = work.understood
        if work.refusal:
            yield refuse(understood, work.refusal)
        elif understood.intent == "help":
            yield explain_ourselves(understood)
        elif understood.intent == "role":
            yield role_overview(understood, work.index)
        elif not work.in_scope:
            yield decline(understood, work.topics, near=work.near)
        else:
            found = Found(work.topics, work.pieces, work.term, work.correction, work.certain)
            composed = compose(understood, found, work.index, self._embedder)
            if self._model and understood.intent == "ask":
                request = generate.Request(understood, found, composed, work.index, work.until, self._is_answerable)
                yield from generate.drafts(request, self._model, self._embedder)
            else:
                yield composed

    def _is_answerable(self, question: str) -> bool:
        """Whether a question, asked by itself, would be answered."""
        try:
            work = _unreported(self._until_decided.invoke, Question(question=question))
        except InputError:
            return False
        return work.in_scope and not work.refusal


def _as_question(question: str | Question, history: Sequence[Turn], role: Role | None) -> Question:
    if isinstance(question, Question):
        return question
    return Question(question=question, history=tuple(history), role=role)


def _unreported(step: Callable[[Any], Any], given: Any) -> Any:
    """Call a step of the chain without telling LangSmith.

    LangChain reports every step when a variable of the surrounding machine says so; what a council member types goes
    nowhere. Whoever calls `chain` for a program of their own decides for themselves.
    """
    with tracing_context(enabled=False):
        return step(given)
