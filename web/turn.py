"""One answer → the HTML of a turn in the conversation. Pure; every text is escaped, every tag is ours.

Enters: the Markdown so far, the answer it belongs to, and the index behind it. Leaves: one line of HTML (a blank line
would end it inside Gradio's Markdown). Refuses: raw HTML, images, and links to an address that the answer does not
name as its source: they come out as plain text.
"""

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from markupsafe import Markup, escape

from assistant.answer import Answer, Citation
from assistant.phrases import NOT_IN_SOURCES
from corpus.glossary import Glossary
from web.question_items import items_of
from web.terms import Explainer

if TYPE_CHECKING:
    from corpus.index import Index

# Links come from the registry; a definition in a quoted text ("[1]: https://…") must not turn a number into a link.
_PARSER = MarkdownIt("commonmark", {"html": False}).disable(
    ["image", "reference", "autolink", "html_block", "html_inline", "code", "fence"]
)
_MARKER = re.compile(r"\[(\d+)\]")
_TAGS = {"strong": "strong", "em": "em", "bullet_list": "ul", "blockquote": "blockquote"}
_GAP_NAMES = tuple(f"{name}." for name in NOT_IN_SOURCES.values())
_TITLES = {"no_information": {"nl": "Dit staat niet in de bronnen", "en": "This is not in the sources"},
           "refused": {"nl": "Hier help ik niet bij", "en": "I do not help with this"}}  # fmt: skip
_PREVIEW_LENGTH = 240

State = Literal["asking", "growing", "done", "failed"]


def turn_html(number: int, question: str, body: Markup, state: State) -> Markup:
    """Return a turn: the question as a heading, and what was said to it."""
    busy = Markup("<p class='bezig'>Ik zoek het op …</p>") if state == "asking" else Markup()
    return Markup(
        "<section class='beurt {}' id='beurt-{}'><h2 class='vraag'><span class='voorlezen'>Uw vraag: </span>{}</h2>"
        "{}{}</section>"
    ).format(state, number, question, body, busy)


def failure_html(sentence: str) -> Markup:
    """Return what is shown when a question could not be answered."""
    return Markup("<div class='antwoord kalm'><p>{}</p></div>").format(sentence)


def answer_html(text: str, answer: Answer, index: "Index", turn: int) -> Markup:
    """Return the Markdown of an answer as HTML; `text` may still be growing."""
    writer = _Writer(answer, index, turn)
    body = writer.write(SyntaxTreeNode(_PARSER.parse(text)))
    title = _TITLES.get(answer.state, {}).get(answer.language)
    calm = " kalm" if title else ""
    heading = Markup("<h3>{}</h3>").format(title) if title else Markup()
    return Markup("<div class='antwoord{}' lang='{}'>{}{}</div>").format(calm, answer.language, heading, body)


