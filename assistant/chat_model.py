"""A chat model, of any maker that LangChain knows → text as it is written, within a time limit.

Enters: the name in the settings, and messages. Leaves: pieces of text, in order, the moment that they come. Refuses,
as `ModelError` with the reason in Dutch: a name or package that is not there, and everything that can go wrong over
the wire. Only this module imports LangChain's chat models.
"""

import queue
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol
from urllib.parse import urlsplit

from assistant.phrases import FAILURES
from assistant.settings import Settings
from corpus.errors import Failure, ModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

MAX_TOKENS = 900
MAX_CHARACTERS = 9000
"""Servers that do not keep to `MAX_TOKENS` are cut off here."""
IDLE_SECONDS = 0.05
"""After so much silence the reader is told, so that a finished sentence need not wait for the next one."""
_EXTRAS = {"ollama": "ollama", "openai": "openai", "azure_openai": "openai", "mistralai": "mistral"}
_WHY_ENDED = ("finish_reason", "done_reason", "stop_reason")


@dataclass(frozen=True, slots=True)
class Message:
    """One message to a model."""

    role: Literal["system", "user"]
    text: str


class ChatModel(Protocol):
    """What the rest of the assistant needs to know of a chat model."""

    @property
    def name(self) -> str:
        """Name for people, as in the settings."""
        ...

    def stream(self, messages: Sequence[Message], until: float) -> Iterator[str]:
        """Yield pieces of text, and "" after each short silence; raise `ModelError` when it goes wrong.

        `until` is a moment of `time.monotonic()`: what has not come by then comes too late.
        """
        ...


class LangChainModel:
    """The `ChatModel` over LangChain's `init_chat_model`; safe to use from several threads."""

    def __init__(self, name: str, model: "BaseChatModel") -> None:
        self.name = name
        self._model = model

    def stream(self, messages: Sequence[Message], until: float) -> Iterator[str]:
        """Yield pieces of text, and "" after each short silence; raise `ModelError` when it goes wrong."""
        # A provider's client may block for as long as it likes: it does so in a thread of its own.
        pieces: queue.Queue[str | ModelError | None] = queue.Queue()
        stopped = threading.Event()
        threading.Thread(target=self._pump, args=(list(messages), pieces, stopped), daemon=True).start()
        length = 0
        try:
            while (left := until - time.monotonic()) > 0:
                try:
                    piece = pieces.get(timeout=min(IDLE_SECONDS, left))
                except queue.Empty:
                    yield ""
                    continue
                if piece is None:
                    return
                if isinstance(piece, ModelError):
                    raise piece
                length += len(piece)
                if length > MAX_CHARACTERS:
                    raise failed("endless")
                yield piece
            raise failed("late")
        finally:
            stopped.set()

    def _pump(
        self, messages: list[Message], pieces: "queue.Queue[str | ModelError | None]", stopped: threading.Event
    ) -> None:
        from langchain_core.messages import HumanMessage, SystemMessage
        from langsmith import tracing_context

        kinds: dict[str, Any] = {"system": SystemMessage, "user": HumanMessage}
        begun = ended = False
        try:
            # A new thread does not know that tracing was turned off in the one that started it.
            with tracing_context(enabled=False):
                for chunk in self._model.stream([kinds[message.role](message.text) for message in messages]):
                    if stopped.is_set():
                        return
                    ended = ended or any(chunk.response_metadata.get(key) for key in _WHY_ENDED)
                    if text := str(chunk.text):
                        begun = True
                        pieces.put(failed("unreadable") if "\ufffd" in text else text)
        except Exception as error:  # noqa: BLE001  each provider's library raises errors of its own; none may be lost
            failure = failure_of(error)
            # A client calls a line that breaks in the middle "unreachable" too.
            pieces.put(failed("cut_off" if begun and failure == "unreachable" else failure, str(error)))
            return
        # A stream that stops without saying why was cut off on its way.
        pieces.put(None if ended else failed("cut_off"))


