"""Answers calendar programs: who asks what, whether it is news, and with which headers. Never a login page."""

from __future__ import annotations

import gzip
import hashlib
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Response, request
from sqlalchemy import update
from sqlalchemy.orm import Session
from werkzeug.http import http_date

from app import clock
from app.feeds import queries, rules
from app.feeds.blueprint import blueprint
from app.feeds.entries import Writer
from app.feeds.links import address_of_row
from app.feeds.models import Feed
from app.feeds.queries import Asked
from app.feeds.rules import Edition, Standing
from app.feeds.words import words_of
from app.web import application, config_of, db, keep_aside
from calendar_export import Calendar, Labels, Window, render_fitting, visible

COLOUR = "teal"
WINDOW = Window()
# Wider than any month is long: what lies outside is left out by the exporter's own window.
MONTH = timedelta(days=31)


@blueprint.get("/calendar/<token>.ics")
def serve(token: str) -> Response:
    """A feed by its secret address."""
    asked, now = queries.feed_at(db(), token), clock.now()
    if asked is None:
        return _plain(404, "Not found")
    stand = rules.standing(asked.ended_at, now)
    if stand == Standing.GONE:
        return _plain(410, "Gone")
    _note_fetch(asked, now)
    today, gzipped = clock.local_day(now), request.accept_encodings.quality("gzip") > 0
    edition = Edition(asked.id, asked.content_version, today, stand, _setting(asked.locale))
    changed = asked.ended_at or asked.content_changed_at
    headers = _headers(edition, rules.last_modified(changed, today, now), gzipped=gzipped)
    if _is_known(edition, rules.last_modified(changed, today, now)):
        return _answer(304, b"", headers)
    if request.method == "HEAD":
        return _answer(200, b"", headers | _body_headers(gzipped=gzipped))
    body = _rendered(asked, stand, today)
    packed = gzip.compress(body, compresslevel=6, mtime=0) if gzipped else body
    return _answer(200, packed, headers | _body_headers(gzipped=gzipped))


def _is_known(edition: Edition, modified: datetime | None) -> bool:
    """Whether the program has this edition; its tags count alone when it sends some (RFC 9110 13.2.2)."""
    if "If-None-Match" in request.headers:
        sent = request.if_none_match
        return sent.star_tag or any(sent.contains_weak(edition.etag(gzipped=packed)) for packed in (False, True))
    since = request.if_modified_since
    return modified is not None and since is not None and modified <= since


def _rendered(asked: Asked, stand: Standing, today: date) -> bytes:
    words = words_of(asked.locale)
    entries = []
    if stand == Standing.OPEN:
        writer = Writer(words, asked.detail, config_of(application()).calendar_domain, address_of_row)
        entries = visible(writer.entries(_rows(db(), asked, today)), today, WINDOW)
    calendar = Calendar(
        name=asked.name,
        entries=entries,
        description=words.closed if stand == Standing.EMPTY else "",
        color=COLOUR,
        labels=Labels(cancelled=words.cancelled),
    )
    midnight = clock.to_utc(datetime.combine(today, time.min))
    return render_fitting(calendar, now=midnight).body


def _rows(session: Session, asked: Asked, today: date) -> queries.Rows:
    first, last = today - timedelta(days=WINDOW.days_back + 1), today + MONTH * (WINDOW.months_ahead + 1)
    return queries.rows_of(
        session,
        asked.user_id,
        first,
        last,
        visits=asked.with_visits,
        contacts=asked.with_contacts,
        steps=asked.with_steps,
    )


def _setting(locale: str) -> str:
    """A short mark of what else the bytes depend on: language, domain, where links lead."""
    config = config_of(application())
    return hashlib.sha256(f"{locale} {config.calendar_domain} {config.base_url}".encode()).hexdigest()[:8]


def _headers(edition: Edition, modified: datetime | None, *, gzipped: bool) -> dict[str, str]:
    headers = {"ETag": f'"{edition.etag(gzipped=gzipped)}"', "Vary": "Accept-Encoding"}
    return headers | ({"Last-Modified": http_date(modified)} if modified else {})


def _body_headers(*, gzipped: bool) -> dict[str, str]:
    headers = {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": 'inline; filename="jobloeft.ics"',
    }
    return headers | ({"Content-Encoding": "gzip"} if gzipped else {})


def _answer(status: int, body: bytes, headers: dict[str, str]) -> Response:
    response = Response(body, status)
    if not body:
        # The length of what GET would send is not known without rendering it; nought would be untrue.
        response.automatically_set_content_length = False
        response.headers.pop("Content-Length", None)
        response.headers.pop("Content-Type", None)
    response.headers.update(headers | _private())
    return response


def _plain(status: int, text: str) -> Response:
    response = Response(f"{text}\n", status, mimetype="text/plain")
    response.headers.update(_private())
    return response


def _private() -> dict[str, str]:
    # Programs may keep it to ask for news of it; nobody between us and them may keep a secret address's content.
    return {
        "Cache-Control": "private, no-cache",
        "X-Robots-Tag": "noindex, nofollow",
        "Referrer-Policy": "no-referrer",
    }


def _note_fetch(asked: Asked, now: datetime) -> None:
    if not rules.is_due_for_note(asked.last_fetched_at, now):
        return
    client = rules.client_name(request.headers.get("User-Agent", ""))
    change: Any = update(Feed).where(Feed.id == asked.id).values(last_fetched_at=now, last_client=client)
    keep_aside(lambda session: _run(session, change))


def _run(session: Session, statement: Any) -> None:
    session.execute(statement, execution_options={"synchronize_session": False})