class _Writer:
    """Writes the tree of one answer; knows which terms were explained and which question has a "+"."""

    def __init__(self, answer: Answer, index: "Index", turn: int) -> None:
        self._citations = {citation.number: citation for citation in answer.citations}
        self._known = {link.url for link in answer.links} | {c.url for c in answer.citations} - {""}
        self._items = items_of(answer, index)
        self._language, self._turn = answer.language, turn
        # In a quiz an explanation would give the answer away.
        glossary = Glossary({}) if answer.intent == "study" else index.glossary
        self._explainer = Explainer(glossary, answer.language, f"b{turn}")
        self._level = 3
        """Of a heading inside the answer: one deeper once a part has a title of its own."""
        self._writers = {
            "softbreak": self._break, "hardbreak": self._break, "heading": self._heading, "paragraph": self._paragraph,
            "ordered_list": self._ordered, "list_item": self._list_item, "link": self._link,
        }  # fmt: skip

    def write(self, node: SyntaxTreeNode) -> Markup:
        """Return the HTML of a node and all below it; of a kind that we do not know, what is below it."""
        if node.type in {"text", "code_inline"}:
            return self._text(node.content)
        if node.type in _TAGS:
            return Markup(f"<{_TAGS[node.type]}>{{}}</{_TAGS[node.type]}>").format(self._children(node))
        return self._writers.get(node.type, self._children)(node)

    def _break(self, _: SyntaxTreeNode) -> Markup:
        return Markup("<br>")

    def _heading(self, node: SyntaxTreeNode) -> Markup:
        self._level = 4
        return Markup("<h3>{}</h3>").format(_words(node))

    def _ordered(self, node: SyntaxTreeNode) -> Markup:
        return Markup("<ol start='{}'>{}</ol>").format(int(node.attrGet("start") or 1), self._children(node))

    def _children(self, node: SyntaxTreeNode) -> Markup:
        return Markup().join(self.write(child) for child in node.children)

    def _paragraph(self, node: SyntaxTreeNode) -> Markup:
        inline = [child for child in node.children[0].children if child.content or child.children]
        if node.parent is not None and node.parent.type == "list_item":
            return self._children(node)
        if inline and inline[0].type == "strong":
            lead, rest = _words(inline[0]), "".join(_words(child) for child in inline[1:])
            if lead in _GAP_NAMES:
                text = self._text(rest.strip())
                return Markup("<div class='gat'><h{0}>{1}</h{0}><p>{2}</p></div>").format(
                    self._level, lead.rstrip("."), text
                )
            if not rest or (rest.startswith(" (") and rest.endswith(")")):
                aside = Markup(" <span class='aan'>{}</span>").format(rest.strip(" ()")) if rest else Markup()
                return Markup("<h{0}>{1}{2}</h{0}>").format(self._level, lead, aside)
        small = Markup(" class='klein'") if len(inline) == 1 and inline[0].type == "em" else Markup()
        return Markup("<p{}>{}</p>").format(small, self._children(node))

    def _list_item(self, node: SyntaxTreeNode) -> Markup:
        item = self._items.get(_normal(_words(node)))
        if item is None:
            return Markup("<li>{}</li>").format(self._children(node))
        return Markup(
            "<li class='met-plus'><span class='zin'>{}</span>"
            "<button type='button' class='plus' value='{}'><span class='voorlezen'>Zet op de vragenlijst: {}</span>"
            "</button></li>"
        ).format(self._children(node), json.dumps(item.model_dump(mode="json"), ensure_ascii=False), item.text)

    def _link(self, node: SyntaxTreeNode) -> Markup:
        address = str(node.attrGet("href") or "")
        if address not in self._known or not address.startswith(("https://", "http://")):
            return self._children(node)
        return Markup("<a href='{}' target='_blank' rel='noopener noreferrer'>{}</a>").format(address, _words(node))

    def _text(self, text: str) -> Markup:
        pieces = list(self._pieces(text))
        return Markup().join(pieces)

    def _pieces(self, text: str) -> Iterator[Markup]:
        place = 0
        for found in _MARKER.finditer(text):
            yield self._explainer.explain(text[place : found.start()])
            citation = self._citations.get(int(found[1]))
            yield citation_link(citation, self._turn) if citation else escape(found[0])
            place = found.end()
        yield self._explainer.explain(text[place:])


def citation_link(citation: Citation, turn: int) -> Markup:
    """Return the number of a citation as a link to its passage, with the quote as a preview."""
    quote = " ".join(citation.quote.split())
    short = quote if len(quote) <= _PREVIEW_LENGTH else f"{quote[:_PREVIEW_LENGTH].rsplit(' ', 1)[0]} …"
    return Markup(
        "<span class='noot'><a class='nummer' href='#bron-{0}-{1}' id='naar-{0}-{1}'>"
        "<span class='voorlezen'>bron </span>{1}</a>"
        "<span class='ballon' role='tooltip' id='ballon-{0}-{1}'><span class='citaat'>{2}</span>"
        "<span class='van'>{3}</span></span></span>"
    ).format(turn, citation.number, short, citation.title)


def _words(node: SyntaxTreeNode) -> str:
    if node.type in {"text", "code_inline"}:
        return node.content
    return "".join(_words(child) for child in node.children) if node.type != "softbreak" else " "


def _normal(text: str) -> str:
    return " ".join(_MARKER.sub("", text).split())
