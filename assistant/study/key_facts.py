"""A sentence → the facts it is made of, and which of them an answer leaves out.

Enters: the right sentence, the answer, and the embedder. Leaves: verbatim stretches of the sentence. Refuses nothing: a
sentence that does not fall apart is one fact.
"""

import re

from assistant.conversation import content_words
from assistant.study.facts import roots
from corpus.closeness import closeness
from corpus.embedding import Embedder

_JOINT = re.compile(
    r",\s+(?:en |and |waarna |waarmee |waardoor |waarbij |die |dat |who |which |so that )?"
    r"|\s+(?:en|die|dat|waarmee|waarop|waarbij|waardoor|waarna|wie|zoals|om|door)\s+"
    r"|\s+(?:and|who|which|that|with which|such as)\s+"
)
TOLD = 0.9
"""From this closeness on an answer tells a fact, though in other words."""


def key_facts(sentence: str) -> list[str]:
    """Return the stretches of a sentence that each say something."""
    bits = [bit.strip(" .;:") for bit in _JOINT.split(sentence)]
    return [bit for bit in bits if len(content_words(bit)) >= 2] or [sentence.strip(" .")]


def facts_left_out(sentence: str, answer: str, embedder: Embedder) -> tuple[str, ...]:
    """Return the facts of a sentence that an answer does not tell, in the sentence's order."""
    vector = embedder.embed_question(answer)
    return tuple(
        fact for fact in key_facts(sentence)
        if not roots(fact) & roots(answer) and closeness(fact, answer, embedder.embed_question(fact), vector) < TOLD
    )  # fmt: skip
