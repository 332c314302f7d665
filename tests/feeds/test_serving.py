"""What calendar programs get: only its owner's entries, nothing of residents."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select

from app import clock
from app.feeds.models import Detail
from app.residents.models import Resident
from app.visits.models import NextStep, Visit, VisitParticipant, VisitState
from app.web import Jobloft
from app.wheel.models import PlannedContact, PlannedState
from tests.factories import NOW, make_company, make_resident, make_visit
from tests.feeds.factories import Program, make_feed, make_step


def test_visits_contacts_and_steps_of_the_owner_are_in_it(program: Program) -> None:
    name = "Café Ørsted 🫐, Åparken; nr. 1"
    assert program.titles() == [f"Besøg: {name}", f"Næste skridt: {name}", f"Opkald i uge 50: {name}"]
    visit, step, contact = program.events()
    assert (visit["DTSTART"].dt, visit["LOCATION"]) == (
        datetime(2026, 11, 25, 12, tzinfo=clock.LOCAL_ZONE),
        "Åboulevarden 3",
    )
    assert (step["DTSTART"].dt, step["DTEND"].dt, step["TRANSP"]) == (
        date(2026, 12, 1),
        date(2026, 12, 2),
        "TRANSPARENT",
    )
    assert (contact["DTSTART"].dt, contact["DTEND"].dt) == (date(2026, 12, 7), date(2026, 12, 12))
    assert contact["TRANSP"] == "TRANSPARENT"


def test_identities_end_in_our_domain_and_stay(app: Jobloft, program: Program) -> None:
    with app.database.reading() as session:
        uids = [session.scalars(select(table.uid)).one() for table in (Visit, NextStep, PlannedContact)]
    assert [str(entry["UID"]) for entry in program.events()] == [f"{uid}@test.jobloft.dk" for uid in uids]


def test_a_colleague_and_a_stranger_see_only_their_own(app: Jobloft, program: Program, personas) -> None:
    with app.database.transaction() as session:
        for name in ("colleague", "stranger"):
            make_feed(session, user_id=personas.id_of[name], token=name)
            company = make_company(session, name=f"Hos {name}")
            make_visit(session, company=company, responsible_id=personas.id_of[name])
    assert Program(app, "colleague").titles() == ["Besøg: Hos colleague"]
    assert Program(app, "stranger").titles() == ["Besøg: Hos stranger"]
    assert len(program.titles()) == 3


def test_who_comes_along_has_the_visit_too(app: Jobloft, program: Program, personas) -> None:
    with app.database.transaction() as session:
        make_feed(session, user_id=personas.id_of["broker"], token="broker")
        visit_id = session.scalars(select(Visit.id)).one()
        session.add(VisitParticipant(visit_id=visit_id, user_id=personas.id_of["broker"]))
    assert Program(app, "broker").titles() == program.titles()[:1]


def test_a_feed_holds_the_kinds_that_were_chosen(app: Jobloft, program: Program, personas) -> None:
    user_id = personas.id_of["consultant"]
    with app.database.transaction() as session:
        for kind in ("with_visits", "with_contacts", "with_steps"):
            chosen = dict.fromkeys(("with_visits", "with_contacts", "with_steps"), False) | {kind: True}
            make_feed(session, user_id=user_id, token=kind, **chosen)
    ways = [Program(app, kind).titles()[0].split(":")[0] for kind in ("with_visits", "with_contacts", "with_steps")]
    assert ways == ["Besøg", "Opkald i uge 50", "Næste skridt"]


def test_busy_tells_neither_company_nor_place(app: Jobloft, program: Program, personas) -> None:
    with app.database.transaction() as session:
        make_feed(session, user_id=personas.id_of["consultant"], token="busy", detail=Detail.BUSY)
    body = Program(app, "busy").get().text
    assert Program(app, "busy").titles() == ["Optaget", "Næste skridt", "Planlagt kontakt"]
    assert "Ørsted" not in body
    assert "boulevard" not in body


def test_nothing_of_a_resident_gets_in_wherever_somebody_wrote_it(app: Jobloft, program: Program, personas) -> None:
    with app.database.transaction() as session:
        resident = make_resident(session, organisation_id=personas.organisation_of["plan"], name="Amina Hassan")
        visit = session.scalars(select(Visit)).one()
        visit.purpose = visit.quick_note = visit.state_reason = f"Om {resident.name}"
        visit.place = "Ring til 86 12 34 56"
        contact = session.scalars(select(PlannedContact)).one()
        contact.purpose = contact.preparation = f"Fortæl om {resident.name}"
        session.scalars(select(NextStep)).one().title = f"Ring til {resident.name}"
    answer = program.get()
    assert len(program.titles()) == 3
    assert [word for word in ("Amina", "Hassan", "86 12") if word in answer.text] == []
    with app.database.reading() as session:
        assert session.scalars(select(Resident.name)).all() == ["Amina Hassan"]


def test_a_cancelled_visit_is_called_off_for_four_weeks_and_then_gone(app: Jobloft, program: Program) -> None:
    with app.database.transaction() as session:
        session.info["now"] = NOW
        visit = session.scalars(select(Visit)).one()
        visit.state, visit.state_reason, visit.sequence = VisitState.CANCELLED, "Sygdom", 1
        contact = session.scalars(select(PlannedContact)).one()
        contact.state, contact.state_reason = PlannedState.SKIPPED, "Flytter"
    entry = program.events()[0]
    assert (str(entry["SUMMARY"]).split(":")[0], entry["STATUS"], entry["SEQUENCE"]) == ("AFLYST", "CANCELLED", 1)
    with clock.frozen(NOW + timedelta(weeks=4)):
        assert [title[:6] for title in program.titles()] == ["AFLYST", "Næste ", "AFLYST"]
    with clock.frozen(NOW + timedelta(weeks=4, days=1)):
        assert [title[:5] for title in program.titles()] == ["Næste"]


def test_done_steps_and_contacts_that_became_a_visit_are_left_out(app: Jobloft, program: Program) -> None:
    with app.database.transaction() as session:
        session.scalars(select(NextStep)).one().done_at = NOW
        contact = session.scalars(select(PlannedContact)).one()
        contact.state, contact.visit_id = PlannedState.HELD, session.scalars(select(Visit.id)).one()
    assert [title.split(":")[0] for title in program.titles()] == ["Besøg"]


def test_the_window_reaches_180_days_back_and_18_months_ahead(app: Jobloft, personas) -> None:
    user_id, today = personas.id_of["consultant"], date(2026, 11, 24)
    days = [today - timedelta(days=181), today - timedelta(days=180), date(2028, 5, 24), date(2028, 5, 25)]
    with app.database.transaction() as session:
        make_feed(session, user_id=user_id)
        for day in days:
            make_step(session, owner_id=user_id, due_on=day)
    assert [entry["DTSTART"].dt for entry in Program(app).events()] == days[1:3]


def test_a_row_that_cannot_be_written_does_not_take_the_others_along(app: Jobloft, program: Program) -> None:
    with app.database.transaction() as session:
        session.scalars(select(NextStep)).one().sequence = -1
    assert [title.split(":")[0] for title in program.titles()] == ["Besøg", "Opkald i uge 50"]
