"""Routes of the year wheel: the wheel itself and its roll-over to next year."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind

from app import clock
from app.i18n import lazy_gettext as _
from app.outreach.rules import Concerns
from app.permissions import requires
from app.visits import labels as visit_labels
from app.visits.models import Way
from app.web import db, signed_in
from app.wheel import contact_views, labels, planning, queries, rolling, rules, seasons, services, table
from app.wheel.blueprint import blueprint
from app.wheel.drawing import draw
from app.wheel.forms import RollOverForm
from app.wheel.models import PlannedContact, PlannedState
from app.writes import Answer, handle

__all__ = ["blueprint", "contact_views"]


@blueprint.get("/year-wheel")
@requires("wheel.read")
def current() -> Answer:
    """This year's wheel."""
    return redirect(url_for("wheel.year", year=clock.today().year))


@blueprint.get("/year-wheel/<int:year>")
@requires("wheel.read")
def year(year: int) -> str:
    """The wheel of a year with its table; filters stand in the address."""
    _refuse_odd(year)
    today, everything = clock.today(), queries.contacts_of_year(db(), year)
    filters = _filters(request.args)
    shown = [contact for contact in everything if filters.passes(contact, today)]
    full = rules.overloads(everything)
    return render_template(
        "wheel/year.html",
        year=year,
        wheel=draw(year, shown, today=today, full=full, seasons=seasons.SEASONS),
        sections=table.sections(year, shown, today, only=request.args.get("month", type=int)),
        counts=table.counts(shown, today),
        full=full,
        filters=filters,
        people=table.people(everything),
        left_to_copy=_left_to_copy(year),
        seasons=seasons,
        rules=rules,
        labels=labels,
        ways=visit_labels.WAYS,
        # Said once for the page: looking a word up again for each of 300 contacts takes a third of its time.
        short_ways={way: str(label) for way, label in labels.SHORT_WAYS.items()},
        looks={look: str(label) for look, label in labels.LOOKS.items()},
    )


@blueprint.route("/year-wheel/<int:year>/roll-over", methods=["GET", "POST"])
@requires("wheel.edit")
def roll_over(year: int) -> Answer:
    """Copy a year's contacts to the same weeks of the next, after a look at them."""
    _refuse_odd(year + 1)
    contacts = queries.not_rolled_over(db(), year)
    standing = queries.standing_next_year(db(), contacts, year)
    usual = [c.id for c in contacts if c.state != PlannedState.SKIPPED and c.id not in standing]
    form = RollOverForm(data={"contacts": usual})
    form.contacts.choices = [SelectChoice(str(contact.id), contact.company.name) for contact in contacts]
    seen, concerns = form.outreach_seen.data or "", _concerns(year, contacts, form)
    heirs = planning.heirs_of(db(), contacts, signed_in().id)
    return handle(
        form,
        template="wheel/roll_over.html",
        year=year,
        contacts=contacts,
        new_week={contact.id: rules.week_next_year(contact, year) for contact in contacts},
        heirs=heirs,
        lots=rolling.lots(contacts, _to_look_at(contacts, concerns, heirs, standing)),
        concerns=concerns,
        standing=standing,
        ways=labels.SHORT_WAYS,
        labels=labels,
        save=lambda: _copied(
            year, contacts, form, rolling.reasons(concerns, seen=seen, reason=form.outreach_reason.data or "")
        ),
        location=lambda _copies: url_for("wheel.year", year=year + 1),
        message=_("The wheel is rolled over. Look through the weeks and move what does not fit."),
    )


def _to_look_at(
    contacts: Sequence[PlannedContact],
    concerns: Collection[int],
    heirs: Collection[int],
    standing: Mapping[int, PlannedContact],
) -> frozenset[int]:
    """Those that somebody has to decide about: something speaks against them, they were skipped, or whose they were.

    What is planned for the same purpose already needs no decision.
    """
    return frozenset(
        contact.id
        for contact in contacts
        if contact.id in concerns
        or contact.state == PlannedState.SKIPPED
        or contact.responsible_id in heirs
        or (contact.id in standing and standing[contact.id].purpose != contact.purpose)
    )


def _chosen(contacts: Sequence[PlannedContact], form: RollOverForm) -> list[PlannedContact]:
    chosen = set(form.contacts.data or ())
    return [contact for contact in contacts if contact.id in chosen]


def _concerns(year: int, contacts: Sequence[PlannedContact], form: RollOverForm) -> dict[int, Concerns]:
    """What speaks against those that are ticked; what the page shows counts as seen when it comes back."""
    chosen, user = _chosen(contacts, form), signed_in()
    heirs = planning.heirs_of(db(), chosen, user.id)
    found = rolling.concerns_of_copies(db(), chosen, year=year, heirs=heirs, user=user)
    form.outreach_seen.data = rolling.marks(found)
    return found


def _copied(
    year: int, contacts: Sequence[PlannedContact], form: RollOverForm, reasons: Mapping[int, str]
) -> list[PlannedContact]:
    wanted = _chosen(contacts, form)
    heirs = planning.heirs_of(db(), wanted, signed_in().id)
    return services.roll_over(db(), wanted, year=year, now=clock.now(), heirs=heirs, reasons=reasons)


def _left_to_copy(year: int) -> int:
    # Nobody plans last year again.
    return len(queries.not_rolled_over(db(), year)) if year >= clock.today().year - 1 else 0


def _filters(args: Mapping[str, Any]) -> queries.Filters:
    person, way, look = args.get("person", ""), args.get("way", ""), args.get("state", "")
    return queries.Filters(
        int(person) if person.isascii() and person.isdigit() and len(person) < 10 else None,
        Way(way) if way in set(Way) else None,
        rules.Look(look) if look in set(rules.Look) else None,
    )


def _refuse_odd(year: int) -> None:
    if not rules.FIRST_YEAR <= year <= rules.LAST_YEAR:
        raise NotFound
