"""Click's help page in Dutch: the headings and the help option, nothing else."""

import click

_HEADINGS = {"Options": "Opties", "Commands": "Commando's"}


class _DutchHelp(click.Command):
    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = [
            piece.replace("[OPTIONS]", "[OPTIES]").replace("COMMAND [ARGS]", "COMMANDO")
            for piece in self.collect_usage_pieces(ctx)
        ]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Gebruik: ")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Toon deze hulp."
        return option

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_heading = formatter.write_heading

        def in_dutch(heading: str) -> None:
            write_heading(_HEADINGS.get(heading, heading))

        formatter.write_heading = in_dutch  # type: ignore[method-assign]
        super().format_help(ctx, formatter)


class DutchCommand(_DutchHelp):
    """A command whose help page is Dutch."""


class DutchGroup(_DutchHelp, click.Group):
    """A group whose help page is Dutch."""
