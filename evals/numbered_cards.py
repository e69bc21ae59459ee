"""A few of the project's own cards, with the number of a build in every sentence that a reader can see.

Enters: a folder and a number. Leaves: content to build from; and, of any text, the numbers in it. Two numbers in one
answer mean that it was made from two generations.
"""

import re
import shutil
from pathlib import Path

import yaml

from corpus.sources import CONTENT

CARDS = ("cybercrisisteam", "kosten-na-incident", "ibd", "ensia")
QUESTIONS = (
    "straks ligt alles plat, wie doet dan wat?",
    "wie betaalt de schade na een hack",
    "wat doet de IBD voor gemeenten",
    "wat moet ik vragen over ENSIA?",
)
_END = re.compile(r"([.?!])(?=\s|$)")
_NUMBER = re.compile(r"\(uitgave (\d+)\)")


def number_cards(content: Path, number: int) -> None:
    """Write the cards anew, each question and each sentence ending in the number."""
    (content / "cards").mkdir(parents=True, exist_ok=True)
    for name in ("sources.toml", "glossary.toml"):
        shutil.copyfile(CONTENT / name, content / name)
    for card in CARDS:
        _, front, body = (CONTENT / "cards" / f"{card}.md").read_text(encoding="utf-8").split("---\n", 2)
        values = yaml.safe_load(front)
        values["questions"] = {
            language: [_numbered(text, number) for text in texts] for language, texts in values["questions"].items()
        }
        values["misconceptions"] = []
        rewritten = f"---\n{yaml.safe_dump(values, allow_unicode=True, sort_keys=False)}---\n{_numbered(body, number)}"
        (content / "cards" / f"{card}.md").write_text(rewritten, encoding="utf-8")


def _numbered(text: str, number: int) -> str:
    return _END.sub(rf" (uitgave {number})\1", text)


def numbers_in(text: str) -> set[int]:
    """Return the numbers of the builds that a text comes from."""
    return {int(match) for match in _NUMBER.findall(text)}
