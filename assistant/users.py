"""Who may use a shared server: names with hashed passwords, as text or in a file. The only module that imports bcrypt.

Enters: lines `name:hash`. Leaves: whether a name and a password belong together. Refuses: a line without a name or
with something that is no bcrypt hash (`InputError`), and passwords shorter than twelve or longer than 72 bytes.
"""

from pathlib import Path

import bcrypt

from corpus.errors import InputError

MIN_LENGTH, MAX_BYTES = 12, 72
_ROUNDS = 12


def hash_password(password: str) -> str:
    """Return the hash of a password, to put after `name:`."""
    if len(password) < MIN_LENGTH:
        raise InputError(
            f"Dit wachtwoord is te kort (minder dan {MIN_LENGTH} tekens).", "Neem een zin van een paar woorden."
        )
    if len(password.encode()) > MAX_BYTES:
        raise InputError(f"Dit wachtwoord is te lang (meer dan {MAX_BYTES} bytes).", "Neem een kortere zin.")
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt(_ROUNDS)).decode()


class Users:
    """Names and hashes; empty when everybody may come in."""

    def __init__(self, hashes: dict[str, str]) -> None:
        self._hashes = hashes
        # An unknown name takes as long as a wrong password: who is on the list cannot be timed.
        self._nobody = bcrypt.hashpw(b"nobody", bcrypt.gensalt(_ROUNDS)) if hashes else b""

    def __bool__(self) -> bool:
        return bool(self._hashes)

    def accepts(self, name: str, password: str) -> bool:
        """Whether the password is the one of this name."""
        typed = password.encode()
        hashed = self._hashes.get(name, "").encode() or self._nobody
        return len(typed) <= MAX_BYTES and bcrypt.checkpw(typed, hashed) and name in self._hashes


def read_users(setting: str) -> Users:
    """Read RAADSVRAAG_USERS: a file of `name:hash` lines, or such lines themselves; empty for no login."""
    if not setting.strip():
        return Users({})
    text = setting
    if "$" not in setting:
        try:
            text = Path(setting).expanduser().read_text(encoding="utf-8")
        except OSError as error:
            raise InputError(
                f"Het bestand van RAADSVRAAG_USERS is niet te lezen ({error.strerror}).", "Verbeter het pad."
            ) from error
    hashes: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, hashed = line.strip().partition(":")
        if not name or not hashed.startswith(("$2a$", "$2b$", "$2y$")) or len(hashed) != 60:
            raise InputError(
                f"RAADSVRAAG_USERS, regel {number}, is geen 'naam:hash'.", "Maak er een: raadsvraag password NAAM"
            )
        hashes[name] = hashed
    if not hashes:
        raise InputError("In RAADSVRAAG_USERS staat niemand.", "Maak een regel: raadsvraag password NAAM")
    return Users(hashes)
