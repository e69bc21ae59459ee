"""The whole journey of a council member, in a real browser."""

import re
from io import BytesIO
from pathlib import Path

import docx
import pytest

from tests.web.conftest import Reader
from web.guard import BUSY

pytestmark = pytest.mark.browser
CRISIS = "straks ligt alles plat, wie doet dan wat?"


def test_from_a_question_to_a_word_document(reader: Reader) -> None:
    page = reader.page
    reader.open()
    assert page.evaluate("document.documentElement.lang") == "nl"
    assert "computerprogramma" in page.locator("#melding").inner_text()
    reader.ask(CRISIS)
    page.locator("a.nummer").first.click()
    mark = page.locator(".bron.open mark")
    assert mark.inner_text() in page.locator(".bron.open .passage").inner_text()
    assert page.locator(".bron.open").count() == 1
    for place in (0, 1):
        page.locator("button.plus").nth(place).click()
    assert page.locator("button.plus[aria-pressed=true]").count() == 2
    texts = [page.locator(".met-plus .zin").nth(place).inner_text() for place in (0, 1)]
    first, second = (re.sub(r"\s*bron \d.*", "", text.replace("\n", " ")).strip() for text in texts)

    reader.tab("vragenlijst")
    rows = page.locator("#vragenlijst li .tekst p:first-child")
    assert rows.all_inner_texts() == [first, second]
    page.click("#vragenlijst .omlaag >> nth=0")
    assert rows.all_inner_texts() == [second, first]
    page.check("#exporteren input[value=schriftelijk]")
    page.fill("#exp-municipality", "Voorbeeldstad")
    with page.expect_download() as download:
        page.click("#exporteren button:has-text('Word')")
    word = docx.Document(BytesIO(Path(download.value.path()).read_bytes()))
    text = [paragraph.text for paragraph in word.paragraphs]
    assert any(line.startswith(f"1.\t{second}") for line in text)
    assert any(line.startswith(f"2.\t{first}") for line in text)
    assert "Voorbeeldstad" in word.tables[0].rows[0].cells[1].text
    assert any(line.startswith("[1]\t") and "informatie van" in line for line in text)

    page.reload()
    page.wait_for_selector("#vraag textarea")
    reader.tab("vragenlijst")
    assert rows.all_inner_texts() == [second, first]
    assert page.locator("#exp-municipality").input_value() == "Voorbeeldstad"


def test_the_list_is_edited_and_emptied(reader: Reader) -> None:
    page = reader.page
    reader.open()
    reader.tab("vragenlijst")
    assert "nog leeg" in page.locator("#vragenlijst").inner_text()
    page.fill("#eigen-vraag", "Wie let er op <b>ons</b>?")
    page.click("text=Voeg toe")
    page.click("#vragenlijst .bewerk")
    page.fill("#vragenlijst li textarea", "Wie let er op ons?")
    page.select_option("#vragenlijst li select >> nth=0", "griffie")
    page.click("text=Klaar")
    assert page.locator(".groep h3").inner_text().startswith("Aan de griffie")
    for form, expected in (("Markdown", "1. Wie let er op ons?"), ("Platte tekst", "1. Wie let er op ons?")):
        with page.expect_download() as download:
            page.click(f"#exporteren button:has-text('{form}')")
        assert expected in Path(download.value.path()).read_text(encoding="utf-8")
    page.click("#vragenlijst .verwijder")
    assert "nog leeg" in page.locator("#vragenlijst").inner_text()
    assert page.locator("#exporteren").is_hidden()


def test_a_follow_up_english_and_a_role(reader: Reader) -> None:
    page = reader.page
    reader.open()
    reader.ask("Wat doet de IBD?")
    reader.ask("en wat is het nummer?")
    assert page.locator("#beurt-2 a.nummer").count() >= 1
    assert page.locator("#beurt-1 a.nummer").count() >= 1
    reader.ask("Who pays for the damage after a hack?")
    assert page.locator("#beurt-3 .antwoord").get_attribute("lang") == "en"
    page.click("#taal >> text=English")
    page.click("#rol >> text=Controlerend")
    reader.ask("Wie betaalt de schade na een hack?")
    assert page.locator("#beurt-4 .antwoord").get_attribute("lang") == "en"
    turns = page.locator(".beurt").count()
    page.locator("#beurt-4 button.vervolg").first.click()
    page.locator(f"#beurt-{turns + 1}.done").wait_for(timeout=15_000)


