"""What is refused whatever the sources say: voting or party advice, accusing people, breaking in.

Enters: a question. Leaves: the reason for refusing, or None. A rule of its own, apart from the question
whether the sources know the answer, so that it can be read, tested and measured apart.
"""

import re
from typing import Literal

Reason = Literal["voting", "accusing", "intrusion"]

_PARTY = r"(?:partij(?:en)?|fracties?|kandida\w+|lijst(?:trekker)?|politic[iu]s?|politici|part(?:y|ies)|candidates?|vvd|pvda|groenlinks|d66|cda|pvv|sp|bbb|volt|christenunie|sgp|ja21|denk|nsc|fvd)"
_VOTING = re.compile(
    rf"(?:op (?:wie|wat|welke|de) (?:\w+ ){{0,3}}stem(?:men)?\b|\bstem(?:men)? (?:ik|we|wij)\b|\bstemadvies|\bkies(?:wijzer|advies)|\bstemwijzer"
    rf"|\b(?:moet|zal|kan|zou|mag|ga) (?:ik|je|u|men|we|wij)\b[^.?!]*\b(?:stemmen|kiezen)\b[^.?!]*"
    rf"|\b(?:welke|wat is de|wie is de|beste|slechtste) (?:\w+ ){{0,3}}{_PARTY}\b[^.?!]*\b(?:best|beste|slechtst\w*|goed|stem\w*|kiezen|steun\w*|vertrouw\w*|voorkeur|het meest\w*|kan ik|moet ik)"
    rf"|\bbeste (?:lokale )?{_PARTY}\b|\b(?:voor|tegen) (?:de|deze|die|het|dit|dat) (?:motie|voorstel|amendement|begroting|plan)\b[^.?!]*\bstemmen\b"
    rf"|\bstemmen\b[^.?!]*\b(?:voor|tegen)\b[^.?!]*\b(?:motie|voorstel|amendement|begroting)|\bstem (?:ik|je|u) (?:voor|tegen)\b"
    rf"|\b(?:who|whom|which {_PARTY}|what party)\b[^.?!]*\b(?:vote|support|back|choose|best|trust)\b|\bvot(?:e|ing) (?:for|against|advice|recommendation)\b"
    rf"|\bshould (?:i|we|our group)\b[^.?!]*\bvote\b|\bbest party\b)",
    re.IGNORECASE,
)
_ACCUSING = re.compile(
    r"\b(?:schrijf|zeg|bevestig|bewijs|maak|write|say|prove)\b[^.?!]*\b(?:corrupt|crimineel|schuldig|fraudeur|leugenaar|incompetent|landverrader|criminal|guilty|liar|crook)\w*"
    r"|\bwie (?:van|in) (?:het|ons|de|mijn)\b[^.?!]*\b(?:schuldig|schuld|corrupt|lekt|gelekt)|\bwie (?:is|heeft) (?:er )?(?:de )?schuld\w*"
    r"|\b(?:vuile was|belastend|chanteer|chantage|zwartmaken|beschadigen|dirt on|blackmail|smear)\b",
    re.IGNORECASE,
)
_INTRUSION = re.compile(
    r"\bhoe (?:hack|kraak|breek|kom) (?:ik|je|we|wij)\b(?![^.?!]*\b(?:aan de raad|te weten|op de agenda)\b)[^.?!]*"
    r"|\b(?:help|leer|laat|geef|maak|schrijf|stuur)\b[^.?!]*\b(?:hacken|inbreken|kraken|phishing ?mail|wachtwoord(?:en)? van|malware|exploit|keylogger|ddos)\b"
    r"|\bhow (?:do|can|to)\b[^.?!]*\b(?:hack into|break into|crack|bypass|steal)\b|\b(?:hack|break) into\b|\bwrite (?:a|me a) (?:phishing|malware)"
    r"|\bwachtwoord (?:van|raden|achterhalen)\b|\b(?:guess|get|find) (?:the|his|her|their)[^.?!]*password",
    re.IGNORECASE,
)
_RULES: tuple[tuple[Reason, re.Pattern[str]], ...] = (
    ("voting", _VOTING),
    ("accusing", _ACCUSING),
    ("intrusion", _INTRUSION),
)


def reason_to_refuse(question: str) -> Reason | None:
    """Return why a question is refused, or None."""
    return next((reason for reason, pattern in _RULES if pattern.search(question)), None)
