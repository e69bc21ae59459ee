"""A follow-up, worded by a chat model so that it stands alone; only in words that the asker has used.

Enters: the question and the asker's earlier ones. Leaves: one question, or None when the model fails or brings in
anything of its own: then `assistant.conversation` borrows words as it does without a model.
"""

from collections.abc import Sequence

from assistant.answer import Turn
from assistant.chat_model import ChatModel
from assistant.conversation import MAX_TURNS_BACK, content_words, leans_on_history
from assistant.prompts import rewrite_messages
from corpus.errors import ModelError
from corpus.records import Language

MAX_CHARACTERS = 300
_BEGINNING = 5
"""Letters that two forms of a word share."""


def rewrite(question: str, history: Sequence[Turn], language: Language, model: ChatModel, until: float) -> str | None:
    """Return the question made standalone, or None when there is nothing to borrow or nothing good came of it."""
    earlier = [turn.content for turn in history if turn.role == "user"][-MAX_TURNS_BACK:]
    if not earlier or not leans_on_history(question):
        return None
    try:
        written = "".join(model.stream(rewrite_messages(question, earlier, language), until))
    except ModelError:
        return None
    text = " ".join(written.split())
    return text if 0 < len(text) <= MAX_CHARACTERS and keeps_to_words(text, [question, *earlier]) else None


def keeps_to_words(text: str, typed: Sequence[str]) -> bool:
    """Whether every content word of a text, up to its ending, stands in what was typed."""
    known = {word[:_BEGINNING] for each in typed for word in content_words(each)}
    return all(word[:_BEGINNING] in known for word in content_words(text))
