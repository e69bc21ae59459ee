"""A request for a guide or for cards → the draft of an answer in the chat.

Enters: the role that was named, or none; the index. Leaves: a `Draft` with the guide's statements, or with the three
roles to choose from.
"""

from assistant import phrases as general
from assistant.draft import Draft, Part
from assistant.study import phrases, plan_phrases
from assistant.study.guide import guide_parts, guide_title
from assistant.study.plan import learning_links
from corpus.index import Index
from corpus.records import ROLES, Language, Role


def guide_draft(role: Role | None, index: Index, language: Language) -> Draft:
    """Lay the guide of a role out as an answer."""
    if role is None:
        choices = tuple(guide_title(each, language) for each in ROLES[:3])
        return Draft(state="answered", notice=plan_phrases.WHICH_ROLE[language], follow_ups=choices)
    parts = guide_parts(role, index, language)
    label = general.ROLE_NAMES[language][role]
    return Draft(
        state="answered", notice=f"**{guide_title(role, language)}.**",
        parts=tuple(Part((), title, tuple(statements)) for title, statements in parts.items()),
        links=learning_links(index), not_covered=(general.LOCAL[language],), closing=plan_phrases.GUIDE_FILES[language],
        follow_ups=(phrases.NEW_QUIZ[language].format(label=label),),
    )  # fmt: skip


def cards_draft(language: Language) -> Draft:
    """Say where the cards to remember are."""
    label = general.ROLE_NAMES[language]["controlerend"]
    return Draft(
        state="answered", notice=plan_phrases.CARDS_WHERE[language],
        follow_ups=(phrases.NEW_QUIZ[language].format(label=label),),
    )  # fmt: skip
