"""The columns of the sheets of job orders, of open companies and of competences in demand."""

from __future__ import annotations

from typing import Any

from app.companies import labels as companies
from app.companies.models import Company
from app.i18n import lazy_gettext as _
from app.orders import labels
from app.orders.in_demand import Asked
from app.orders.models import JobOrder
from app.orders.open_companies import ways_in
from app.sheets.writing import Column


def _listed(texts: list[str]) -> str:
    return "\n".join(texts)


def _label(names: dict[Any, Any], key: Any) -> Any:
    return names[key] if key is not None else None


ORDERS: list[Column[JobOrder]] = [
    Column(_("Task"), lambda order: order.title),
    Column(_("Company"), lambda order: order.company.name),
    Column(_("State"), lambda order: labels.STATES[order.state]),
    Column(_("Kind of employment"), lambda order: _label(labels.KINDS, order.kind)),
    Column(_("Hours from"), lambda order: order.hours_low),
    Column(_("Hours to"), lambda order: order.hours_high),
    Column(_("Number of positions"), lambda order: order.positions),
    Column(_("Standing need"), lambda order: order.standing_need),
    Column(_("Place"), lambda order: order.city or order.company.city),
    Column(_("Start"), lambda order: order.starts_on),
    Column(_("Apply by"), lambda order: order.apply_by),
    Column(_("Tasks"), lambda order: _listed(order.tasks)),
    Column(_("Must be able to"), lambda order: _listed(order.required)),
    Column(_("Good to have"), lambda order: _listed(order.desirable)),
    Column(_("Certificates and licences"), lambda order: _listed(order.certificates)),
    Column(_("Priority access"), lambda order: order.priority_access),
    Column(_("How to apply"), lambda order: order.how_to_apply),
]


def _way_in(way: Any) -> str:
    more = ", ".join(filter(None, (way.how_often, way.extent)))
    words = f"{companies.CONTRIBUTIONS[way.kind]}: {str(companies.ANSWERS[way.answer]).lower()}"
    return f"{words} ({more})" if more else words


OPEN_COMPANIES: list[Column[Company]] = [
    Column(_("Company"), lambda company: company.name),
    Column(_("Town"), lambda company: company.city),
    Column(_("Industry"), lambda company: company.industry),
    Column(_("Open to"), lambda company: _listed([_way_in(way) for way in ways_in(company)])),
    Column(_("Our fixed contact"), lambda company: company.fixed_contact and company.fixed_contact.name),
    Column(_("Phone"), lambda company: company.fixed_contact and company.fixed_contact.phone),
]
IN_DEMAND: list[Column[Asked]] = [
    Column(_("Competence"), lambda asked: asked.name),
    Column(_("Kind"), lambda asked: labels.GROUPS[asked.group]),
    Column(_("Open job orders now"), lambda asked: asked.open_now),
    Column(_("Job orders in the last year"), lambda asked: asked.orders),
    Column(_("Of these a must"), lambda asked: asked.required),
    Column(_("Companies"), lambda asked: len(asked.companies)),
]
