"""Names and hashed passwords of a shared server."""

from pathlib import Path

import pytest

from assistant.users import hash_password, read_users
from corpus.errors import InputError

PASSWORD = "vier woorden op rij"
HASHED = hash_password(PASSWORD)


def test_a_hash_admits_its_password_and_no_other(tmp_path: Path) -> None:
    listed = tmp_path / "users.txt"
    listed.write_text(f"# de griffie\ngriffie:{HASHED}\n", encoding="utf-8")
    for users in (read_users(str(listed)), read_users(f"griffie:{HASHED}")):
        assert users
        assert users.accepts("griffie", PASSWORD)
        assert not users.accepts("griffie", PASSWORD + "!")
        assert not users.accepts("raad", PASSWORD)
        assert not users.accepts("griffie", "x" * 100)


def test_no_setting_means_no_login() -> None:
    assert not read_users("  ")


@pytest.mark.parametrize("setting", ["griffie", "griffie:$2b$kort", ":$2b$12$" + "x" * 53, "/bestaat/niet"])
def test_a_wrong_list_is_refused_in_dutch(setting: str) -> None:
    with pytest.raises(InputError, match="RAADSVRAAG_USERS"):
        read_users(setting)


@pytest.mark.parametrize("password", ["kort", "é" * 40])
def test_weak_passwords_are_refused(password: str) -> None:
    with pytest.raises(InputError, match="wachtwoord"):
        hash_password(password)
