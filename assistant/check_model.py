"""Whether a chat model answers, how fast, and whether it keeps to the form that the gate needs.

Enters: a model. Leaves: one record of what it did with three fixed sentences. Nothing of a reader's is sent.
"""

import time
from dataclasses import dataclass

from assistant.chat_model import ChatModel
from assistant.fragments import Fragment, new_key
from assistant.prompts import answer_messages
from assistant.sentence_stream import WrittenSentence, written
from corpus.records import Span

QUESTION = "Wat staat er over rookmelders in het dorpshuis?"
_SENTENCES = (
    "In het dorpshuis hangt op elke verdieping een rookmelder.",
    "De beheerder test de rookmelders op de eerste maandag van de maand.",
    "Een rookmelder gaat ongeveer tien jaar mee.",
)


@dataclass(frozen=True, slots=True)
class Trial:
    """What a model did with a small question."""

    first_word: float
    """Seconds until the first text."""
    seconds: float
    """Seconds until it was done."""
    sentences: int
    cited: int
    """How many sentences cite a key that was sent."""

    @property
    def keeps_form(self) -> bool:
        """Whether answers will hold enough cited sentences to be used."""
        return self.sentences > 0 and self.cited >= self.sentences / 2


def try_model(model: ChatModel, timeout: float) -> Trial:
    """Ask a small question; raise `ModelError` when the model does not answer."""
    nowhere = Span("", 0, 0)
    fragments = [Fragment(new_key(), text, "sentence", nowhere, None, "", "") for text in _SENTENCES]
    sent = {fragment.key for fragment in fragments}
    started = time.monotonic()
    first = 0.0
    pieces: list[str] = []
    for piece in model.stream(answer_messages(QUESTION, "nl", fragments, {}), started + timeout):
        if piece and not pieces:
            first = time.monotonic() - started
        pieces.append(piece)
    seconds = time.monotonic() - started
    sentences = [part for part in written(["".join(pieces)]) if isinstance(part, WrittenSentence)]
    return Trial(first, seconds, len(sentences), sum(bool(sent & set(part.keys)) for part in sentences))
