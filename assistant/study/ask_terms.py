"""A glossary term → items about its meaning: told in one's own words, chosen from four, or named from its meaning.

Enters: a term and the index. Leaves: a `QuizItem`, or None when no fair item can be made: a wrong meaning is that of
a term which neither mentions nor resembles the one asked.
"""

from assistant.draft import DraftStatement
from assistant.study import phrases
from assistant.study.ask_questions import WRONG_OPTIONS
from assistant.study.facts import ROOT, gives_away, roots
from assistant.study.items import Option, QuizItem
from assistant.study.order import shuffled
from assistant.study.subject import role_of_term
from corpus.closeness import shared_grams
from corpus.glossary import Term, definition_span
from corpus.index import Index
from corpus.lexical import words
from corpus.records import Language

ALIKE = 0.4
"""From this share of common 4-grams on, two meanings may be of one thing."""


def meaning_of(term: Term, index: Index, language: Language) -> DraftStatement:
    """Return the sentence that says what a term means, cited."""
    text: str = getattr(term, language)
    return DraftStatement(text, (definition_span(term, index.definitions, language),), "definition", full_name(term))


def full_name(term: Term) -> str:
    """Return the term with what it is short for."""
    return f"{term.term} ({term.expansion})" if term.expansion else term.term


def meaning_item(term: Term, index: Index, language: Language) -> QuizItem:
    """Ask what a term means, in one's own words."""
    return QuizItem(
        id=f"meaning:{term.term}", kind="open", language=language, role=role_of_term(term, index),
        about=f"term:{term.term}", title=full_name(term), ask=phrases.ASK_MEANING[language].format(term=term.term),
        answers=(meaning_of(term, index, language),),
    )  # fmt: skip


def term_item(term: Term, index: Index, language: Language, seed: int) -> QuizItem | None:
    """Ask which of four meanings a term has."""
    meaning: str = getattr(term, language)
    others = _other_terms(term, index, language, seed)
    if gives_away(meaning, f"{term.term} {term.expansion}") or len(others) < WRONG_OPTIONS:
        return None
    options = [_option(each, index, language, right=each == term) for each in (term, *others)]
    return QuizItem(
        id=f"term:{term.term}", kind="term", language=language, role=role_of_term(term, index),
        about=f"term:{term.term}", title=full_name(term), ask=phrases.ASK_TERM[language].format(term=full_name(term)),
        answers=(meaning_of(term, index, language),),
        options=tuple(shuffled(seed, options, lambda option: option.text)),
    )  # fmt: skip


def name_item(term: Term, index: Index, language: Language, seed: int) -> QuizItem | None:
    """Ask which of four terms a meaning belongs to."""
    meaning: str = getattr(term, language)
    others = _other_terms(term, index, language, seed + 1)
    if gives_away(meaning, f"{term.term} {term.expansion}") or len(others) < WRONG_OPTIONS:
        return None
    options = [
        Option(full_name(each), each == term, each.term, definition_span(each, index.definitions, language))
        for each in (term, *others)
    ]
    return QuizItem(
        id=f"name:{term.term}", kind="term", language=language, role=role_of_term(term, index),
        about=f"term:{term.term}", title=full_name(term), ask=phrases.ASK_NAME[language], quoted=meaning,
        answers=(meaning_of(term, index, language),), accepted=term.names,
        options=tuple(shuffled(seed, options, lambda option: option.text)),
    )  # fmt: skip


def _option(term: Term, index: Index, language: Language, *, right: bool) -> Option:
    span = definition_span(term, index.definitions, language)
    return Option(getattr(term, language), right, full_name(term), span)


def _other_terms(term: Term, index: Index, language: Language, seed: int) -> list[Term]:
    """Return terms whose meaning is surely another, in the seed's order."""
    chosen: list[Term] = []
    for other in shuffled(seed, index.glossary.terms.values(), lambda each: f"{term.term}:{each.term}"):
        if all(_differs(taken, other, language) for taken in (term, *chosen)):
            chosen.append(other)
        if len(chosen) == WRONG_OPTIONS:
            break
    return chosen


def _differs(term: Term, other: Term, language: Language) -> bool:
    meaning, another = getattr(term, language), getattr(other, language)
    names = roots(" ".join([*term.names, *term.aliases])) & roots(" ".join([*other.names, *other.aliases]))
    mentions = _mentions(meaning, other) or _mentions(another, term)
    return other != term and not names and not mentions and shared_grams(meaning, another) < ALIKE


def _mentions(text: str, term: Term) -> bool:
    named = {word[:ROOT] for name in (*term.names, *term.aliases) for word in words(name)}
    return bool(named & {word[:ROOT] for word in words(text) if len(word) > 2})
