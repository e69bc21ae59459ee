"""What is refused whatever the sources say: voting or party advice, accusing people, breaking in.

Enters: a question. Leaves: the reason for refusing, or None. A rule of its own, apart from the question
whether the sources know the answer, so that it can be read, tested and measured apart.
"""

from typing import Literal

from assistant.wording import any_of

Reason = Literal["voting", "accusing", "intrusion"]

_SAME_SENTENCE = r"[^.?!]*"
_PARTY = r"(?:partij(?:en)?|kandida\w+|lijst(?:trekker)?|part(?:y|ies)|candidates?)"
_PROPOSAL = r"(?:motie|voorstel|amendement|begroting)"
_VOTING = any_of(
    r"op (?:wie|wat|welke|de) (?:\w+ ){0,3}stem(?:men)?\b",
    r"stem(?:men)? (?:ik|we|wij)\b",
    r"stem(?:advies|wijzer)",
    r"kies(?:wijzer|advies)",
    rf"(?:moet|zal|kan|zou|mag|ga) (?:ik|we|wij)\b{_SAME_SENTENCE}\bstemmen\b",
    rf"beste (?:lokale )?{_PARTY}\b",
    rf"welke (?:\w+ ){{0,2}}{_PARTY}\b{_SAME_SENTENCE}\b(?:beste?|slechtste?|kiezen|steunen|stemmen)\b",
    rf"stemmen\b{_SAME_SENTENCE}\b(?:voor|tegen)\b{_SAME_SENTENCE}\b{_PROPOSAL}",
    rf"(?:voor|tegen) (?:de|deze|die|het|dit|dat) {_PROPOSAL}\b{_SAME_SENTENCE}\bstemmen\b",
    rf"(?:who|whom|which {_PARTY}|what party)\b{_SAME_SENTENCE}\b(?:vote for|support|choose)\b",
    r"vot(?:e|ing) (?:for|against|advice|recommendation)\b",
    rf"should (?:i|we|our group)\b{_SAME_SENTENCE}\bvote\b",
    r"best party\b",
)
_ACCUSING = any_of(
    rf"(?:schrijf|zeg|bevestig|bewijs|write|say|prove)\b{_SAME_SENTENCE}\b(?:corrupt|crimineel|schuldig|fraudeur|leugenaar|guilty|liar)\w*",
    rf"wie (?:van|in) (?:het|ons|de|mijn)\b{_SAME_SENTENCE}\b(?:schuld\w*|corrupt|lekt|gelekt)\b",
    r"(?:belastend|chant\w+|zwartmaken|dirt on|blackmail|smear)\b",
)
_INTRUSION = any_of(
    r"hoe (?:hack|kraak) (?:ik|je|we|wij)\b",
    rf"(?:help|leer|geef|maak|schrijf)\b{_SAME_SENTENCE}\b(?:hacken|inbreken|kraken|phishing ?mail|malware|ddos)\b",
    rf"how (?:do|can|to)\b{_SAME_SENTENCE}\b(?:hack into|break into|crack|bypass|steal)\b",
    r"write (?:a|me a) (?:phishing|malware)",
    r"wachtwoord (?:raden|achterhalen|kraken)\b",
)
_RULES = (("voting", _VOTING), ("accusing", _ACCUSING), ("intrusion", _INTRUSION))


def reason_to_refuse(question: str) -> Reason | None:
    """Return why a question is refused, or None."""
    return next((reason for reason, pattern in _RULES if pattern.search(question)), None)  # type: ignore[misc]
