"""Ingest a folder of HTML pages over HTTP and measure it: `python -m evals.trees FOLDER --data SCRATCH`.

Enters: a folder of pages, such as a Debian package ships. Leaves: a line of figures for a first build, a second one,
and one after a page was changed, one removed and one added. The pages are served by a web server on loopback behind one
page that links to all of them, so that the whole way is measured: fetch, extract, chunk, embed, index, verify.
"""

import argparse
import resource
import shutil
import threading
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from corpus.embedding import SentenceEmbedder
from ingest.addresses import AddressPolicy
from ingest.build import BuildRequest, build
from ingest.fetch import Fetcher, Limits
from ingest.report import BuildReport

_MEGABYTE = 1024
_ADDED = "zz-nieuw.html"
_SOURCE = """[[source]]
id = "boom"
url = "{address}/index-van-alles.html"
title = "Een boom van pagina's"
publisher = "Debian"
information_date = "2024"
theme = "proef"
why = "Om het ophalen van veel pagina's te meten."
follow = ["{address}/"]
"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@dataclass(frozen=True)
class Tree:
    """A copy of a folder, served; the pages can be changed."""

    folder: Path
    pages: list[Path]


def copy_tree(source: Path, target: Path, most: int) -> Tree:
    """Copy the HTML pages and write the page that links to them."""
    pages = sorted(path.relative_to(source) for path in source.rglob("*.html"))[:most]
    for page in pages:
        (target / page).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / page, target / page)
    tree = Tree(target, pages)
    write_index(tree, pages)
    return tree


def write_index(tree: Tree, pages: list[Path]) -> None:
    """Write the page that links to every page."""
    links = "".join(f'<li><a href="{page.as_posix()}">{page.stem}</a></li>' for page in pages)
    text = "<p>Dit is een lijst van alle pagina's in deze map, om ze in één ronde op te halen.</p>" * 3
    page = f"<html lang='nl'><title>Alles</title><body><main><h1>Alles</h1>{text}<ul>{links}</ul></main></body></html>"
    (tree.folder / "index-van-alles.html").write_text(page, encoding="utf-8")


def change(tree: Tree) -> None:
    """Change the first page, remove the second, add one."""
    first = tree.folder / tree.pages[0]
    sentence = "<p>Deze alinea is er later bij geschreven, om te zien of dat wordt opgemerkt.</p></body>"
    first.write_text(first.read_text(encoding="utf-8").replace("</body>", sentence), encoding="utf-8")
    (tree.folder / tree.pages[1]).unlink()
    shutil.copyfile(tree.folder / tree.pages[2], tree.folder / _ADDED)
    write_index(tree, [tree.pages[0], *tree.pages[2:], Path(_ADDED)])


def in_figures(name: str, report: BuildReport) -> str:
    """Return one line: what happened, how fast, how much memory at most."""
    outcomes = [outcome.outcome for outcome in report.outcomes]
    counts = ", ".join(f"{outcomes.count(kind)} {kind}" for kind in dict.fromkeys(outcomes))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEGABYTE
    speed = report.passages / report.seconds
    return (
        f"{name}: {counts}; {report.passages} passages, {report.embedded} texts embedded, {report.seconds:.0f} s "
        f"({speed:.0f} passages a second), peak {peak:.0f} MB"
    )


def main() -> None:
    """Measure three builds of a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--data", type=Path, required=True, help="empty folder for the copy, the model and the index")
    parser.add_argument("--most", type=int, default=100_000, help="at most so many pages")
    arguments = parser.parse_args()
    tree = copy_tree(arguments.folder, arguments.data / "site", arguments.most)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tree.folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    content = arguments.data / "content"
    (content / "cards").mkdir(parents=True, exist_ok=True)
    address = f"http://127.0.0.1:{server.server_port}"
    (content / "sources.toml").write_text(_SOURCE.format(address=address), encoding="utf-8")
    (content / "glossary.toml").write_text("", encoding="utf-8")
    embedder = SentenceEmbedder("", arguments.data, progress=False)
    fetcher = Fetcher(AddressPolicy(allow_loopback=True), Limits(pause=0.0))
    request = BuildRequest(content=content, documents=arguments.data / "none", fetcher=fetcher)
    for name in ("first", "second", "changed"):
        if name == "changed":
            change(tree)
        report = build(request, arguments.data / "index", embedder)
        print(in_figures(name, report), flush=True)
        for outcome in report.outcomes:
            if outcome.outcome in {"niet opgehaald", "mislukt"}:
                print(f"  {outcome.source_id}: {outcome.detail}")
    server.shutdown()


if __name__ == "__main__":
    main()
