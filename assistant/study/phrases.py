"""Every sentence of the study part that we say ourselves, in both languages: no statement of fact stands here.

Enters: a language. Leaves: fixed texts, some with gaps between braces.
"""

from assistant.phrases import Both
from corpus.records import Language, Role

EVERYTHING: Both = {"nl": "alle onderwerpen", "en": "all topics"}

ASK_OPEN: Both = {"nl": "Welke vraag kunt u stellen over: {title}?", "en": "Which question can you ask about: {title}?"}
ASK_MEANING: Both = {
    "nl": "Wat betekent {term}? Leg het in uw eigen woorden uit.",
    "en": "What does {term} mean? Explain it in your own words.",
}
ASK_CHOICE: Both = {"nl": "Welke vraag hoort bij: {title}?", "en": "Which question belongs to: {title}?"}
ASK_ROLE: Both = {
    "nl": "Bij welke rol zet '{source}' het onderwerp van deze vraag? Het onderwerp is: {title}.",
    "en": "Under which role does '{source}' put the topic of this question? The topic is: {title}.",
}
ASK_TERM: Both = {"nl": "Wat betekent {term}?", "en": "What does {term} mean?"}
ASK_NAME: Both = {"nl": "Welk begrip is dit?", "en": "Which term is this?"}
ASK_CLOZE: Both = {"nl": "Welk woord of getal ontbreekt?", "en": "Which word or number is missing?"}
HINT_WORD: Both = {"nl": "Het begint met '{letter}' en telt {length} letters.", "en": "It begins with '{letter}' and has {length} letters."}
HINT_NUMBER: Both = {"nl": "Het is een getal.", "en": "It is a number."}
GAP = "____"

ROLE_SHORT: dict[Language, dict[Role, str]] = {
    "nl": {
        "volksvertegenwoordigend": "de volksvertegenwoordigende rol", "kaderstellend": "de kaderstellende rol",
        "controlerend": "de controlerende rol", "algemeen": "geen rol in het bijzonder",
    },
    "en": {
        "volksvertegenwoordigend": "the representative role", "kaderstellend": "the framework-setting role",
        "controlerend": "the scrutinising role", "algemeen": "no role in particular",
    },
}  # fmt: skip
