"""A role → a study guide of two pages: what it is, why it matters, what to ask, the words, where to go on.

Enters: a role and the index. Leaves: a `Paper` within a budget of words. Says nothing that is not a card's sentence, a
definition or a title of the registry.
"""

from assistant import phrases as general
from assistant.draft import DraftStatement
from assistant.study import plan_phrases
from assistant.study.ask_terms import meaning_of
from assistant.study.facts import questions_of, roots, sentences_of, stated
from assistant.study.paper import Block, Line, Paper, References, heading, listed, paragraph
from assistant.study.plan import learning_links
from assistant.study.shelf import Place, shelve
from assistant.study.subject import Subject, terms_of
from corpus.index import Index
from corpus.records import Language, Role

_TOPICS, _EACH, _TERMS, _WHY, _WHAT = 10, 2, 8, 4, 3


def make_guide(role: Role, index: Index, language: Language) -> Paper:
    """Write the guide of a role."""
    references = References(index, language)
    title = guide_title(role, language)
    blocks: list[Block] = [Block("title", (Line(title),)), paragraph(plan_phrases.GUIDE_HOW[language])]
    for part, statements in guide_parts(role, index, language).items():
        numbered = part == plan_phrases.GUIDE_ASK[language]
        blocks += [heading(part), listed([references.line(each) for each in statements], numbered=numbered)]
    links = learning_links(index)
    if links:
        blocks += [
            heading(plan_phrases.GUIDE_LINKS[language]),
            listed([Line(link.title, url=link.url) for link in links]),
        ]
    blocks.append(paragraph(general.LOCAL[language]))
    return Paper(title, language, (*blocks, *references.blocks()))


def guide_title(role: Role, language: Language) -> str:
    """Return the title of a role's guide."""
    return plan_phrases.GUIDE_TITLE[language].format(role=general.ROLE_NAMES[language][role])


def guide_parts(role: Role, index: Index, language: Language) -> dict[str, list[DraftStatement]]:
    """Return the statements of a guide under their headings; a heading without statements is left out."""
    places = sorted(shelve((role,), index), key=lambda place: place.order)
    own = [place for place in places if place.card.role == role]
    core = [place for place in places if place.shelf == "core"] or own
    terms = terms_of(Subject(role), index)[:_TERMS]
    parts = (
        (plan_phrases.GUIDE_WHAT, what_it_is(role, places, index, language)),
        (plan_phrases.GUIDE_WHY, _why(core, index, language)),
        (plan_phrases.GUIDE_ASK, [each for place in core[:_TOPICS] for each in _questions(place, index, language)]),
        (plan_phrases.GUIDE_TERMS, [meaning_of(term, index, language) for term in terms]),
    )
    return {title[language]: statements for title, statements in parts if statements}


def what_it_is(role: Role, places: list[Place], index: Index, language: Language) -> list[DraftStatement]:
    """Return what the basics say of the role by name, or else what they begin with."""
    basics = [place.card for place in places if place.shelf == "basics"]
    sentences = [item for card in basics for item in sentences_of(card, index, language)]
    named = [item for item in sentences if roots(item.text) & _roots_of(role, language)]
    first = [sentences_of(card, index, language)[0] for card in basics if sentences_of(card, index, language)]
    return [stated(item) for item in dict.fromkeys([*named, *first])][:_WHAT]


def _roots_of(role: Role, language: Language) -> frozenset[str]:
    plain = {"nl": "rol rollen role roles", "en": "role roles"}
    return roots(general.ROLE_NAMES[language][role]) - roots(plain[language])


def _why(core: list[Place], index: Index, language: Language) -> list[DraftStatement]:
    firsts = [sentences_of(place.card, index, language)[:1] for place in core]
    return [stated(item) for items in firsts for item in items][:_WHY]


def _questions(place: Place, index: Index, language: Language) -> list[DraftStatement]:
    title: str = getattr(place.card.title, language)
    first, *others = (stated(item) for item in questions_of(place.card, index, language)[:_EACH])
    return [DraftStatement(first.text, first.spans, first.kind, title.rstrip("?")), *others]
