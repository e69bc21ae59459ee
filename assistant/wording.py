"""A list of short patterns → one compiled pattern, so that rules about wording read as lists."""

import re


def any_of(*patterns: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Return a pattern that finds any of the patterns, each at the start of a word."""
    return re.compile("|".join(rf"\b(?:{pattern})" for pattern in patterns), flags)
