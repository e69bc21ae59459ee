"""Text → the figures in it, whatever way they are written: digits, words, months. Only this module imports text_to_num.

Enters: Dutch or English text. Leaves: a set of plain numbers ("24", "15.7") and months ("month 2"). "Een" is an article
more often than a number and is left out.
"""

import re

from text_to_num import alpha2digit

from corpus.records import Language

_THOUSANDS = re.compile(r"(?<=\d)[.\u00a0](?=\d{3}(?!\d))")
_ENGLISH_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_DECIMAL = re.compile(r"(?<=\d),(?=\d)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ORDINAL = re.compile(r"(?<=\d)(?:e|de|ste|st|nd|rd|th)\b")
_SMALL: dict[Language, tuple[str, ...]] = {
    "nl": ("", "", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"),
    "en": ("", "", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
}
_ORDINALS: dict[str, str] = {
    "tweede": "2", "derde": "3", "vierde": "4", "vijfde": "5", "zesde": "6", "zevende": "7", "achtste": "8",
    "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6",
    "dubbel": "2", "dubbele": "2", "twice": "2", "helft": "half", "half": "half", "halve": "half",
    "kwart": "quarter", "quarter": "quarter", "kwartaal": "quarter year",
}  # fmt: skip
_MONTHS: dict[str, int] = {
    name: number
    for names in (
        ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
         "december"),
        ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
         "december"),
    )
    for number, name in enumerate(names, 1)
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_DATE = re.compile(r"\b(\d{1,2})[-/](0?[1-9]|1[0-2])[-/]((?:19|20)\d\d)\b")
_LARGE: dict[str, float] = {
    "duizend": 1e3, "thousand": 1e3, "miljoen": 1e6, "million": 1e6, "miljard": 1e9, "billion": 1e9,
}  # fmt: skip
_COUNTED_LARGE = re.compile(rf"(\d+(?:\.\d+)?) ({'|'.join(_LARGE)})\b")
_HALVES: dict[str, str] = {
    "half uur": "30 minuten", "halfuur": "30 minuten", "half jaar": "6 maanden", "halfjaar": "6 maanden",
    "half an hour": "30 minutes", "half-hour": "30 minutes", "half a year": "6 months",
}  # fmt: skip
"""Halves that are as often written as a number of the next smaller unit."""
_HALF = re.compile(rf"\b({'|'.join(_HALVES)})\b")
_MAY_AS_MONTH = re.compile(r"(?<=\w )May\b|\bMay\b(?! [a-z])")


def figures(text: str, language: Language) -> frozenset[str]:
    """Return the numbers and months that a text names."""
    plain = _HALF.sub(lambda found: _HALVES[found[1]], _THOUSANDS.sub("", text))
    dates = _DATE.findall(plain)
    plain = _DATE.sub(r"\1 \3", plain)
    plain = _ENGLISH_THOUSANDS.sub("", plain) if language == "en" else _DECIMAL.sub(".", plain)
    plain = _COUNTED_LARGE.sub(lambda found: f"{float(found[1]) * _LARGE[found[2]]:.0f}", plain)
    counted = alpha2digit(plain, language)
    counted = _ORDINAL.sub("", _DECIMAL.sub(".", counted))
    found = {number.lstrip("0") or "0" for number in _NUMBER.findall(counted)}
    tokens = _WORD.findall(counted.casefold())
    found |= {str(_SMALL[language].index(word)) for word in tokens if word and word in _SMALL[language]}
    found |= {_ORDINALS[word] for word in tokens if word in _ORDINALS}
    # In English "may" is a verb far more often than a month.
    months = {word for word in tokens if word in _MONTHS}
    if "may" in text or not _MAY_AS_MONTH.search(text):
        months -= {"may"}
    found |= {f"month {int(month)}" for _, month, _ in dates}
    return frozenset(found | {f"month {_MONTHS[word]}" for word in months})
