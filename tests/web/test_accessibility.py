"""axe-core over every state of the page, light and dark: no violation of WCAG 2.2 A or AA."""

from collections.abc import Callable

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser

from tests.web.conftest import Reader
from web.login import login_page

pytestmark = pytest.mark.browser
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = AXE_FILE_PATH.read_text(encoding="utf-8")


def answer(reader: Reader) -> None:
    reader.ask("straks ligt alles plat, wie doet dan wat?")


def passage(reader: Reader) -> None:
    reader.page.locator("a.nummer").first.click()


def preview(reader: Reader) -> None:
    reader.page.locator("a.nummer").nth(1).focus()


def term(reader: Reader) -> None:
    reader.page.locator(".begrip > button").first.focus()


def added(reader: Reader) -> None:
    for place in range(2):
        reader.page.locator("button.plus").nth(place).click()


def judged(reader: Reader) -> None:
    reader.page.click("#oordeel-1 button[value=down]")


def decline(reader: Reader) -> None:
    reader.ask("Wat is het recept voor appeltaart?")


def english(reader: Reader) -> None:
    reader.ask("Who pays for the damage after a hack?")


def failed(reader: Reader) -> None:
    reader.ask("???")


def warned(reader: Reader) -> None:
    reader.page.fill("#vraag textarea", "Mijn BSN is 111222333, is dat gelekt?")
    reader.page.click("#stuur")
    reader.page.locator("#waarschuwing").wait_for()


def listed(reader: Reader) -> None:
    reader.tab("vragenlijst")


def edited(reader: Reader) -> None:
    reader.page.check("#exporteren input[value=schriftelijk]")
    reader.page.locator("#vragenlijst .bewerk").first.click()


def sources(reader: Reader) -> None:
    reader.tab("bronnen")
    reader.page.wait_for_selector(".bronnenlijst > li")


def about(reader: Reader) -> None:
    reader.tab("over")
    reader.page.click("summary >> nth=0")
    reader.page.click("summary >> nth=1")


STEPS: list[Callable[[Reader], None]] = [
    answer, passage, preview, term, added, judged, decline, english, failed, warned, listed, edited, sources, about,
]  # fmt: skip
NARROW = [answer, passage, added, warned, listed]


def violations(reader: Reader) -> list[str]:
    # Animations and Gradio's own transitions have ended when the colours are measured.
    reader.page.wait_for_timeout(250)
    found = reader.page.evaluate("(tags) => axe.run({runOnly: {type: 'tag', values: tags}})", TAGS)["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary'][:200]}" for rule in found for node in rule["nodes"]
    ]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1366), ("dark", 1366), ("light", 390)])
def test_no_state_of_the_page_breaks_a_rule(browser: Browser, address: str, scheme: str, width: int) -> None:
    context = browser.new_context(
        locale="nl-NL", color_scheme=scheme, viewport={"width": width, "height": 800}, reduced_motion="reduce"
    )  # type: ignore[arg-type]
    # axe is put into the page by the test, which the page's own policy rightly forbids others.
    context.add_init_script(AXE)
    reader = Reader(context, address)
    reader.open()
    broken = {"start": violations(reader)}
    # The narrow page has the same parts: the states that are laid out otherwise are enough.
    for step in STEPS if width > 1000 else NARROW:
        step(reader)
        broken[step.__name__] = violations(reader)
    context.close()
    assert {name: found for name, found in broken.items() if found} == {}
    assert len(broken) >= (15 if width > 1000 else 6)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_login_page_breaks_no_rule(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(locale="nl-NL", color_scheme=scheme)  # type: ignore[arg-type]
    context.add_init_script(AXE)
    reader = Reader(context, address)
    reader.page.route(
        "**/inloggen", lambda route: route.fulfill(body=login_page("Dit klopt niet.", "naam"), content_type="text/html")
    )
    reader.page.goto(address + "/inloggen")
    assert violations(reader) == []
    # Without this, a silent axe would pass for a good page.
    reader.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<button></button>')")
    assert "button-name" in violations(reader)[0]
    context.close()
