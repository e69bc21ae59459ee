"""Question → what is meant: language, intent, role, and the words to search with.

Enters: a checked `Question` with its history. Leaves: `Understood`. Refuses nothing; when in doubt it
stays with the plainest reading: a Dutch question about a topic.
"""

import re
from dataclasses import dataclass

from assistant.answer import Intent, Question
from assistant.conversation import standalone
from corpus.language import detect_language
from corpus.records import Language, Role

_ROLE_WORDS: dict[Role, str] = {
    "volksvertegenwoordigend": r"volks?\s*vertegenwoordig\w*|representative role|representing role",
    "kaderstellend": r"kader\s*stel\w*|framework[- ]setting|policy[- ]setting",
    "controlerend": r"controlerende?|controle(?:rol|taak)|scrutin\w+|oversight role|controlling role",
}
_OVERVIEW = re.compile(
    r"\brol(?:len)?\b|\btaak\b|\btaken\b|\broles?\b|\btasks?\b|overzicht|checklist|alles wat|everything|overview", re.IGNORECASE
)
_LINK = re.compile(
    r"\b(?:link(?:je|s|jes)?|url|website|webpagina|pagina|vindplaats|webadres)\b|waar (?:kan ik|kun je|vind|vinden|staat|haal|lees|kan je)\b"
    r"|\bwhere (?:can|do) (?:i|we|you) (?:find|read|watch|download)|\bwhere is the (?:page|source|text)|\bweb ?page\b"
    r"|\bbron van\b|\bwaar is de bron\b",
    re.IGNORECASE,
)
_STUDY = re.compile(
    r"\boverhoor|\bquiz|\bstudeer|\bstuderen\b|\bstudie|\bleesplan|\bvoorbereid\w* op (?:het|de|een) webinar|before (?:the|a) webinar|test mij|test me\b",
    re.IGNORECASE,
)
_HELP = re.compile(
    r"^(?:help|hallo|hoi|hello|hi|goede?(?:morgen|middag|navond))\W*$|wat (?:kun|kan) (?:je|jij|u|ik hier)\b(?: allemaal)?(?: doen| vragen)?\W*$"
    r"|hoe werkt (?:dit|raadsvraag|deze)|what can (?:you|i) (?:do|ask)\b|how does this work|^wie ben (?:je|jij|u)|^who are you",
    re.IGNORECASE,
)
_LOCAL = re.compile(
    r"\b(?:onze|mijn|uw|jullie|deze) (?:eigen )?(?:gemeente|stad|dorp|gemeenteraad|raad|college|burgemeester|ciso|fg|griffie)"
    r"|\bbij ons\b|\b(?:hebben|zijn|doen|oefenen|staan|krijgen|betalen|geven|lopen) (?:wij|we)\b|\bwij in\b|\bin ons\b"
    r"|\bgemeente [A-Z][\w-]+|\b(?:our|my) (?:municipality|town|city|council|mayor|ciso|own)|\b(?:do|are|have) we\b",
)  # case matters: "gemeente Zwolle" names a place
_FACT = re.compile(
    r"^(?:en |maar )?(?:wat (?:is|zijn|was|betekent|doet|kost\w*|houdt)|wie (?:is|was|doet|bepaalt|betaal\w*)|waarom|wanneer|hoeveel|hoe (?:lang|vaak|veel|groot|snel|hoog|werkt)|welke?\b"
    r"|waar\b|moet|mag|what (?:is|are|does|was|happened)|who\b|why|when|how (?:much|many|long|often|does)|which|where|must|may)",
    re.IGNORECASE,
)
_WANTS_QUESTIONS = re.compile(r"\bvra(?:ag|gen)\b|\bvraagje|\bask\b|\bquestions?\b|\binbreng\b|\bschriftelijk", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Understood:
    """What a question means to the steps after it."""

    asked: Question
    language: Language
    intent: Intent
    role: Role | None
    search_text: str
    """The question made standalone: what is searched for."""
    local: bool
    """Asks about the reader's own municipality, which no source can know."""
    facts_first: bool
    """Asks what something is, rather than what to ask about it."""


def understand(question: Question) -> Understood:
    """Read a question; the language of the asker wins unless one was set."""
    text = question.question
    search_text = standalone(text, question.history)
    role = question.role or _named_role(text)
    wants_questions = bool(_WANTS_QUESTIONS.search(text))
    return Understood(
        asked=question,
        language=question.language or detect_language(text),
        intent=_intent(text, role),
        role=role,
        search_text=search_text,
        local=bool(_LOCAL.search(text)),
        facts_first=bool(_FACT.match(text)) and not wants_questions,
    )


def _named_role(text: str) -> Role | None:
    found = [role for role, pattern in _ROLE_WORDS.items() if re.search(rf"\b(?:{pattern})", text, re.IGNORECASE)]
    return found[0] if len(found) == 1 else None


def _intent(text: str, role: Role | None) -> Intent:
    if _HELP.search(text):
        return "help"
    if _STUDY.search(text):
        return "study"
    if _LINK.search(text):
        return "links"
    named = _named_role(text)
    # A role by itself is an overview; a role as a side remark in a question about a topic is a filter.
    if named and (_OVERVIEW.search(text) and len(text.split()) <= 16):
        return "role"
    return "ask"
