"""History + follow-up → a question that stands alone, without a language model.

Enters: the question and the earlier turns. Leaves: the text to search with. A question that leans on the
last one ("en wie betaalt dat?") borrows the content of the asker's previous questions; one that names a
topic of its own does not. The previous answers are not read: what we said must not steer what is asked.
"""

import re
from collections.abc import Sequence

from assistant.answer import Turn

MAX_TURNS_BACK = 2
_LEANING_START = re.compile(r"^(?:en|maar|dus|ook|of|oké|ok|ja|and|but|so|also|what about|how about)\b", re.IGNORECASE)
_POINTING = re.compile(
    r"\b(?:dat|dit|die|deze|daar\w*|hier(?:over|van|voor|mee)|ervan|ervoor|erover|eraan|ermee|hij|zij|ze|hem|haar|hun|it|that|this|those|these|they|them|its|there)\b",
    re.IGNORECASE,
)
_SHORT = 9
_EMPTY = frozenset(
    """
    de het een en of maar wat wie waar hoe moet mag kan kun kunnen moeten is zijn was ik u je we wij er dan nog ook
    dat dit die deze daar over van voor met in op aan bij om te vragen vraag stellen
    the a an and or but what who where how is are was do does i we you it that this those these about of for with in
    on at to ask question should can
    """.split()  # noqa: SIM905  a list of quoted words would hide them
)


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Return the question, followed by the content words of earlier questions when it leans on them."""
    earlier = [turn.content for turn in history if turn.role == "user"][-MAX_TURNS_BACK:]
    if not earlier or not leans_on_history(question):
        return question
    borrowed: list[str] = []
    for previous in reversed(earlier):
        borrowed += [word for word in content_words(previous) if word not in borrowed]
        if not leans_on_history(previous):
            break
    return f"{question} {' '.join(borrowed)}"


def leans_on_history(question: str) -> bool:
    """Whether a question is too short or too pointing to be understood by itself."""
    if len(question.split()) > 2 * _SHORT:
        return False
    own = content_words(question)
    starts = bool(_LEANING_START.match(question.strip()))
    points = bool(_POINTING.search(question))
    return (starts and len(own) <= 4) or (points and len(own) <= 3) or len(own) <= 1


def content_words(text: str) -> list[str]:
    """Return the words that carry content, in order."""
    return [word for word in re.findall(r"[\w-]+", text.lower()) if word not in _EMPTY and len(word) > 1]
