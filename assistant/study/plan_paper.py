"""A plan → a paper, and its steps in words for a calendar.

Enters: a `Plan` and the index. Leaves: a `Paper`; lines of plain text. Pure.
"""

from assistant import phrases as general
from assistant.study import plan_phrases
from assistant.study.paper import Block, Line, Paper, References, heading, listed, paragraph
from assistant.study.plan import Plan
from assistant.study.plan_reply import plan_parts, plan_title
from corpus.index import Index

_MARKS = "*"


def plan_paper(plan: Plan, index: Index) -> Paper:
    """Lay a plan out to be kept."""
    language = plan.language
    references = References(index, language)
    blocks: list[Block] = [
        Block("title", (Line(plan_title(plan)),)),
        paragraph(plan_phrases.PLAN_SPEED_PAPER[language]),
    ]
    for part in plan_parts(plan, index):
        blocks.append(heading(part.title))
        blocks += [paragraph(part.note.replace(_MARKS, ""))] if part.note else []
        blocks += (
            [listed([references.line(each) for each in part.statements], numbered=True)] if part.statements else []
        )
    if plan.learning:
        blocks.append(heading(plan_phrases.MORE_TIME[language]))
        blocks.append(listed([Line(link.title, url=link.url) for link in plan.learning]))
        blocks.append(paragraph(plan_phrases.NO_TITLES[language]))
    blocks.append(paragraph(general.LOCAL[language]))
    return Paper(plan_title(plan), language, (*blocks, *references.blocks()))
