"""SHOW: the chat in the browser. The only module that imports gradio.

Enters: questions typed or clicked. Leaves: streamed answers whose numbers open the archived passage, with
the quoted span marked. Refuses: a port in use (`ServeError`). Nothing typed is stored or logged.
"""

import logging
import socket
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from threading import Thread
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.events import api

from assistant import Answer, Question, Settings, Turn, open_assistant
from corpus.current import current_generation
from corpus.errors import RaadsvraagError, ServeError
from web.look import CSS, HEAD
from web.panel import citation_html, panel_html, with_links
from web.refresh import Refresh, freshness

if TYPE_CHECKING:
    from assistant.assistant import Assistant

_LOG = logging.getLogger("raadsvraag")

TITLE = "Raadsvraag"
INTRODUCTION = """# Raadsvraag
Vragen over digitale veiligheid voor raadsleden. Elk nummer achter een zin opent de bron."""
NOTICE = (
    "U praat met een computerprogramma, niet met een mens. Het stelt antwoorden samen uit vaste bronnen, zonder "
    "taalmodel. Wat u typt, wordt niet bewaard en gaat nergens heen."
)
EXAMPLES = (
    "Wat moet ik vragen over het cybercrisisteam?",
    "Wie betaalt de schade als alles plat ligt?",
    "Waar vind ik het leeraanbod?",
)
FAILED = "Er ging iets mis bij deze vraag. Probeer het opnieuw; blijft het zo, herstart dan Raadsvraag."
_CONCURRENT_QUESTIONS = 4
_SECONDS_BETWEEN_LOOKS = 3


def turns_of(chat: Sequence[dict[str, Any]]) -> tuple[Turn, ...]:
    """Return the chat's messages as turns; parts that are not text are left out."""
    return tuple(Turn(role=message["role"], content=_text_of(message["content"])) for message in chat)


def _text_of(content: Any) -> str:
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, list) else [content]
    return " ".join(str(part.get("text", "")) for part in parts if isinstance(part, dict))


class Chat:
    """The handlers behind the page; `assistant` is called for each question and may wait for the model."""

    def __init__(self, assistant: "Callable[[], Assistant]") -> None:
        self._assistant = assistant

    def respond(
        self, question: str, chat: list[dict[str, Any]], articles: list[str]
    ) -> Iterator[tuple[list[dict[str, Any]], list[str], str, str]]:
        """Stream an answer: yields the chat, the panel's articles, the panel and the emptied text box."""
        turn = len(chat) // 2 + 1
        asked = [*chat, {"role": "user", "content": question}]
        try:
            assistant = self._assistant()
            for text, answer in assistant.stream(question, turns_of(chat)):
                shown = articles + [citation_html(c, assistant.index, turn) for c in answer.citations]
                reply = {"role": "assistant", "content": with_links(text, turn), "options": _options(answer)}
                yield [*asked, reply], shown, panel_html(shown), ""
        except RaadsvraagError as error:
            yield [*asked, {"role": "assistant", "content": str(error)}], articles, panel_html(articles), ""
        except Exception:  # noqa: BLE001  one failing turn must not take the page down; the reason is logged
            _LOG.exception("een vraag mislukte")
            yield [*asked, {"role": "assistant", "content": FAILED}], articles, panel_html(articles), ""

    def standing(self, refresh: Refresh) -> tuple[str, gr.Timer]:
        """Return the line on how fresh the sources are, and whether to ask again."""
        line, going_on = refresh.line, refresh.running
        if not line:
            try:
                line = freshness(self._assistant().index.visits.values())
            except RaadsvraagError as error:
                line = str(error)
        return line, gr.Timer(active=going_on)

    def choose(
        self, chat: list[dict[str, Any]], articles: list[str], event: gr.SelectData
    ) -> Iterator[tuple[list[dict[str, Any]], list[str], str, str]]:
        """Ask a question that was clicked: an example or a follow-up."""
        value = event.value
        question = value.get("text") or value.get("value") if isinstance(value, dict) else value
        yield from self.respond(str(question), chat, articles)

    def ask(
        self,
        question: str,
        history: list[dict[str, str]] | None = None,
        role: str | None = None,
        language: str | None = None,
    ) -> dict[str, Any]:
        """Answer one question for a program: the answer contract as JSON."""
        try:
            turns = [Turn.model_validate(turn) for turn in history or []]
            asked = Question.model_validate(
                {"question": question, "history": turns, "role": role or None, "language": language or None}
            )
            return self._assistant().ask(asked).model_dump(mode="json")
        except (RaadsvraagError, ValueError) as error:
            raise gr.Error(str(error), print_exception=False) from error


