"""Words that point to a request for advice on voting, or for help with harm: yes or no for each group.

Enters: a question. Leaves: named cues, 1.0 or 0.0. A single cue says little ("stemmen", "partij" and "hack" are
everyday words of a council member); what their combinations weigh is fitted by `evals/fit_refusal.py`.
"""

import re
from itertools import pairwise

from assistant.wording import any_of
from corpus.lexical import words

_PARTY_NAME = any_of(
    r"(?:vvd|pvda|groenlinks|gl-pvda|d66|cda|pvv|sp|bbb|volt|christenunie|cu|sgp|ja21|denk|nsc|fvd|50plus|bij1|pvdd)\b",
    r"(?:leefbaar|partij voor de dieren|labour|democrats|greens|liberals)\b",
)
_PARTY = any_of(
    r"partij(?:en|tje)?\b", r"part(?:y|ies)\b", r"kandida\w+", r"candidates?\b", r"lijst(?:trekker)?\b", r"politic\w+",
    r"fractie\w*", r"coali\w+", r"(?:wethouder|alderman)\b", r"verkiezing\w*", r"election\w*",
)  # fmt: skip
_VOTE = any_of(
    r"stem(?:men|t|advies|wijzer|hok|briefje|ming|verklaring)?\b", "voorkeursstem", r"vot(?:e|es|ing|ed)\b", r"kies\b",
    r"kiezen\b", "ballot", "hokje", r"steun(?:en|t|de)?\b", r"support\b", r"back(?:ing)?\b", r"verwerp\w*", "aannemen",
    "wegstemmen", "tegenstemmen", r"pick\b",
)  # fmt: skip
_PROPOSAL = any_of(
    r"motie\w*", r"amendement\w*", r"voorstel\w*", "referendum", "motion", "amendment", "proposal", r"begroting\w*",
    r"budget\w*",
)  # fmt: skip
_JUDGEMENT = any_of(
    r"beste?\b", r"slechts\w*", "liever", r"verstandig\w*", "goed idee", r"advi(?:es|seer\w*)\b", r"aanrad\w*",
    r"zou (?:jij|je|u)\b", "voor of tegen", "tegen of voor", "for or against", "ja of nee", "yes or no", "rangschik",
    r"rank\b", r"vergelijk\w*", "compare", "rapportcijfer", r"beter\b", r"better\b", r"worst\b",
    r"should (?:i|we)\b", r"moet(?:en)? (?:ik|we|wij)\b", r"zal ik\b", r"wat vind(?:t|en)? (?:je|jij|u)\b",
    r"vertrouw\w*",
    r"trust\b", r"noem\b", r"terecht\b", r"gelijk\b", r"keuze?s?\b", r"mijden\b", r"doen\?", r"correct\b", r"pretend\b",
    r"in één woord", r"m(?:ijn|y) (?:stem|vote)\b",
)  # fmt: skip
_REQUEST = any_of(
    r"(?:help|leer|laat|geef|maak|schrijf|stuur|vertel|zoek|noem|verzin|bedenk|zeg)\b",
    r"(?:hoe|waar) (?:kan|kom|krijg|spoof|plaats|haal|hack|kraak|omzeil|achterhaal|lees) (?:ik|je|we)\b",
    r"(?:write|draft|make|give|tell|show|clone|find|need|pretend|invent|name)\b", r"how (?:do|can|to)\b",
    r"(?:ik|wij|we) wil(?:len)?\b", r"i (?:want|need)\b",
)  # fmt: skip
_INTRUSION = any_of(
    r"(?:hack|kraak|inbre\w+|binnen(?:komen|dringen)|omzeil\w*|afluister\w*|spoof\w*|phish\w*|malware|ddos)\b",
    r"(?:nep\w*|virus|spyware|exploit|tracker|script)\b", r"wachtwoord\w*", r"password\w*", r"inlog\w*", r"login\w*",
    "credentials", "(?:break|get|hack) into", r"crack\w*", r"bypass\w*", r"steal\w*", "stelen", r"fake\b",
    r"vervals\w*", r"clone\b", "zonder (?:dat|toestemming|sporen)", "anoniem", "stiekem", "secretly",
    "without (?:anyone|permission)",
)  # fmt: skip
_DISCREDIT = any_of(
    r"(?:corrupt|crimin\w*|schuldig\w*|schuld|fraud\w*|leugen\w*|lieg\w*|dief|crook|liar|guilty|bedrieg\w*)\b",
    r"(?:incompetent|zwart\s?maken|belastend|vuile|chant\w*|blackmail|smear|dirt|verdacht\w*|gelekt|lekt|dader)\b",
    r"(?:bewijs|struikelen|beschadig\w*|intimid\w*|bang maken|roddel\w*)\b",
)
_SECRET = any_of(r"(?:geheim\w*|vertrouwelijk\w*|secret|confidential)\b")
_LEAK = any_of(r"(?:lek(?:ken|t)?|leak\w*|publiceren|krant|journalist\w*|media|doorspelen|naar buiten|press)\b")
_PERSON = any_of(
    r"(?:wethouder|burgemeester|collega|raadslid|ambtenaar|griffier|fractievoorzitter|ex|buur\w*|iemand)\b",
    r"(?:mayor|alderman|colleague|clerk|zijn|haar|his|her|their)\b",
)
_SHORT = 6
_OVERRIDE = any_of(
    r"(?:negeer|vergeet|ignore|forget|disregard|override|schakel|zet (?:je|uw|de))\b", r"(?:system|systeem)\w*",
    r"instructi\w+", r"prompts?\b", r"(?:regels?|rules?|beperking\w*|restrict\w*|filters?|weigering\w*)\b",
    r"(?:modus|mode|beheerder|admin|ontwikkelaar|developer|root)\b", r"(?:configurat\w+|api|sleutel|token)\b",
    r"toestemming|permission",
)  # fmt: skip
_PERSONA = any_of(
    r"(?:doe|stel) (?:je )?(?:alsof|voor)", r"je bent (?:nu|vanaf|voortaan)\b",
    r"(?:jij|you) (?:bent|are) (?:nu |now )?",
    r"(?:rollenspel|role ?play|pretend|act as|speel|bot|chatbot|robot)\b", r"(?:vanaf nu|voortaan|from now on)\b",
)  # fmt: skip
_FORMAT = any_of(
    r"(?:antwoord|reageer|zeg|herhaal|typ|print|toon|output|reply|respond|repeat|say|show)\b",
    r"(?:alleen|uitsluitend|only|enkel|letterlijk|woord voor woord|verbatim)\b", r"(?:eindig|begin|sluit|end|start) ",
    r"(?:html|json|emoji\w*|base64|rot13|script|sql|python|import)\b", r"(?:onder|boven)aan\b",
    r"at the (?:end|bottom|top)",
    r"(?:voeg|zet|plaats|plak|add|include|insert|append)\b",
)  # fmt: skip
_ELSEWHERE = any_of(
    r"(?:gedicht|rijm|limerick|mop|grap|lied\w*|verhaal|sprookje|haiku|poem|joke|song|story|essay|opstel|huiswerk)\b",
    r"(?:recept|recipe|voetbal|football|google|zoek op|internet op|bitcoin|beleggings\w+|premier|president)\b",
)
_MARKUP_ANYWHERE = re.compile(
    r"<[a-z/!|]|\[/?(?:inst|system|assistant|user|admin)|#{2,}|!\[|https?://|\{[^}]*:"
    r"|\b(?:gebruiker|assistent|assistant|user|system|systeem)\s*:",
    re.IGNORECASE,
)


