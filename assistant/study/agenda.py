"""A plan → a calendar file, by icalendar. Only this module imports icalendar.

Enters: a `Plan` with a date, today's date and the moment of writing. Leaves: the bytes of an .ics file: the study
sessions before the date, each with what to do, and the event itself as a whole day. Refuses: a plan without a date,
or one whose date has passed (`InputError`).
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from assistant.study import plan_phrases
from assistant.study.plan import Plan, Step
from assistant.study.plan_reply import minutes_text, plan_title
from corpus.errors import InputError

SESSION_MINUTES = 30
"""Longer plans are spread over several days: half an hour is what fits beside a job."""
_EVENING = time(19, 30)
_ZONE = ZoneInfo("Europe/Amsterdam")
_BEFORE = timedelta(minutes=-10)


@dataclass(frozen=True, slots=True)
class Session:
    """Some steps of a plan, done in one go."""

    begins: datetime
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> float:
        """How long it takes."""
        return sum(step.minutes for step in self.steps)


def sessions_of(plan: Plan, today: date) -> list[Session]:
    """Spread a plan over the evenings before its date; when there are too few, evenings get longer."""
    event_on = plan.request.event_on
    if event_on is None:
        raise InputError(
            "Voor een agendabestand is een datum nodig.", "Vul de datum van het webinar of de vergadering in."
        )
    if event_on < today:
        raise InputError("Die datum is al voorbij.", "Vul een datum in die nog komt.")
    evenings = max(1, (event_on - today).days)
    wanted = max(1, -(-int(plan.minutes) // SESSION_MINUTES))
    count = min(wanted, evenings)
    portions = _portions(plan.steps, plan.minutes / count)
    first = max(today, event_on - timedelta(days=len(portions)))
    return [
        Session(datetime.combine(first + timedelta(days=place), _EVENING, _ZONE), steps)
        for place, steps in enumerate(portions)
    ]


def _portions(steps: tuple[Step, ...], each: float) -> list[tuple[Step, ...]]:
    portions: list[list[Step]] = [[]]
    done = 0.0
    for step in steps:
        if portions[-1] and done + step.minutes / 2 > each * len(portions):
            portions.append([])
        portions[-1].append(step)
        done += step.minutes
    return [tuple(portion) for portion in portions]


def to_calendar(plan: Plan, today: date, written: datetime) -> bytes:
    """Write a plan as an .ics file."""
    language = plan.language
    calendar = Calendar()
    calendar.add("prodid", "-//Raadsvraag//Studeren//NL")
    calendar.add("version", "2.0")
    sessions = sessions_of(plan, today)
    for place, session in enumerate(sessions, 1):
        event = _event(plan, f"{plan_phrases.SESSION[language].format(place=place, count=len(sessions))}", written)
        event.add("dtstart", session.begins)
        event.add("dtend", session.begins + timedelta(minutes=session.minutes))
        event.add("description", "\n".join(step_text(step, plan) for step in session.steps))
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", plan_title(plan))
        alarm.add("trigger", _BEFORE)
        event.add_component(alarm)
        calendar.add_component(event)
    calendar.add_component(_occasion(plan, written))
    calendar.add_missing_timezones()
    written_bytes: bytes = calendar.to_ical()
    return written_bytes


def _occasion(plan: Plan, written: datetime) -> Event:
    event = _event(plan, plan_phrases.OCCASION[plan.language], written)
    event.add("dtstart", plan.request.event_on)
    take = plan.steps[-1].statements
    event.add("description", "\n".join([plan_phrases.STEP_TAKE[plan.language], *(f"- {each.text}" for each in take)]))
    return event


def _event(plan: Plan, summary: str, written: datetime) -> Event:
    event = Event()
    event.add("summary", summary)
    event.add("dtstamp", written)
    name = f"{summary}{plan.request.event_on}{plan.request.minutes}{plan.request.roles}"
    event.add("uid", f"{hashlib.sha256(name.encode()).hexdigest()[:24]}@raadsvraag")
    return event


def step_text(step: Step, plan: Plan) -> str:
    """Return a step in a line of plain text."""
    language = plan.language
    names = {"terms": plan_phrases.STEP_TERMS, "quiz": plan_phrases.STEP_QUIZ, "take": plan_phrases.STEP_TAKE}
    name = step.title or names[step.kind][language]
    questions = [f"   - {each.text}" for each in step.statements] if step.kind == "take" else []
    return "\n".join([f"- {name} ({minutes_text(step.minutes, language)})", *questions])
