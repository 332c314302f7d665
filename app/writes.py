"""The one way in which a form writes: repeated? valid? still the same version? then do, log, remember where.

Every writing view calls `handle`. The order matters: a repeat is answered first, because the first one has
already raised the version; the one-time key is taken before the service runs, so that of twenty equal posts at
once one does the work and the others are led to its result.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import abort, flash, redirect, render_template, request
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app import clock
from app.accounts.models import OnceKey
from app.db import loaded_relationships, put_back
from app.forms import BaseForm
from app.i18n import lazy_gettext as _
from app.refusals import Refused
from app.web import db, signed_in

LONGEST_KEY = 64
Result = TypeVar("Result")
Answer = str | Response | tuple[str, int]


@dataclass
class Conflict:
    """Another person's values beside those typed, for the fields that differ."""

    theirs: dict[str, Any] = field(default_factory=dict)


def handle(
    form: BaseForm,
    *,
    template: str,
    save: Callable[[], Result],
    location: Callable[[Result], str],
    message: Any = None,
    row: Any = None,
    current: Callable[[], BaseForm] | None = None,
    **context: Any,
) -> Answer:
    """Show a form, or carry it out.

    `save` runs the service and returns its result, `location` says where to go then. `row` is what is edited (its
    `version` guards against a stale form), `current` makes the same form from the row's present values.
    """
    if request.method != "POST":
        return _shown(form, template, row, context)
    repeated = _kept_location(form)
    if repeated is not None:
        return redirect(repeated, 303)
    if not form.validate():
        return _shown(form, template, row, context, status=422)
    if row is not None and str(row.version) != form.version.data:
        return _conflict(form, template, row, current, context)
    return _carry_out(form, template, save, location, message, row, context)


def act(
    form: BaseForm,
    *,
    save: Callable[[], Result],
    location: Callable[[Result], str],
    message: Any = None,
    row: Any = None,
) -> Response:
    """Carry out a form that is one button on somebody else's page; what is wrong is said on the page it came from."""
    repeated = _kept_location(form)
    if repeated is not None:
        return redirect(repeated, 303)
    if row is not None and str(row.version) != form.version.data:
        abort(409)
    if not form.validate():
        abort(422, description=_all_errors(form))
    try:
        return _done(form, save, location, message)
    except Refused as refusal:
        abort(422, description=str(refusal.message))


def _shown(form: BaseForm, template: str, row: Any, context: dict[str, Any], status: int = 200) -> Answer:
    if request.method != "POST" and row is not None:
        form.version.data = str(row.version)
    page = render_template(template, form=form, row=row, conflict=context.pop("conflict", None), **context)
    return page if status == 200 else (page, status)


def _conflict(form: BaseForm, template: str, row: Any, current: Any, context: dict[str, Any]) -> Answer:
    # Sent again, the form says that its author has seen the other version.
    form.version.data = str(row.version)
    theirs = current() if current else None
    differing = {
        other.name: other for other in (theirs.data_fields if theirs else []) if other.data != form[other.name].data
    }
    return _shown(form, template, row, context | {"conflict": Conflict(differing)}, status=409)


def _carry_out(
    form: BaseForm, template: str, save: Any, location: Any, message: Any, row: Any, context: dict[str, Any]
) -> Answer:
    try:
        return _done(form, save, location, message)
    except Refused as refusal:
        _put_fault(form, refusal)
        return _shown(form, template, row, context, status=422)


def _put_fault(form: BaseForm, refusal: Refused) -> None:
    if refusal.field:
        form[refusal.field].errors = [*form[refusal.field].errors, refusal.message]
    else:
        form.form_errors = [*form.form_errors, refusal.message]


def _done(form: BaseForm, save: Any, location: Any, message: Any) -> Response:
    session = db()
    key = _take_key(session, form)
    if key is None:
        return redirect(_kept_location(form) or request.path, 303)
    # A savepoint: when the service refuses, rolling everything back would empty the rows that the page still shows.
    loaded = loaded_relationships(session)
    try:
        with session.begin_nested():
            result = save()
            session.flush()
    except Refused:
        put_back(loaded)
        raise
    key.location = location(result)
    if message:
        flash(str(message))
    return redirect(key.location, 303)


def _take_key(session: Session, form: BaseForm) -> OnceKey | None:
    """The form's key, now ours; None when the same form, sent at the same moment, was a hair faster."""
    key = OnceKey(user_id=signed_in().id, key=form.once.data, at=clock.now())
    try:
        session.add(key)
        session.flush()
    except IntegrityError:
        session.rollback()
        return None
    return key


def _kept_location(form: BaseForm) -> str | None:
    # What was sent, not what a form without the field fills in by itself.
    if not form.once.raw_data or not form.once.data or len(form.once.data) > LONGEST_KEY:
        abort(400, description=str(_("The form was not complete. Go back and try again.")))
    return db().scalar(select(OnceKey.location).where(OnceKey.user_id == signed_in().id, OnceKey.key == form.once.data))


def _all_errors(form: BaseForm) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)
