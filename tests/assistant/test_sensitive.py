"""The warning before a question is answered: what it finds in written sentences, and what it leaves alone."""

import tomllib

import pytest

from assistant.sensitive import passes_eleven_test, warnings_for
from tests.conftest import DATA

SENTENCES = tomllib.loads((DATA / "sensitive.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", ["bsn", "email", "phone"])
def test_personal_data_is_found(kind: str) -> None:
    missed = [text for text in SENTENCES["personal"][kind] if kind not in warnings_for(text)]
    assert missed == []


def test_numbers_and_public_addresses_are_left_alone() -> None:
    assert [text for text in SENTENCES["personal"]["none"] if warnings_for(text)] == []


@pytest.mark.parametrize(("part", "floor"), [("tuned", 0.95), ("held_out", 0.85)])
def test_a_stated_weakness_is_mostly_found(part: str, floor: float) -> None:
    sentences = SENTENCES["weakness"][part]
    found = sum("weakness" in warnings_for(text) for text in sentences)
    assert found / len(sentences) >= floor


@pytest.mark.parametrize("part", ["tuned", "held_out"])
def test_ordinary_questions_pass_without_a_warning(part: str) -> None:
    assert [text for text in SENTENCES["harmless"][part] if warnings_for(text)] == []


def test_asking_whether_is_not_stating_that() -> None:
    assert warnings_for("Heeft onze gemeente geen back-up?") == ()
    assert warnings_for("Onze gemeente heeft geen back-up.") == ("weakness",)


@pytest.mark.parametrize(
    ("number", "passes"), [("111222333", True), ("111222334", False), ("000000000", False), ("12345678", False)]
)
def test_eleven_test(number: str, passes: bool) -> None:
    assert passes_eleven_test(number) is passes


def test_several_kinds_at_once() -> None:
    assert warnings_for("BSN 111222333, mail a@b.nl, bel 06-12345678") == ("bsn", "email", "phone")
