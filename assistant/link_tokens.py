"""Tokens that a model may write instead of a web address → the page's title, and its address in the registry.

Enters: a sentence and the links that were sent, by token. Leaves: the sentence with titles, and the links that it
names. An address can thus never be invented; a token that was not sent stays in the sentence, whose braces the gate
refuses.
"""

import re
import secrets
from collections.abc import Iterable, Mapping

from assistant.answer import Link

_TOKEN = re.compile(r"\{(l[0-9a-f]{6})\}")


def tokens_for(links: Iterable[Link]) -> dict[str, Link]:
    """Return the links under tokens that no text could foresee."""
    return {f"l{secrets.token_hex(3)}": link for link in links}


def written_out(sentence: str, links: Mapping[str, Link]) -> tuple[str, list[Link]]:
    """Return a sentence with titles instead of tokens, and the links that it names."""
    named = [links[token] for token in _TOKEN.findall(sentence) if token in links]
    return _TOKEN.sub(lambda match: links[match[1]].title if match[1] in links else match[0], sentence), named
