"""What actions, effects, reasons and tables are called on screen."""

from __future__ import annotations

from typing import Any

from app.history.models import ActionKind
from app.history.plan_model import Effect, Reason
from app.i18n import lazy_gettext as _

KINDS = {
    ActionKind.IMPORT: _("Import"),
    ActionKind.MERGE: _("Merge"),
    ActionKind.BULK: _("Change of many at once"),
    ActionKind.UNDO: _("Undo"),
}
EFFECTS = {
    Effect.DELETE: _("Are deleted again"),
    Effect.PUT_BACK: _("Get their former values back"),
    Effect.RESTORE: _("Come back"),
}
REASONS = {
    Reason.EDITED: _("Has been changed since"),
    Reason.BUILT_UPON: _("Something has been added to it since"),
    Reason.BELONGS_TO_LEFT: _("Belongs to something that stays"),
    Reason.GONE: _("Is deleted already"),
    Reason.THERE_AGAIN: _("Is there already"),
    Reason.TAKEN: _("Something else has its number or place now"),
    Reason.TARGET_GONE: _("What it belonged to is gone"),
    Reason.NOT_KEPT: _("Holds a secret that the log does not keep"),
    Reason.ERASED: _("Was erased, and never comes back"),
    Reason.NOT_COMPANY_SIDE: _("Speaks of residents or users, and is never undone in bulk"),
}
TABLES: dict[str, Any] = {
    "company": _("Companies"),
    "contact_person": _("Contact persons"),
    "supplier_relation": _("Supplier relations"),
    "contribution": _("Contributions"),
    "stage_change": _("Stages of relations"),
    "visit": _("Visits"),
    "visit_answer": _("Answers from visits"),
    "visit_participant": _("Participants in visits"),
    "next_step": _("Next steps"),
    "job_order": _("Job orders"),
    "order_state_change": _("States of job orders"),
    "planned_contact": _("Planned contacts"),
    "merged_company": _("Old numbers of companies"),
    "not_same": _("Pairs that are not the same"),
    "double_proposal": _("Possible doubles"),
}
OTHER_TABLE = _("Other records")


def table_name(table: str) -> Any:
    """What a table is called, also one that this list does not know yet."""
    return TABLES.get(table, OTHER_TABLE)


# What a person recognises an edited column by; others are not named.
COLUMNS: dict[str, Any] = {
    "name": _("Name"),
    "cvr": _("CVR number"),
    "p_number": _("P number"),
    "street": _("Address"),
    "postal_code": _("Postal code"),
    "city": _("Town"),
    "industry": _("Industry"),
    "employees": _("Employees"),
    "phone": _("Telephone"),
    "email": _("E-mail"),
    "website": _("Website"),
    "about": _("About the company"),
    "stage": _("Where the relation stands"),
    "fixed_contact_id": _("Our fixed contact"),
    "job_title": _("Job title"),
}


def columns_named(columns: tuple[str, ...]) -> str:
    """The names of those columns that have one, as a list in a sentence."""
    return ", ".join(str(COLUMNS[column]) for column in columns if column in COLUMNS)
