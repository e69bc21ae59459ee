"""Plans: they fit, repeat nothing, build up, and can be taken away in every form."""

import sqlite3
import zipfile
from datetime import UTC, date, datetime
from html import escape
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from icalendar import Calendar

from assistant.assistant import Assistant
from assistant.study.agenda import sessions_of, to_calendar
from assistant.study.anki import to_anki
from assistant.study.dates import date_in
from assistant.study.deck import make_deck, to_print
from assistant.study.guide import make_guide
from assistant.study.markdown import to_markdown
from assistant.study.plan import PlanRequest, make_plan, reading_minutes
from assistant.study.plan_paper import plan_paper
from assistant.study.printable import to_html
from assistant.study.remember import due_cards, empty_progress, next_due, reviewed
from assistant.study.request import minutes_in
from assistant.study.subject import Subject
from assistant.study.word import to_word
from corpus.errors import InputError
from corpus.index import Index
from corpus.records import ROLES
from evals.plans import every_plan, problems

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def test_plans_of_every_length_fit_for_every_role(cards_assistant: Assistant) -> None:
    plans = every_plan(cards_assistant.index)
    assert len(plans) >= 100
    wrong = [(p.request.minutes, p.request.roles, p.language, problems(p)) for p in plans if problems(p)]
    assert wrong == []


def test_a_plan_begins_with_the_basics_and_its_role(cards_assistant: Assistant) -> None:
    plan = make_plan(PlanRequest(20, ("controlerend",)), cards_assistant.index, "nl")
    shelves = [step.place.shelf for step in plan.steps if step.kind == "read"]
    assert shelves[0] == "basics"
    assert shelves.count("core") >= 5
    core = [step.place.card.role for step in plan.steps if step.kind == "read" and step.place.shelf == "core"]
    assert set(core) == {"controlerend"}
    assert {link.title for link in plan.learning} >= {"Cyber Sessions"}


def test_who_knows_something_does_not_read_it_again(cards_assistant: Assistant) -> None:
    index = cards_assistant.index
    plain = make_plan(PlanRequest(45, ("controlerend",)), index, "nl")
    knowing = make_plan(PlanRequest(45, ("controlerend",), known_terms=frozenset({"ENSIA"})), index, "nl")
    assert any(step.card_id == "ensia" for step in plain.steps)
    assert not any(step.card_id == "ensia" for step in knowing.steps)
    assert not any(each.label.startswith("ENSIA") for step in knowing.steps for each in step.statements)
    further = make_plan(PlanRequest(20, ("controlerend",), knows="basics"), index, "nl")
    assert not any(step.place.shelf == "basics" for step in further.steps)


def test_a_small_index_gives_a_short_plan(small_index: Index) -> None:
    plan = make_plan(PlanRequest(90), small_index, "nl")
    assert plan.minutes < 90
    assert plan.steps[-1].kind == "take"


@pytest.mark.parametrize("minutes", [0, 4, 181])
def test_an_impossible_time_is_refused(minutes: int, small_index: Index) -> None:
    with pytest.raises(InputError, match="minuten"):
        make_plan(PlanRequest(minutes), small_index, "nl")


def test_reading_takes_half_minutes_at_least() -> None:
    assert [reading_minutes("woord " * count) for count in (1, 100, 101, 200, 450)] == [0.5, 0.5, 1.0, 1.0, 2.5]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("ik heb 20 minuten", 20), ("een half uur", 30), ("kwartiertje", 15), ("drie kwartier", 45), ("anderhalf uur", 90),
     ("1,5 uur", 90), ("I have an hour", 60), ("twintig minuten", 20), ("geen tijd genoemd", None)],
)  # fmt: skip
def test_time_is_read_from_words(text: str, minutes: int | None) -> None:
    assert minutes_in(text) == minutes


@pytest.mark.parametrize(
    ("text", "day"),
    [("op 3 december", date(2026, 12, 3)), ("3 januari", date(2027, 1, 3)), ("2026-12-09", date(2026, 12, 9)),
     ("9-12-2026", date(2026, 12, 9)), ("morgen", date(2026, 11, 26)), ("on December 4th", date(2026, 12, 4)),
     ("aanstaande woensdag", date(2026, 12, 2)), ("donderdag", date(2026, 11, 26)), ("31 februari", None),
     ("ooit", None)],
)  # fmt: skip
def test_dates_are_read_from_words(text: str, day: date | None) -> None:
    assert date_in(text, TODAY) == day


