"""Our own routes beside Gradio's: the page's files, exports and judgements.

Enters: requests that the guard let through. Leaves: files from memory and short JSON. An export is made and forgotten.
Refuses, with a Dutch `detail`: a list or a judgement that is not well formed (422).
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from assistant.export import compose_document, read_list, to_text
from corpus.errors import InputError

ASSETS = Path(__file__).parent / "assets"
_KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
_WRITING = Lock()


class Judgement(BaseModel):
    """What a reader thinks of an answer; it holds neither the question nor the answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    verdict: Literal["up", "down"]
    reason: str = Field(default="", max_length=100)
    state: str = Field(default="", max_length=30)
    topics: str = Field(default="", max_length=300)
    generation: str = Field(default="", max_length=40)


async def export(request: Request) -> Response:
    """Return the list that was sent, as a file."""
    form = request.path_params["format"]
    try:
        document = compose_document(read_list(await _json(request)))
    except InputError as error:
        return JSONResponse({"detail": str(error)}, 422)
    if form == "docx":
        from assistant.export_word import to_word

        content = await run_in_threadpool(to_word, document)
    else:
        content = to_text(document, markdown=form == "md").encode()
    name = f"vragen-digitale-veiligheid.{form}"
    return Response(content, media_type=_KINDS[form], headers={"content-disposition": f'attachment; filename="{name}"'})


def routes(feedback: Path | None) -> list[BaseRoute]:
    """Return our routes; judgements are taken only when the operator named a file for them."""
    listed: list[BaseRoute] = [
        Mount("/eigen", StaticFiles(directory=ASSETS)),
        Route("/export/{format}", export, methods=["POST"]),
    ]
    if feedback is None:
        return listed

    async def judge(request: Request) -> Response:
        try:
            judgement = Judgement.model_validate(await _json(request))
        except (ValidationError, InputError):
            return JSONResponse({"detail": "Dit oordeel is niet te lezen."}, 422)
        await run_in_threadpool(_write_down, feedback, judgement)
        return JSONResponse({"detail": "Dank u wel."})

    return [*listed, Route("/oordeel", judge, methods=["POST"])]


def _write_down(path: Path, judgement: Judgement) -> None:
    line = json.dumps({"day": datetime.now(UTC).date().isoformat(), **judgement.model_dump()}, ensure_ascii=False)
    with _WRITING, path.open("a", encoding="utf-8") as out:
        out.write(line + "\n")


async def _json(request: Request) -> object:
    try:
        return json.loads(await request.body())
    except ValueError as error:
        raise InputError("Dit is geen JSON.", "Laad de pagina opnieuw.") from error