def test_what_is_not_in_the_sources_and_what_is_refused(reader: Reader) -> None:
    page = reader.page
    reader.open()
    reader.ask("Wat is het recept voor appeltaart?")
    decline = page.locator("#beurt-1 .antwoord.kalm")
    assert "griffie" in decline.inner_text()
    assert decline.locator("h3").inner_text() == "Dit staat niet in de bronnen"
    reader.ask("Op welke partij moet ik stemmen?")
    assert "stemadvies" in page.locator("#beurt-2 .antwoord.kalm").inner_text()


def test_a_private_question_is_held_back_until_the_reader_decides(reader: Reader) -> None:
    page = reader.page
    reader.open()
    page.fill("#vraag textarea", "Mijn BSN is 111222333, is dat gelekt?")
    page.keyboard.press("Enter")
    warning = page.locator("#waarschuwing")
    warning.wait_for()
    assert "burgerservicenummer" in warning.inner_text()
    assert page.locator(".beurt").count() == 0
    page.click("#aanpassen")
    warning.wait_for(state="hidden")
    assert page.locator("#vraag textarea").input_value() == "Mijn BSN is 111222333, is dat gelekt?"
    page.click("#stuur")
    page.click("#toch")
    page.locator("#beurt-1.done").wait_for(timeout=15_000)
    assert page.locator("#waarschuwing").is_hidden()


def test_numbers_and_terms_explain_themselves(reader: Reader) -> None:
    page = reader.page
    reader.open()
    reader.ask(CRISIS)
    number = page.locator("a.nummer").first
    balloon = page.locator(f"#{number.get_attribute('aria-describedby')}")
    assert balloon.is_hidden()
    number.hover()
    assert balloon.is_visible()
    page.mouse.move(0, 0)
    number.focus()
    assert balloon.is_visible()
    page.keyboard.press("Escape")
    assert balloon.is_hidden()
    term = page.locator(".begrip > button").first
    term.focus()
    assert page.locator(f"#{term.get_attribute('aria-describedby')}").is_visible()
    assert page.locator(".begrip", has_text=term.inner_text()).count() == 1


def test_permanent_links_and_copying(reader: Reader) -> None:
    page = reader.page
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.open("/?q=Wat%20doet%20de%20IBD%3F")
    page.locator("#beurt-1.done").wait_for(timeout=15_000)
    page.click("button.kopieer")
    reader.until("navigator.clipboard.readText().then((text) => text.includes('[1] “'))")
    page.locator("a.nummer").first.click()
    link = page.locator(".bron.open a:has-text('Vaste link')").get_attribute("href")
    passage = page.locator(".bron.open .passage").inner_text()
    reader.open("/" + str(link))
    assert page.locator("#bron-vast .passage").inner_text() == passage
    reader.open("/?passage=bestaat-niet")
    page.locator("#bron", has_text="niet (meer)").wait_for()


def test_sources_are_searched_and_filtered(reader: Reader) -> None:
    page = reader.page
    reader.open()
    reader.tab("bronnen")
    page.wait_for_selector(".bronnenlijst > li")
    everything = page.locator(".bronnenlijst > li:visible").count()
    page.fill("#bronnen-woord", "ensia")
    reader.until("/^[1-9][0-9]? van/.test(document.getElementById('bronnen-telling').textContent)")
    assert 0 < page.locator(".bronnenlijst > li:visible").count() < everything
    page.select_option("#bronnen-staat", "verdwenen")
    assert page.locator(".bronnenlijst > li:visible").count() == 0
    reader.tab("over")
    page.locator(".versie", has_text="gen-").wait_for()
    assert page.locator("details table").first.is_hidden()
    page.click("summary >> nth=0")
    assert "EN 301 549" in page.locator("details").first.inner_text()
    assert "Impact" in page.locator("details").nth(1).text_content()


def test_a_judgement_keeps_no_question(reader: Reader, judgements: Path) -> None:
    page = reader.page
    reader.open()
    reader.ask("Wat doet de IBD bij een kanariehack?")
    page.click("#oordeel-1 button[value=down]")
    page.select_option("#oordeel-1 select", "Onduidelijk")
    page.click("#oordeel-1 .verstuur")
    page.wait_for_selector("text=zonder uw vraag")
    kept = judgements.read_text(encoding="utf-8")
    assert '"verdict": "down"' in kept
    assert '"reason": "Onduidelijk"' in kept
    assert "kanariehack" not in kept


