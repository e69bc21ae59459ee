"""The words by which somebody asks to study: a plan, a quiz, cards or a guide; or goes on with, or ends, a quiz.

Enters: a question's text. Leaves: what is asked for, or None. Refuses nothing; a word such as "lezen" alone is not a
request for a plan: it takes a span of time, a webinar or the name of the thing.
"""

import re
from typing import Literal

from assistant.conversation import content_words
from assistant.wording import any_of

Wish = Literal["quiz", "plan", "guide", "cards"]

_QUIZ = any_of(
    r"overho(?:or|ren|ring)", r"quiz(?:ze?)?\b", r"(?:test|toets|ondervraag) (?:mij|me|mijn kennis|ons)\b",
    "oefenvragen",
    r"stel (?:mij|me|ons) (?:een paar |wat |\w+ )?(?:oefen|quiz|toets)?vragen\b(?! (?:die|over het college|voor))",
    "quiz me", r"test (?:me|my knowledge|us)\b", r"ask me (?:some |a few |\w+ )?questions", "practice questions",
)  # fmt: skip
_PLAN = any_of(
    "leesplan", "studieplan", "leeslijst", "leerplan", r"study plan", r"reading (?:plan|list)",
    r"help (?:mij|me|ons) (?:met )?(?:studeren|leren voor)", r"help me (?:to )?study",
    r"ik wil (?:studeren|leren voor)",
)  # fmt: skip
_GUIDE = any_of("studiegids", "studiewijzer", "study guide")
_CARDS = any_of(
    r"onthoudkaart\w*", r"(?:leer|flits|studie)kaart(?:en|jes)", r"flash ?cards?", r"anki\b", "cards to remember"
)
_TIME = re.compile(
    r"\b(?:\d{1,3}|een|half|halve|anderhalf|drie|tien|vijftien|twintig|dertig|veertig|vijfenveertig|zestig|negentig|a|an|one"
    r"|ten|fifteen|twenty|thirty|forty|forty-five|sixty|ninety)?\s?(?:minuten|minuutjes|min|uur|uurtje|halfuur|kwartier|kwartiertje"
    r"|minutes?|hours?|half hour|half an hour)\b",
    re.IGNORECASE,
)
_WEBINAR = any_of("webinar", r"cyber ?sessions?\b")
_OCCASION = any_of("webinar", r"cyber ?sessions?\b", r"(?:raads|commissie)?vergadering", r"(?:council )?meeting\b")
_MYSELF = any_of(r"(?:ik|mij|me|mijn|wij|we|ons)\b", r"(?:i|my|our|us)\b")
_HAVING_TIME = any_of(
    r"heb\b",
    r"have\b",
    r"got\b",
    r"wat (?:kan|moet|zal|kunnen|moeten) (?:ik|wij|we)\b",
    r"what (?:can|should|must) (?:i|we)\b",
)
_ABOUT = re.compile(r"\b(?:over|about)\s+(?!een (?:uur|week|kwartier|half)|[0-9])([^.;?]*)", re.IGNORECASE)
_DEADLINE = any_of(r"(?:binnen|eerste|within|first)\b")
_READING = any_of(
    r"lezen\b", r"lees\b", r"doornemen\b", r"bestuderen\b", r"studeren\b", r"voorbereid\w*", r"voor te bereiden\b",
    r"bereid\b", r"leren\b", r"inlezen\b",
    r"read\b", r"study\b", r"prepare\b", r"go through\b", r"learn\b",
)  # fmt: skip
_STOP = re.compile(
    r"^\W*(?:nu |ok |oke |oké )?(?:stop\w*|ik stop\w*|klaar|einde|eind|ophouden|afsluiten|genoeg"
    r"|quit|exit|end|enough|done)"
    r"(?: (?:maar|ermee|ook|nu|met|de|quiz|it|the|now|please|graag|hoor|dank\w*|ik|wil))*\W*$",
    re.IGNORECASE,
)
_RESUME = re.compile(
    r"^\W*(?:(?:ga|we gaan|ik wil|laten we) )?(?:verder|doorgaan|door|hervat\w*|continue|resume|go on|carry on)"
    r"(?: (?:met|de|quiz|gaan|vraag|with|the|question|graag|please))*\W*$",
    re.IGNORECASE,
)

_AROUND = frozenset(
    [
        "mijn",
        "my",
        "rol",
        "role",
        "roles",
        "rollen",
        "taak",
        "vragen",
        "vraag",
        "questions",
        "question",
        "eens",
        "even",
        "graag",
        "alsjeblieft",
        "please",
        "mij",
        "me",
        "ik",
        "wil",
        "wat",
        "welke",
        "kan",
        "moet",
        "about",
        "over",
        "on",
        "met",
        "with",
        "quiz",
        "nummer",
        "number",
        "half",
        "uur",
        "heb",
        "have",
        "only",
        "maar",
        "nog",
        "the",
        "a",
        "raadslid",
        "council",
        "member",
        "minuten",
        "onderwerp",
        "onderwerpen",
        "topics",
        "topic",
        "alle",
        "all",
        "digitale",
        "digital",
        "veiligheid",
        "safety",
        "security",
        "weet",
        "al",
    ]
)


def wish_in(text: str) -> Wish | None:
    """Return what kind of study a question asks for, or None."""
    if _QUIZ.search(text):
        return "quiz"
    if _GUIDE.search(text):
        return "guide"
    if _CARDS.search(text):
        return "cards"
    if _PLAN.search(text):
        return "plan"
    timed = _TIME.search(text) and _MYSELF.search(text) and not _DEADLINE.search(text)
    meant = _HAVING_TIME.search(text) or _OCCASION.search(text)
    return "plan" if _READING.search(text) and ((timed and meant) or _WEBINAR.search(text)) else None


def wants_to_stop(text: str) -> bool:
    """Whether somebody ends a quiz."""
    return bool(_STOP.match(text))


def wants_to_resume(text: str) -> bool:
    """Whether somebody takes a quiz up again."""
    return bool(_RESUME.match(text))


def named_topic(text: str) -> str:
    """Return what a plan is to be about: the words after "over", without those that ask for it; mostly nothing."""
    found = _ABOUT.search(text)
    return without_wish(found[1]) if found else ""


def without_wish(text: str) -> str:
    """Return the words for what a request is about, without those that ask for it."""
    for pattern in (_QUIZ, _PLAN, _GUIDE, _CARDS, _TIME, _OCCASION, _READING):
        text = pattern.sub(" ", text)
    return " ".join(word for word in content_words(text) if word not in _AROUND and not word.isdigit())
