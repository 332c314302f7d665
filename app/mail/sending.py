"""The web process tries a mail at once, when the transaction that wrote it is through; the page never breaks by it."""

from __future__ import annotations

import logging

from flask import Flask, Response, g

from app.mail.delivery import SECONDS_AT_ONCE, can_send, deliver
from app.mail.outbox import WRITTEN
from app.web import Jobloft, config_of

log = logging.getLogger("jobloft")


def init_app(app: Flask) -> None:
    """Look after every request whether it wrote mails."""
    app.after_request(lambda response: _try_at_once(app, response))


def _try_at_once(app: Flask, response: Response) -> Response:
    written: list[int] = g.pop("committed", {}).get(WRITTEN, [])
    if not written:
        return response
    assert isinstance(app, Jobloft)
    config = config_of(app)
    if can_send(config):
        try:
            deliver(app.database, config, written, timeout=SECONDS_AT_ONCE)
        except Exception as fault:  # noqa: BLE001 (the action is done; a mail that was not sent waits)
            log.error("mail not tried", extra={"fields": {"fault": type(fault).__name__}})
    return response
