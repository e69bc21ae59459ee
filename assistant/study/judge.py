"""An answer to a quiz item → a verdict, or the finding that it is no answer at all.

Enters: an item and what was typed. Leaves: a `Judgement`, or None when the text is evidently something else: a question
of another kind, to be answered as such while the quiz waits.
"""

from assistant.define import asked_term
from assistant.study.items import QuizItem
from assistant.study.judge_short import judge_choice, judge_gap
from assistant.study.judge_told import form_of, is_empty, judge_told
from assistant.study.judgement import Judgement
from assistant.wording import any_of
from corpus.embedding import Embedder
from corpus.index import Index

_ASKS = any_of(
    r"(?:wat|wie|waar\w*|waarom|hoe|wanneer|welke?|kan|kun|mag|moet|is|zijn|hebben|heeft) \w+.*\?\s*$",
    r"(?:what|who|where|why|how|when|which|can|may|must|is|are|do|does|have) \w+.*\?\s*$",
)
_FIRST_SOMETHING_ELSE = any_of(
    r"(?:eerst |even )?(?:een |iets )?(?:andere? )?(?:vraag|iets anders)(?: tussendoor)?\s*[:,]", r"wacht\b",
    r"tussendoor\b",
    r"(?:another|different) question\b", r"wait\b", r"first\s*[:,]",
)  # fmt: skip


def judge(item: QuizItem, answer: str, index: Index, embedder: Embedder) -> Judgement | None:
    """Judge an answer; None when it is no answer to this item."""
    if _FIRST_SOMETHING_ELSE.match(answer.strip()):
        return None
    if item.kind == "open":
        verdict = judge_told(item, answer, index, embedder)
        return None if verdict.verdict != "right" and _is_a_question(item, answer, index) else verdict
    by_gap = item.kind == "cloze" and not item.options
    found = judge_gap(item, answer) if by_gap else judge_choice(item, answer)
    if found and (found.verdict == "right" or not by_gap):
        return found
    if is_empty(answer):
        return Judgement("wrong", "empty")
    asks = bool(_ASKS.match(answer.strip())) or _is_a_question(item, answer, index)
    return None if asks else found or Judgement("wrong", "other")


def _is_a_question(item: QuizItem, answer: str, index: Index) -> bool:
    """Whether a text asks for a meaning, or, where no question was asked for, asks anything."""
    term = asked_term(answer, index.glossary) if len(answer.split()) > 1 else None
    if term and item.about != f"term:{term.term}":
        return True
    return form_of(item) == "meaning" and item.kind == "open" and bool(_ASKS.match(answer.strip())) and term is None
