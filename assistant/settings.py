"""All settings in one frozen object; the environment (prefix RAADSVRAAG_) and flags meet here."""

from functools import cached_property
from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.errors import InputError
from corpus.sources import CONTENT


class Settings(BaseSettings):
    """Read once at the edge and passed in; unknown keys are refused."""

    model_config = SettingsConfigDict(env_prefix="RAADSVRAAG_", frozen=True, extra="forbid")

    data: Path = Field(default_factory=lambda: user_data_path("raadsvraag", appauthor=False))
    """Folder for archives, index generations and the unpacked model."""
    embedder: str = ""
    """A SentenceTransformer folder or hub name; empty for the bundled model."""
    content: Path = CONTENT
    """Folder with sources.toml, glossary.toml and cards/: those of the project, or an organisation's own."""
    loopback: bool = False
    """Whether pages may be fetched from this machine itself: for tests, or a mirror."""
    online: bool = True
    """Whether the chat fetches the sources' pages, in the background, when that was never done before."""
    model: str = ""
    """A chat model that words the answers, as `provider:name` ("ollama:llama3.2"); empty for none."""
    model_url: str = ""
    """Address of the model's server, when it is not the provider's own."""
    model_key: SecretStr = SecretStr("")
    """Key for that server; the provider's own variable (OPENAI_API_KEY, ...) works too."""
    model_timeout: float = Field(default=60.0, gt=0, le=600)
    """Seconds in which the model must have written its whole answer."""
    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=1, le=65535)
    hosts: str = ""
    """Names under which a shared server is reached, with commas between them; loopback is always allowed."""
    users: str = ""
    """A file of `name:hash` lines, or such lines: who may come in. Empty: no login."""
    feedback: Path | None = None
    """File that readers' judgements are added to; None: nobody is asked."""

    @cached_property
    def index_root(self) -> Path:
        """The folder that holds the generations and `CURRENT`."""
        return self.data / "index"


def read_settings(**flags: object) -> Settings:
    """Combine environment and flags (a flag that is None was not given); raise in Dutch when one is wrong."""
    try:
        return Settings(**{name: value for name, value in flags.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = "RAADSVRAAG_" + ".".join(str(part) for part in first["loc"]).upper()
        raise InputError(
            f"De instelling {name} klopt niet ({first['msg']}).", "Verbeter haar of laat haar weg."
        ) from error
