"""What facts, cautions and reasons are called on screen."""

from __future__ import annotations

from typing import Any

from app.i18n import lazy_gettext as _
from app.merging.likeness import Reason
from app.merging.rules import Caution

FACTS: dict[str, Any] = {
    "name": _("Name"),
    "cvr": _("CVR number"),
    "p_number": _("P number"),
    "address": _("Address"),
    "industry": _("Industry"),
    "employees": _("Employees"),
    "phone": _("Telephone"),
    "email": _("E-mail"),
    "website": _("Website"),
    "stage": _("Where the relation stands"),
    "fixed_contact_id": _("Our fixed contact"),
    "own_operation_of_id": _("Own operation of"),
    "good_partner": _("A good partner of the housing association"),
    "often_hiring": _("Often short of hands"),
    "socially_minded": _("Wants to take social responsibility"),
    "not_before": _("Not to be contacted before"),
    "contacts_a_month": _("At most this many contacts a month"),
    "about": _("About the company"),
    "standing_need": _("Standing need"),
    "why_they_take_part": _("Why they take part"),
    "who_does_what": _("Who does what when there is a match"),
}
CAUTIONS: dict[Caution, Any] = {
    Caution.OWN_OPERATION: _(
        "One of them is a housing association's own operation. It is never the same as a supplier."
    ),
    Caution.TWO_NUMBERS: _("They have two different CVR numbers. By law they are two companies."),
    Caution.TWO_PLACES: _("They have two different P numbers. They may be two branches of one company."),
}
REASONS: dict[Reason, Any] = {
    Reason.SAME_NAME: _("same name"),
    Reason.LIKE_NAME: _("name is %(percent)s%% alike"),
    Reason.SAME_PLACE_NUMBER: _("same P number"),
    Reason.SAME_PHONE: _("same telephone"),
    Reason.SAME_EMAIL: _("same e-mail"),
    Reason.SAME_DOMAIN: _("same web domain"),
    Reason.SAME_ADDRESS: _("same address"),
    Reason.SAME_TOWN: _("same postal code"),
    Reason.TWO_NUMBERS: _("but different CVR numbers"),
    Reason.OWN_OPERATION: _("but one is an association's own operation"),
}
