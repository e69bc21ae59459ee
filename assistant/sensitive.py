"""A question → what in it had better not be typed: a citizen service number, an address, a number, a weakness.

Enters: the words of a question. Leaves: the kinds of what was found, in the order of their weight; an empty list for almost
every question. Refuses nothing and stores nothing: the reader decides. Rules of wording, so it misses what is said
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
    r"onze\b", r"ons\b", r"wij\b", r"we\b", r"mijn gemeente", r"bij de gemeente", r"in (?:het|ons) (?:stad|gemeente)huis",
    r"in de raadzaal", r"op het (?:stad|gemeente)huis", r"het (?:wifi-?)?wachtwoord (?:van|is)", r"our\b", r"we\b",
)  # fmt: skip
_WEAKNESS = any_of(
    r"wachtwoord(?:en)? (?:is|zijn|van .{1,40} is|ligt|liggen|hangt|hangen|staat|staan)\b",
    r"(?:draai\w*|werk\w*|gebruik\w*)\b.{0,40}\b(?:windows (?:xp|7|8|2003|2008|2012|2016)|oude versie|verouderde?)",
    r"nog (?:steeds )?(?:op |met )?(?:windows (?:xp|7|8|2003|2008|2012)|verouderde?)",
    r"(?:niet|nooit|al (?:\w+ )?(?:weken|maanden|jaren)) (?:meer )?(?:gepatcht|bijgewerkt|geüpdatet|ge-update|vernieuwd)",
    r"(?:heeft|hebben|is|zijn|staat|werkt) (?:\w+ ){0,3}(?:geen|zonder) (?:back-?up|mfa|tweestaps|tweefactor|twee-?factor|"
    r"firewall|virusscanner|encryptie|versleuteling|logging|wachtwoord)",
    r"(?:geen|zonder) (?:tweestapsverificatie|mfa|tweefactor\w*|versleuteling|wachtwoord)\b.{0,40}\b(?:op|in|bij|voor)\b",
    r"(?:poort|port) \d{2,5} (?:staat |is )?open", r"(?:staat|staan|is|stond) (?:gewoon |nog |al \w+ )?open voor (?:iedereen|het internet)",
    r"(?:beheer|admin\w*)(?:account|wachtwoord|rechten) (?:is|heeft|staat|wordt gedeeld|delen)",
    r"(?:lek|kwetsbaarheid|gat|zwakke plek|beveiligingsfout) (?:zit|gevonden|ontdekt|in (?:onze?|de|het))",
    r"(?:via|met) .{3,40}\b(?:kun|kan) je (?:zo |gewoon |zonder \w+ )?(?:bij|in|binnen)",
    r"iedereen (?:kan|kon) (?:zo |gewoon |er )?(?:bij|in|binnen|inloggen)", r"cve-\d{4}-\d+",
    r"(?:deur|serverruimte|serverhok) .{0,30}\b(?:niet op slot|staat open|altijd open)",
    r"password is\b", r"(?:runs?|running|still uses?|still on) (?:on )?(?:an? (?:old|outdated)|windows (?:xp|7|8|2003|2008|2012))",
    r"(?:has|have) no (?:backups?|mfa|firewall|two-factor|encryption)", r"(?:not|never) (?:been )?patched",
    r"(?:vulnerability|leak|hole) in our",
)  # fmt: skip
_ASKING_WHETHER = re.compile(
    r"^\W*(?:heeft|hebben|is|zijn|wordt|worden|staat|staan|gebruikt|gebruiken|draait|draaien|kan|kunnen|mag|moet|hoe|wat|wie|"
    r"wanneer|welke|waarom|waar|does|do|is|are|has|have|what|how|who|which|why|can|should)\b[^.!]*\?\W*$",
    re.IGNORECASE,
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
    return bool(_OURS.search(question) and _WEAKNESS.search(question) and not _ASKING_WHETHER.match(question))