def failed(failure: Failure, detail: str = "") -> ModelError:
    """Return the error for a failure, with the first words of what the other side said of it."""
    said = f" ({detail.strip().splitlines()[0][:160]})" if detail.strip() else ""
    return ModelError(failure, f"Het taalmodel is niet gebruikt: {FAILURES[failure]['nl']}{said}.")


def failure_of(error: Exception) -> Failure:
    """Tell why a provider's call failed, from its HTTP status or the kind of its error."""
    status = getattr(error, "status_code", None) or getattr(getattr(error, "response", None), "status_code", None)
    if isinstance(status, int) and status > 0:
        by_status: dict[int, Failure] = {401: "denied", 403: "denied", 404: "unknown", 408: "late", 429: "busy"}
        return by_status.get(status, "server")
    kind = type(error).__name__
    by_kind: tuple[tuple[bool, Failure], ...] = (
        (isinstance(error, TimeoutError) or "Timeout" in kind, "late"),
        (isinstance(error, ValueError) and "Decod" in kind, "unreadable"),
        ("Protocol" in kind or "IncompleteRead" in kind, "cut_off"),
        (isinstance(error, ConnectionError) or "Connect" in kind, "unreachable"),
    )
    return next((failure for applies, failure in by_kind if applies), "failed")


def open_chat_model(settings: Settings) -> LangChainModel | None:
    """Return the model that the settings name, or None when they name none; nothing is sent yet."""
    if not settings.model:
        return None
    provider, _, _ = settings.model.partition(":")
    try:
        from langchain.chat_models import init_chat_model

        model = init_chat_model(settings.model, **_options(provider, settings))
    except ImportError as error:
        extra = _EXTRAS.get(provider)
        package = f"raadsvraag[{extra}]" if extra else (error.msg.rpartition("pip install ")[2].strip("`") or provider)
        raise ModelError(
            "package", f"Voor het taalmodel {settings.model} ontbreekt een pakket.",
            f"Installeer het met: pip install '{package}'",
        ) from error  # fmt: skip
    except Exception as error:  # a provider checks its own settings, each in its own way
        raise ModelError(
            "settings", f"Het taalmodel {settings.model} kan niet worden geopend ({str(error).splitlines()[0][:160]}).",
            "Controleer RAADSVRAAG_MODEL (bijvoorbeeld ollama:llama3.2), RAADSVRAAG_MODEL_URL en de sleutel.",
        ) from error  # fmt: skip
    return LangChainModel(settings.model, model)


def _options(provider: str, settings: Settings) -> dict[str, Any]:
    """Return what the provider's class is called with; retries would only eat the reader's time."""
    options: dict[str, Any] = {"temperature": 0}
    if provider == "ollama":
        # Without room for the whole question Ollama silently drops its beginning: the rules.
        options |= {"num_predict": MAX_TOKENS, "num_ctx": 8192, "client_kwargs": {"timeout": settings.model_timeout}}
    else:
        options |= {"max_tokens": MAX_TOKENS, "timeout": settings.model_timeout, "max_retries": 0}
    if provider == "mistralai":  # this one counts tries, and whole seconds
        options |= {"max_retries": 1, "timeout": max(1, round(settings.model_timeout))}
    key = settings.model_key.get_secret_value()
    if settings.model_url:
        options["azure_endpoint" if provider == "azure_openai" else "base_url"] = settings.model_url
        if provider == "openai" and not key:
            key = "-"  # a server of one's own asks for none, the client's library does
    if key and provider != "ollama":
        options["api_key"] = key
    return options


def whereabouts(settings: Settings) -> str:
    """Return where questions go when a model is on: the host of its address, or the provider's name."""
    provider, _, _ = settings.model.partition(":")
    return urlsplit(settings.model_url).hostname or {"ollama": "deze computer"}.get(provider, provider)
