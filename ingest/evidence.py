"""Study items ↔ the words of the source that carry them.

Enters: items of cards, passages of documents and unit vectors of both. Leaves: the items, each with the
closest stretch (one to three sentences of one paragraph) of its own source and section, where one is close
enough. Refuses to guess: an item without a close stretch keeps the card itself as its only citation.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from corpus.closeness import closeness
from corpus.records import Passage, Span, StudyItem
from corpus.sentences import sentence_spans

MIN_CLOSENESS = 0.94
"""Chosen by reading every pair of the guidance (evals/DECISIONS.md)."""
_ABOUT_SILENCE = re.compile(r"\b(?:geen|niet|nooit|ongedateerd|no|not|undated)\b", re.IGNORECASE)
"""What a source does not say has no words in it to point to: such a sentence rests on the card."""
_SINCE_THEN = re.compile(r"\b(?:vervangen|opvolger|ga na|replaced|successor)\b", re.IGNORECASE)
"""So does what may have changed after the source was written."""
_NAME = re.compile(r"[\w.]+@[\w.]+\w|\d[\d.,/-]*\d|\d|\b[A-Z][\w&]*[A-Z]\w*")
"""Addresses, numbers and abbreviations: a quote that lacks one of the statement's does not carry it."""
MIN_PARALLEL = 0.88
"""An English sentence borrows the evidence of the Dutch sentence that it renders, from this cosine on."""
MIN_WORDS = 4
MAX_SENTENCES = 3
MAX_CHARACTERS = 240

Vectors = Mapping[str, NDArray[np.float32]]


def evidence_stretches(passages: Sequence[Passage]) -> dict[Span, str]:
    """Return the stretches of document passages that can carry a statement: 1 to 3 sentences of one line."""
    stretches: dict[Span, str] = {}
    for passage in passages:
        for line in _lines(passage):
            for first in range(len(line)):
                for last in range(first, min(first + MAX_SENTENCES, len(line))):
                    start, end = line[first][0], line[last][1]
                    text = passage.text[start - passage.start : end - passage.start]
                    # A title, the line that introduces a list and a mere reference say nothing by themselves.
                    title = text.rstrip(".") in {part.rstrip(".") for part in passage.heading}
                    empty = title or text.endswith(":") or "://" in text
                    if len(text.split()) >= MIN_WORDS and not empty and (first == last or len(text) <= MAX_CHARACTERS):
                        stretches[Span(passage.id, start, end)] = text
    return stretches


def _lines(passage: Passage) -> list[list[tuple[int, int]]]:
    """Return the sentence spans of each line of a passage, without the dash of a list item."""
    lines: list[list[tuple[int, int]]] = []
    offset = 0
    for line in passage.text.split("\n"):
        lead = 2 if line.startswith("- ") else 0
        lines.append(sentence_spans(line[lead:], passage.start + offset + lead))
        offset += len(line) + 1
    return lines


def attached_passages(
    source: str,
    section: str,
    by_section: Mapping[tuple[str, str], list[Passage]],
    by_source: Mapping[str, list[Passage]],
) -> list[Passage]:
    """Return the document passages that a card covers: its section, or the whole source."""
    return by_section.get((source, section), []) if section else by_source.get(source, [])


def group_documents(
    passages: Sequence[Passage],
) -> tuple[dict[tuple[str, str], list[Passage]], dict[str, list[Passage]]]:
    """Group the passages of documents by section and by source."""
    by_section: dict[tuple[str, str], list[Passage]] = defaultdict(list)
    by_source: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        if not passage.card_id:
            by_section[passage.source_id, passage.section].append(passage)
            by_source[passage.source_id].append(passage)
    return by_section, by_source


def align(
    items: Sequence[StudyItem],
    candidates: Mapping[str, Mapping[Span, str]],
    contexts: Mapping[str, str],
    vectors: Vectors,
) -> list[StudyItem]:
    """Give each item its evidence.

    `candidates` maps a card id to the stretches it may rest on, `contexts` a passage id to what a reader sees above
    the quote: names in it need not be in the quote itself.
    """
    dutch = {
        item: replace(item, evidence=_closest(item, candidates.get(item.card_id, {}), contexts, vectors))
        for item in items
        if item.language == "nl"
    }
    by_card: dict[tuple[str, str], list[StudyItem]] = defaultdict(list)
    for aligned in dutch.values():
        by_card[aligned.card_id, aligned.kind].append(aligned)
    parallel = {key: iter(group) for key, group in by_card.items()}
    aligned_items: list[StudyItem] = []
    for item in items:
        if item.language == "nl":
            aligned_items.append(dutch[item])
        elif item.kind == "question":  # the lists of questions run parallel
            aligned_items.append(replace(item, evidence=next(parallel[item.card_id, item.kind]).evidence))
        else:
            aligned_items.append(_borrow(item, by_card[item.card_id, item.kind], vectors))
    return aligned_items


def _closest(
    item: StudyItem, stretches: Mapping[Span, str], contexts: Mapping[str, str], vectors: Vectors
) -> Span | None:
    best, best_score = None, MIN_CLOSENESS
    if _SINCE_THEN.search(item.text) or (item.kind == "explanation" and _ABOUT_SILENCE.search(item.text)):
        return None
    for span, text in stretches.items():
        if not names(item.text) <= names(f"{text} {contexts[span.passage_id]}"):
            continue
        score = closeness(item.text, text, vectors[item.text], vectors[text])
        if score > best_score:
            best, best_score = span, score
    return best


def names(text: str) -> set[str]:
    """Return the addresses, numbers and abbreviations that a text holds."""
    return {name.casefold() for name in _NAME.findall(text)}


def _borrow(item: StudyItem, dutch: Sequence[StudyItem], vectors: Vectors) -> StudyItem:
    """Give an English sentence the evidence of the Dutch one that says the same."""
    parallel = max(dutch, key=lambda other: float(vectors[item.text] @ vectors[other.text]), default=None)
    if parallel is None or float(vectors[item.text] @ vectors[parallel.text]) < MIN_PARALLEL:
        return item
    if not names(item.text) <= names(parallel.text):
        return item  # it says more than the one sentence
    return replace(item, evidence=parallel.evidence)
