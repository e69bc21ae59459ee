"""Make five hundred quiz items over all roles and check them by program; show some to read.

Enters: the current index. Leaves: on screen how many items there are of each kind and role, and every item whose span
does not fit, that is like another, or whose wrong option may be right. The options are checked in another way than
they were chosen: by the whole search, by passage and by overlap. Run: python -m evals.quiz [number to show]
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.cite import make_citation
from assistant.retrieve import find
from assistant.settings import read_settings
from assistant.study.items import QuizItem
from assistant.study.order import shuffled
from assistant.study.quiz import make_quiz
from assistant.study.subject import Subject
from assistant.topics import group_topics
from corpus.closeness import shared_grams
from corpus.embedding import Embedder, SentenceEmbedder
from corpus.index import Index
from corpus.opening import open_index
from corpus.records import ROLES, Language, Span

WANTED = 500
AMONG_FIRST = 2
"""A wrong option must not lead the search to the card in question among its first so many topics."""
SAME_QUESTION = 0.75
"""From this share of common 4-grams on, two texts ask or say the same."""


def make_all(index: Index, language: Language, seed: int = 1) -> list[QuizItem]:
    """Return the items of a long quiz on each role, and on everything, each once."""
    items = [item for role in ROLES for item in make_quiz(seed, Subject(role), WANTED, index, language)]
    items += make_quiz(seed, Subject(), 2 * WANTED, index, language)
    return list({item.id: item for item in items}.values())


def span_problems(item: QuizItem, index: Index) -> Iterator[str]:
    """Find spans that do not hold what the item says."""
    for statement in item.answers:
        for span in statement.spans:
            make_citation(span, 1, index)
        if statement.text not in {_text(span, index) for span in statement.spans}:
            yield "no span holds the answer word for word"
    for option in item.options:
        if item.kind != "role" and not item.id.startswith("name:") and _text(option.span, index) != option.text:
            yield "an option is not what its span says"
    if item.options and sum(option.right for option in item.options) != 1:
        yield "not exactly one option is right"


def option_problems(item: QuizItem, index: Index, embedder: Embedder) -> Iterator[str]:
    """Find wrong options that may be right."""
    answers = {span.passage_id for statement in item.answers for span in statement.spans}
    for option in item.options:
        if option.right or item.kind == "role":
            continue
        if option.span.passage_id in answers:
            yield f"stands in the answer's own passage: {option.text}"
        if item.kind == "cloze":
            if option.text in item.accepted:
                yield f"is the same number: {option.text}"
        elif any(shared_grams(option.text, statement.text) >= SAME_QUESTION for statement in item.answers):
            yield f"says nearly the same: {option.text}"
        if item.kind == "choice":
            topics = group_topics(find(option.text, index, embedder), index)[:AMONG_FIRST]
            if item.about in {topic.id for topic in topics}:
                yield f"the search leads from it to the card: {option.text}"


def alike(items: Sequence[QuizItem]) -> Iterator[str]:
    """Find items that ask the same, in the same words or nearly so."""
    seen: dict[tuple[str, str], str] = {}
    for item in items:
        key = (item.ask, item.quoted or item.answers[0].text)
        if key in seen:
            yield f"{item.id} = {seen[key]}"
        seen[key] = item.id
    gaps = [item for item in items if item.kind == "cloze"]
    for place, item in enumerate(gaps):
        for other in gaps[:place]:
            if shared_grams(item.quoted, other.quoted) > SAME_QUESTION and item.accepted == other.accepted:
                yield f"{item.id} is like {other.id}"


def show(item: QuizItem) -> str:
    """Return an item as somebody would read it, with its answer."""
    lines = [f"[{item.id}] {item.ask}", f"    {item.quoted}" if item.quoted else ""]
    lines += [f"    {'*' if option.right else '-'} {option.text}" for option in item.options]
    if not item.options:
        lines.append(f"    = {' / '.join(item.accepted) or ' | '.join(each.text for each in item.answers)}")
    return "\n".join(line for line in lines if line)


def _text(span: Span, index: Index) -> str:
    return index.pages[index.passages[span.passage_id].page_id].text[span.start : span.end]


def main(shown: int) -> None:
    """Print counts, problems, and some items."""
    settings = read_settings()
    embedder = SentenceEmbedder(settings.embedder, settings.data, progress=False)
    index = open_index(settings.index_root, embedder.fingerprint)
    languages: tuple[Language, Language] = ("nl", "en")
    for language in languages:
        items = make_all(index, language)
        print(f"{language}: {len(items)} items;", dict(Counter(item.kind for item in items)))
        print("   ", dict(Counter(item.role for item in items)))
        problems = [
            f"{i.id}: {p}" for i in items for p in (*span_problems(i, index), *option_problems(i, index, embedder))
        ]
        problems += alike(items)
        same = [item.id for item in items] == [item.id for item in make_all(index, language)]
        print(f"    problems: {len(problems)}; same seed, same items: {same}")
        print("\n".join(f"      {problem}" for problem in problems))
        for item in shuffled(7, items, lambda each: each.id)[:shown]:
            print(show(item))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
