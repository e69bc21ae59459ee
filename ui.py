"""SHOW: the chat in the browser: its header, its tabs, and the server that carries them.

Enters: settings. Leaves: a page whose tabs are built by `web`, one function each, and a running server. Refuses: a
port in use (`ServeError`). Nothing typed is stored or logged.
"""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TYPE_CHECKING

import gradio as gr

from assistant import Settings, open_assistant
from corpus.current import current_generation
from corpus.errors import RaadsvraagError
from web.about_tab import about_tab
from web.ask_tab import ask_tab
from web.context import PageContext
from web.document import TITLE
from web.header import header
from web.list_tab import list_tab
from web.programs import add_endpoints
from web.refresh import Refresh
from web.server import Server, build_app, check_port
from web.sources_tab import sources_tab
from web.study import study_tab

if TYPE_CHECKING:
    from assistant.assistant import Assistant

TABS: tuple[tuple[str, str, Callable[[PageContext], None]], ...] = (
    ("Vraag", "vraag", ask_tab),
    ("Vragenlijst", "vragenlijst", list_tab),
    ("Studeren", "studeren", lambda context: study_tab(context.page, context.assistant)),
    ("Bronnen", "bronnen", sources_tab),
    ("Over", "over", about_tab),
)
"""Label, id, and the function that draws the tab: one row here is one tab on the page."""


def build_page(assistant: "Callable[[], Assistant]", settings: Settings, refresh: Refresh) -> gr.Blocks:
    """Lay the page out: the header, the tabs, and the endpoints for programs."""
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as page:
        context = PageContext(page, assistant, settings, refresh)
        header(context)
        with gr.Tabs(elem_id="tabbladen"):
            for label, name, draw in TABS:
                # Drawn at once: a tab that is filled later would be empty for the one who opens it by a link.
                with gr.Tab(label, id=name, elem_id=f"tab-{name}", render_children=True):
                    draw(context)
        add_endpoints(context)
    return page  # type: ignore[no-any-return]


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


def serve(settings: Settings, *, block: bool = True) -> Server:
    """Start the page first; the model and the index load while the browser opens it."""
    check_port(settings.host, settings.port)
    current_generation(settings.index_root)
    assistant = BackgroundAssistant(settings)
    refresh = Refresh(settings, lambda: assistant().warm_up())
    app = build_app(build_page(assistant, settings, refresh), settings)

    def ready() -> None:
        assistant.start()
        refresh.start_if_due()
        address = f"http://{settings.host}:{settings.port}"
        print(f"Raadsvraag staat klaar op {address} (stoppen: Ctrl+C)", flush=True)  # noqa: T201

    server = Server(app, settings, ready)
    if block:
        server.run()
    else:
        server.run_in_background()
    return server
