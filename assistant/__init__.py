"""From a question to a cited answer. `open_assistant(settings).ask("…")` is the whole public face.

The heavy libraries are imported when an assistant is opened, not when this package is: `raadsvraag
--help` should not wait three seconds for them.
"""

import threading
from typing import TYPE_CHECKING

from assistant.answer import Answer, Citation, Link, Question, Statement, Turn
from assistant.settings import Settings
from corpus.errors import RaadsvraagError

if TYPE_CHECKING:
    from assistant.assistant import Assistant

__all__ = ["Answer", "Citation", "Link", "Question", "Settings", "Statement", "Turn", "open_assistant"]


def open_assistant(settings: Settings, *, progress: bool = False) -> "Assistant":
    """Return an assistant over the current generation; raise `ModelError` when the chat model cannot be opened.

    The model and the language dictionaries load in the background meanwhile: they are read by C code that
    lets the imports go on, which saves a second and a half on two cores.
    """
    from corpus.embedding import SentenceEmbedder
    from corpus.language import detect_language

    embedder = SentenceEmbedder(settings.embedder, settings.data, progress=progress)

    def load_model() -> None:
        try:
            embedder.embed_question("")
        except RaadsvraagError:
            return  # the first question meets the same error and reports it to the one who asked

    threading.Thread(target=load_model, daemon=True).start()
    threading.Thread(target=detect_language, args=("crisis budget",), daemon=True).start()
    from assistant.assistant import Assistant
    from assistant.chat_model import open_chat_model

    return Assistant(settings.index_root, embedder, open_chat_model(settings), settings.model_timeout)
