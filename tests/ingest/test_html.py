"""Web pages of many makes: their text comes along, what surrounds it stays behind, and walls are refused."""

import pytest

from corpus.errors import DocumentError
from ingest.html import read_html
from tests.ingest import pages

KEPT = {
    "drupal": (
        pages.DRUPAL,
        "LOSSETEKST CITAATBLOK BIJSCHRIFT KOPCEL CELWAARDE ONDERSCHRIFT BINNENSTE VOETNOOT noot¹ m²",
        "OVERSLAAN LOGOTEKST Menupunt KRUIMELS DEELKNOPPEN GERELATEERD VOETTEKST KOEKMELDING <sup>",
    ),
    "pleio": (pages.PLEIO, "Leeromgeving WIDGETTEKST KAARTTEKST", "Menupunt"),
    "overlay": (pages.OVERLAY, "SLOTWOORD", "KOEKMELDING Akkoord"),
    "accordion": (pages.ACCORDION, "SAMENVATTING UITKLAP KNOPKOP PANEEL BEGRIP UITLEG", "VERBORGEN"),
    "sidebar": (pages.SIDEBAR, "voorjaar", "LOGOTEKST KRUIMELS Menupunt"),
    "tables": (pages.TABLES, "TWEEDEALINEA BINNENTABEL", "Menupunt"),
    "about cookies": (pages.COOKIE_ARTICLE, "EINDWOORD", "KOEKMELDING"),
    "about scripts": (pages.SCRIPT_ARTICLE, "EINDWOORD", "Please"),
}


@pytest.mark.parametrize(("page", "kept", "left"), KEPT.values(), ids=KEPT)
def test_text_comes_along_and_its_surroundings_do_not(page: bytes, kept: str, left: str) -> None:
    text = "\n".join(block.text for block in read_html(page).blocks)
    assert [word for word in kept.split() if word not in text] == []
    assert [word for word in left.split() if word in text] == []


@pytest.mark.parametrize("page", [pages.WALL, pages.SHELL, pages.DUTCH_SHELL], ids=["cookies", "shell", "dutch shell"])
def test_a_wall_is_refused(page: bytes) -> None:
    with pytest.raises(DocumentError, match=r"cookiemuur|JavaScript draait"):
        read_html(page)


def test_a_mistaken_removal_is_reported() -> None:
    extracted = read_html(pages.SIDEBAR)
    assert any("ZIJBALK Bel ons op werkdagen" in stretch for stretch in extracted.lost)


@pytest.mark.parametrize(
    ("page", "dated"),
    [
        (pages.DRUPAL, "2024-06-07"),
        (pages.PLEIO, "2023-02-01"),
        (pages.ACCORDION, ""),
        (pages.page("<main><p>Op 2020-01-01 was er <time datetime='2020-01-01'>iets</time></p></main>"), "2020-01-01"),
        (pages.page(f"<main><p>{pages.SENTENCE}</p><p>Op <time datetime='2020-01-01'>toen</time></p></main>"), ""),
        (pages.page(pages.SENTENCE, head="<meta property='article:published_time' content='2022-13-45'>"), ""),
        (pages.page(pages.SENTENCE, head="<meta name='DCTERMS.issued' content='2022-03-04'>"), "2022-03-04"),
        (pages.page(pages.SENTENCE + "<script type='application/ld+json'>{kapot</script>"), ""),
    ],
)  # fmt: skip
def test_a_date_comes_from_metadata_only(page: bytes, dated: str) -> None:
    assert read_html(page).dated == dated


@pytest.mark.parametrize(("lang", "language"), [("nl-NL", "nl"), ("EN", "en"), ("de", ""), ("", "")])
def test_the_language_that_a_page_declares(lang: str, language: str) -> None:
    assert read_html(pages.page(f"<p>{pages.SENTENCE}</p>", lang=lang)).language == language


@pytest.mark.parametrize(
    "place",
    [
        "<table><tr><td>{}</td></tr></table>",
        "<table><tr><td><table><tr><td>a</td><td>{}</td></tr></table></td></tr></table>",
        "<details><summary>meer</summary>{}</details>",
        "<details><summary>{}</summary>meer</details>",
        "<dl><dt>{}</dt><dd>uitleg</dd></dl>",
        "<dl><dt>begrip</dt><dd>{}</dd></dl>",
        "<figure><figcaption>{}</figcaption></figure>",
        "<table><caption>{}</caption><tr><td>a</td></tr></table>",
        "<ul><li>a<ul><li>b<ol><li>{}</li></ol></li></ul></li></ul>",
        "<div class='footnotes'><p id='fn1'>{}</p></div>",
        "<aside class='footnote'>{}</aside>",
        "<blockquote>{}</blockquote>",
        "<section><div>{}</div></section>",
        "<pre>{}</pre>",
        "<form action='/'><div>{}</div></form>",
        "<address>{}</address>",
        "<fieldset><legend>{}</legend></fieldset>",
        "<div class='accordion-panel' hidden>{}</div>",
        "<div class='widget'>{}</div>",
        "<div class='overlay'>{}</div>",
        "<div class='author-button'>{}</div>",
        "<div class='cookie-beleid'>{}</div>",
        "<noscript>x</noscript><div>los {} los</div>",
        "<h5>{}</h5>",
        "<aside>{}</aside>",
        "<ul><li><a href='/a'>{}</a></li><li><a href='/b'>b</a></li><li><a href='/c'>c</a></li></ul>",
        "<div><a href='/a'>{}</a> <a href='/b'>b</a> <a href='/c'>c</a></div>",
    ],
)
@pytest.mark.parametrize("shell", ["<main>{}</main>", "<article>{}</article>", "<div id='content'>{}</div>"])
def test_a_sentence_is_found_or_reported_wherever_it_stands(place: str, shell: str) -> None:
    inner = (
        f"<h1>Kop</h1><p>{pages.SENTENCE * 2}</p>{place.format('SENTINEL staat op een bijzondere plek')}<p>Slot.</p>"
    )
    extracted = read_html(pages.page(shell.format(inner)))
    text = "\n".join(block.text for block in extracted.blocks)
    assert "SENTINEL" in text + " ".join(extracted.lost)
    if "<a " not in place and not (place.startswith("<aside>") and "div" in shell):
        assert text.count("SENTINEL") == 1
