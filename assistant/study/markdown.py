"""A paper → Markdown. Pure.

Enters: a `Paper`. Leaves: Markdown text in which nothing of the sources can open a link or a heading of its own.
"""

from assistant.render import escape
from assistant.study.paper import Block, Line, Paper


def to_markdown(paper: Paper) -> str:
    """Write a paper as Markdown."""
    return "\n\n".join(_block(block) for block in paper.blocks) + "\n"


def _block(block: Block) -> str:
    lines = [_line(line) for line in block.lines]
    if block.kind == "title":
        return f"# {lines[0]}"
    if block.kind == "heading":
        return f"## {lines[0]}"
    if block.kind == "numbers":
        return "\n".join(f"{place}. {line}" for place, line in enumerate(lines, 1))
    return "\n".join(f"- {line}" for line in lines) if block.kind in {"bullets", "small"} else "\n\n".join(lines)


def _line(line: Line) -> str:
    label = f"**{escape(line.label)}.** " if line.label else ""
    address = f" <{line.url}>" if line.url else ""
    return f"{label}{line.text}{address}"
