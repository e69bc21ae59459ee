"""The command that builds the index, from the cards, local documents and the web.

Enters: settings and options. Leaves: a new current generation, a report on standard output, progress on standard
error. The only module of the assistant that imports `ingest`, and only when the command runs.
"""

import sys
from collections.abc import Callable

import click

from assistant.cli_files import read_local
from assistant.cli_progress import Bars, Progress, as_line
from assistant.dutch_help import DutchCommand
from assistant.settings import Settings


@click.command(
    cls=DutchCommand,
    epilog="\b\nVoorbeelden:\n"
    "  raadsvraag build\n"
    "  raadsvraag build --local vng-handreiking=handreiking.pdf\n"
    "  raadsvraag build --online\n"
    "  raadsvraag build --forget vng-handreiking",
)
@click.option("--local", "local", multiple=True, metavar="BRON=BESTAND", help="Archiveer dit bestand onder deze bron.")
@click.option("--online", is_flag=True, help="Haal ook de webpagina's van de bronnen op, een per seconde.")
@click.option("--forget", multiple=True, metavar="BRON", help="Haal het gearchiveerde document van deze bron weg.")
@click.option("--accept-loss", is_flag=True, help="Bouw ook als meer dan een vijfde van de bronnen wegvalt.")
@click.option(
    "--progress", type=click.Choice(["bars", "json", "none"]), default="bars",
    help="Toon de voortgang als balken (standaard), als JSON-regels op de foutuitvoer, of niet.",
)  # fmt: skip
@click.option("--quiet", is_flag=True, help="Hetzelfde als --progress none.")
@click.pass_obj
def build(  # noqa: PLR0913, PLR0917  one option each
    settings: Settings, local: tuple[str, ...], online: bool, forget: tuple[str, ...], accept_loss: bool,
    progress: str, quiet: bool,
) -> None:  # fmt: skip
    """Bouw de index uit de kaarten en uit lokale documenten (tekst, Markdown, HTML, PDF, DOCX) of webpagina's."""
    from assistant.likeness import ADAPTER
    from corpus.embedding import SentenceEmbedder
    from ingest.addresses import AddressPolicy
    from ingest.build import BuildRequest
    from ingest.build import build as run_build
    from ingest.fetch import Fetcher

    shown = "none" if quiet else progress
    bars = Bars()
    told: dict[str, Callable[[Progress], object]] = {"bars": bars, "json": as_line, "none": lambda step: None}
    request = BuildRequest(
        content=settings.content, local=read_local(local), forget=forget, accept_loss=accept_loss, report=told[shown],
        fetcher=Fetcher(AddressPolicy(allow_loopback=settings.loopback)) if online else None,
    )  # fmt: skip
    embedder = SentenceEmbedder(settings.embedder, settings.data, progress=shown == "bars")
    try:
        report = run_build(request, settings.index_root, embedder)
        if settings.model:
            embedder.entailment(ADAPTER)  # writing its graph takes a quarter of a minute, which no question should wait
    finally:
        bars.close()
    click.echo(report.in_words())
    if report.failed:
        sys.exit(1)
