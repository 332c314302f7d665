"""The administrator's pages of actions that changed many rows: what they did, and taking them back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from app.forms import BaseForm
from app.history import labels, queries
from app.history.ahead import Prepared, prepare
from app.history.models import Action, ActionKind
from app.history.plan_model import Left, Plan, Reason
from app.history.planning import plan_undo
from app.history.undo import undo as take_back
from app.i18n import lazy_gettext as _
from app.paging import page_of
from app.permissions import requires
from app.web import application, db
from app.writes import act

blueprint = Blueprint("history", __name__, template_folder="templates")
# Comparing more rows than this takes so long that it is done only when asked for.
AT_ONCE, MOST_NAMED = 3_000, 100


@blueprint.get("/admin/changes")
@requires("changes.undo")
def index() -> str:
    """Imports, merges and other changes of many rows, the latest first."""
    kind = request.args.get("kind", None, type=ActionKind)
    page = page_of(db(), queries.action_list(kind))
    return render_template(
        "history/index.html",
        page=page,
        kind=kind,
        labels=labels,
        names=queries.user_names(db(), [action.actor_id for action in page.rows]),
    )


@blueprint.get("/admin/changes/<int:number>")
@requires("changes.undo")
def show(number: int) -> str:
    """One action: what it touched, what undoing it would do and leave."""
    action = queries.get_action(db(), number)
    undone = action.undone_by_id is not None
    large = action.rows > AT_ONCE and "preview" not in request.args
    plan = None if undone or large else plan_undo(db(), action.action_id)
    left = [_left(each) for each in action.left]
    return render_template(
        "history/show.html",
        action=action,
        undone_by=queries.get_action(db(), action.undone_by_id) if action.undone_by_id else None,
        undoes=queries.get_action(db(), action.undoes_id) if action.undoes_id else None,
        touched=queries.touched_tables(db(), action.action_id),
        plan=plan,
        was_left=left,
        most=MOST_NAMED,
        labels=labels,
        **_named(action, plan, left),
    )


def _left(kept: dict[str, Any]) -> Left:
    columns = tuple(kept["columns"])
    return Left(kept["table"], kept["row_id"], Reason(kept["reason"]), columns, by=kept["by"])


def _named(action: Action, plan: Plan | None, left: Sequence[Left]) -> dict[str, object]:
    shown = [*(plan.left[:MOST_NAMED] if plan else []), *left[:MOST_NAMED]]
    keys = {(each.table, each.row_id) for each in shown}
    return {
        "rows": queries.row_names(db(), keys),
        "names": queries.user_names(db(), [action.actor_id, *(each.by for each in shown)]),
    }


@blueprint.post("/admin/changes/<int:number>/undo")
@requires("changes.undo")
def undo(number: int) -> Response:
    """Take the action back, in one transaction; a large one is worked out before this request takes the lock."""
    prepared = _prepared(number)
    action = queries.get_action(db(), number)
    return act(
        BaseForm(),
        row=action,
        save=lambda: take_back(db(), action, prepared),
        location=lambda undoing: url_for("history.show", number=undoing.id),
        message=_("It is undone. What was left is named below."),
    )


def _prepared(number: int) -> Prepared | None:
    database = application().database
    with database.reading() as reading:
        action = queries.get_action(reading, number)
    # Sent twice, or after a colleague: answered at once.
    return None if action.undone_by_id else prepare(database, db(), action.action_id)
