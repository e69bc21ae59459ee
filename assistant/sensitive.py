"""A question → what in it had better not be typed: a citizen service number, an address, a number, a weakness.

Enters: the words of a question. Leaves: the kinds of what was found, the weightiest first; none for almost every
question. Refuses nothing and stores nothing: the reader decides. Rules of wording, so it misses what is said
in other words; how much is measured in its test.
"""

import re
from typing import Literal

from assistant.wording import any_of

Kind = Literal["bsn", "email", "phone", "weakness"]

_NINE_DIGITS = re.compile(r"(?<![\d+])(?:\d[ .-]?){8}\d(?![\d])")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\d.,])(?:(?:\+|00)31[ -]?\(?0?\)?[ -]?|\(?0)[1-9]\d?\)?(?:[ -]?\d){7,8}(?!\d)")
_PUBLIC_ADDRESSES = ("@vng.nl", "@ibdgemeenten.nl", "@ncsc.nl")

_OURS = any_of(
    r"onze\b", r"ons\b", r"wij\b", r"we\b", r"mijn gemeente", r"bij de gemeente", r"in de raadzaal",
    r"(?:in|op|van) (?:het|ons) (?:stad|gemeente)huis", r"our\b",
)  # fmt: skip
_OLD = r"(?:windows (?:xp|7|8|2000|2003|2008|2012)|(?:een )?(?:sterk |zwaar )?verouderde?|(?:een )?oude versie)"
_ABSENT = (
    r"(?:back-?ups?|mfa|tweestaps\w*|tweefactor\w*|twee-?factor\w*|firewall|virusscanner|encryptie|versleuteling|logging"
    r"|wachtwoord|updates?)"
)
_WEAKNESS = any_of(
    r"(?:hangt|hangen|ligt|liggen|staat|staan) (?:het|de|een|alle) wachtwoord",
    r"(?:wachtwoord\w*|beheerderscode|pincode)\b.{0,60}\b(?:is|zijn|ligt|liggen|hangt|hangen|staat|staan)\b",
    rf"(?:draai\w*|werk\w*|gebruik\w*|loopt|lopen|zit\w*|staat|staan)\b.{{0,50}}\b{_OLD}", 
    rf"{_OLD}.{{0,40}}\bdraai\w*",
    r"(?:niet|nooit|al (?:\w+ )?(?:weken|maanden|jaren|jaar)(?: niet)?) (?:meer )?(?:is |zijn |wordt |worden )?"
    r"(?:gepatcht|bijgewerkt|geüpdatet|ge-update|vernieuwd)",
    r"(?:heeft|hebben|is|zijn|staat|staan|werkt|werken|loopt|draait) "
    rf"(?:\w+ ){{0,4}}(?:geen|zonder) (?:\w+ )?{_ABSENT}",
    rf"(?:geen|zonder) (?:\w+ )?{_ABSENT} (?:heeft|hebben|is|zijn|werkt|werken|gebruikt)",
    r"(?:poort|port) \d{2,5}\b.{0,40}\bopen", r"open voor (?:iedereen|het (?:hele )?internet)",
    r"open naar het internet",
    r"(?:beheer|admin\w*)(?:account|wachtwoord|rechten)?\b.{0,30}\b(?:gedeeld|delen|iedereen)",
    r"(?:lek|kwetsbaarheid|gat|zwakke plek|beveiligingsfout) (?:zit|zitten|gevonden|ontdekt|in (?:onze?|de|het|ons))",
    r"(?:kun|kan|kunt) (?:je|u|men|iedereen) (?:zo |gewoon |zonder \w+ )?(?:bij|in|binnen)", r"cve-\d{4}-\d+",
    r"iedereen (?:kan|kon) (?:\w+ ){0,3}(?:bij|in|binnen|inloggen)",
    r"(?:deur|serverruimte|serverhok|serverkast)\b.{0,40}\b(?:niet op slot|staat open|altijd open|open staat)",
    r"(?:kan|kunnen|kon|kwam|kom|komt|loopt|lopen)\b.{0,40}\b"
    r"zonder (?:pasje|wachtwoord|code|toestemming|in te loggen|controle)",
    r"(?:deur|kast|patchkast|ruimte|hok)\b.{0,30}\bopen\b", r"(?:standaard|fabrieks|hetzelfde )wachtwoord",
    r"(?:hangen|hangt|staan|staat) (?:recht\w+ )?(?:aan|op) (?:het )?internet", r"(?:sql-?injectie|xss|te hacken via)",
    r"(?:back-?ups?|updates?|patches|beveiliging|firewall|virusscanner)\b.{0,40}\b"
    r"(?:mislukk\w*|faalt|falen|stil\w*|uitgeschakeld|uitgezet|nooit getest"
    r"|sta\w* uit|werk\w* niet)", 
    r"mis(?:t|sen) .{0,30}\b(?:updates?|patches|back-?ups?)",
    r"(?:versturen|verstuurt|bewaren|bewaart|mailen|mailt)\b.{0,50}\b"
    r"(?:onversleuteld|onbeveiligd|zonder versleuteling)",
    r"(?:account|wachtwoord|inlog)\w*\b.{0,40}\b(?:gedeeld|delen|door .{1,15} gebruikt)", 
    r"(?:delen|deelt) .{0,20}\b(?:account|wachtwoord|inlog)",
    r"oud-(?:medewerkers?|collega's|raadsleden)\b.{0,40}\b(?:account|toegang|inlog)", r"password is\b",
    r"(?:reached|accessed|opened) .{0,40}\bwithout a? ?password",
    r"(?:runs?|running|still uses?|still on)\b.{0,30}\b(?:an? (?:old|outdated)|windows (?:xp|7|8|2003|2008|2012))",
    r"(?:has|have) no (?:\w+ )?(?:backups?|mfa|firewall|two-factor|encryption)", r"(?:not|never) (?:been )?patched",
    r"(?:vulnerability|leak|hole) in our", r"nog (?:steeds )?(?:het )?standaardwachtwoord",
)  # fmt: skip
_ASKING_WHETHER = re.compile(
    r"^\W*(?:heeft|hebben|is|zijn|wordt|worden|staat|staan|gebruikt|gebruiken|draait|draaien|kan|kunnen|mag|moet|hoe|wat"
    r"|wie|wanneer|welke|waarom|waar|stel|als|does|do|are|has|have|what|how|who|which|why|can|should|if)\b[^.!]*\?\W*$",
    re.IGNORECASE,
)
_TAKES_FOR_GRANTED = any_of(
    r"dat (?:onze?|wij|we|mijn)\b", r"nu (?:onze?|wij|we|er)\b", r"omdat (?:onze?|wij|we)\b", r"that our\b"
)


def warnings_for(question: str) -> tuple[Kind, ...]:
    """Return what had better not be sent; empty when there is nothing to warn of."""
    found: list[Kind] = []
    if any(passes_eleven_test(match.group()) for match in _NINE_DIGITS.finditer(question)):
        found.append("bsn")
    if any(not match.group().lower().endswith(_PUBLIC_ADDRESSES) for match in _EMAIL.finditer(question)):
        found.append("email")
    if _PHONE.search(question):
        found.append("phone")
    if tells_weakness(question):
        found.append("weakness")
    return tuple(found)


def passes_eleven_test(number: str) -> bool:
    """Whether nine digits can be a citizen service number: weighted 9 to 2 and -1, divisible by eleven."""
    digits = [int(sign) for sign in number if sign.isdigit()]
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return len(digits) == len(weights) and any(digits) and sum(map(int.__mul__, digits, weights)) % 11 == 0


def tells_weakness(question: str) -> bool:
    """Whether it states, rather than asks, that something of the own municipality is badly secured."""
    if not (_OURS.search(question) and _WEAKNESS.search(question)):
        return False
    return not _ASKING_WHETHER.match(question) or bool(_TAKES_FOR_GRANTED.search(question))
