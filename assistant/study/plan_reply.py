"""A plan → the draft of an answer in the chat.

Enters: a `Plan` and the index. Leaves: a `Draft` whose every statement is cited. Pure.
"""

from assistant import phrases as general
from assistant.draft import Draft, DraftStatement, Part
from assistant.study import phrases, plan_phrases
from assistant.study.plan import Plan, Step
from assistant.study.subject import Subject, label_of
from corpus.index import Index
from corpus.records import Language

_FITS = 0.9
"""A plan shorter than this share of the time says so."""


def plan_draft(plan: Plan, index: Index, *, remarks: tuple[str, ...] = ()) -> Draft:
    """Lay a plan out as an answer."""
    language = plan.language
    lines = [f"**{plan_title(plan)}.**", *remarks, plan_phrases.PLAN_SPEED[language]]
    if plan.minutes < _FITS * plan.request.minutes:
        lines.append(plan_phrases.PLAN_SHORT[language])
    count = next((step.count for step in plan.steps if step.kind == "quiz"), 5)
    quiz = phrases.QUIZ_FOR[language].format(count=count, label=quiz_label(plan, index))
    return Draft(
        state="answered", notice=" ".join(lines), parts=tuple(plan_parts(plan, index)), links=plan.learning,
        closing=plan_phrases.PLAN_FILES[language], not_covered=(general.LOCAL[language],), follow_ups=(quiz,),
        topics=tuple(step.card_id for step in plan.steps if step.card_id),
    )  # fmt: skip


def plan_title(plan: Plan) -> str:
    """Return what the plan is: its minutes, its roles, its date."""
    language, request = plan.language, plan.request
    title = plan_phrases.PLAN_TITLE[language].format(minutes=request.minutes)
    topic = next((step.title for step in plan.steps if step.card_id and step.card_id == request.topic), "")
    if topic:
        title += " " + plan_phrases.PLAN_ABOUT[language].format(title=topic)
    if request.roles:
        title += " " + plan_phrases.PLAN_FOR[language].format(roles=roles_text(plan))
    if request.event_on:
        title += ", " + plan_phrases.PLAN_ON[language].format(day=day_text(request.event_on.isoformat(), language))
    return title


def roles_text(plan: Plan) -> str:
    """Return the plan's roles in a row."""
    names = [phrases.ROLE_SHORT[plan.language][role] for role in plan.request.roles]
    joined = f" {plan_phrases.AND[plan.language]} "
    return joined.join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def day_text(iso: str, language: Language) -> str:
    """Return a date as people write it."""
    year, month, day = iso.split("-")
    return f"{int(day)} {plan_phrases.MONTHS[language][int(month) - 1]} {year}"


def minutes_text(minutes: float, language: Language) -> str:
    """Return minutes with halves as a fraction."""
    whole, half = int(minutes), minutes % 1 >= 0.5
    shown = f"{whole or ''}½" if half else str(whole)
    return plan_phrases.MINUTES[language].format(minutes=shown)


def quiz_label(plan: Plan, index: Index) -> str:
    """Return what the plan's quiz is about: its role when there is one, else everything."""
    roles = plan.request.roles
    if plan.request.topic:
        return label_of(Subject(card_id=plan.request.topic), index, plan.language)
    return label_of(Subject(roles[0]) if len(roles) == 1 else Subject(), index, plan.language)


def why_text(step: Step, language: Language) -> str:
    """Return why a card is in the plan."""
    role = general.ROLE_NAMES[language][step.place.card.role]
    article = "de " if language == "nl" else "the "
    return plan_phrases.WHY[step.place.shelf][language].format(role=article + role)


def plan_parts(plan: Plan, index: Index) -> list[Part]:
    """Return the parts of a plan: terms, reading, quiz, questions."""
    language = plan.language
    parts: list[Part] = []
    reading = [step for step in plan.steps if step.kind == "read"]
    for step in plan.steps:
        if step.kind == "terms":
            parts.append(Part((), _titled(plan_phrases.STEP_TERMS[language], step.minutes, language), step.statements))
        elif step.kind == "quiz":
            how = plan_phrases.STEP_QUIZ_HOW[language].format(count=step.count, label=quiz_label(plan, index))
            parts.append(Part((), _titled(plan_phrases.STEP_QUIZ[language], step.minutes, language), (), note=how))
        elif step.kind == "take":
            note = plan_phrases.STEP_TAKE_HOW[language]
            title = _titled(plan_phrases.STEP_TAKE[language], step.minutes, language)
            parts.append(Part((), title, step.statements, note=note))
        elif step == reading[0]:
            title = _titled(plan_phrases.STEP_READ[language], sum(each.minutes for each in reading), language)
            cards = tuple(each.card_id for each in reading)
            parts.append(Part(cards, title, tuple(_reading(each, language) for each in reading)))
    return parts


def _reading(step: Step, language: Language) -> DraftStatement:
    first = step.statements[0]
    label = f"{step.title} ({minutes_text(step.minutes, language)}: {why_text(step, language)})"
    return DraftStatement(first.text, first.spans, first.kind, label)


def _titled(title: str, minutes: float, language: Language) -> str:
    return f"{title} ({minutes_text(minutes, language)})"
