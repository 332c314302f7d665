"""The commands as people type them: what they say, and the code they end with."""

from __future__ import annotations

import socket

import pytest
from sqlalchemy import create_engine, select, text

from app import migrating
from app.accounts.models import Role, User, UserRole
from app.db import Database
from tests.operations.running import Installation

GOOD = "fire grønne cykler"


def administrators(installation: Installation) -> list[str]:
    database = Database(installation.url)
    with database.reading() as session:
        found = session.scalars(select(User.email).join(UserRole).where(UserRole.role == Role.ADMIN)).all()
    database.engine.dispose()
    return list(found)


def one_line(text_: str) -> bool:
    return text_.startswith("Error: ") and text_.count("\n") == 1


def test_init_makes_the_first_administrator_once(installation: Installation) -> None:
    first = installation.begun("init", "--email", "Leder@Example.dk", JOBLOFT_ADMIN_PASSWORD=GOOD)
    again = installation.jobloft("init", "--email", "anden@example.dk", JOBLOFT_ADMIN_PASSWORD=GOOD)
    assert (first.returncode, first.stdout, first.stderr) == (0, "The database is ready.\n", "")
    assert (again.returncode, again.stdout, again.stderr) == (0, "The database is ready.\n", "")
    assert administrators(installation) == ["leder@example.dk"]


def test_init_without_an_address_says_what_is_missing(small: Installation) -> None:
    said = small.jobloft("init")
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout == "The database is ready. No administrator yet: run jobloft init --email ADDRESS\n"
    assert administrators(small) == []


@pytest.mark.parametrize("password", ["for kort", "aaaaaaaaaaaaaaaa", "adgangskode123"])
def test_init_refuses_a_weak_password(small: Installation, password: str) -> None:
    said = small.jobloft("init", "--email", "leder@example.dk", JOBLOFT_ADMIN_PASSWORD=password)
    assert (said.returncode, one_line(said.stderr)) == (1, True), said.stderr
    assert administrators(small) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("init", "--email", "ikke en adresse"),
        ("init", "--mail", "leder@example.dk"),
        ("serve", "--port", "70000"),
        ("serve", "--workers", "0"),
        ("synthesize", "--companies", "-1"),
        ("backup",),
        ("fly",),
    ],
)
def test_wrong_use_ends_with_2(small: Installation, arguments: tuple[str, ...]) -> None:
    said = small.jobloft(*arguments)
    assert (said.returncode, said.stderr.splitlines()[0][:6]) == (2, "Usage:"), said.stderr


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"JOBLOFT_SECRET_KEY": "kort"}, "JOBLOFT_SECRET_KEY must have at least 32 characters"),
        ({"JOBLOFT_DATABASE_URL": "jobloft.db"}, "Could not parse SQLAlchemy URL"),
        ({"JOBLOFT_DATABASE_URL": "sqlite:////no/such/folder/jobloft.db"}, "unable to open database file"),
    ],
)
def test_settings_that_can_not_be_are_said_in_one_line(small: Installation, environment, words: str) -> None:
    said = small.jobloft("init", **environment)
    assert (said.returncode, one_line(said.stderr), words in said.stderr) == (1, True, True), said.stderr


def test_a_demonstration_leaves_a_database_in_real_use_alone(installation: Installation) -> None:
    installation.jobloft("init", "--email", "leder@example.dk", JOBLOFT_ADMIN_PASSWORD=GOOD)
    for options in ((), ("--reset",)):
        said = installation.jobloft("demo", "--port", "0", *options)
        assert said.returncode == 1
        assert said.stderr == "Error: this database is in real use; the demonstration needs one of its own\n"
    assert administrators(installation) == ["leder@example.dk"]


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_taken_port_is_said_in_one_line(small_demonstration: Installation, command: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = small_demonstration.jobloft(command, "--port", str(port))
    assert said.returncode == 1
    assert said.stderr == f"Error: can't listen on 127.0.0.1:{port}: Address already in use\n"


def test_nothing_is_served_from_a_database_that_is_not_set_up(installation: Installation) -> None:
    said = installation.jobloft("serve", "--port", "0")
    assert (said.returncode, said.stderr) == (1, "Error: the database is not set up: run jobloft init\n")


@pytest.mark.parametrize("command", [("serve", "--port", "0"), ("check",)])
def test_an_old_database_is_told_to_be_migrated(installation: Installation, command: tuple[str, ...]) -> None:
    migrating.upgrade(installation.url)
    stamp(installation, None)
    said = installation.jobloft(*command)
    assert (said.returncode, said.stderr.strip().removeprefix("Error: ")) == (
        1,
        "the database is not set up: run jobloft init",
    )


@pytest.mark.parametrize("command", [("serve", "--port", "0"), ("init",), ("check",), ("demo", "--port", "0")])
def test_a_newer_database_is_left_alone(installation: Installation, command: tuple[str, ...]) -> None:
    migrating.upgrade(installation.url)
    stamp(installation, "9999_from_the_future")
    said = installation.jobloft(*command)
    assert (said.returncode, said.stderr.strip().removeprefix("Error: ")) == (
        1,
        "the database is of a newer version of the program (migration 9999_from_the_future): install that one",
    )


def stamp(installation: Installation, revision: str | None) -> None:
    """Let the database say that it is at another migration."""
    engine = create_engine(installation.url)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
        if revision:
            connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": revision})
    engine.dispose()
