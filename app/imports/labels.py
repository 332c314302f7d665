"""What fields, faults, states and reasons of an import are called on screen and on the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.i18n import lazy_gettext as _
from app.imports.fields import Field
from app.imports.grid import Problem
from app.imports.identifying import Why
from app.imports.models import BatchState, RowState
from app.imports.values import Fault

FIELDS: Mapping[Field, Any] = {
    Field.NAME: _("Company's name"),
    Field.CVR: _("CVR number"),
    Field.P_NUMBER: _("P number"),
    Field.STREET: _("Street and number"),
    Field.POSTAL_CODE: _("Postal code"),
    Field.CITY: _("Town"),
    Field.POSTAL_CITY: _("Postal code and town together"),
    Field.PHONE: _("Telephone"),
    Field.EMAIL: _("E-mail"),
    Field.WEBSITE: _("Website"),
    Field.INDUSTRY: _("Industry"),
    Field.EMPLOYEES: _("Employees"),
    Field.ABOUT: _("About the company"),
    Field.CONTACT_NAME: _("Contact person"),
    Field.CONTACT_TITLE: _("Contact person's job title"),
    Field.CONTACT_PHONE: _("Contact person's telephone"),
    Field.CONTACT_EMAIL: _("Contact person's e-mail"),
    Field.SUPPLIER_NUMBER: _("Supplier number"),
    Field.AGREEMENT_ENDS: _("The framework agreement ends on"),
    Field.SOCIAL_CLAUSES: _("The framework agreement has social clauses"),
}
STATES: Mapping[RowState, Any] = {
    RowState.NEW: _("New company"),
    RowState.CHANGED: _("Changes something"),
    RowState.SAME: _("Nothing new"),
    RowState.UNSURE: _("Is it the same?"),
    RowState.DOUBLE: _("Stands twice in the file"),
    RowState.WRONG: _("Can't be read in"),
    RowState.LEFT_OUT: _("Left out"),
}
STATE_LOOK: Mapping[RowState, tuple[str, str]] = {
    RowState.NEW: ("good", "plus"),
    RowState.CHANGED: ("wait", "edit"),
    RowState.SAME: ("calm", "check"),
    RowState.UNSURE: ("wait", "question"),
    RowState.DOUBLE: ("calm", "warning"),
    RowState.WRONG: ("bad", "warning"),
    RowState.LEFT_OUT: ("calm", "lock"),
}
BATCH_STATES: Mapping[BatchState, Any] = {
    BatchState.READ: _("The columns are to be looked at"),
    BatchState.COMPARING: _("Being compared"),
    BatchState.READY: _("Waits for a yes"),
    BatchState.WRITING: _("Being written"),
    BatchState.DONE: _("Read in"),
    BatchState.UNDOING: _("Being undone"),
    BatchState.UNDONE: _("Undone"),
}
BATCH_LOOK: Mapping[BatchState, tuple[str, str]] = {
    BatchState.READ: ("wait", "edit"),
    BatchState.COMPARING: ("calm", "search"),
    BatchState.READY: ("wait", "question"),
    BatchState.WRITING: ("calm", "edit"),
    BatchState.DONE: ("good", "check"),
    BatchState.UNDOING: ("calm", "edit"),
    BatchState.UNDONE: ("calm", "lock"),
}
FAULTS: Mapping[Fault, Any] = {
    Fault.NO_NAME: _("the company's name is missing"),
    Fault.TOTAL: _("a line of totals, not a company"),
    Fault.TOO_LONG: _("the text is too long"),
    Fault.CVR: _("not a CVR number: it has 8 digits, and the check digit must fit"),
    Fault.CVR_FOREIGN: _("a foreign number, not a CVR number; the company is read in without it"),
    Fault.CVR_ROUNDED: _("the spreadsheet has rounded the number; make the column text and fetch the list again"),
    Fault.CPR: _("looks like a CPR number, which is never kept here"),
    Fault.P_NUMBER: _("not a P number: it has ten digits"),
    Fault.POSTAL_CODE: _("not a postal code"),
    Fault.PHONE: _("not a telephone number"),
    Fault.EMAIL: _("not an e-mail address"),
    Fault.WEBSITE: _("not a web address"),
    Fault.EMPLOYEES: _("not a number of people"),
    Fault.DAY: _("not a day: write for example 31-12-2026"),
    Fault.YES_NO: _("neither yes nor no"),
    Fault.FORMULA: _("a formula that no program has worked out; open and save the file in a spreadsheet"),
    Fault.ERROR_VALUE: _("an error from the spreadsheet instead of a value"),
    Fault.CONTACT_WITHOUT_NAME: _("the contact person has no name"),
    Fault.DOUBLE: _("the same company as in row %(about)s"),
}
MOVED = _("somebody has changed this company since the preview; read the list in again")
PROBLEMS: Mapping[Problem, Any] = {
    Problem.EMPTY: _("The file is empty."),
    Problem.TOO_LARGE: _("The file is too large. It may be 10 MB; cut it in two."),
    Problem.TOO_MANY_ROWS: _("The file has more than 30,000 rows. Cut it in two."),
    Problem.TOO_MANY_CELLS: _("The file has too many columns. Delete those that are not needed."),
    Problem.OLD_EXCEL: _("This is an old Excel file. Open it and save it as .xlsx or CSV."),
    Problem.NOT_A_TABLE: _("This is not a table. Save the list as CSV or as an Excel workbook (.xlsx)."),
    Problem.DAMAGED: _("The file can't be read; it may be damaged. Save it anew and try again."),
    Problem.LOCKED: _("The file is behind a password. Save it without and try again."),
}
WHY: Mapping[Why, Any] = {
    Why.NUMBER: _("same supplier number, another CVR number"),
    Why.NAME_ELSEWHERE: _("same name, another place"),
    Why.SIMILAR_NAME: _("a similar name"),
    Why.SEVERAL: _("several have this name and place"),
    Why.PHONE: _("same telephone"),
    Why.EMAIL: _("same e-mail"),
    Why.CVR_OF_ANOTHER: _("has this CVR number, but another name"),
    Why.ONLY_THE_NAME: _("has this name, but not this CVR number"),
}
# Of rows that are asked about for their CVR number.
OF_ANOTHER = _("The CVR number is another company's")
SEPARATORS: Mapping[str, Any] = {";": _("semicolons"), ",": _("commas"), "\t": _("tabs"), "|": _("bars")}
