"""A thousand questions that each hold a made-up word, and then a search for those words in all that was written.

Enters: a data folder with an index (RAADSVRAAG_DATA), which is copied. Leaves: how many words were asked and how many
were found, and where. `python -m evals.canaries [questions]`. The server gets a home, a temporary folder and a log of
its own, so that everything it writes lies in one scratch folder. Refuses to call a run good in which a word that was
put there on purpose is not found.
"""

import asyncio
import json
import os
import random
import shutil
import sys
import tempfile
from pathlib import Path

import httpx

from evals.load import QUESTIONS, our_door
from evals.served import served

_TOGETHER = 20
PROOF = "kanarieproef"
"""Given as the reason of a judgement, which is kept: the search must find it."""


def canaries(count: int) -> list[str]:
    """Return made-up words, the same on each run."""
    chance = random.Random(20261124)
    return ["kanarie" + "".join(chance.choices("bcdfghjklmnpqrstvwxz", k=12)) for _ in range(count)]


async def ask_all(address: str, words: list[str]) -> int:
    """Ask each word's question by one of the ways there are; return how many were answered."""
    config = httpx.get(f"{address}/config", timeout=60).json()
    door = our_door(address, config)
    gate = asyncio.Semaphore(_TOGETHER)
    async with httpx.AsyncClient(timeout=120, base_url=address) as client:

        async def ask(place: int, word: str) -> bool:
            question = f"{QUESTIONS[place % len(QUESTIONS)]} {word}"
            async with gate:
                match place % 5:
                    case 0 | 1:
                        body = {"data": [question, None, "", ""], "fn_index": door.event, "trigger_id": door.trigger}
                        session = f"kanarie{place}"
                        await client.post("/gradio_api/queue/join", json=body | {"session_hash": session})
                        read = await client.get("/gradio_api/queue/data", params={"session_hash": session})
                        return '"process_completed"' in read.text and word in read.text
                    case 2 | 3:
                        event = await client.post("/gradio_api/call/ask", json={"data": [question, None, None, None]})
                        read = await client.get(f"/gradio_api/call/ask/{event.json()['event_id']}")
                        return word in read.text
                    case _:
                        listed = {"questions": [{"text": question}], "introduction": word, "kind": "schriftelijk"}
                        form = ("docx", "md", "txt")[place % 3]
                        await client.get("/", params={"q": question})
                        return (await client.post(f"/export/{form}", json=listed)).status_code == 200

        return sum(await asyncio.gather(*(ask(place, word) for place, word in enumerate(words))))


def found_in(folder: Path, words: list[str]) -> dict[str, list[str]]:
    """Return the words that occur in the files under a folder, with where."""
    places: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            content = path.read_bytes()
            for word in (word for word in words if word.encode() in content):
                places.setdefault(word, []).append(str(path.relative_to(folder)))
    return places


def main(count: int) -> int:
    """Run, search and report; return how many words were found."""
    words = canaries(count)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name in ("home", "tmp", "data"):
            (folder / name).mkdir()
        source = Path(os.environ["RAADSVRAAG_DATA"])
        shutil.copytree(source / "index", folder / "data" / "index")
        (folder / "data" / "models").symlink_to(source / "models")
        settings = {
            "RAADSVRAAG_DATA": str(folder / "data"), "RAADSVRAAG_ONLINE": "0", "HOME": str(folder / "home"),
            "TMPDIR": str(folder / "tmp"), "XDG_CACHE_HOME": str(folder / "home"),
            "RAADSVRAAG_FEEDBACK": str(folder / "oordelen"),
        }  # fmt: skip
        with (folder / "log.txt").open("w") as log, served(settings, log) as address:
            answered = asyncio.run(ask_all(address, words))
            judged = httpx.post(f"{address}/oordeel", json={"verdict": "down", "reason": PROOF, "topics": ""})
        found = found_in(folder, [*words, PROOF])
        if judged.status_code != 200 or "oordelen" not in found.pop(PROOF, []):
            raise RuntimeError("the word that was put there on purpose is not found: this search proves nothing")
        files = sum(path.is_file() for path in folder.rglob("*"))
    asked = {"asked": len(words), "answered": answered, "files searched": files}
    print(json.dumps(asked | {"found": len(found), "where": found}))
    return len(found)


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)))
