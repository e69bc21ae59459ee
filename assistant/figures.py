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
_MAY_AS_MONTH = re.compile(r"(?<=\w )May\b|\bMay\b(?! [a-z])")


def figures(text: str, language: Language) -> frozenset[str]:
    """Return the numbers and months that a text names."""
    plain = _THOUSANDS.sub("", text)
    plain = _ENGLISH_THOUSANDS.sub("", plain) if language == "en" else _DECIMAL.sub(".", plain)
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
    return frozenset(found | {f"month {_MONTHS[word]}" for word in months})
