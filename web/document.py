"""Gradio's page → ours: in Dutch from the first byte, with our style and script, and without what we do not use. Pure.

Enters: the HTML that Gradio serves for `/`, and a nonce. Leaves: HTML whose inline scripts carry the nonce, so that
the content policy can forbid all others. Refuses: a page without a head (`ValueError`): Gradio then changed its shape.
"""

import re
from collections.abc import Iterable

TITLE = "Raadsvraag: vragen over digitale veiligheid"
_DESCRIPTION = "Vragen over digitale veiligheid voor raadsleden. Elk nummer achter een zin opent de bron."
_UNUSED = re.compile(
    r"<meta\s+(?:property=\"og:|name=\"twitter:)[^>]*>|<link rel=\"manifest\"[^>]*>"
    # The resizer is for pages that embed this one, which the policy forbids.
    r"|<script>\s*\(\(\) => \{\s*const root = (?:(?!</script>).)*?iframeResizer(?:(?!</script>).)*?</script>",
    re.DOTALL,
)
_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)")
_BODY = re.compile(r"<body[^>]*>")
_BEFORE = """
<a class="naar-inhoud" href="#vraag">Naar het vraagveld</a>
<div id="aankondiging" role="status" class="voorlezen"></div>
<noscript>Raadsvraag werkt met JavaScript. Zet het aan, of gebruik: raadsvraag ask "uw vraag".</noscript>
"""


def our_page(html: str, nonce: str, scripts: Iterable[str]) -> str:
    """Return the page with `lang`, our head, and a nonce on each inline script."""
    if "</head>" not in html or not _BODY.search(html):
        raise ValueError("this is not the page that Gradio used to serve")
    html = _UNUSED.sub("", html)
    html = re.sub(r'<html(\s+)lang="[^"]*"', r'<html\1lang="nl"', html, count=1)
    html = re.sub(r"<title>.*?</title>", "", html, flags=re.DOTALL)
    modules = "".join(f'<script type="module" src="{script}"></script>' for script in scripts)
    head = (
        f'<title>{TITLE}</title><meta name="description" content="{_DESCRIPTION}">'
        '<meta name="color-scheme" content="light dark"><link rel="icon" href="eigen/icoon.svg" type="image/svg+xml">'
        f'<link rel="stylesheet" href="eigen/page.css">'
        f'<link rel="stylesheet" href="eigen/study.css">{modules}'
    )
    html = html.replace("</head>", f"{head}</head>", 1)
    html = _BODY.sub(lambda body: body[0].replace("<body", '<body id="raadsvraag"', 1) + _BEFORE, html, count=1)
    return _INLINE_SCRIPT.sub(f'<script nonce="{nonce}"', html)
