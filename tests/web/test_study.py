"""The tab Studeren: its handlers, and the whole tab in a real browser, by keyboard and on a phone."""

import base64
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import gradio as gr
import pytest
from docx import Document
from icalendar import Calendar
from pdfminer.high_level import extract_pages
from playwright.sync_api import Page, sync_playwright

from assistant.assistant import Assistant
from assistant.study.guide import make_guide
from assistant.study.printable import to_html
from assistant.study.remember import empty_progress
from corpus.errors import IndexMissingError
from corpus.records import ROLES
from web.routes import ASSETS
from web.study import study_tab
from web.study_cards import Cards, Seen
from web.study_guide import guide_answer
from web.study_plan import Form, plan_answer
from web.study_quiz import Quiz

CHROMIUM = shutil.which("chromium")
CSS = (ASSETS / "study.css").read_text(encoding="utf-8")
TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def missing() -> Assistant:
    raise IndexMissingError("Er is nog geen index.", "Bouw hem.")


def files_in(html: str) -> dict[str, bytes]:
    found = re.findall(r"download='([\w-]+\.\w+)' href='data:[^,]*;base64,([^']+)'", html)
    return {name: base64.b64decode(content) for name, content in found}


def test_a_plan_comes_with_its_files(cards_assistant: Assistant) -> None:
    html = plan_answer(lambda: cards_assistant, Form(["controlerend"], 20, "nothing", "3 december"), TODAY)
    files = files_in(html)
    assert set(files) == {"leesplan.docx", "leesplan.md", "leesplan.html", "leesplan.ics"}
    assert (
        "Leesplan van 20 minuten voor de controlerende rol"
        in Document(BytesIO(files["leesplan.docx"])).paragraphs[0].text
    )
    assert len(Calendar.from_ical(files["leesplan.ics"]).walk("VEVENT")) == 2
    assert html.count("<details><summary>") >= 10, "each card can be read on the spot"
    assert "\n" not in html


@pytest.mark.parametrize(("day", "message"), [("gisteren of zo", "geen datum"), ("24-11-2026", "voorbij")])
def test_a_date_that_is_none_is_refused_in_words(day: str, message: str, cards_assistant: Assistant) -> None:
    html = plan_answer(lambda: cards_assistant, Form([], 20, "nothing", day), TODAY)
    assert message in html
    assert "role='alert'" in html
    assert "<script" not in plan_answer(lambda: cards_assistant, Form([], 20, "nothing", "<script>"), TODAY)


def test_without_an_index_every_part_says_so() -> None:
    assert "nog geen index" in plan_answer(missing, Form([], 20, "nothing", ""), TODAY)
    assert "nog geen index" in guide_answer(missing, "controlerend")
    assert "nog geen index" in Quiz(missing).start("", 5)[4]
    assert "nog geen index" in Cards(missing).front("", None)[1]
    assert "nog geen index" in Cards(missing).files("")


def test_a_guide_comes_as_three_files(cards_assistant: Assistant) -> None:
    files = files_in(guide_answer(lambda: cards_assistant, "kaderstellend"))
    assert {name.rsplit(".")[1] for name in files} == {"docx", "md", "html"}


def test_a_quiz_goes_step_by_step(cards_assistant: Assistant) -> None:
    quiz = Quiz(lambda: cards_assistant, draw_seed=lambda: 4821)
    standing, question, *_ = quiz.start("controlerend", 5)
    assert "Vraag 1 van 5" in question
    for place in range(5):
        item = standing.item
        right = item.right_letter or (item.accepted or (item.answers[0].text,))[0]
        standing, *_, verdict, _, _ = quiz.step(standing, right if item.options else None, right)
        assert "Goed." in verdict
        assert standing.score.right == place + 1
        standing, question, *_ = quiz.step(standing, None, "")
    assert "U had 5 van de 5 vragen goed" in question
    assert standing.item is None


def test_cards_come_and_go_with_the_browsers_progress(cards_assistant: Assistant) -> None:
    moment = [NOW]
    cards = Cards(lambda: cards_assistant, now=lambda: moment[0])
    seen, html, *_ = cards.front("controlerend", empty_progress())
    assert "Nog 10 kaarten nu" in html
    progress, turned, html, *_ = cards.step("controlerend", empty_progress(), seen)
    assert "Hoe ging het?" in html
    assert turned == Seen(seen.card_id, turned=True)
    progress, following, html, *_ = cards.step("controlerend", progress, turned)
    assert seen.card_id in progress["cards"]
    assert following.card_id != seen.card_id
    assert "Nog 9 kaarten nu" in html
    moment[0] = NOW + timedelta(days=60)
    assert cards.front("controlerend", progress)[0].card_id == seen.card_id
    assert cards.opening("controlerend", progress)[-1].open
    assert not cards.opening("controlerend", empty_progress())[-1].open, "new cards can wait"
    assert {name for name in files_in(cards.files("controlerend"))} == {"onthoudkaarten.apkg", "onthoudkaarten.html"}


