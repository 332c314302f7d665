"""Filling in the checklist: everything is kept, faults stand at their fields, two people lose nothing."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from app.accounts.models import User
from app.companies.models import Company
from app.history.models import Change
from app.orders.models import JobOrder
from app.web import Jobloft
from tests import factories
from tests.orders.factories import make_contact, make_full_order, prepared

WHOLE: dict[str, Any] = {
    "title": "Trappevask i tre blokke",
    "kind": "few_paid_hours",
    "tasks": "Feje\nVaske",
    "positions": "2",
    "standing_need": "y",
    "priority_access": "yes",
    "street": "Vestergade 1",
    "postal_code": "8800",
    "city": "Viborg",
    "hours_low": "6",
    "hours_high": "7,5",
    "hours_grow_to": "15",
    "hours_grow_weeks": "12",
    "grid": ["shown", "0-0", "5-2"],
    "every_other_week": "y",
    "hours_note": "3 × 2 timer",
    "starts_on": "2027-01-04",
    "ends_on": "2027-10-31",
    "required": "Cykle",
    "desirable": "Prøvet før",
    "personal_skills": "Mødestabil",
    "certificates": "Kørekort B",
    "certificates_absolute": "y",
    "danish_level": "5",
    "danish_reason": "Læser medicinskemaer",
    "other_languages": "Arabisk\nSomali",
    "demands": ["outdoors", "lifting"],
    "minimum_age": "18",
    "minimum_age_reason": "Kører varevogn",
    "dress": "Hårnet",
    "dress_reason": "Hygiejne",
    "criminal_record_check": "yes",
    "pay": "145 kr. i timen",
    "collective_agreement": "3F",
    "how_to_apply": "Ring\nmellem 8 og 10",
    "apply_by": "2026-12-11",
    "municipal_grant": "Mentor",
    "note": "Bente er flink",
}


def order_in(app: Jobloft, order_id: int) -> JobOrder:
    with app.database.reading() as session:
        return session.get_one(JobOrder, order_id)


def test_the_whole_checklist_is_kept_and_shown(app, as_user, personas) -> None:
    company_id, order_id = prepared(app, personas)
    with app.database.transaction() as session:
        contact = make_contact(session, session.get_one(Company, company_id))
        contact_id = contact.id
    browser = as_user("consultant")
    typed = WHOLE | {"contact_person_id": str(contact_id), "responsible_id": str(personas.id_of["broker"])}
    answer = browser.submit(f"/job-orders/{order_id}/edit", **typed)
    assert (answer.status_code, answer.location) == (303, f"/job-orders/{order_id}")
    order = order_in(app, order_id)
    assert (order.tasks, order.other_languages) == (["Feje", "Vaske"], ["Arabisk", "Somali"])
    assert (order.hours_low, order.hours_high, order.hours_grow_to, order.hours_grow_weeks) == (6.0, 7.5, 15.0, 12)
    assert (order.grid, order.demands) == ([[0, 0], [5, 2]], ["lifting", "outdoors"])
    assert (order.priority_access, order.criminal_record_check, order.danish_level) == (True, True, 5)
    assert (order.contact_person_id, order.responsible_id) == (contact_id, personas.id_of["broker"])
    page = browser.get(answer.location).text
    shown = ("6–7,5 timer om ugen, kan vokse til 15 timer på 12 uger", "mandag tidligt om morgenen; lørdag om aftenen")
    shown += ("Vestergade 1, 8800 Viborg", "Som modersmål", "Kører varevogn", "Tunge løft", "mandag 4. januar 2027")
    assert [text for text in shown if text not in page] == []
    assert "None" not in page


def test_saving_what_stands_there_changes_nothing(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        company = factories.make_company(session)
        order_id = make_full_order(session, company=company, responsible_id=personas.id_of["consultant"]).id
    before = order_in(app, order_id)
    assert as_user("broker").submit(f"/job-orders/{order_id}/edit").status_code == 303
    after = order_in(app, order_id)
    assert after.version == before.version
    columns = [attribute.key for attribute in JobOrder.__mapper__.column_attrs]
    assert {name: getattr(after, name) for name in columns} == {name: getattr(before, name) for name in columns}


def test_what_nobody_asked_stays_unknown_and_none_is_an_answer(app, as_user, personas) -> None:
    _company_id, order_id = prepared(app, personas)
    browser = as_user("consultant")
    browser.submit(f"/job-orders/{order_id}/edit")
    assert (order_in(app, order_id).grid, order_in(app, order_id).demands) == (None, None)
    assert order_in(app, order_id).criminal_record_check is None
    browser.submit(f"/job-orders/{order_id}/edit", grid="shown", demands=None, criminal_record_check="no")
    assert (order_in(app, order_id).grid, order_in(app, order_id).demands) == ([], [])
    assert order_in(app, order_id).criminal_record_check is False


BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"hours_low": "9"}, "hours_high", "”Til” skal være mindst"),
    ({"hours_grow_to": "7"}, "hours_grow_to", "mindst vokse til"),
    ({"hours_high": "", "hours_grow_to": "5"}, "hours_grow_to", "mindst vokse til"),
    ({"hours_grow_to": ""}, "hours_grow_to", "hvor mange timer det kan vokse til"),
    ({"hours_grow_weeks": "0"}, "hours_grow_weeks", "fra 1 til 260"),
    ({"hours_grow_weeks": "mange"}, "hours_grow_weeks", ""),
    ({"positions": "0"}, "positions", "mindst 1"),
    ({"positions": "501"}, "positions", "fra 1 til 500"),
    ({"positions": "99999999999999999999"}, "positions", "fra 1 til 500"),
    ({"postal_code": "88"}, "postal_code", "fire cifre"),
    ({"ends_on": "2027-01-03"}, "ends_on", "kan ikke ligge før start"),
    ({"starts_on": "2027-11-01"}, "ends_on", "kan ikke ligge før start"),
    ({"apply_by": "2027-11-01"}, "apply_by", "kan ikke ligge efter slutdatoen"),
    ({"apply_by": "3026-12-11"}, "apply_by", "2100"),
    ({"certificates": ""}, "certificates", "Skriv hvilke beviser"),
    ({"danish_reason": ""}, "danish_reason", "dansk som modersmål"),
    ({"minimum_age_reason": ""}, "minimum_age_reason", "højere, end loven kræver"),
    ({"minimum_age": "12"}, "minimum_age", "fra 13 til 67"),
    ({"dress_reason": ""}, "dress_reason", "saglig grund"),
    ({"pay": "x" * 201}, "pay", "200"),
    ({"title": ""}, "title", "Skriv, hvad arbejdet er"),
    ({"note": "Spørg 010190-1234"}, "note", "CPR"),
    ({"municipal_grant": "0101901234"}, "municipal_grant", "CPR"),
    ({"demands": ["flyve"]}, "demands", ""),
    ({"danish_level": "9"}, "danish_level", ""),
    ({"priority_access": "maybe"}, "priority_access", ""),
    ({"responsible_id": "99999"}, "responsible_id", ""),
    ({"contact_person_id": "99999"}, "contact_person_id", ""),
    ({"responsible_id": "x"}, "responsible_id", ""),
]


@pytest.mark.parametrize(("typed", "field", "message"), BAD)
def test_bad_input_is_told_at_the_field_and_everything_is_kept(
    app, as_user, personas, typed: dict[str, Any], field: str, message: str
) -> None:
    _company_id, order_id = prepared(app, personas)
    answer = as_user("consultant").submit(f"/job-orders/{order_id}/edit", **(WHOLE | typed))
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert message in answer.text
    texts = (
        "Læser medicinskemaer",
        "Arabisk\nSomali",
        "Bente er flink",
        "145 kr. i timen",
        "3 × 2 timer",
        "Mødestabil",
    )
    given = set(map(str, (WHOLE | typed).values()))
    assert [text for text in texts if text in given and text not in answer.text] == []
    assert 'id="grid-0-0" name="grid" value="0-0" checked' in answer.text
    assert order_in(app, order_id).title == "Trappevask"


def test_a_contact_person_of_another_company_can_not_be_chosen(app, as_user, personas) -> None:
    _company_id, order_id = prepared(app, personas)
    with app.database.transaction() as session:
        elsewhere = make_contact(session, factories.make_company(session, name="Byens Bager")).id
    answer = as_user("consultant").submit(f"/job-orders/{order_id}/edit", contact_person_id=str(elsewhere))
    assert answer.status_code == 422
    assert order_in(app, order_id).contact_person_id is None


def test_one_who_has_stopped_stays_responsible_until_changed(app, as_user, personas) -> None:
    _company_id, order_id = prepared(app, personas)
    with app.database.transaction() as session:
        session.get_one(User, personas.id_of["consultant"]).active = False
    assert as_user("broker").submit(f"/job-orders/{order_id}/edit", title="Ny titel").status_code == 303
    assert order_in(app, order_id).responsible_id == personas.id_of["consultant"]


def test_a_stale_form_is_shown_both_texts(app, as_user, personas) -> None:
    _company_id, order_id = prepared(app, personas)
    first, second = as_user("consultant"), as_user("broker")
    path = f"/job-orders/{order_id}/edit"
    assert first.submit(path, title="Den førstes titel", tasks="Feje", grid=["shown", "0-1"]).status_code == 303
    stale = second.submit(path, version="1", title="Den andens titel", demands=["cold"], grid=["shown", "6-3"])
    assert stale.status_code == 409
    shown = ("Den førstes titel", "Den andens titel", "Feje", "mandag om dagen", "notice-conflict")
    assert [text for text in shown if text not in stale.text] == []
    assert order_in(app, order_id).title == "Den førstes titel"


def test_a_conflict_can_be_settled_by_saving_again(app, as_user, personas) -> None:
    _company_id, order_id = prepared(app, personas)
    path = f"/job-orders/{order_id}/edit"
    as_user("consultant").submit(path, title="Den førstes titel")
    browser = as_user("broker")
    assert browser.submit(path, version="1", title="Den andens titel").status_code == 409
    assert browser.submit(path, version="2", title="Den andens titel").status_code == 303
    assert order_in(app, order_id).title == "Den andens titel"


def test_a_change_leaves_a_trace_of_who_and_what(app, as_user, personas) -> None:
    _company_id, order_id = prepared(app, personas)
    as_user("broker").submit(f"/job-orders/{order_id}/edit", pay="150 kr.")
    with app.database.reading() as session:
        changes = session.scalars(select(Change).where(Change.table_name == "job_order", Change.before.is_not(None)))
        assert [(c.actor_id, c.before, c.after) for c in changes] == [
            (personas.id_of["broker"], {"pay": ""}, {"pay": "150 kr."})
        ]


def test_a_passed_deadline_is_kept_and_warned_of(app, as_user, personas) -> None:
    _company_id, order_id = prepared(app, personas)
    browser = as_user("consultant")
    answer = browser.submit(f"/job-orders/{order_id}/edit", apply_by="2026-11-23")
    assert answer.status_code == 303
    assert "Ansøgningsfristen er gået" in browser.get(answer.location).text
    browser.submit(f"/job-orders/{order_id}/edit", apply_by="2026-11-24")
    assert "Ansøgningsfristen er gået" not in browser.get(answer.location).text


def test_what_is_typed_is_text_and_never_markup(app, as_user, personas) -> None:
    _company_id, order_id = prepared(app, personas)
    nasty = "<script>alert(1)</script>"
    browser = as_user("consultant")
    browser.submit(f"/job-orders/{order_id}/edit", title=nasty, tasks=nasty, note=nasty, how_to_apply=nasty)
    for path in ("", "/questions", "/edit", "/state"):
        assert nasty not in browser.get(f"/job-orders/{order_id}{path}").text
    assert nasty not in browser.get("/job-orders").text
    assert nasty not in browser.get("/job-orders/print").text
