"""What every tab of the page is built from: one frozen record, made in `ui` and passed to each tab's function.

Enters: the settings and the ways to reach the assistant. Leaves: `PageContext`. Nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import gradio as gr

from assistant.settings import Settings
from web.refresh import Refresh

if TYPE_CHECKING:
    from assistant.assistant import Assistant


@dataclass(frozen=True, slots=True)
class PageContext:
    """What a tab may use."""

    page: gr.Blocks
    """The open page, for what must happen when it loads."""
    assistant: "Callable[[], Assistant]"
    """Waits until the assistant has loaded; raises what kept it from loading."""
    settings: Settings
    refresh: Refresh
    concurrency: int = 4
    """How many questions are answered at the same time."""
