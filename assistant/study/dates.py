"""Words → a date: "2026-12-03", "3-12-2026", "3 december", "morgen", "donderdag"; English alike.

Enters: a text and today's date. Leaves: the first date it names, in the future where the year is left open, or None.
"""

import re
from datetime import date, timedelta

_MONTHS = {
    name: place // 2 + 1
    for place, name in enumerate(
        [
            "januari",
            "january",
            "februari",
            "february",
            "maart",
            "march",
            "april",
            "april",
            "mei",
            "may",
            "juni",
            "june",
            "juli",
            "july",
            "augustus",
            "august",
            "september",
            "september",
            "oktober",
            "october",
            "november",
            "november",
            "december",
            "december",
        ]
    )
}
_WEEKDAYS = {
    name: place // 2
    for place, name in enumerate(
        [
            "maandag",
            "monday",
            "dinsdag",
            "tuesday",
            "woensdag",
            "wednesday",
            "donderdag",
            "thursday",
            "vrijdag",
            "friday",
            "zaterdag",
            "saturday",
            "zondag",
            "sunday",
        ]
    )
}
_NEAR = {
    "vandaag": 0,
    "vanavond": 0,
    "vanmiddag": 0,
    "today": 0,
    "tonight": 0,
    "morgen": 1,
    "tomorrow": 1,
    "overmorgen": 2,
}
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_NUMERIC = re.compile(r"\b(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}))?\b")
_NAMED = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th|e)?(?: of)? ({'|'.join(_MONTHS)})(?:,? (\d{{4}}))?\b", re.IGNORECASE)
_NAMED_FIRST = re.compile(rf"\b({'|'.join(_MONTHS)}) (\d{{1,2}})(?:st|nd|rd|th)?(?:,? (\d{{4}}))?\b", re.IGNORECASE)
_WORD = re.compile(r"\b[a-z]+\b", re.IGNORECASE)


def date_in(text: str, today: date) -> date | None:
    """Return the date that a text names, or None."""
    if found := _ISO.search(text):
        return _valid(int(found[1]), int(found[2]), int(found[3]))
    if found := _NAMED_FIRST.search(text):
        return _next(int(found[2]), _MONTHS[found[1].lower()], found[3], today)
    for pattern in (_NAMED, _NUMERIC):
        if found := pattern.search(text):
            month = found[2].lower()
            return _next(int(found[1]), _MONTHS.get(month) or int(month), found[3], today)
    return _near(text, today)


def _near(text: str, today: date) -> date | None:
    """Return the first day that a text names by its nearness or its weekday."""
    for word in (match[0].lower() for match in _WORD.finditer(text)):
        if word in _NEAR:
            return today + timedelta(days=_NEAR[word])
        if word in _WEEKDAYS:
            return today + timedelta(days=(_WEEKDAYS[word] - today.weekday() - 1) % 7 + 1)
    return None


def _next(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _valid(int(year), month, day)
    found = _valid(today.year, month, day)
    return _valid(today.year + 1, month, day) if found and found < today else found


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
