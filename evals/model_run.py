"""The cases, answered through a chat model on loopback: how often its words are used, what lies get through, how fast.

Enters: the cases of one split and an index. Leaves: for an honest and for a lying character the usual figures, and
beside them the sentences dropped, the lies told and shown, and the time from the end of a sentence at the server to
the screen. The characters stand in for real models: what they measure is our side, not how well a model writes.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.chat_model import open_chat_model
from assistant.cite import problems
from assistant.settings import Settings, read_settings
from corpus.embedding import SentenceEmbedder
from evals.cases import Case, load_cases
from evals.model_characters import Asked, Reply, chatty, honest, lying
from evals.model_server import Served, serve_character
from evals.run import as_markdown, score

TIMEOUT = 60.0
_PAUSE = 0.004
"""Seconds between pieces of seven characters: the pace of a fast model."""


@dataclass
class Run:
    """What one character brought about."""

    pairs: list[tuple[Case, Answer]] = field(default_factory=list)
    delays_ms: list[float] = field(default_factory=list)
    """From the end of the first sentence at the server until it was at hand for the screen."""
    lies: int = 0
    shown_lies: list[str] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    wrong_citations: int = 0

    def in_words(self) -> str:
        """Return the figures that only a model's answers have."""
        asked = [answer for _, answer in self.pairs if answer.model]
        used = sum(answer.mode == "model" for answer in asked)
        sentences = sum(len(answer.statements) for _, answer in self.pairs if answer.mode == "model")
        delays = sorted(self.delays_ms) or [0.0]
        return (
            f"asked {len(asked)} times, used {used} times ({used / max(1, len(asked)):.3f}); "
            f"{sentences} sentences shown, {self.dropped.total()} dropped {dict(self.dropped)}; "
            f"lies told {self.lies}, shown {len(self.shown_lies)}; citations that do not hold: {self.wrong_citations}; "
            f"first sentence on screen after its end, ms: p50 {delays[len(delays) // 2]:.0f}, "
            f"p95 {delays[int(0.95 * len(delays))]:.0f} (n = {len(self.delays_ms)})"
        )


def unhurried(character: Callable[[Asked], Reply]) -> Callable[[Asked], Reply]:
    """Return the character at the pace of a fast model."""

    def answer(asked: Asked) -> Reply:
        reply = character(asked)
        reply.delay = _PAUSE
        return reply

    return answer


def run(cases: Sequence[Case], character: Callable[[Asked], Reply], settings: Settings) -> Run:
    """Answer every case through a character."""
    embedder = SentenceEmbedder(settings.embedder, settings.data)
    done = Run()
    with serve_character(unhurried(character)) as served:
        model = open_chat_model(Settings(model="openai:loopback", model_url=served.openai_url))
        assistant = Assistant(settings.index_root, embedder, model, TIMEOUT)
        assistant.warm_up()
        for case in cases:
            before = len(served.replies)
            answer = _ask(case, assistant, served, done)
            done.pairs.append((case, answer))
            lies = [lie for reply in served.replies[before:] for lie in reply.lies]
            done.lies += len(lies)
            done.shown_lies += [lie for lie in lies if lie in answer.text]
            done.dropped.update(answer.dropped)
            done.wrong_citations += len(problems(answer, assistant.index))
    return done


def _ask(case: Case, assistant: Assistant, served: Served, done: Run) -> Answer:
    started = len(served.finished_sentences)
    last: Answer | None = None
    for _, answer in assistant.stream(case.as_question()):
        now = time.monotonic()
        if last is None and answer.mode == "model":
            # A definition of ours may stand before it: the last one is the model's first.
            own = answer.statements[-1].text
            ends = [moment for line, moment in served.finished_sentences[started:] if own in line]
            done.delays_ms += [(now - ends[0]) * 1000] if ends else []
        last = answer
    assert last is not None
    return last


def main() -> None:
    """Run both characters over a split and print their figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=["dev", "test"], default="test")
    split = parser.parse_args().split
    cases = [case for case in load_cases() if case.split == split]
    for name, character in (("honest", honest), ("chatty", chatty), ("lying", lying())):
        done = run(cases, character, read_settings())
        print(f"\n## {name}\n\n{done.in_words()}\n\n{as_markdown(score(done.pairs))}")
        for lie in done.shown_lies[:20]:
            print(f"- shown: {lie}")


if __name__ == "__main__":
    main()
