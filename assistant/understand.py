"""Question → what is meant: language, intent, role, and the words to search with.

Enters: a checked `Question` with its history. Leaves: `Understood`. Refuses nothing; when in doubt it
stays with the plainest reading: a Dutch question about a topic.
"""

import re
from dataclasses import dataclass

from assistant.answer import Intent, Question
from assistant.conversation import content_words, standalone
from assistant.study.wording import wish_in
from assistant.wording import any_of
from corpus.language import detect_language
from corpus.records import Language, Role

_ROLE_WORDS: dict[Role, re.Pattern[str]] = {
    "volksvertegenwoordigend": any_of(r"(?:volks?\s*)?vertegenwoordig\w*", r"represent\w+ role"),
    "kaderstellend": any_of(
        r"kader\s*stel\w*", r"kaders? (?:mee\s?geven|stellen)", r"(?:framework|policy)[- ]setting", "set the frameworks"
    ),
    "controlerend": any_of(
        r"controlerende?",
        r"controle(?:rol|taak)",
        r"controleer ik het college",
        r"scrutin\w+",
        r"(?:oversight|controlling) role",
    ),
}
_ALL_ROLES = any_of(r"(?:alle )?(?:drie|3) (?:raads)?rollen", r"(?:all )?three (?:council )?roles")
_ROLE_ITSELF = any_of(r"rol(?:len)?\b", r"ta(?:ak|ken)\b", r"roles?\b", r"tasks?\b")
_OVERVIEW = any_of(
    "overzicht", "overview", "checklist", "rundown",
    r"alles wat\b", "everything", r"alle (?:aandachts)?punten", "op een rij", "onder elkaar", "van a tot z", "compleet",
    "the whole package", r"(?:which|what) (?:topics|points|items)\b", r"welke (?:onderwerpen|punten|zaken)\b",
)  # fmt: skip
_OUR_FIELD = any_of(r"(?:digita|veiligheid|weerbaarheid|cyber|raad)\w*", "security", "safety", "resilience")
_OTHER_WORDS = 5
_OTHER_WORDS_BESIDE_OVERVIEW = 9
_LINK = any_of(
    r"link(?:je|s|jes)?\b",
    r"(?:url|website|web ?pagina|web ?page|pagina|vindplaats|webadres)\b",
    r"waar (?:kan ik|kun je|kan je|vind|vinden|staat|haal|lees)\b",
    r"where (?:can|do) (?:i|we|you) (?:find|read|watch|download)",
    r"where is the (?:page|source|text)",
    r"(?:bron van|waar is de bron)\b",
    r"(?:internet|web)\s?(?:adres|address)",
    r"(?:stuur|geef|send|give) (?:me|mij|us|ons) (?:die|dat|de|het|that|the) (?:blog|artikel|bericht|article|post)",
    r"(?:aanklikken|doorklikken)\b",
)
_HELP = any_of(
    r"(?:help|hallo|hoi|hello|hi|goede(?:morgen|middag|navond))\W*$",
    r"wat (?:kun|kan) (?:je|jij|u|ik hier)(?: allemaal)?(?: doen| vragen)?\W*$",
    r"hoe werkt (?:dit|raadsvraag|deze)",
    r"what can (?:you|i) (?:do|ask)\W*$",
    "how does this work",
    r"wie ben (?:je|jij|u)\b",
    r"who are you\b",
)
_LOCAL = any_of(
    r"(?:onze|mijn|uw|jullie|deze) (?:eigen )?(?:gemeente|stad|dorp|raad|college|burgemeester|ciso|fg|griffie)",
    r"(?:bij ons|in ons|wij in)\b",
    r"(?:hebben|zijn|doen|oefenen|staan|krijgen|betalen|geven|lopen) (?:wij|we)\b",
    r"gemeente [A-Z][\w-]+",
    r"(?:our|my) (?:municipality|town|city|council|mayor|ciso|own)",
    r"(?:do|are|have) we\b",
    flags=0,  # case matters: "gemeente Zwolle" names a place
)
_FACT = re.compile(
    r"(?:en |maar )?(?:wat (?:is|zijn|was|betekent|doet|kost\w*|houdt)|wie (?:is|was|doet|bepaalt|betaal\w*)"
    r"|waarom|wanneer|hoeveel|hoe (?:lang|vaak|veel|groot|snel|hoog|werkt)|welke?\b|waar\b|moet|mag"
    r"|what (?:is|are|does|was|happened)|who\b|why|when|how (?:much|many|long|often|does)|which|where|must|may)",
    re.IGNORECASE,
)
_WANTS_QUESTIONS = any_of(r"vra(?:ag|gen)\b", r"vraagje\b", r"ask\b", r"questions?\b", r"inbreng\b", "schriftelijk")


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


def understand(question: Question, search_text: str | None = None) -> Understood:
    """Read a question; the language of the asker wins unless one was set.

    `search_text` is the question made standalone, when that has been done already.
    """
    text = question.question
    search_text = search_text or standalone(text, question.history)
    named_role = _named_role(text)
    wants_questions = bool(_WANTS_QUESTIONS.search(text))
    return Understood(
        asked=question,
        language=question.language or detect_language(text),
        intent=_intent(text, named_role),
        role=question.role or named_role,
        search_text=search_text,
        local=bool(_LOCAL.search(text)),
        facts_first=bool(_FACT.match(text)) and not wants_questions,
    )


def roles_named(text: str) -> list[Role]:
    """Return the council roles that a text names."""
    return [role for role, pattern in _ROLE_WORDS.items() if pattern.search(text)]


def _named_role(text: str) -> Role | None:
    found = roles_named(text)
    return found[0] if len(found) == 1 else None


def _intent(text: str, named_role: Role | None) -> Intent:
    if _HELP.match(text):
        return "help"
    if wish_in(text):
        return "study"
    if _LINK.search(text):
        return "links"
    return "role" if _asks_for_overview(text, named_role) else "ask"


def _asks_for_overview(text: str, role: Role | None) -> bool:
    """Whether a question is about a role, or all roles, as a whole: little is left without the role's own words."""
    pattern = _ROLE_WORDS[role] if role else _ALL_ROLES
    rest = pattern.sub(" ", text)
    if rest == text:
        return False
    left = _OVERVIEW.sub(" ", rest)
    most = _OTHER_WORDS if left == rest else _OTHER_WORDS_BESIDE_OVERVIEW
    left = _ROLE_ITSELF.sub(" ", left)
    return len(content_words(_OUR_FIELD.sub(" ", left))) <= most
