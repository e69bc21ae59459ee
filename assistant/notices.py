"""The drafts that answer nothing: declined, refused, or about the program itself.

Enters: what was understood. Leaves: a `Draft` with a notice and questions to go on with; no statement of fact.
"""

from collections.abc import Sequence

from assistant import phrases
from assistant.compose import follow_ups
from assistant.draft import Draft
from assistant.topics import Topic
from assistant.understand import Understood


def decline(understood: Understood, topics: Sequence[Topic], *, near: bool) -> Draft:
    """Say that the sources are silent and whom to ask; name the nearest topic only when there is a near one."""
    language = understood.language
    nearest = next((topic.card for topic in topics if topic.card), None) if near else None
    lines = [phrases.DECLINED[language]]
    if nearest:
        lines.append(f"{phrases.NEAREST[language]}: **{getattr(nearest.title, language)}**.")
    lines.append(phrases.WHOM[language])
    return Draft(
        state="no_information", reason="niet in de bronnen", notice="\n\n".join(lines),
        not_covered=(understood.asked.question,),
        follow_ups=follow_ups(topics, language) if near else phrases.HELP_FOLLOW_UPS[language],
        topics=tuple(topic.id for topic in topics),
    )  # fmt: skip


def refuse(understood: Understood, reason: str) -> Draft:
    """Refuse in a sentence and offer what can be asked instead."""
    language = understood.language
    return Draft(
        state="refused", reason=reason, notice=phrases.REFUSED[reason][language],
        follow_ups=phrases.HELP_FOLLOW_UPS[language],
    )  # fmt: skip


def explain_ourselves(understood: Understood) -> Draft:
    """Say what this program is and what one can ask."""
    language = understood.language
    return Draft(
        state="answered", reason="uitleg", notice=phrases.HELP[language],
        follow_ups=phrases.HELP_FOLLOW_UPS[language],
    )  # fmt: skip