@pytest.fixture(scope="module")
def address(cards_assistant: Assistant) -> Iterator[str]:
    """The tab in a page of its own."""
    with gr.Blocks(title="Studeren", analytics_enabled=False, fill_width=True) as page:
        study_tab(page, lambda: cards_assistant)
    _, url, _ = page.launch(
        server_name="127.0.0.1", css=CSS, head="<script>document.documentElement.lang = 'nl'</script>", quiet=True,
        prevent_thread_lock=True, footer_links=[], ssr_mode=False, enable_monitoring=False, run_history=False,
    )  # fmt: skip
    yield url
    page.close()


@pytest.fixture(scope="module")
def browser_page(address: str) -> Iterator[Page]:
    if not CHROMIUM:
        pytest.skip("chromium is niet geïnstalleerd (apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        yield browser.new_page(locale="nl-NL", viewport={"width": 390, "height": 844})
        browser.close()


def open_part(page: Page, name: str) -> None:
    page.locator(f"#{name} button.label-wrap").focus()
    page.keyboard.press("Enter")


def assert_accessible(page: Page) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.wait_for_timeout(400)  # a fade halfway is measured as too little contrast
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    response = Axe().run(page, options=options).response
    assert len(response["passes"]) > 10
    assert [(each["id"], each["nodes"][0]["html"]) for each in response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_council_member_studies_on_a_phone_by_keyboard(theme: str, address: str, browser_page: Page) -> None:
    page = browser_page
    foreign: list[str] = []
    page.on("request", lambda request: foreign.append(request.url) if not request.url.startswith(address) else None)
    page.goto(f"{address}?__theme={theme}")
    page.evaluate("localStorage.clear()")
    page.reload()
    page.locator("#studie-kaarten button", has_text="(10 om te herhalen)").wait_for(timeout=20_000)
    assert_accessible(page)

    page.locator("#plan-datum :is(input, textarea)").fill("3 december 2099")
    page.keyboard.press("Enter")
    page.locator("#plan-uitkomst .stappen").wait_for(timeout=20_000)
    with page.expect_download() as download:
        page.locator("#plan-uitkomst .bestand", has_text="Agenda").press("Enter")
    assert download.value.suggested_filename == "leesplan.ics"
    card = page.locator("#plan-uitkomst .stappen summary").first
    card.press("Enter")
    page.locator("#plan-uitkomst details[open] li").first.wait_for()
    assert_accessible(page)
    open_part(page, "studie-plan")

    open_part(page, "studie-quiz")
    page.locator("#quiz-begin").press("Enter")
    page.locator("#quiz-vraag h3").wait_for(timeout=20_000)
    assert_accessible(page)
    choices = page.locator("#quiz-keuze input")
    if choices.count():
        choices.first.focus()
        page.keyboard.press("Space")
    else:
        page.locator("#quiz-antwoord textarea").fill("geen idee")
    page.locator("#quiz-stap").press("Enter")
    page.locator("#quiz-oordeel strong").wait_for(timeout=20_000)
    page.locator("#quiz-stap", has_text="Volgende vraag").wait_for()
    assert page.evaluate("document.activeElement.id") == "quiz-stap", "the same button leads on, and keeps focus"
    assert_accessible(page)
    page.keyboard.press("Enter")
    page.locator("#quiz-vraag h3", has_text="Vraag 2 van 5").wait_for(timeout=20_000)
    page.locator("#quiz-stop").press("Enter")
    page.locator("#quiz-vraag", has_text="Einde van de quiz").wait_for(timeout=20_000)
    open_part(page, "studie-quiz")

    open_part(page, "studie-kaarten")
    page.locator("#kaart-stap").press("Enter")
    page.locator("#kaart-again").wait_for(timeout=20_000)
    assert_accessible(page)
    page.locator("#kaart-stap").press("Enter")
    page.locator("#studie-kaarten button", has_text="(9 om te herhalen)").wait_for(timeout=20_000)
    page.reload()
    page.locator("#studie-kaarten button", has_text="(9 om te herhalen)").wait_for(timeout=20_000)
    assert not [url for url in foreign if not url.startswith(("data:", "blob:"))]


@pytest.mark.browser
def test_a_printed_guide_takes_two_pages(cards_assistant: Assistant, browser_page: Page) -> None:
    for role in ROLES:
        for language in ("nl", "en"):
            browser_page.set_content(to_html(make_guide(role, cards_assistant.index, language)))
            printed = browser_page.pdf(format="A4", prefer_css_page_size=True)
            assert len(list(extract_pages(BytesIO(printed)))) == 2, (role, language)
