"""Mails leave once, are tried again when the server is down, and are asked once more whether they are true."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock
from app.config import Config, ConfigurationError, check
from app.mail import kinds, rules
from app.mail.delivery import Delivered, deliver_waiting
from app.mail.models import Mail, MailState
from app.mail.outbox import Letter, write
from app.web import Jobloft
from tests.conftest import NOON
from tests.mail.sink import Sink, serving

LETTER = Letter("test", "drift@bolig.test", "Besøg hos Maler Æblø\nBcc: all@x.test", "Hej\n\n.Først et punktum. Øl.")


@pytest.fixture
def sink() -> Iterator[Sink]:
    with serving() as served:
        yield served


@pytest.fixture
def mailing(app: Jobloft, sink: Sink) -> Config:
    return replace(app.settings, smtp_url=sink.url, mail_from="Jobløft <jobloft@viborg.test>")


def put(app: Jobloft, letter: Letter = LETTER) -> int | None:
    with app.database.transaction() as session:
        mail = write(session, letter, now=clock.now())
        return mail.id if mail else None


def the_mail(app: Jobloft) -> Mail:
    with app.database.reading() as session:
        return session.scalars(select(Mail)).one()


def test_a_mail_is_plain_danish_text_with_proper_headers_and_leaves_once(
    app: Jobloft, mailing: Config, sink: Sink
) -> None:
    put(app)
    assert deliver_waiting(app.database, mailing) == Delivered(sent=1)
    assert deliver_waiting(app.database, mailing) == Delivered()
    kept = the_mail(app)
    assert (kept.state, kept.sent_at, kept.body, kept.claimed_until) == (MailState.SENT, NOON, "", None)
    (message,) = sink.messages
    assert message.get_content().splitlines() == ["Hej", "", ".Først et punktum. Øl."]
    assert message["From"] == "Jobløft <jobloft@viborg.test>"
    assert (message["To"], message["Bcc"]) == ("drift@bolig.test", None)
    assert message["Subject"] == "Besøg hos Maler Æblø Bcc: all@x.test"
    assert message["Message-ID"] == f"<{kept.uid}@viborg.test>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"] == "Tue, 24 Nov 2026 12:00:00 +0100"
    assert message.get_content_type() == "text/plain"


def test_without_a_mail_server_mails_stay(app: Jobloft) -> None:
    put(app)
    assert deliver_waiting(app.database, app.settings) == Delivered()
    assert the_mail(app).state == MailState.WAITING


def test_a_server_that_is_down_is_tried_again_later_and_at_last_given_up(app: Jobloft, mailing: Config) -> None:
    nobody = replace(mailing, smtp_url="smtp://127.0.0.1:1")
    put(app)
    now = NOON
    for attempt in range(1, rules.MOST_ATTEMPTS + 1):
        with clock.frozen(now):
            assert deliver_waiting(app.database, nobody) == Delivered(failed=1)
            assert deliver_waiting(app.database, nobody) == Delivered()
        mail = the_mail(app)
        assert (mail.attempts, mail.last_fault, mail.claimed_until) == (attempt, "ConnectionRefusedError", None)
        now = mail.next_try_at
    assert (mail.state, mail.body) == (MailState.GIVEN_UP, "")


def test_one_refused_address_does_not_hold_up_the_others(app: Jobloft, mailing: Config, sink: Sink) -> None:
    put(app)
    put(app, replace(LETTER, address="other@bolig.test"))
    sink.answers["RCPT"] = "550 unknown"
    assert deliver_waiting(app.database, mailing) == Delivered(failed=2)
    sink.answers.clear()
    with clock.frozen(NOON + timedelta(hours=1)):
        assert deliver_waiting(app.database, mailing) == Delivered(sent=2)


def test_one_mail_that_the_server_does_not_take_does_not_hold_up_the_others(
    app: Jobloft, mailing: Config, sink: Sink
) -> None:
    """It stays the first in the row, so that the others would be given up with it."""
    put(app, replace(LETTER, subject="Lån penge"))
    put(app)
    sink.refused = "Lån"
    assert deliver_waiting(app.database, mailing) == Delivered(sent=1, failed=1)


def test_of_two_who_deliver_at_once_only_one_sends(app: Jobloft, mailing: Config, sink: Sink) -> None:
    for number in range(5):
        put(app, replace(LETTER, subject=f"Mail {number}"))
    threads = [threading.Thread(target=deliver_waiting, args=(app.database, mailing)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(message["Subject"] for message in sink.messages) == [f"Mail {number}" for number in range(5)]


def test_what_is_no_longer_true_is_withdrawn(app: Jobloft, mailing: Config, sink: Sink, monkeypatch) -> None:
    monkeypatch.setitem(kinds._writers, "test", lambda _session, _mail, _config: None)
    put(app)
    assert deliver_waiting(app.database, mailing) == Delivered(withdrawn=1)
    assert (the_mail(app).state, sink.messages) == (MailState.WITHDRAWN, [])


def test_what_may_be_said_once_is_written_once(app: Jobloft) -> None:
    once = replace(LETTER, once="reminder:visit:7:2026-11-24")
    assert put(app, once) is not None
    assert put(app, once) is None


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ({"smtp_url": "mail.test:25"}, "JOBLOFT_SMTP_URL"),
        ({"smtp_url": "smtp://mail.test:x"}, "JOBLOFT_SMTP_URL"),
        ({"smtp_url": "smtp://mail.test", "mail_from": ""}, "JOBLOFT_MAIL_FROM"),
        ({"smtp_url": "smtp://mail.test", "mail_from": "a@b.dk", "base_url": ""}, "JOBLOFT_BASE_URL"),
    ],
)
def test_settings_with_which_no_mail_could_leave_stop_the_start(over: dict[str, str], said: str) -> None:
    good = Config("sqlite://", "x" * 40, base_url="https://jobloft.test")
    check(good)
    with pytest.raises(ConfigurationError, match=said):
        check(replace(good, **over))  # type: ignore[arg-type]


def test_a_mail_whose_text_can_not_be_made_does_not_hold_up_the_others(app, mailing, sink, monkeypatch) -> None:
    def fail(_session: object, _mail: object, _config: object) -> str:
        raise LookupError("gone")

    monkeypatch.setitem(kinds._writers, "broken", fail)
    put(app, replace(LETTER, kind="broken"))
    put(app)
    assert deliver_waiting(app.database, mailing) == Delivered(sent=1, failed=1)
    with app.database.reading() as session:
        kept = {mail.kind: (mail.state, mail.attempts, mail.last_fault) for mail in session.scalars(select(Mail))}
    assert kept == {"broken": (MailState.WAITING, 1, "LookupError"), "test": (MailState.SENT, 1, "")}
    assert deliver_waiting(app.database, mailing) == Delivered()
