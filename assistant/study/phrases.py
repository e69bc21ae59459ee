"""Every sentence of the quiz that we say ourselves, in both languages: no statement of fact stands here.

Enters: a language. Leaves: fixed texts, some with gaps between braces.
"""

from assistant.phrases import Both
from corpus.records import Language, Role

EVERYTHING: Both = {"nl": "alle onderwerpen", "en": "all topics"}

ASK_OPEN: Both = {"nl": "Welke vraag kunt u stellen over: {title}?", "en": "Which question can you ask about: {title}?"}
ASK_MEANING: Both = {
    "nl": "Wat betekent '{term}'? Leg het in uw eigen woorden uit.",
    "en": "What does '{term}' mean? Explain it in your own words.",
}
ASK_CHOICE: Both = {"nl": "Welke vraag hoort bij: {title}?", "en": "Which question belongs to: {title}?"}
ASK_ROLE: Both = {
    "nl": "Bij welke rol zet '{source}' het onderwerp van deze vraag? Het onderwerp is: {title}",
    "en": "Under which role does '{source}' put the topic of this question? The topic is: {title}",
}
ASK_TERM: Both = {"nl": "Wat betekent '{term}'?", "en": "What does '{term}' mean?"}
ASK_NAME: Both = {"nl": "Welk begrip is dit?", "en": "Which term is this?"}
ASK_NUMBER: Both = {"nl": "Welk getal ontbreekt?", "en": "Which number is missing?"}
ASK_CLOZE: Both = {"nl": "Welk woord of getal ontbreekt?", "en": "Which word or number is missing?"}
HINT_WORD: Both = {
    "nl": "Het begint met '{letter}' en telt {length} letters.",
    "en": "It begins with '{letter}' and has {length} letters.",
}
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

PLACE: Both = {
    "nl": "**Vraag {place} van {count}** · {label} · quiz {seed}",
    "en": "**Question {place} of {count}** · {label} · quiz {seed}",
}
SCORE: Both = {
    "nl": "Stand: {right} goed, {half} half goed, {wrong} fout.",
    "en": "Score: {right} right, {half} half right, {wrong} wrong.",
}
ENDED: Both = {"nl": "**Einde van de quiz.**", "en": "**End of the quiz.**"}
RESULT: Both = {
    "nl": "U had {right} van de {asked} vragen goed en {half} half goed.",
    "en": "You had {right} of the {asked} questions right and {half} half right.",
}
NOTHING_ASKED: Both = {
    "nl": "U hebt nog geen vraag beantwoord, dus er is geen score.",
    "en": "You have not answered a question yet, so there is no score.",
}
READ_AGAIN: Both = {"nl": "Lees dit nog eens na", "en": "Read this again"}
QUIZ_OPENING: Both = {
    "nl": "Ik stel u {count} vragen, één voor één. Antwoord in uw eigen woorden of met een letter. Met **stop** "
    "houdt u op.",
    "en": "I will ask you {count} questions, one at a time. Answer in your own words or with a letter. **Stop** "
    "ends it.",
}
FEWER: Both = {
    "nl": "Over dit onderwerp zijn er hier niet meer dan {count} vragen.",
    "en": "There are no more than {count} questions about this topic here.",
}
VERDICTS: dict[str, Both] = {
    "right": {"nl": "**Goed.**", "en": "**Right.**"},
    "half": {"nl": "**Half goed.**", "en": "**Half right.**"},
    "wrong": {"nl": "**Nog niet goed.**", "en": "**Not right yet.**"},
}
REASONS: dict[str, Both] = {
    "empty": {"nl": "**Overgeslagen**, dat geeft niet.", "en": "**Skipped**, that is fine."},
    "copied": {"nl": "Dit herhaalt de vraag.", "en": "This repeats the question."},
    "other": {"nl": "Dit gaat over iets anders.", "en": "This is about something else."},
}
CHOSEN: Both = {"nl": "Wat u koos, hoort bij: {owner}.", "en": "What you chose belongs to: {owner}."}
RIGHT_OPTION: Both = {"nl": "Het goede antwoord is {letter}.", "en": "The right answer is {letter}."}
RIGHT_WORD: Both = {"nl": "Het goede antwoord is: {word}.", "en": "The right answer is: {word}."}
SHARPER: Both = {
    "nl": "Het onderwerp klopt. Vraag scherper door, zodat het college een duidelijk antwoord moet geven.",
    "en": "The topic is right. Ask more sharply, so that the executive has to give a clear answer.",
}
MISSING: Both = {"nl": "U noemde nog niet: {facts}.", "en": "You did not mention: {facts}."}
INCOMPLETE: Both = {"nl": "Het kan vollediger.", "en": "It can be more complete."}
LOOKS_LIKE: Both = {"nl": "Uw vraag lijkt op deze", "en": "Your question is like this one"}
ALSO_ASK: Both = {"nl": "U kunt ook vragen", "en": "You can also ask"}
COULD_ASK: Both = {"nl": "Dit kunt u bijvoorbeeld vragen", "en": "You could ask, for example"}
THE_ANSWER: Both = {"nl": "Het antwoord, met de bron", "en": "The answer, with its source"}
TOPIC: Both = {"nl": "Onderwerp: {title}.", "en": "Topic: {title}."}
ROLE_IS: Both = {"nl": "Dit hoort bij {role}.", "en": "This belongs to {role}."}
RESUME: Both = {"nl": "Verder met de quiz", "en": "Continue the quiz"}
STOP: Both = {"nl": "Stop", "en": "Stop"}
DO_NOT_KNOW: Both = {"nl": "Weet ik niet", "en": "I do not know"}
CHANGED: Both = {
    "nl": "De bronnen zijn intussen bijgewerkt, daarom begint de quiz opnieuw.",
    "en": "The sources have been updated in the meantime, so the quiz starts again.",
}
NO_QUIZ: Both = {
    "nl": "Er is geen quiz bezig. Vraag bijvoorbeeld: **overhoor mij over mijn controlerende rol**.",
    "en": "There is no quiz under way. Ask for example: **quiz me on my scrutinising role**.",
}
NEW_QUIZ: Both = {"nl": "Overhoor mij over: {label}", "en": "Quiz me on: {label}"}
QUIZ_FOR: Both = {
    "nl": "Overhoor mij met {count} vragen over: {label}",
    "en": "Quiz me with {count} questions on: {label}",
}