def test_everything_fits_a_small_phone(phone: Reader) -> None:
    page = phone.page
    phone.open()
    for step in ("start", "answer", "panel", "vragenlijst", "bronnen", "over"):
        if step == "answer":
            phone.ask(CRISIS)
            page.locator("button.plus").first.click()
        elif step == "panel":
            page.locator("a.nummer").first.click()
            assert page.evaluate("document.querySelector('#bron').getBoundingClientRect().top < innerHeight")
            assert page.evaluate(
                "document.querySelector('.bron.open mark').getBoundingClientRect().bottom < innerHeight"
            )
        elif step != "start":
            phone.tab(step)
            for place in range(page.locator(f"#tab-{step} summary").count()):
                page.locator(f"#tab-{step} summary").nth(place).click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, step
    small = page.evaluate(
        "[...document.querySelectorAll('button, a.nummer, select, input')].filter((e) => e.offsetParent"
        " && !e.closest('.begrip, [aria-hidden=true], .keuze')).filter((e) => e.getBoundingClientRect().height < 24)"
        ".map((e) => e.outerHTML.slice(0, 80))"
    )
    assert small == []


def test_the_keyboard_alone_is_enough(reader: Reader) -> None:
    page = reader.page
    reader.open()

    def tab_to(selector: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("(s) => document.activeElement.matches(s)", selector):
                outline = page.evaluate(
                    "() => { const e = document.activeElement, around = [e, e.closest('label'),"
                    " e.closest('#vraagregel')].filter(Boolean);"
                    " return Math.max(...around.map((x) => parseFloat(getComputedStyle(x).outlineWidth))); }"
                )
                assert outline >= 2, f"{selector} has no visible focus"
                return
        raise AssertionError(f"{selector} cannot be reached")

    page.evaluate("document.activeElement.blur()")
    tab_to("#rol input")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.value") == "volksvertegenwoordigend"
    tab_to("#vraag textarea")
    page.keyboard.type(CRISIS)
    page.keyboard.press("Enter")
    page.locator("#beurt-1.done").wait_for(timeout=15_000)
    page.evaluate("document.querySelector('#tab-vraag-button').focus()")
    tab_to("a.nummer")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('.bron.open')")
    tab_to("a.terug")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('a.nummer')")
    tab_to("button.plus")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.evaluate("document.querySelector('#tab-vraag-button').focus()")
    tab_to("#tab-vragenlijst-button")
    page.keyboard.press("Enter")
    tab_to("#vragenlijst .bewerk")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"


def test_a_full_house_is_told_in_dutch_and_the_question_stays(reader: Reader) -> None:
    page = reader.page
    reader.open()
    # The guard's own test makes a queue full; here the page is shown what it then says.
    page.route("**/queue/join*", lambda route: route.fulfill(status=429, json={"detail": BUSY}))
    page.fill("#vraag textarea", "Wat doet de IBD?")
    page.keyboard.press("Enter")
    told = page.locator(".toast-body")
    told.wait_for()
    assert BUSY in told.inner_text()
    assert "Error" not in told.inner_text()
    assert page.locator("#vraag textarea").input_value() == "Wat doet de IBD?"
    page.unroute("**/queue/join*")
    reader.ask("Wat doet de IBD?")
    assert all("429" in complaint for complaint in reader.complaints)
    reader.complaints.clear()


def test_an_answer_is_announced_once(reader: Reader) -> None:
    page = reader.page
    reader.open()
    page.evaluate(
        "window.heard = []; const place = document.getElementById('aankondiging');"
        " new MutationObserver(() => { if (place.textContent) heard.push(place.textContent); })"
        ".observe(place, {childList: true, characterData: true, subtree: true})"
    )
    reader.ask(CRISIS)
    reader.until("heard.length > 0")
    page.wait_for_timeout(600)
    heard = page.evaluate("heard")
    assert len(heard) == 1
    assert re.match(r"Antwoord klaar.*: \d+ vragen, \d+ bronnen\.", heard[0])
    assert page.locator("#gesprek :is([role=status], [role=alert], [aria-live])").count() == 0
