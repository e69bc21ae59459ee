"""Builders of web pages of the kinds that councils' sources are made with; every word is ours."""

SENTENCE = "De raad bespreekt elk voorjaar met het college hoe de gemeente zich voorbereidt op een digitale crisis. "
MENU = "<ul class='menu'>" + "".join(f"<li><a href='/{n}'>Menupunt {n}</a></li>" for n in range(8)) + "</ul>"
NOTICE = (
    "<div id='cookie-consent' role='dialog'><h2>Cookies op deze site</h2><p>KOEKMELDING Wij gebruiken cookies om de "
    "site te meten.</p><button>Alles accepteren</button><button>Weigeren</button></div>"
)


def page(body: str, *, head: str = "", lang: str = "nl") -> bytes:
    return (
        f"<!DOCTYPE html><html lang='{lang}'><head><meta charset='utf-8'><title>Digitale crisis | Proef</title>{head}"
        f"</head><body>{body}</body></html>"
    ).encode()


DRUPAL = page(
    "<a class='skip-link visually-hidden focusable' href='#main-content'>OVERSLAAN en naar de inhoud gaan</a>"
    f"<header class='region region-header'><div class='logo'>LOGOTEKST van de vereniging</div>{MENU}</header>"
    "<div class='breadcrumb'><a href='/'>Home</a> KRUIMELS <a href='/a'>Veiligheid</a></div>"
    "<main role='main'><article class='node node--type-article'><div class='node__content'>"
    f"<h1>Digitale crisis</h1><div class='field field--name-field-date'><time datetime='2024-03-05T10:00:00+01:00'>"
    f"5 maart 2024</time></div><div class='field field--name-body'><p>{SENTENCE * 3}Zie de noot"
    "<sup><a href='#n1'>1</a></sup> hieronder; de zaal is 40 m<sup>2</sup> groot.</p>"
    "<div>LOSSETEKST staat in een div zonder alinea en hoort er gewoon bij.</div>"
    "<blockquote><p>CITAATBLOK Wie oefent, weet wie hij bellen moet.</p></blockquote>"
    "<table><caption>BIJSCHRIFT Oefeningen van de laatste jaren</caption><thead><tr><th>KOPCEL jaar</th>"
    "<th>deelnemers</th></tr></thead><tbody><tr><td>2023</td><td>CELWAARDE twaalf raadsleden</td></tr></tbody></table>"
    "<figure><img src='x.png' alt=''><figcaption>ONDERSCHRIFT De burgemeester opent de oefening in de zaal."
    "</figcaption></figure><ul><li>Buitenste punt<ul><li>BINNENSTE punt van de lijst met genoeg woorden</li></ul></li>"
    "</ul></div><div class='footnotes'><ol><li id='n1'>VOETNOOT Het verslag van de oefening is openbaar.</li></ol>"
    "</div></div></article><div class='social-share'>DEELKNOPPEN Deel deze pagina op alle netwerken</div>"
    "<section class='related-content'><h2>Gerelateerd</h2><a href='/b'>GERELATEERD ander bericht lezen</a></section>"
    f"</main><footer class='site-footer'>VOETTEKST Postbus en adres van de vereniging</footer>{NOTICE}",
    head="<meta name='dcterms.modified' content='2024-06-07T08:00:00+02:00'>",
)
PLEIO = page(
    f"<div id='react-root'><div class='navigation-wrapper'><nav>{MENU}</nav></div><div class='page-container'>"
    f"<div class='col'><h1>Leeromgeving</h1><div class='TiptapView'><p>{SENTENCE * 2}</p><p>{SENTENCE}WIDGETTEKST</p>"
    f"</div></div><div class='col-2'><div class='widget'><h2>Voor raadsleden</h2><p>KAARTTEKST Volg de module over "
    f"toezicht en bespreek haar met de fractie.</p></div></div></div></div>"
    '<script type="application/ld+json">{"@type": "WebSite", "dateModified": "1999-01-01"}</script>'
    '<script type="application/ld+json">{"@graph": [{"@type": "Article", "datePublished": "2023-02-01T09:00:00Z"}]}'
    "</script>"
)
OVERLAY = page(
    f"<div class='overlay cookiewall' aria-modal='true'><p>KOEKMELDING Wij gebruiken cookies.</p><a href='#'>Akkoord"
    f"</a></div><div id='content'><h1>Digitale crisis</h1><p>{SENTENCE * 4}SLOTWOORD</p></div>"
)
ACCORDION = page(
    f"<main><h1>Veelgestelde vragen</h1><p>{SENTENCE * 2}</p><details><summary>SAMENVATTING Wie belt de raad?</summary>"
    "<p>UITKLAP De griffier belt de raad zodra het crisisteam bijeenkomt.</p></details><div class='accordion'>"
    "<h2><button aria-expanded='false' aria-controls='p1'>KNOPKOP Wat kost een oefening?</button></h2>"
    "<div id='p1' hidden><p>PANEEL Een oefening kost de gemeente een dag van tien mensen.</p></div></div>"
    "<dl><dt>BEGRIP crisisteam</dt><dd>UITLEG De mensen die bij een crisis besluiten nemen.</dd></dl>"
    "<div style='display: none'>VERBORGEN tekst die niemand op het scherm ziet</div></main>"
)
SIDEBAR = page(
    f"<header><div>LOGOTEKST</div>{MENU}</header><ol class='breadcrumbs'><li>KRUIMELS</li></ol>"
    f"<div class='wrapper'><div class='content-column'><h1>Digitale crisis</h1><p>{SENTENCE * 3}</p>"
    f"<aside class='kader'><p>{SENTENCE}</p></aside></div><div class='sidebar-second'><h3>Snel naar</h3>{MENU}"
    "<p>ZIJBALK Bel ons op werkdagen tussen negen en vijf.</p></div></div>"
)
TABLES = page(
    f"<center><table width='760'><tr><td colspan='2'><font size='5'>GEMEENTEBLAD</font></td></tr><tr><td width='150'>"
    f"{MENU}</td><td><h1>Digitale crisis</h1><font>{SENTENCE * 2}<br><br>TWEEDEALINEA {SENTENCE}</font>"
    "<table border='1'>"
    "<tr><td>BINNENTABEL jaar</td><td>bedrag in euro</td></tr></table></td></tr></table></center>"
)
WALL = page(
    "<div class='wall'><h1>Voordat u verdergaat</h1><p>Wij gebruiken cookies. Kies of u cookies accepteert; zonder "
    "toestemming voor cookies kunt u de inhoud niet zien.</p><button>Alles accepteren</button>"
    "<button>Instellingen</button></div>"
)
SHELL = page(
    "<noscript>You need to enable JavaScript to run this.</noscript><div id='root'></div><script src='a.js'></script>"
)
DUTCH_SHELL = page(
    "<div class='x'><p>Zet JavaScript aan om deze pagina te bekijken.</p></div><script>var a = 1;</script>"
)
COOKIE_ARTICLE = page(
    "<main><h1>Cookies op gemeentelijke websites</h1><p>"
    + "Een gemeente vraagt toestemming voor cookies die bezoekers volgen. Bezoekers mogen die cookies weigeren. " * 6
    + f"EINDWOORD</p></main>{NOTICE}<script>var a = 1;</script>"
)
SCRIPT_ARTICLE = page(
    "<div id='app'><article><h1>JavaScript en toegankelijkheid</h1><p>"
    + "Een site die zonder JavaScript niets toont, sluit mensen uit. Wie JavaScript uitzet, ziet dan niets. " * 6
    + "EINDWOORD</p></article></div><noscript>Please enable JavaScript</noscript><script>var a = 1;</script>"
)