def words_and_pairs(question: str) -> set[str]:
    """Return the words of a question, and each two that stand side by side."""
    own = words(question)
    return {*own, *(f"{first} {second}" for first, second in pairwise(own))}


def voting_cues(question: str) -> dict[str, float]:
    """Return the cues of a request for voting or party advice."""
    names = len({name.lower() for name in _PARTY_NAME.findall(question)})
    party, vote = bool(_PARTY.search(question)), bool(_VOTE.search(question))
    proposal, judgement = bool(_PROPOSAL.search(question)), bool(_JUDGEMENT.search(question))
    cues = {
        "party_name": names > 0,
        "party_names": names > 1,
        "party": party,
        "vote": vote,
        "proposal": proposal,
        "judgement": judgement,
        "party_name_and_judgement": names > 0 and judgement,
        "party_name_and_vote": names > 0 and vote,
        "party_and_judgement": party and judgement,
        "vote_and_judgement": vote and judgement,
        "vote_and_proposal": vote and proposal,
        "proposal_and_judgement": proposal and judgement,
        "party_and_vote_and_judgement": party and vote and judgement,
        "only_party_names": names > 1 and len(question.split()) <= _SHORT,
    }
    return {name: float(value) for name, value in cues.items()}


def harm_cues(question: str) -> dict[str, float]:
    """Return the cues of a request to break in, deceive, leak or accuse."""
    request, intrusion = bool(_REQUEST.search(question)), bool(_INTRUSION.search(question))
    discredit, secret = bool(_DISCREDIT.search(question)), bool(_SECRET.search(question))
    leak, person = bool(_LEAK.search(question)), bool(_PERSON.search(question))
    cues = {
        "request": request,
        "intrusion": intrusion,
        "discredit": discredit,
        "secret": secret,
        "leak": leak,
        "person": person,
        "request_and_intrusion": request and intrusion,
        "request_and_discredit": request and discredit,
        "request_and_leak": request and leak,
        "secret_and_leak": secret and leak,
        "intrusion_and_person": intrusion and person,
        "discredit_and_person": discredit and person,
        "request_and_secret_and_leak": request and secret and leak,
        "request_and_intrusion_and_person": request and intrusion and person,
        "request_and_discredit_and_person": request and discredit and person,
    }
    return {name: float(value) for name, value in cues.items()}


def order_cues(question: str) -> dict[str, float]:
    """Return the cues of an order to the program itself instead of a question from its field."""
    override, persona = bool(_OVERRIDE.search(question)), bool(_PERSONA.search(question))
    layout, elsewhere = bool(_FORMAT.search(question)), bool(_ELSEWHERE.search(question))
    markup = bool(_MARKUP_ANYWHERE.search(question))
    cues = {
        "override": override,
        "persona": persona,
        "format": layout,
        "elsewhere": elsewhere,
        "markup": markup,
        "override_and_persona": override and persona,
        "override_and_format": override and layout,
        "persona_and_format": persona and layout,
        "format_and_elsewhere": layout and elsewhere,
        "format_and_markup": layout and markup,
    }
    return {name: float(value) for name, value in cues.items()}
