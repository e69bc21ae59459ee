"""Everything that can go wrong, in one tree; each error says in Dutch what happened and what to do next.

RaadsvraagError
├── InputError          the question, a flag or an input file cannot be used
├── ContentError        a card, source or glossary entry is wrong: names file, line and field
├── DocumentError       one local document cannot be read
├── EmbedderError       no embedding model, or not the one that was expected
├── IndexMissingError   nothing has been built yet
├── IndexDamagedError   a built generation does not match its manifest
├── ModelError          a chat model was asked for and cannot be opened, or did not answer well
├── BuildError          a build cannot start or finish: locked, disk full, too much would vanish
└── ServeError          the chat cannot start: port in use

Core code raises these and never prints; the command line and the chat translate them at the edge.
"""

from typing import Literal


class RaadsvraagError(Exception):
    """The base: `message` says what happened and `next_step` what to do, both in Dutch."""

    def __init__(self, message: str, next_step: str = "") -> None:
        self.message = message
        self.next_step = next_step
        super().__init__(f"{message} {next_step}".strip())


class InputError(RaadsvraagError):
    """A question, flag or input line that cannot be used; nothing was asked or stored."""


class ContentError(RaadsvraagError):
    """A card, source or glossary entry is wrong; the message names the file, the line and the field."""

    def __init__(self, file: str, line: int, field: str, problem: str) -> None:
        self.file, self.line, self.field = file, line, field
        super().__init__(
            f"{file}, regel {line}, veld '{field}': {problem}.",
            "Verbeter dit en bouw opnieuw; de vorige index blijft in gebruik.",
        )


class DocumentError(RaadsvraagError):
    """One local document cannot be turned into text; the other documents go on."""


class EmbedderError(RaadsvraagError):
    """No embedding model can be had, or it is not the one that was expected."""


class IndexMissingError(RaadsvraagError):
    """No index has been built in the data folder yet."""


class IndexDamagedError(RaadsvraagError):
    """Files of a built generation are missing or do not match the manifest."""


class BuildError(RaadsvraagError):
    """A build could not start or finish; the current generation is untouched."""


class ServeError(RaadsvraagError):
    """The chat could not be started."""


Failure = Literal[
    "package",
    "settings",
    "unreachable",
    "late",
    "busy",
    "denied",
    "unknown",
    "server",
    "unreadable",
    "cut_off",
    "endless",
    "empty",
    "no_answer",
    "other_language",
    "unsupported",
    "failed",
]
"""Why a chat model's answer is not used; `assistant.phrases` puts each into words."""


class ModelError(RaadsvraagError):
    """The chat model cannot be opened, or its answer cannot be used: an answer is composed without it."""

    def __init__(self, failure: Failure, message: str, next_step: str = "") -> None:
        self.failure: Failure = failure
        super().__init__(message, next_step)


class OfflineError(BuildError):
    """Pages were to be fetched, but no website could be reached."""
