"""A deck → a package for Anki, by genanki. Only this module imports genanki.

Enters: memory cards and a name. Leaves: the bytes of an .apkg file. The same card keeps its identity, so that a later
package updates it and keeps what Anki knows of its progress. The file that genanki writes on the way is removed at
once.
"""

import hashlib
import tempfile
from html import escape
from io import BytesIO
from pathlib import Path

import genanki

from assistant.study.deck import MemoryCard

_MODEL = 1607392319
_STYLE = ".card { font-family: sans-serif; font-size: 18px; text-align: left; } .bron { font-size: 13px; color: #555; }"


def to_anki(deck: list[MemoryCard], name: str) -> bytes:
    """Write a deck as an Anki package."""
    model = genanki.Model(
        _MODEL, "Raadsvraag",
        fields=[{"name": "Vraag"}, {"name": "Antwoord"}, {"name": "Bron"}],
        templates=[{
            "name": "Kaart", "qfmt": "{{Vraag}}",
            "afmt": "{{FrontSide}}<hr id=answer>{{Antwoord}}<p class='bron'>{{Bron}}</p>",
        }],
        css=_STYLE,
    )  # fmt: skip
    package = genanki.Deck(_number(name), f"Raadsvraag: {name}")
    for card in deck:
        back = "<br>".join(escape(line) for line in card.back)
        fields = [escape(card.front), back, escape(card.source)]
        package.add_note(
            genanki.Note(model=model, fields=fields, guid=genanki.guid_for("raadsvraag", card.id, card.front))
        )
    out = BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deck.apkg"
        genanki.Package(package).write_to_file(path)
        out.write(path.read_bytes())
    return out.getvalue()


def _number(name: str) -> int:
    """Return a deck's identity from its name."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") % (1 << 30) + (1 << 30)
