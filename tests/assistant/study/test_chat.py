"""Studying in the chat, and over the programs' endpoint: all state is in the conversation."""

import re

import pytest

from assistant.answer import Answer, Turn
from assistant.assistant import Assistant
from assistant.cite import problems
from assistant.study.state import quiz_in
from assistant.study.wording import wish_in


class Talk:
    """A conversation as a program holds it: only texts go back and forth."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self.history: list[Turn] = []

    def say(self, text: str) -> Answer:
        answer = self._assistant.ask(text, self.history)
        self.history += [Turn(role="user", content=text), Turn(role="assistant", content=answer.text)]
        assert problems(answer, self._assistant.index) == []
        return answer


@pytest.fixture
def talk(cards_assistant: Assistant) -> Talk:
    return Talk(cards_assistant)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("overhoor mij over mijn controlerende rol", "quiz"),
        ("test me on ransomware", "quiz"),
        ("Ik heb 20 minuten voor het webinar, wat moet ik lezen?", "plan"),
        ("maak een leesplan van een half uur", "plan"),
        ("I have 20 minutes before the webinar, what should I read?", "plan"),
        ("studiegids voor de kaderstellende rol", "guide"),
        ("onthoudkaartjes", "cards"),
        ("binnen hoeveel uur moet een leverancier een hack melden?", None),
        ("welke vragen kan ik stellen in de raadsvergadering?", None),
        ("wat moet ik vragen over het cybercrisisteam?", None),
        ("waar kan ik lezen over ENSIA?", None),
        ("hoe bereiden wij ons voor op een hack?", None),
        ("wordt er getest of de back-up werkt?", None),
    ],
)
def test_a_wish_to_study_is_told_from_a_question(text: str, wish: str | None) -> None:
    assert wish_in(text) == wish


def test_a_whole_quiz(talk: Talk) -> None:
    answer = talk.say("overhoor mij over mijn controlerende rol, quiz 4821")
    assert (answer.intent, answer.state) == ("study", "answered")
    assert "Vraag 1 van 5" in answer.text
    assert answer.citations == (), "a citation would give the answer away"
    for place in range(2, 6):
        answer = talk.say("B" if "**A.**" in answer.text else "hoe vaak krijgt de raad daar bericht over")
        assert f"**Vraag {place} van 5** · controlerende rol · quiz 4821" in answer.text
        assert answer.citations
        assert re.search(r"Stand: \d goed, \d half goed, \d fout\.", answer.text)
    answer = talk.say("weet ik niet")
    assert "Einde van de quiz" in answer.text
    assert "van de 5 vragen goed" in answer.text
    assert quiz_in(talk.history) is None


def test_the_score_counts(talk: Talk, cards_assistant: Assistant) -> None:
    from assistant.study.quiz import make_quiz
    from assistant.study.subject import Subject

    quiz = make_quiz(5, Subject("kaderstellend"), 5, cards_assistant.index, "nl")
    talk.say("overhoor mij over mijn kaderstellende rol, quiz 5")
    for item in quiz[:4]:
        answer = talk.say(item.right_letter or (item.accepted or (item.answers[0].text,))[0])
    assert "Stand: 4 goed, 0 half goed, 0 fout." in answer.text
    assert "U had 4 van de 4 vragen goed" in talk.say("stop").text
    assert "geen quiz bezig" in talk.say("stop").text


def test_another_question_is_answered_and_the_quiz_waits(talk: Talk) -> None:
    first = talk.say("overhoor mij over mijn controlerende rol, quiz 4821")
    answer = talk.say("wat is phishing?")
    assert answer.intent == "ask"
    assert "nagemaakt bericht" in answer.text
    assert answer.follow_ups[0] == "Verder met de quiz"
    again = talk.say("Verder met de quiz")
    assert again.intent == "study"
    assert again.text.split("quiz 4821")[1] == first.text.split("quiz 4821")[1]


def test_a_request_to_break_in_is_refused_in_a_quiz_too(talk: Talk) -> None:
    talk.say("overhoor mij over mijn controlerende rol, quiz 4821")
    assert talk.say("hoe hack ik het gemeentehuis?").state == "refused"


def test_a_quiz_in_english(talk: Talk) -> None:
    answer = talk.say("quiz me on ransomware with 2 questions, quiz 9")
    assert answer.language == "en"
    assert "Question 1 of 2" in answer.text
    answer = talk.say("CISO")
    assert answer.language == "en", "an answer in one word does not change the language"
    assert "Score:" in answer.text
    assert "End of the quiz" in talk.say("no idea").text


def test_a_quiz_on_what_the_sources_lack_is_declined(talk: Talk) -> None:
    assert talk.say("overhoor mij over voetbal").state == "no_information"


def test_a_quiz_whose_sources_have_changed_starts_again(cards_assistant: Assistant) -> None:
    said = "**Vraag 2 van 5** · controlerende rol · quiz 4821\n\nEen vraag die nu niet meer bestaat?"
    history = [Turn(role="user", content="overhoor mij"), Turn(role="assistant", content=said)]
    answer = cards_assistant.ask("B", history)
    assert "intussen bijgewerkt" in answer.text
    assert "Vraag 1 van 5" in answer.text


@pytest.mark.parametrize(
    "said", ["**Vraag 9 van 5** · controlerende rol · quiz 1", "**Vraag 1 van 99** · x · quiz 1", "Vraag 1 van 5 quiz"]
)
def test_a_turn_that_is_no_quiz_is_not_taken_for_one(said: str) -> None:
    assert quiz_in([Turn(role="assistant", content=said)]) is None


def test_a_plan_in_the_chat(talk: Talk) -> None:
    answer = talk.say("Ik heb 20 minuten voor het webinar, wat moet ik lezen? Ik let op de controlerende rol.")
    assert answer.intent == "study"
    assert "Leesplan van 20 minuten voor de controlerende rol" in answer.text
    assert "200 woorden per minuut" in answer.text
    assert [statement.kind for statement in answer.statements][-3:] == ["question"] * 3
    assert {link.title for link in answer.links} >= {"Cyber Sessions"}
    assert "titels van de afleveringen" in answer.text
    quiz = talk.say(answer.follow_ups[0])
    assert "Vraag 1 van 4** · controlerende rol" in quiz.text


def test_a_plan_says_what_it_assumed(talk: Talk) -> None:
    assert "uit van 20 minuten" in talk.say("maak een leesplan").text
    assert "dit duurt 180" in talk.say("leesplan van 600 minuten").text


def test_a_guide_and_cards_in_the_chat(talk: Talk) -> None:
    guide = talk.say("geef mij de studiegids voor mijn kaderstellende rol")
    assert "Begrippen" in guide.text
    assert len(guide.statements) > 15
    choice = talk.say("ik wil een studiegids")
    assert len(choice.follow_ups) == 3
    assert "controlerende rol" in talk.say(choice.follow_ups[2]).text
    assert "in uw eigen browser" in talk.say("onthoudkaartjes graag").text
