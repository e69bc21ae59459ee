"""What we say ourselves of plans, guides and cards, in both languages: no statement of fact stands here.

Enters: a language. Leaves: fixed texts, some with gaps between braces.
"""

from assistant.phrases import Both
from corpus.records import Language

PLAN_TITLE: Both = {"nl": "Leesplan van {minutes} minuten", "en": "Reading plan of {minutes} minutes"}
PLAN_FOR: Both = {"nl": "voor {roles}", "en": "for {roles}"}
PLAN_ABOUT: Both = {"nl": "over: {title}", "en": "on: {title}"}
PLAN_ON: Both = {"nl": "klaar vóór {day}", "en": "ready before {day}"}
PLAN_SPEED: Both = {
    "nl": "Gerekend is met 200 woorden per minuut (rustig lezen, met tijd om na te denken), een halve minuut per "
    "begrip en één minuut per quizvraag. Klik op een nummer om de kaart te lezen.",
    "en": "This counts 200 words a minute (calm reading, with time to think), half a minute for a term and one "
    "minute for a quiz question. Click a number to read the card.",
}
PLAN_SHORT: Both = {
    "nl": "Meer dan dit is er hier niet over te lezen; het plan is korter dan u vroeg.",
    "en": "There is no more to read about this here; the plan is shorter than you asked.",
}
PLAN_DEFAULT: Both = {
    "nl": "U noemde geen tijd; dit plan gaat uit van 20 minuten.",
    "en": "You gave no time; this plan takes 20 minutes.",
}
PLAN_LIMITS: Both = {
    "nl": "Een leesplan duurt 5 tot 180 minuten; dit duurt {minutes}.",
    "en": "A reading plan takes 5 to 180 minutes; this takes {minutes}.",
}
PLAN_NO_TOPIC: Both = {
    "nl": "Over “{topic}” is hier niets te lezen; dit plan gaat over digitale veiligheid in het algemeen.",
    "en": "There is nothing to read here on “{topic}”; this plan is about digital safety in general.",
}
PLAN_FILES: Both = {
    "nl": "In het tabblad Studeren haalt u dit plan op voor Word, als tekst of voor uw agenda.",
    "en": "In the tab Studeren you can get this plan for Word, as text or for your calendar.",
}
PAST: Both = {"nl": "Die datum is al voorbij.", "en": "That date has passed."}
STEP_TERMS: Both = {"nl": "Begrippen vooraf", "en": "Terms first"}
STEP_READ: Both = {"nl": "Lezen", "en": "Read"}
STEP_QUIZ: Both = {"nl": "Overhoor uzelf", "en": "Quiz yourself"}
STEP_QUIZ_HOW: Both = {
    "nl": "Typ in het gesprek: **overhoor mij met {count} vragen over: {label}**.",
    "en": "Type in the chat: **quiz me with {count} questions on: {label}**.",
}
STEP_TAKE: Both = {"nl": "Drie vragen om mee te nemen", "en": "Three questions to take along"}
STEP_TAKE_HOW: Both = {
    "nl": "Pas ze aan op uw eigen gemeente en schrijf ze op.",
    "en": "Fit them to your own municipality and write them down.",
}
MORE_TIME: Both = {"nl": "Meer tijd? Kijk of leer verder", "en": "More time? Watch or learn more"}
NO_TITLES: Both = {
    "nl": "De titels van de afleveringen en de cursussen zijn hier niet bekend.",
    "en": "The titles of the episodes and courses are not known here.",
}
WHY: dict[str, Both] = {
    "basics": {"nl": "begin hier, dit is de basis", "en": "start here, these are the basics"},
    "topic": {"nl": "hoort bij wat u noemde", "en": "belongs to what you named"},
    "core": {"nl": "de kern van {role}", "en": "the core of {role}"},
    "shared": {"nl": "hoort bij elke rol", "en": "part of every role"},
    "deeper": {"nl": "verdieping bij {role}", "en": "goes deeper into {role}"},
    "case": {"nl": "een voorbeeld om aan te halen", "en": "an example to quote"},
    "wider": {"nl": "verder kijken dan uw eigen rol", "en": "beyond your own role"},
}
MINUTES: Both = {"nl": "{minutes} min", "en": "{minutes} min"}
AND: Both = {"nl": "en", "en": "and"}
MONTHS: dict[Language, tuple[str, ...]] = {
    "nl": (
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}

PLAN_SPEED_PAPER: Both = {
    "nl": "Gerekend is met 200 woorden per minuut, een halve minuut per begrip en één minuut per quizvraag. De kaarten "
    "leest u in Raadsvraag; de nummers verwijzen naar de bronnen onderaan.",
    "en": "This counts 200 words a minute, half a minute for a term and one minute for a quiz question. You read the "
    "cards in Raadsvraag; the numbers refer to the sources below.",
}
SESSION: Both = {
    "nl": "Studeren: digitale veiligheid ({place} van {count})",
    "en": "Study: digital safety ({place} of {count})",
}
OCCASION: Both = {"nl": "Webinar of vergadering", "en": "Webinar or meeting"}
CARDS_TITLE: Both = {"nl": "Onthoudkaarten", "en": "Cards to remember"}
CARDS_HOW: Both = {
    "nl": "Links staat de vraag, rechts het antwoord met de bron. Knip of vouw langs de streepjes.",
    "en": "The question is on the left, the answer with its source on the right. Cut or fold along the dashes.",
}
FRONT: Both = {"nl": "Vraag", "en": "Question"}
BACK: Both = {"nl": "Antwoord", "en": "Answer"}
GUIDE_TITLE: Both = {"nl": "Studiegids digitale veiligheid: {role}", "en": "Study guide to digital safety: {role}"}
GUIDE_HOW: Both = {
    "nl": "Alles hieronder komt uit de bronnen; de nummers staan onderaan.",
    "en": "All of this comes from the sources; the numbers are at the end.",
}
GUIDE_WHAT: Both = {"nl": "Wat uw rol is", "en": "What your role is"}
GUIDE_WHY: Both = {"nl": "Waarom dit telt", "en": "Why it matters"}
GUIDE_ASK: Both = {"nl": "Vragen die u kunt stellen", "en": "Questions you can ask"}
GUIDE_TERMS: Both = {"nl": "Begrippen", "en": "Terms"}
GUIDE_LINKS: Both = {"nl": "Verder kijken en leren", "en": "Watch and learn more"}
GUIDE_FILES: Both = {
    "nl": "In het tabblad Studeren haalt u deze gids op voor Word, als tekst of om te printen.",
    "en": "In the tab Studeren you can get this guide for Word, as text or to print.",
}
WHICH_ROLE: Both = {"nl": "Voor welke rol wilt u een studiegids?", "en": "For which role do you want a study guide?"}
CARDS_WHERE: Both = {
    "nl": "Onthoudkaarten vindt u in het tabblad Studeren. Daar ziet u elke kaart terug als het tijd is om te "
    "herhalen; uw voortgang blijft in uw eigen browser.",
    "en": "You find cards to remember in the tab Studeren. There each card comes back when it is time to repeat it; "
    "your progress stays in your own browser.",
}
PLAN_SPEED_TAB: Both = {
    "nl": "Gerekend is met 200 woorden per minuut (rustig lezen, met tijd om na te denken), een halve minuut per "
    "begrip en één minuut per quizvraag. Open een kaart om haar te lezen.",
    "en": "This counts 200 words a minute (calm reading, with time to think), half a minute for a term and one "
    "minute for a quiz question. Open a card to read it.",
}
STEP_QUIZ_TAB: Both = {
    "nl": "kies hieronder bij Quiz {count} vragen over {label}.",
    "en": "below, at Quiz, choose {count} questions on {label}.",
}