def _options(answer: Answer) -> list[dict[str, str]]:
    return [{"label": text, "value": text} for text in answer.follow_ups]


def build_page(assistant: "Callable[[], Assistant]", refresh: Refresh) -> gr.Blocks:
    """Lay the page out and wire its events."""
    handlers = Chat(assistant)
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as page:
        gr.Markdown(INTRODUCTION)
        gr.Markdown(NOTICE, elem_id="melding")
        standing = gr.Markdown(elem_id="stand")
        clock = gr.Timer(_SECONDS_BETWEEN_LOOKS)
        articles = gr.State([])
        with gr.Row():
            with gr.Column(scale=3, min_width=320):
                chat = gr.Chatbot(
                    label="Gesprek", height="60vh", buttons=["copy"], feedback_options=None, allow_file_downloads=False,
                    group_consecutive_messages=False, autoscroll=False, examples=[{"text": text} for text in EXAMPLES],
                    placeholder="Stel een vraag, of kies een voorbeeld.", elem_id="gesprek",
                )  # fmt: skip
                with gr.Row():
                    box = gr.Textbox(
                        label="Uw vraag", placeholder="Bijvoorbeeld: oefenen wij wel eens voor een hack?", scale=5,
                        autofocus=True, max_lines=4, elem_id="vraag",
                    )  # fmt: skip
                    send = gr.Button("Vraag", variant="primary", scale=1, min_width=96)
            with gr.Column(scale=2, min_width=300):
                gr.Markdown("## Bron")
                panel = gr.HTML(panel_html([]), elem_id="bron")
        outputs = [chat, articles, panel, box]
        gr.on(
            [box.submit, send.click], handlers.respond, [box, chat, articles], outputs, api_visibility="private",
            concurrency_limit=_CONCURRENT_QUESTIONS, show_progress="hidden",
        )  # fmt: skip
        for event in (chat.example_select, chat.option_select):
            event(
                handlers.choose, [chat, articles], outputs, api_visibility="private",
                concurrency_limit=_CONCURRENT_QUESTIONS, show_progress="hidden",
            )  # fmt: skip
        chat.clear(lambda: ([], panel_html([])), None, [articles, panel], api_visibility="private")
        for event in (page.load, clock.tick):
            event(
                lambda: handlers.standing(refresh), None, [standing, clock], api_visibility="private",
                show_progress="hidden",
            )  # fmt: skip
        api(handlers.ask, api_name="ask", concurrency_limit=_CONCURRENT_QUESTIONS)
    return page  # type: ignore[no-any-return]


def check_port(host: str, port: int) -> None:
    """Raise `ServeError` when the port cannot be listened on."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ServeError(
                f"Poort {port} op {host} is niet vrij ({error.strerror}).",
                f"Sluit het andere programma, of kies een andere poort: raadsvraag serve --port {port + 1}",
            ) from error


class BackgroundAssistant:
    """Opens the assistant in a thread of its own; calling it waits until that is done."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._opened: Future[Assistant] = Future()

    def start(self) -> None:
        """Begin loading; an error is kept for whoever asks the first question."""
        Thread(target=self._open, daemon=True).start()

    def _open(self) -> None:
        try:
            assistant = open_assistant(self._settings)
            assistant.warm_up()
        except RaadsvraagError as error:
            self._opened.set_exception(error)
        else:
            self._opened.set_result(assistant)

    def __call__(self) -> "Assistant":
        """Return the assistant; raise what kept it from opening."""
        return self._opened.result()


def serve(settings: Settings, *, block: bool = True) -> gr.Blocks:
    """Start the page first; the model and the index load while the browser opens it."""
    check_port(settings.host, settings.port)
    current_generation(settings.index_root)
    assistant = BackgroundAssistant(settings)
    refresh = Refresh(settings, lambda: assistant().warm_up())
    page = build_page(assistant, refresh)
    page.queue(max_size=64, default_concurrency_limit=_CONCURRENT_QUESTIONS)
    page.launch(
        server_name=settings.host, server_port=settings.port, share=False, css=CSS, head=HEAD, footer_links=[],
        show_error=True, quiet=True, prevent_thread_lock=True, ssr_mode=False, pwa=False, enable_monitoring=False,
        run_history=False,
    )  # fmt: skip
    assistant.start()
    refresh.start_if_due()
    print(f"Raadsvraag staat klaar op http://{settings.host}:{settings.port} (stoppen: Ctrl+C)", flush=True)  # noqa: T201
    if block:
        page.block_thread()
    return page
