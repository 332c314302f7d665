"""The production server as a process: it answers, ends well, and logs nothing about people."""

from __future__ import annotations

import http.client
import json
import signal
import socket

import pytest
from sqlalchemy import select

from app.db import Database
from app.residents.models import Resident
from tests.databases import Originals
from tests.factories import NOW
from tests.operations.running import Answer, Installation, Running

PASSWORD = "jobloft-demo"


def test_it_answers_and_ends_with_0(demonstration: Installation) -> None:
    with demonstration.serving() as server:
        assert [server.get(path).text for path in ("/healthz", "/readyz")] == ["ok\n", "ok\n"]
        cookie = server.sign_in("konsulent@demo.jobloft.dk", PASSWORD)
        assert server.get("/companies", cookie).status == 200
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(60) == 0


def test_the_demonstration_says_where_it_really_is(small: Installation) -> None:
    with small.serving("demo") as server:
        assert server.get("/readyz").text == "ok\n"
        assert "<title>" in server.get("/login").text


def test_a_request_under_way_finishes_when_the_server_is_told_to_stop(small_demonstration: Installation) -> None:
    with small_demonstration.serving("serve", "--workers", "1") as server:
        form = server.get("/login")
        body = b"email=nobody%40example.dk&password=wrong"
        with socket.create_connection(("127.0.0.1", server.port), timeout=60) as wire:
            wire.sendall(_head(form.cookie, len(body)))
            # The server says this when the view has begun to read what is sent.
            assert wire.recv(1024).startswith(b"HTTP/1.1 100")
            server.process.send_signal(signal.SIGTERM)
            wire.sendall(body)
            answer = http.client.HTTPResponse(wire)
            answer.begin()
            page = answer.read().decode()
        assert (answer.status, "</html>" in page) == (400, True)
        assert server.process.wait(60) == 0


def _head(cookie: str, length: int) -> bytes:
    lines = [
        "POST /login HTTP/1.1",
        "Host: 127.0.0.1",
        f"Cookie: {cookie}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {length}",
        "Expect: 100-continue",
        "",
        "",
    ]
    return "\r\n".join(lines).encode()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, originals: Originals) -> tuple[str, Answer]:
    """What the server wrote while a counsellor signed in, looked people up, went astray and met a fault; its page."""
    folder = tmp_path_factory.mktemp("log")
    place = Installation(f"sqlite:///{folder / 'jobloft.db'}", folder)
    originals.demonstration(place.url, now=NOW)
    with place.serving("serve", "--workers", "1") as server:
        page = _look_around(server, place)
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(60)
        return server.log.read_text(encoding="utf-8"), page


@pytest.fixture
def log(told: tuple[str, Answer]) -> str:
    """What it wrote."""
    return told[0]


def _look_around(server: Running, place: Installation) -> Answer:
    cookie = server.sign_in("vejleder@demo.jobloft.dk", PASSWORD)
    database = Database(place.url)
    with database.reading() as session:
        person = session.scalars(select(Resident.id).where(Resident.name == "Amina Yusuf")).one()
    answers = [
        server.get("/residents?q=Amina+Yusuf", cookie).status,
        server.get(f"/residents/{person}", cookie).status,
        server.get("/companies?q=farvehuset", cookie).status,
        server.get("/Amina/findes/ikke?navn=Yusuf", cookie).status,
        server.get("/calendar/hemmeligt-token-som-ingen-kender.ics").status,
        server.post("/login", cookie, email="vejleder@demo.jobloft.dk", password="forkert").status,
    ]
    assert answers == [200, 200, 200, 404, 404, 400]
    with database.transaction() as session:
        session.connection().exec_driver_sql("ALTER TABLE company RENAME TO gone")
    database.engine.dispose()
    return server.get("/companies?q=farvehuset", cookie)


def test_the_log_is_json_lines_with_a_request_id(log: str) -> None:
    lines = [json.loads(line) for line in log.splitlines()]
    requests = [line for line in lines if line["message"] == "request"]
    assert [(line["method"], line["route"], line["status"]) for line in requests] == [
        ("GET", "/login", 200),
        ("POST", "/login", 303),
        ("GET", "/residents", 200),
        ("GET", "/residents/<int:resident_id>", 200),
        ("GET", "/companies", 200),
        ("GET", None, 404),
        ("GET", "/calendar/<token>.ics", 404),
        ("POST", "/login", 400),
        ("GET", "/companies", 503),
    ]
    assert len({line["request"] for line in requests}) == len(requests)


def test_the_log_holds_nothing_about_people(log: str) -> None:
    told = ("amina", "yusuf", "vejleder", "overgaard", "@", "jobloft-demo", "forkert", "farvehuset", "hemmeligt", "q=")
    assert [word for word in told if word in log.casefold()] == []
    assert log.count("\n") > 0


def test_a_fault_shows_its_place_in_the_log_and_none_of_its_words(told: tuple[str, Answer]) -> None:
    log, page = told
    lines = [json.loads(line) for line in log.splitlines()]
    (fault,) = (line for line in lines if line["message"] == "fault")
    assert (page.status, fault["kind"], fault["request"] in page.text) == (503, "OperationalError", True)
    assert fault["where"] != []