def test_a_calendar_file_holds_the_sessions_and_the_event(cards_assistant: Assistant) -> None:
    plan = make_plan(PlanRequest(90, ("kaderstellend",), date(2026, 12, 3)), cards_assistant.index, "nl")
    events = Calendar.from_ical(to_calendar(plan, TODAY, NOW)).walk("VEVENT")
    *sessions, occasion = events
    assert len(sessions) == 3
    assert occasion.start == date(2026, 12, 3)
    assert all(TODAY <= event.start.date() < date(2026, 12, 3) for event in sessions)
    assert sum((event.end - event.start).total_seconds() for event in sessions) == 60 * plan.minutes
    assert len({event.uid for event in events}) == len(events)
    texts = "\n".join(event.description for event in sessions)
    assert all(step.title in texts for step in plan.steps)
    tomorrow = make_plan(PlanRequest(45, (), date(2026, 11, 26)), cards_assistant.index, "nl")
    assert [session.begins.date() for session in sessions_of(tomorrow, TODAY)] == [TODAY]


def test_a_calendar_needs_a_date_to_come(cards_assistant: Assistant) -> None:
    for day, message in ((None, "datum nodig"), (date(2026, 11, 24), "voorbij")):
        plan = make_plan(PlanRequest(10, (), day), cards_assistant.index, "nl")
        with pytest.raises(InputError, match=message):
            to_calendar(plan, TODAY, NOW)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("role", ROLES)
def test_a_guide_holds_everything_within_two_pages_of_words(
    role: str, language: str, cards_assistant: Assistant
) -> None:
    guide = make_guide(role, cards_assistant.index, language)  # type: ignore[arg-type]
    assert 350 < guide.words < 850
    headings = [block.lines[0].text for block in guide.blocks if block.kind == "heading"]
    assert len(headings) == 6
    document = Document(BytesIO(to_word(guide)))
    in_word = "\n".join(paragraph.text for paragraph in document.paragraphs)
    markdown, html = to_markdown(guide), to_html(guide)
    for block in guide.blocks:
        for line in block.lines:
            assert line.text in in_word
            assert line.text in markdown
    assert html.count("<h2>") == 6
    assert [p.style.name for p in document.paragraphs].count("Heading 1") == 6


def test_lists_in_word_each_begin_at_one(cards_assistant: Assistant) -> None:
    plan = make_plan(PlanRequest(20), cards_assistant.index, "nl")
    document = Document(BytesIO(to_word(plan_paper(plan, cards_assistant.index))))
    numbered = [p for p in document.paragraphs if p.style.name == "List Number"]
    assert len({p._p.pPr.numPr.numId.val for p in numbered}) == 3
    assert document.core_properties.language == "nl-NL"


def test_sources_cannot_open_a_tag_of_their_own() -> None:
    from assistant.study.paper import Block, Line, Paper

    paper = Paper("<b>", "nl", (Block("bullets", (Line("<script>alert(1)</script>", "<i>", "https://x.nl/'><b>"),)),))
    html = to_html(paper)
    assert "<script>" not in html
    assert "<b>" not in html
    assert "<i>" not in html


def test_an_anki_package_opens_and_holds_every_card(cards_assistant: Assistant, tmp_path: Path) -> None:
    deck = make_deck(Subject("controlerend"), cards_assistant.index, "nl")
    with zipfile.ZipFile(BytesIO(to_anki(deck, "controlerende rol"))) as package:
        (tmp_path / "collection.anki2").write_bytes(package.read("collection.anki2"))
    database = sqlite3.connect(tmp_path / "collection.anki2")
    fields = [row[0].split("\x1f") for row in database.execute("select flds from notes")]
    database.close()
    assert len(fields) == len(deck) >= 30
    assert {field[0] for field in fields} == {escape(card.front) for card in deck}
    assert all(field[1] and field[2] for field in fields)


def test_a_deck_can_be_printed(cards_assistant: Assistant) -> None:
    subject = Subject("kaderstellend")
    deck = make_deck(subject, cards_assistant.index, "nl")
    assert to_print(deck, subject, cards_assistant.index, "nl").count("<tr>") == len(deck) + 1


def test_cards_come_back_when_they_are_due(cards_assistant: Assistant) -> None:
    deck = make_deck(Subject("controlerend"), cards_assistant.index, "nl")
    progress = empty_progress()
    first = due_cards(deck, progress, NOW)
    assert len(first) == 10
    for card in first:
        progress = reviewed(progress, card.id, "easy", NOW)
    assert due_cards(deck, progress, NOW) == []
    later = next_due(progress)
    assert later is not None
    assert later > NOW
    assert set(first) <= set(due_cards(deck, progress, later))
    failed = reviewed(progress, first[0].id, "again", NOW)
    assert datetime.fromisoformat(failed["cards"][first[0].id]["due"]) < later
    assert reviewed(progress, first[0].id, "again", NOW) == failed, "no chance in it"


@pytest.mark.parametrize(
    "broken", [None, "x", [], {"version": 2}, {"version": 1, "cards": {"open:losgeld": {"due": "x"}}}]
)
def test_broken_progress_is_progress_of_a_beginner(broken: object, cards_assistant: Assistant) -> None:
    deck = make_deck(Subject("kaderstellend"), cards_assistant.index, "nl")
    assert due_cards(deck, broken, NOW) == deck[:10]
    assert reviewed(broken, deck[0].id, "good", NOW)["cards"].keys() == {deck[0].id}
