"""Many people at once: how long each waits, and what those hear who do not fit. Gradio's defaults beside it.

Enters: a data folder with an index (RAADSVRAAG_DATA). Leaves: a table. `python -m evals.load [people …]`.
Each person does what a browser does: joins the queue for the button "Vraag", and reads the stream until the answer is
whole. All start at the same moment.
"""

import asyncio
import json
import sys
import time
from dataclasses import dataclass
from typing import Any

import httpx
import numpy as np

from evals.served import served

QUESTIONS = (
    "straks ligt alles plat, wie doet dan wat?", "wie betaalt de schade na een hack?", "wat is ENSIA?",
    "hoe weet ik of onze back-ups werken?", "wat kan ik vragen over de begroting?", "wat doet de IBD?",
    "hoe bescherm ik mij als raadslid online?", "what should I ask about the cyber crisis team?",
)  # fmt: skip
_DEFAULTS = """
import sys
import gradio as gr
from assistant import Settings, open_assistant
assistant = open_assistant(Settings())
assistant.warm_up()
gr.ChatInterface(lambda question, chat: assistant.ask(question).text, api_name="chat").launch(
    server_port=int(sys.argv[1]), quiet=True
)
"""


@dataclass(frozen=True, slots=True)
class Visit:
    """What became of one person's question."""

    outcome: str
    """`answered`, `busy` (told so in words) or `lost`."""
    seconds: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class Door:
    """Which event of a page answers a question, and where the question goes among its inputs."""

    address: str
    event: int
    trigger: int | None
    data: tuple[Any, ...]


def our_door(address: str, config: dict[str, Any]) -> Door:
    """Return the event behind the button "Vraag"."""
    button = next(each["id"] for each in config["components"] if each["props"].get("elem_id") == "stuur")
    event = next(each for each in config["dependencies"] if [button, "click"] in each["targets"])
    return Door(address, event["id"], button, (None, None, "", ""))


def default_door(address: str, config: dict[str, Any]) -> Door:
    """Return the event behind ChatInterface's own endpoint."""
    event = next(each for each in config["dependencies"] if each.get("api_name") == "chat")
    return Door(address, event["id"], None, (None, *[None] * (len(event["inputs"]) - 1)))


async def visit(client: httpx.AsyncClient, door: Door, number: int) -> Visit:
    """Ask one question and wait until the answer is whole."""
    started, session = time.perf_counter(), f"bezoeker{number}"
    body = {
        "data": [QUESTIONS[number % len(QUESTIONS)], *door.data[1:]], "fn_index": door.event, "session_hash": session,
        "trigger_id": door.trigger,
    }  # fmt: skip
    try:
        joined = await client.post(f"{door.address}/gradio_api/queue/join", json=body)
        if joined.status_code != 200:
            words = joined.json().get("detail", "")
            return Visit(
                "busy" if joined.status_code in {429, 503} else "lost", time.perf_counter() - started, str(words)
            )
        stream = f"{door.address}/gradio_api/queue/data?session_hash={session}"
        async with client.stream("GET", stream) as events:
            async for line in events.aiter_lines():
                message = json.loads(line[6:]) if line.startswith("data: ") else {}
                if message.get("msg") == "process_completed":
                    return Visit("answered" if message["success"] else "lost", time.perf_counter() - started)
    except httpx.HTTPError as error:
        return Visit("lost", time.perf_counter() - started, repr(error))
    return Visit("lost", time.perf_counter() - started)


async def crowd(door: Door, people: int) -> list[Visit]:
    """Let so many people ask at the same moment."""
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    async with httpx.AsyncClient(timeout=120, limits=limits) as client:
        await asyncio.gather(*(visit(client, door, 10_000 + place) for place in range(3)))
        return list(await asyncio.gather(*(visit(client, door, number) for number in range(people))))


def row(name: str, visits: list[Visit]) -> str:
    """Return one line of the table."""
    answered = [each.seconds for each in visits if each.outcome == "answered"]
    busy = [each.seconds for each in visits if each.outcome == "busy"]
    lost = sum(each.outcome == "lost" for each in visits)
    p50, p95 = np.percentile(answered, [50, 95]) if answered else (float("nan"),) * 2
    told = f"{len(busy)} (at most {max(busy):.2f} s)" if busy else "0"
    return f"| {name} | {len(visits)} | {len(answered)} | {p50:.2f} | {p95:.2f} | {told} | {lost} |"


def main(people: list[int]) -> None:
    """Print the table: our server and Gradio's defaults, each in a process of its own."""
    print("| server | people | answered | p50 s | p95 s | told that it is busy | lost |\n|---|---|---|---|---|---|---|")
    ours: dict[str, str] = {"RAADSVRAAG_ONLINE": "0"}
    with served(ours) as address:
        door = our_door(address, httpx.get(f"{address}/config", timeout=60).json())
        for number in people:
            visits = asyncio.run(crowd(door, number))
            print(row("Raadsvraag", visits), flush=True)
            for words in {each.words for each in visits if each.words}:
                print(f"  {words}", flush=True)
    with served(ours | {"GRADIO_ANALYTICS_ENABLED": "False"}, command=(sys.executable, "-c", _DEFAULTS)) as address:
        door = default_door(address, httpx.get(f"{address}/config", timeout=60).json())
        for number in people:
            print(row("Gradio's defaults", asyncio.run(crowd(door, number))), flush=True)


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1:]] or [50, 150])
