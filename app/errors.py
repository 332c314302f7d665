"""Plain error pages with the request's id, and logs that hold no personal data."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from typing import Any

from flask import current_app, g, render_template, request
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from app import clock
from app.db import new_uid
from app.i18n import lazy_gettext as _
from app.web import Jobloft, log

NUMBER_OUT_OF_RANGE = "22003"
TEXTS: dict[int, tuple[Any, Any]] = {
    400: (_("That could not be understood"), _("The request was not complete. Go back and try again.")),
    403: (_("You do not have access to this"), _("Your role does not open this page. Ask your administrator.")),
    404: (_("There is nothing here"), _("The page does not exist, or you do not have access to it.")),
    405: (_("That can't be done here"), _("Go back and use the buttons on the page.")),
    409: (_("Somebody else was here first"), _("The record was changed in the meantime. Go back and look again.")),
    413: (_("That was too much at once"), _("What was sent is too large.")),
    422: (_("That could not be saved"), _("Something is missing or wrong.")),
    429: (_("Too many attempts"), _("Wait a little and try again.")),
    500: (_("Something went wrong here"), _("It is our fault, not yours. Try again, or tell us the number below.")),
    503: (_("The system is busy"), _("Try again in a moment.")),
}


def init_app(app: Jobloft) -> None:
    """Attach the request id, the access line and the error pages."""
    app.before_request(_begin)
    app.after_request(_log_request)
    app.register_error_handler(CSRFError, _expired_form)
    app.register_error_handler(HTTPException, error_page)
    app.register_error_handler(StaleDataError, lambda _error: _render(409))
    # Two wrote the same unique thing at once: the second looks again.
    app.register_error_handler(IntegrityError, lambda error: _unexpected(error, 409))
    # A number in an address that no database holds is nobody's record: SQLite's driver says it, or PostgreSQL.
    app.register_error_handler(OverflowError, lambda _error: _render(404))
    app.register_error_handler(DataError, _data_error)
    app.register_error_handler(OperationalError, lambda error: _unexpected(error, 503))
    app.register_error_handler(Exception, lambda error: _unexpected(error, 500))


def _data_error(error: DataError) -> Any:
    out_of_range = getattr(error.orig, "sqlstate", None) == NUMBER_OUT_OF_RANGE
    return _render(404) if out_of_range else _unexpected(error, 500)


def _begin() -> None:
    g.request_id, g.started = new_uid()[:12], clock.now()


def _expired_form(_error: CSRFError) -> Any:
    text = _("The form had been open for too long, or you were signed out. Go back, reload the page and try again.")
    return _render(400, text)


def error_page(error: HTTPException) -> Any:
    """A plain page that says what kind of error it is."""
    code = error.code or 500
    if code < 400:
        return error
    written_by_us = error.description if error.description != type(error).description else None
    return _render(code, written_by_us if code in (400, 409, 422) else None)


def _unexpected(error: Exception, status: int) -> Any:
    if status == 500 and current_app.testing:
        raise error
    log.error("fault", extra={"fields": {"request": g.get("request_id"), **_place(error)}})
    return _render(status)


def _place(error: BaseException) -> dict[str, Any]:
    # Only the kind of fault and the place in the code: messages and parameters may hold what people typed.
    where = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)[-6:]]
    kind = type(error.orig).__name__ if isinstance(error, DBAPIError) else type(error).__name__
    return {"kind": kind, "where": where}


def _render(status: int, text: Any = None) -> Any:
    title, standard = TEXTS.get(status, TEXTS[500])
    page = render_template(
        "error.html", title=title, text=text or standard, status=status, request_id=g.get("request_id", "")
    )
    return page, status


def _log_request(response: Any) -> Any:
    took = (clock.now() - g.started).total_seconds() * 1000 if "started" in g else None
    response.headers["X-Request-Id"] = g.get("request_id", "")
    fields = {
        "request": g.get("request_id"),
        "method": request.method,
        # The rule, not the address: an address may hold a name that was searched for, or a secret token.
        "route": str(request.url_rule) if request.url_rule else None,
        "status": response.status_code,
        "ms": round(took, 1) if took is not None else None,
        "user": current_user.id if current_user and current_user.is_authenticated else None,
    }
    log.info("request", extra={"fields": fields})
    return response


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The record's time, level, words and fields; of an exception its kind and place."""
        line: dict[str, Any] = {"at": clock.now().isoformat(timespec="milliseconds"), "level": record.levelname.lower()}
        line["message"] = self.words(record)
        if record.exc_info and record.exc_info[1] is not None:
            line |= _place(record.exc_info[1])
        return json.dumps(line | getattr(record, "fields", {}), ensure_ascii=False, default=str)

    def words(self, record: logging.LogRecord) -> str:
        """Our own words; of libraries only which one it was: what they say may hold addresses and what people typed."""
        return record.getMessage() if record.name == "jobloft" else record.name


def configure_logging() -> None:
    """Log to standard error as JSON lines, also what libraries and Python itself warn of."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.captureWarnings(True)
    log.setLevel(logging.INFO)
