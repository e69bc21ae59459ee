"""The endpoints and tools for programs; the examples of the documentation are run as they stand."""

import contextlib
import io
import json
import re
from pathlib import Path

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from tests.web.conftest import run

DOCUMENT = Path(__file__).parents[2] / "docs" / "programs.md"
EXAMPLES = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize(
    ("place", "expected"),
    [(0, r"answered .+\n"), (1, r"\['ask', 'sources', 'questions'\]\nanswered")],
    ids=["gradio", "mcp"],
)
def test_the_examples_work_as_written(place: int, expected: str, address: str) -> None:
    said = io.StringIO()

    async def example() -> None:
        exec(EXAMPLES[place].replace("asyncio.run(main())", ""), names)
        if "main" in names:
            await names["main"]()  # type: ignore[operator]

    names: dict[str, object] = {}
    EXAMPLES[place] = EXAMPLES[place].replace("http://127.0.0.1:7860", address)
    with contextlib.redirect_stdout(said):
        run(example())
    assert re.search(expected, said.getvalue()), said.getvalue()


def test_programs_get_the_contract_and_the_errors(address: str) -> None:
    client = Client(address, verbose=False)
    answer = client.predict("wie betaalt de schade als alles plat ligt?", api_name="/ask")
    assert (answer["state"], answer["topics"][0]) == ("answered", "kosten-na-incident")
    history = [{"role": "user", "content": "wat doet de IBD?"}]
    assert client.predict("en wat is het nummer?", history, api_name="/ask")["topics"][0] == "ibd"
    with pytest.raises(AppError, match="De vraag is leeg"):
        client.predict("", api_name="/ask")
    sources = client.predict(api_name="/sources")
    assert {"title", "url", "state", "passages", "changed_at"} <= sources[0].keys()


def test_questions_can_be_exported_as_they_come(address: str) -> None:
    questions = Client(address, verbose=False).predict("cybercrisisteam", api_name="/questions")
    assert questions
    assert all(question["sources"] for question in questions)
    exported = httpx.post(address + "/export/txt", content=json.dumps({"questions": questions, "kind": "schriftelijk"}))
    assert exported.status_code == 200
    assert questions[0]["text"] in exported.text
    assert exported.headers["content-disposition"].endswith('.txt"')


def test_only_three_endpoints_have_a_name(address: str) -> None:
    assert set(httpx.get(address + "/gradio_api/info").json()["named_endpoints"]) == {"/ask", "/sources", "/questions"}
