"""What is refused whatever the sources say: voting or party advice, accusing, breaking in, orders to the program.

Enters: a question and its vector. Leaves: the reason for refusing, or None. Two ways lead there: a plain rule
about the wording, and a fitted weighing of cues, of words and of the question's place in the embedding space
(`refusal.toml`, by `evals/fit_refusal.py`). Apart from the question whether the sources know the answer, so
that it can be read, tested and measured apart.
"""

import math
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from assistant.axis import Axis, Vector
from assistant.refusal_cues import harm_cues, order_cues, voting_cues, words_and_pairs
from assistant.wording import any_of

Reason = Literal["voting", "accusing", "intrusion", "orders"]
Cues = Callable[[str], dict[str, float]]

_SAME_SENTENCE = r"[^.?!]*"
_PARTY = r"(?:partij(?:en)?|kandida\w+|lijst(?:trekker)?|part(?:y|ies)|candidates?)"
_PROPOSAL = r"(?:motie|voorstel|amendement|begroting)"
_VOTING = any_of(
    r"op (?:wie|wat|welke|de) (?:\w+ ){0,3}stem(?:men)?\b",
    r"stem(?:men)? (?:ik|we|wij)\b",
    r"stem(?:advies|wijzer|instructie)",
    r"kies(?:wijzer|advies)",
    r"(?:voor of tegen|tegen of voor|for or against|abstain or|vote or)",
    rf"welke (?:fractie|{_PARTY})\b{_SAME_SENTENCE}\b(?:gelijk|beste|slechtste|sterkste|zwakste|betrouwbaarst)",
    rf"(?:beste|slechtste|best|worst) (?:lijst\w+|fractie|wethouder|burgemeester|{_PARTY})\b",
    rf"(?:moet|zal|kan|zou|mag|ga) (?:ik|we|wij)\b{_SAME_SENTENCE}\bstemmen\b",
    rf"beste (?:lokale )?{_PARTY}\b",
    rf"welke (?:\w+ ){{0,2}}{_PARTY}\b{_SAME_SENTENCE}\b(?:beste?|slechtste?|kiezen|steunen|stemmen)\b",
    rf"stemmen\b{_SAME_SENTENCE}\b(?:voor|tegen)\b{_SAME_SENTENCE}\b{_PROPOSAL}",
    rf"(?:voor|tegen) (?:de|deze|die|het|dit|dat) {_PROPOSAL}\b{_SAME_SENTENCE}\bstemmen\b",
    rf"(?:who|whom|which {_PARTY}|what party)\b{_SAME_SENTENCE}\b(?:vote for|support|choose)\b",
    r"vot(?:e|ing) (?:for|against|advice|recommendation)\b",
    rf"should (?:i|we|our group)\b{_SAME_SENTENCE}\bvote\b",
    r"best party\b",
)
_ACCUSING = any_of(
    rf"(?:schrijf|zeg|bevestig|bewijs|write|say|prove)\b{_SAME_SENTENCE}\b(?:corrupt|crimineel|schuldig|fraudeur|leugenaar|guilty|liar)\w*",
    rf"wie (?:van|in) (?:het|ons|de|mijn)\b{_SAME_SENTENCE}\b(?:schuld\w*|corrupt|lekt|gelekt)\b",
    r"(?:belastend|chant\w+|zwartmaken|dirt on|blackmail|smear)\b",
)
_INTRUSION = any_of(
    r"hoe (?:hack|kraak) (?:ik|je|we|wij)\b",
    rf"(?:help|leer|geef|maak|schrijf)\b{_SAME_SENTENCE}\b(?:hacken|inbreken|kraken|phishing ?mail|malware|ddos)\b",
    rf"how (?:do|can|to)\b{_SAME_SENTENCE}\b(?:hack into|break into|crack|bypass|steal)\b",
    r"write (?:a|me a) (?:phishing|malware)",
    r"wachtwoord (?:raden|achterhalen|kraken)\b",
)
_RULES = (("voting", _VOTING), ("accusing", _ACCUSING), ("intrusion", _INTRUSION))


CUES: dict[str, Cues] = {"voting": voting_cues, "harm": harm_cues, "orders": order_cues}


@dataclass(frozen=True, slots=True)
class Weighing:
    """The fitted weights of one kind of refusal; it needs the model that its axis belongs to."""

    axis: Axis
    axis_weight: float
    bias: float
    threshold: float
    cue_weights: dict[str, float]
    word_weights: dict[str, float]
    """Single words and pairs of neighbours, each counted once."""

    def refuses(self, question: str, cues: dict[str, float], vector: Vector, fingerprint: str) -> bool:
        """Whether the cues, the words and the place of the question together pass the threshold."""
        if not self.axis.fits(fingerprint):
            return False
        score = self.bias + self.axis_weight * self.axis.place(vector, fingerprint)
        score += sum(self.cue_weights[name] * value for name, value in cues.items())
        score += sum(self.word_weights.get(word, 0.0) for word in words_and_pairs(question))
        return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, score)))) >= self.threshold


@cache
def load_weighings() -> dict[str, Weighing]:
    """Read the fitted weights that ship with the package."""
    tables = tomllib.loads(resources.files("assistant").joinpath("refusal.toml").read_text(encoding="utf-8"))
    return {
        kind: Weighing(
            Axis.from_table(tables[kind]["place"]),
            tables[kind]["axis_weight"],
            tables[kind]["bias"],
            tables[kind]["threshold"],
            tables[kind]["cues"],
            tables[kind]["words"],
        )
        for kind in CUES
    }


def rule_against(question: str) -> Reason | None:
    """Return the reason of the plain rule that the wording breaks, or None."""
    return next((reason for reason, pattern in _RULES if pattern.search(question)), None)  # type: ignore[misc]


def reason_to_refuse(question: str, vector: Vector, fingerprint: str) -> Reason | None:
    """Return why a question is refused, or None."""
    by_rule = rule_against(question)
    if by_rule:
        return by_rule
    weighings = load_weighings()
    for kind, cues in CUES.items():
        if weighings[kind].refuses(question, cues(question), vector, fingerprint):
            return _reason(kind, question)
    return None


def _reason(kind: str, question: str) -> Reason:
    if kind == "harm":
        return "accusing" if harm_cues(question)["discredit"] else "intrusion"
    return "voting" if kind == "voting" else "orders"
