"""A sentence of a card → the sentence with one word or number left out.

Enters: a sentence and the index. Leaves: a `QuizItem`, or None when no word makes a fair gap: a number that stands
for something countable, or a name or noun that the rest of the sentence does not give away. The first letter and the
length come with a gap, so that one word fits.
"""

import re

from assistant.draft import DraftStatement
from assistant.study import phrases
from assistant.study.ask_questions import POINTS_ELSEWHERE
from assistant.study.facts import ROOT, roots, sentences_of
from assistant.study.items import QuizItem
from assistant.study.numbers import NUMBER_WORDS, counted_numbers, number_options
from assistant.wording import any_of
from corpus.cards import Card
from corpus.index import Index
from corpus.lexical import words
from corpus.records import Language, StudyItem

_BEFORE_A_NOUN = {
    "nl": re.compile(
        r"\b(?:de|het|een|eigen|elk|elke|deze|dit|van|voor|met|over|op|tegen|bij|door|uit|naar|aan|en|om|als|hun|zijn"
        r"|haar|onze|uw)\s+([a-zà-ÿ-]{7,})(?=(?:[,.;:)]|\s+(?:van|voor|in|op|met|over|en|of|om|die|dat|nog|niet|is|zijn|wordt"
        r"|worden|aan|bij|tot|uit|naar|tegen|als|waarop|waarmee|kan|kunnen|moet|moeten|heeft|hebben|volgens)\b))"
    ),
    "en": re.compile(
        r"\b(?:the|a|an|own|each|every|this|of|for|with|on|against|at|by|from|to|and|as|their|its|our|your)\s+"
        r"([a-z-]{6,})(?=(?:[,.;:)]|\s+(?:of|for|in|on|with|and|or|to|who|that|which|not|is|are|was|were|at|by|from"
        r"|against|as|can|must|has|have|according)\b))"
    ),
}
_A_LIST = 3
_OPENING = 30
"""A sentence that points elsewhere in its first so many characters does not stand alone."""
_RARE = 3.0
"""From this idf weight on a word carries the sentence: it stands in few of the index's texts."""
_PLAIN = any_of(
    "gemeente", "handreiking", "volgens", "raadslid", "college", "digitale?", "veiligheid", "bron", "bericht",
    "municipal", "guidance", "according", "council", "digital", "safety", "source",
    r"\w+(?:ende|elijke?|ische?|ige)\b",
    r"\w+(?:al|ive|ous|ing|ed)\b",
)  # fmt: skip


def gap_item(card: Card, place: int, index: Index, language: Language, seed: int) -> QuizItem | None:
    """Leave one word or number out of a sentence of a card; a number of many digits comes with four to choose from."""
    item = sentences_of(card, index, language)[place]
    found = _number(item.text, language) or _word(item, card, index, language)
    if found is None or POINTS_ELSEWHERE.search(item.text[:_OPENING]):
        return None
    start, end = found
    missing = item.text[start:end]
    options = number_options(item, found, index, seed) if missing[0].isdigit() else ()
    if missing[0].isdigit() and not options:
        return None
    digits = NUMBER_WORDS[language].get(missing, "")
    hint = phrases.HINT_NUMBER if digits else phrases.HINT_WORD
    hinted = f"{phrases.ASK_CLOZE[language]} {hint[language].format(letter=missing[0], length=len(missing))}"
    spans = (item.span, item.evidence) if item.evidence else (item.span,)
    return QuizItem(
        id=f"cloze:{card.id}:{place}", kind="cloze", language=language, role=card.role, about=card.id,
        title=getattr(card.title, language), ask=phrases.ASK_NUMBER[language] if options else hinted,
        quoted=item.text[:start] + phrases.GAP + item.text[end:],
        answers=(DraftStatement(item.text, spans, "explanation"),), options=options,
        accepted=(missing, *((digits,) if digits else _other_names(missing, index))),
    )  # fmt: skip


def _number(text: str, language: Language) -> tuple[int, int] | None:
    """Return the only number of a sentence that counts something; dates, years and versions do not."""
    counted = [match.span() for match in counted_numbers(text)]
    counted += [m.span() for m in re.finditer(r"\b[a-z]+\b", text) if m[0] in NUMBER_WORDS[language]]
    if len(counted) != 1:
        return None
    # What is listed after a number can be counted off.
    after = text[counted[0][1] :]
    return None if ":" in after or after.count(",") >= _A_LIST else counted[0]


def _word(item: StudyItem, card: Card, index: Index, language: Language) -> tuple[int, int] | None:
    """Return the rarest noun of a sentence that neither its title nor the rest of the sentence gives away."""
    title: str = getattr(card.title, language)
    fair: list[tuple[float, tuple[int, int]]] = []
    for start, end in (m.span(1) for m in _BEFORE_A_NOUN[language].finditer(item.text)):
        word = item.text[start:end]
        weight = index.vocabulary.weight(words(word)[0])
        rest = f"{item.text[:start]} {item.text[end:]} {title}"
        if weight >= _RARE and not _PLAIN.match(word) and not _given(word, rest):
            fair.append((weight, (start, end)))
    return max(fair, key=lambda found: (found[0], -found[1][0]))[1] if fair else None


def _given(word: str, rest: str) -> bool:
    """Whether the rest holds the word, a form of it, or a part of it."""
    own = word.casefold()
    return any(root in own or own[:ROOT] in root for root in roots(rest)) or own in rest.casefold()


def _other_names(missing: str, index: Index) -> tuple[str, ...]:
    term = index.glossary.named_in(missing)
    return tuple(name for name in term.names if name != missing) if term else ()
