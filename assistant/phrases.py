"""Every sentence that we say ourselves, in both languages: no statement of fact stands here.

Enters: a language. Leaves: fixed texts. What a source says never comes from this module.
"""

from corpus.errors import Failure
from corpus.records import Language, Role

Both = dict[Language, str]

QUESTIONS: Both = {"nl": "Vragen die u kunt stellen", "en": "Questions you can ask"}
FACTS: Both = {"nl": "Wat de bronnen zeggen", "en": "What the sources say"}
WHY: Both = {"nl": "Waarom dit telt", "en": "Why it matters"}
READ_MORE: Both = {"nl": "Verder lezen", "en": "Read more"}
WHERE: Both = {"nl": "Hier vindt u het", "en": "You can find it here"}
NOT_IN_SOURCES: Both = {"nl": "Niet in de bronnen", "en": "Not in the sources"}
LOCAL: Both = {
    "nl": "Hoe het in uw eigen gemeente zit, weten deze bronnen niet. Vraag het aan het college of de griffie.",
    "en": "These sources do not know how things are in your own municipality. Ask the executive or the council clerk.",
}
HEADS_UP: Both = {"nl": "Let op", "en": "Please note"}
MEANING: Both = {"nl": "Wat het betekent", "en": "What it means"}
GAP: Both = {
    "nl": "De bronnen gaan wel over dit onderwerp, maar zeggen hier niets over: {words}. Dit komt het dichtst in de "
    "buurt.",
    "en": "The sources do cover this topic, but here they say nothing about: {words}. This comes closest.",
}
PERHAPS: Both = {
    "nl": "De bronnen gaan wel over dit onderwerp, maar of ze precies uw vraag beantwoorden, is niet zeker. Dit komt "
    "het dichtst in de buurt.",
    "en": "The sources do cover this topic, but may not answer your exact question. This comes closest.",
}
PREMISE: Both = {
    "nl": "Neemt uw vraag iets anders aan dan de eerste zin hierboven, dan staat dat niet in de bronnen.",
    "en": "If your question assumes something other than the first sentence above, the sources do not say so.",
}
NO_ADDRESS: Both = {
    "nl": "Van deze bron is hier geen vast webadres bekend.",
    "en": "No permanent web address of this source is known here.",
}
DECLINED: Both = {
    "nl": "Dit staat niet in mijn bronnen, dus ik geef er geen antwoord op.",
    "en": "This is not in my sources, so I will not answer it.",
}
NEAREST: Both = {"nl": "Het dichtst in de buurt komt", "en": "The nearest topic is"}
WHOM: Both = {
    "nl": "Iemand die het wel kan weten: uw griffie, de CISO van uw gemeente, de IBD (het digitale hulpteam van de "
    "gemeenten) of de VNG via teamadv@vng.nl.",
    "en": "People who may know: your council clerk, your municipality's CISO, the IBD (the municipalities' cyber "
    "response team) or the VNG at teamadv@vng.nl.",
}
REFUSED: dict[str, Both] = {
    "voting": {
        "nl": "Ik geef geen stemadvies en beoordeel geen partijen of kandidaten. Wel kan ik laten zien wat een "
        "raadslid over digitale veiligheid kan vragen.",
        "en": "I do not give voting advice and do not judge parties or candidates. I can show what a council member "
        "can ask about digital safety.",
    },
    "accusing": {
        "nl": "Ik help niet om iemand te beschuldigen of te beschadigen. Wel kan ik laten zien hoe de raad het "
        "college controleert.",
        "en": "I do not help to accuse or harm anyone. I can show how the council scrutinises the executive.",
    },
    "intrusion": {
        "nl": "Ik help niet bij inbreken, misleiden of het lekken van geheimen. Zag u een zwakke plek? Meld die bij de "
        "CISO van uw gemeente of bij de IBD.",
        "en": "I do not help to break in, deceive or leak secrets. Did you see a weakness? Report it to your "
        "municipality's CISO or the IBD.",
    },
    "orders": {
        "nl": "Ik volg geen opdrachten over hoe ik werk of wat ik moet zeggen; ik beantwoord alleen vragen over "
        "digitale veiligheid, uit vaste bronnen. Stel uw vraag gerust zonder die opdracht.",
        "en": "I do not follow orders about how I work or what to say; I only answer questions on digital safety, from "
        "fixed sources. Feel free to ask your question without that order.",
    },
}
HELP: Both = {
    "nl": "Ik ben een computerprogramma dat vragen over digitale veiligheid voor raadsleden beantwoordt, alleen uit "
    "vaste bronnen zoals de handreiking van de VNG. Bij elke zin staat een nummer dat de bron opent. Vraag "
    "bijvoorbeeld: **Wat moet ik vragen over het cybercrisisteam?**, **Waar vind ik het leeraanbod?** of **Wat hoort "
    "bij mijn controlerende rol?**",
    "en": "I am a computer program that answers council members' questions about digital safety, only from fixed "
    "sources such as the VNG guidance. Each sentence has a number that opens its source. Ask for example: **What "
    "should I ask about the cyber crisis team?** or **Where can I find the training courses?**",
}
HELP_FOLLOW_UPS: dict[Language, tuple[str, ...]] = {
    "nl": (
        "Wat moet ik vragen over het cybercrisisteam?",
        "Wie betaalt de schade als alles plat ligt?",
        "Waar vind ik het leeraanbod?",
    ),
    "en": (
        "What should I ask about the cyber crisis team?",
        "Who pays for the damage after a hack?",
        "Where can I find the training courses?",
    ),
}
FOLLOW_UP: Both = {"nl": "Wat kan ik vragen over: {title}?", "en": "What can I ask about: {title}?"}
ROLE_NAMES: dict[Language, dict[Role, str]] = {
    "nl": {
        "volksvertegenwoordigend": "volksvertegenwoordigende rol",
        "kaderstellend": "kaderstellende rol",
        "controlerend": "controlerende rol",
        "algemeen": "alle rollen",
    },
    "en": {
        "volksvertegenwoordigend": "representative role",
        "kaderstellend": "framework-setting role",
        "controlerend": "scrutinising role",
        "algemeen": "all roles",
    },
}
ADDRESSEES: dict[Language, dict[str, str]] = {
    "nl": {
        "college": "aan het college",
        "portefeuillehouder": "aan de portefeuillehouder",
        "griffie": "aan de griffie",
        "ciso": "aan de CISO of de FG",
        "raad": "aan uw eigen raad of fractie",
    },
    "en": {
        "college": "to the executive",
        "portefeuillehouder": "to the responsible alderman",
        "griffie": "to the council clerk",
        "ciso": "to the CISO or the data protection officer",
        "raad": "to your own council or group",
    },
}
COMPOSED: Both = {
    "nl": "Samengesteld uit de bronnen, zonder taalmodel.",
    "en": "Composed from the sources, without a language model.",
}
WORDED: Both = {
    "nl": "Geformuleerd met AI (model {model}); elke zin is vergeleken met de bron waar hij naar verwijst.",
    "en": "Worded by AI (model {model}); each sentence was compared with the source that it refers to.",
}
FELL_BACK: Both = {
    "nl": "Samengesteld uit de bronnen; het taalmodel ({model}) is niet gebruikt: {why}.",
    "en": "Composed from the sources; the language model ({model}) was not used: {why}.",
}
FAILURES: dict[Failure, Both] = {
    "package": {"nl": "het pakket ervoor ontbreekt", "en": "its package is missing"},
    "settings": {"nl": "de instellingen kloppen niet", "en": "its settings are wrong"},
    "unreachable": {"nl": "het is niet te bereiken", "en": "it cannot be reached"},
    "late": {"nl": "het was niet op tijd klaar", "en": "it was not ready in time"},
    "busy": {"nl": "het is nu te druk", "en": "it is too busy now"},
    "denied": {"nl": "de toegang werd geweigerd", "en": "access was denied"},
    "unknown": {"nl": "het model bestaat daar niet", "en": "the model does not exist there"},
    "server": {"nl": "de server ervan gaf een fout", "en": "its server reported an error"},
    "unreadable": {"nl": "het gaf onleesbare tekst", "en": "its text was unreadable"},
    "cut_off": {"nl": "het antwoord brak halverwege af", "en": "its answer broke off halfway"},
    "endless": {"nl": "het hield niet op met schrijven", "en": "it did not stop writing"},
    "empty": {"nl": "het gaf een leeg antwoord", "en": "its answer was empty"},
    "no_answer": {"nl": "het vond het antwoord niet in de bronnen", "en": "it did not find the answer in the sources"},
    "other_language": {"nl": "het schreef in een andere taal", "en": "it wrote in another language"},
    "unsupported": {"nl": "te veel ervan stond niet in de bronnen", "en": "too much of it was not in the sources"},
    "failed": {"nl": "het gaf een fout", "en": "it failed"},
}
