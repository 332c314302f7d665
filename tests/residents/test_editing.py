"""Editing a resident section by section: what is kept, what is refused beside the field, and what is never lost."""

from __future__ import annotations

from datetime import date

import html5lib
import pytest
from sqlalchemy import func, select

from app.residents.models import Goal, Resident, SkillSource
from tests.browser_client import XHTML, form_fields
from tests.residents.factories import loaded, profile_of


@pytest.fixture
def resident_id(app, personas):
    return profile_of(app, personas)


def test_a_name_alone_makes_a_resident_of_ones_own(app, personas, as_user) -> None:
    answer = as_user("counsellor").submit("/residents/new", name="Søren Åkjær")
    with app.database.reading() as session:
        resident = session.scalars(select(Resident)).one()
    assert (resident.name, resident.folded_name, resident.goal) == ("Søren Åkjær", "soeren aakjaer", Goal.UNSURE)
    owners = (resident.organisation_id, resident.counsellor_id, resident.broker_id)
    assert owners == (personas.organisation_of["plan"], personas.id_of["counsellor"], None)
    assert answer.location == f"/residents/{resident.id}"


@pytest.mark.parametrize(("persona", "column"), [("broker", "broker_id"), ("job_consultant", "case_officer_id")])
def test_who_registers_a_resident_is_assigned_and_sees_them(app, personas, as_user, persona, column) -> None:
    browser = as_user(persona)
    answer = browser.submit("/residents/new", name="Ali Hassan", wishes="Lager\nChauffør")
    assert browser.get(answer.location).status_code == 200
    with app.database.reading() as session:
        resident_id = session.scalars(select(Resident.id)).one()
    resident = loaded(app, resident_id)
    assert getattr(resident, column) == personas.id_of[persona]
    assert [(wish.text, wish.position) for wish in resident.wishes] == [("Lager", 0), ("Chauffør", 1)]


def test_the_profile_is_changed(app, as_user, resident_id) -> None:
    answer = as_user("counsellor").submit(f"/residents/{resident_id}/edit", phone="86 12 34 56", goal="education")
    assert answer.status_code == 303, answer.text
    resident = loaded(app, resident_id)
    assert (resident.phone, resident.goal, resident.version) == ("+4586123456", Goal.EDUCATION, 2)


def test_wishes_keep_the_order_that_was_typed(app, as_user, resident_id) -> None:
    before = {wish.text: wish.id for wish in loaded(app, resident_id).wishes}
    typed = {"wishes": "Arbejde i kantine\nPasse dyr\nGøre rent på hotel", "refused": "Natarbejde"}
    assert as_user("counsellor").submit(f"/residents/{resident_id}/wishes", **typed).status_code == 303
    resident = loaded(app, resident_id)
    assert [(wish.text, wish.refused) for wish in resident.wishes] == [
        ("Arbejde i kantine", False),
        ("Passe dyr", False),
        ("Gøre rent på hotel", False),
        ("Natarbejde", True),
    ]
    assert {wish.text: wish.id for wish in resident.wishes if wish.text in before} == {
        text: before[text] for text in ("Arbejde i kantine", "Gøre rent på hotel")
    }
    assert resident.version == 2


def test_a_wish_that_is_also_refused_is_told_at_the_field(as_user, resident_id) -> None:
    answer = as_user("counsellor").submit(f"/residents/{resident_id}/wishes", wishes="Lager", refused="Lager")
    assert answer.status_code == 422
    assert 'id="refused-error"' in answer.text


def test_skills_are_changed_added_and_taken_away(app, as_user, resident_id) -> None:
    typed = {
        "skills-0-text": "Vaske trapper",
        "skills-0-source": "home",
        "skills-3-text": "Køre truck",
        "skills-3-source": "course",
        "skills-5-text": "Sy gardiner",
    }
    assert as_user("counsellor").submit(f"/residents/{resident_id}/skills", **typed).status_code == 303
    kept = [(skill.text, skill.source) for skill in loaded(app, resident_id).skills]
    assert kept == [
        ("Vaske trapper", SkillSource.HOME),
        ("Køre truck", SkillSource.COURSE),
        ("Sy gardiner", None),
    ]
    typed = {"skills-0-text": "", "skills-0-source": "", "skills-1-text": "", "skills-1-source": ""}
    as_user("counsellor").submit(f"/residents/{resident_id}/skills", **typed)
    assert [skill.text for skill in loaded(app, resident_id).skills] == ["Sy gardiner"]


def test_certificates_and_languages_are_kept(app, as_user, resident_id) -> None:
    browser = as_user("counsellor")
    certificates = {"certificates-1-text": "Kørekort B", "certificates-1-valid_until": "2031-05-01"}
    assert browser.submit(f"/residents/{resident_id}/certificates", **certificates).status_code == 303
    # The form shows Arabic first (level 5), then Danish.
    languages = {"languages-1-level": "3", "languages-2-language": "so", "languages-2-level": "4"}
    assert browser.submit(f"/residents/{resident_id}/languages", **languages).status_code == 303
    resident = loaded(app, resident_id)
    assert [(one.text, one.valid_until) for one in resident.certificates] == [
        ("Hygiejnebevis", date(2028, 1, 31)),
        ("Kørekort B", date(2031, 5, 1)),
    ]
    assert {one.language: one.level for one in resident.languages} == {"ar": 5, "da": 3, "so": 4}
    assert resident.version == 3


@pytest.mark.parametrize(
    ("section", "typed"),
    [
        ("skills", {"skills-1-source": "job"}),
        ("skills", {"skills-1-text": "Sy", "skills-1-source": "nonsense"}),
        ("skills", {"skills-1-text": "x" * 201}),
        ("skills", {"skills-1-text": "VASKE trapper"}),
        ("certificates", {"certificates-1-valid_until": "2030-01-01"}),
        ("certificates", {"certificates-1-text": "Kørekort", "certificates-1-valid_until": "i morgen"}),
        ("certificates", {"certificates-1-text": "Kørekort", "certificates-1-valid_until": "0202-01-01"}),
        ("languages", {"languages-2-language": "so"}),
        ("languages", {"languages-2-level": "3"}),
        ("languages", {"languages-2-language": "xx", "languages-2-level": "3"}),
        ("languages", {"languages-2-language": "so", "languages-2-level": "6"}),
    ],
)
def test_a_faulty_line_is_told_beside_it_and_nothing_is_kept(app, as_user, resident_id, section, typed) -> None:
    answer = as_user("counsellor").submit(f"/residents/{resident_id}/{section}", **typed)
    assert answer.status_code == 422
    number = 3 if section == "languages" else 2
    assert f'id="{section}-{number}-error"' in answer.text
    fields, _action = form_fields(answer.text)
    kept = {name: value for name, value in typed.items() if value not in ("nonsense", "xx", "6")}
    assert {name: fields[name] for name in kept} == kept
    assert loaded(app, resident_id).version == 1


def test_the_five_questions_keep_the_situation(app, as_user, resident_id) -> None:
    typed = {"independent": "", "cooperates": "Lavede mad til 80 sammen med naboen"}
    assert as_user("counsellor").submit(f"/residents/{resident_id}/competences", **typed).status_code == 303
    kept = {one.question.value: one.situation for one in loaded(app, resident_id).personal_skills}
    assert kept == {"cooperates": "Lavede mad til 80 sammen med naboen"}


def test_hours_and_the_week_are_kept(app, as_user, resident_id) -> None:
    typed = {"hours_low": "7,5", "hours_high": "12", "grid": ["shown", "1-0", "0-0"], "transport": ["walk", "bus"]}
    assert as_user("counsellor").submit(f"/residents/{resident_id}/hours", **typed).status_code == 303
    resident = loaded(app, resident_id)
    assert (resident.hours_low, resident.hours_high) == (7.5, 12.0)
    assert (resident.grid, resident.transport) == ([[0, 0], [1, 0]], ["walk", "bus"])


@pytest.mark.parametrize(
    ("section", "typed", "field"),
    [
        ("hours", {"hours_low": "10", "hours_high": "5"}, "hours_high"),
        ("hours", {"hours_high": "10", "hours_grow_to": "8"}, "hours_grow_to"),
        ("hours", {"hours_grow_to": "", "hours_grow_weeks": "4"}, "hours_grow_weeks"),
        ("hours", {"hours_low": "mange"}, "hours_low"),
        ("hours", {"distance_km": "-1"}, "distance_km"),
        ("edit", {"name": " "}, "name"),
        ("edit", {"phone": "12"}, "phone"),
        ("edit", {"email": "fatima"}, "email"),
        ("edit", {"postal_code": "88"}, "postal_code"),
        ("edit", {"birth_date": "2027-01-01"}, "birth_date"),
        ("edit", {"name": "x" * 121}, "name"),
        ("considerations/edit", {"consented_on": ""}, "consented_on"),
        ("considerations/edit", {"consented_on": "2026-11-25"}, "consented_on"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_everything_typed_stays(as_user, resident_id, section, typed, field):
    answer = as_user("counsellor").submit(f"/residents/{resident_id}/{section}", **typed)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    fields, _action = form_fields(answer.text)
    assert {name: fields[name] for name in typed} == {name: value.strip() for name, value in typed.items()}


STALE = [
    ("edit", {"goal_note": "Bager"}, {"goal_note": "Kok"}, "Bager"),
    ("wishes", {"wishes": "Lager"}, {"wishes": "Butik"}, "Lager"),
    ("skills", {"skills-0-text": "Stryge"}, {"skills-0-text": "Bage"}, "Stryge"),
    ("certificates", {"certificates-0-text": "Truck"}, {"certificates-0-text": "Epoxy"}, "Truck"),
    ("languages", {"languages-0-level": "1"}, {"languages-0-level": "2"}, "arabisk"),
    ("competences", {"flexible": "Byttede vagt"}, {"flexible": "Tog nattevagt"}, "Byttede vagt"),
    ("hours", {"hours_note": "Bus 6.40"}, {"hours_note": "Bus 7.10"}, "Bus 6.40"),
    ("considerations/edit", {"note": "Pauser"}, {"note": "Siddende"}, "Pauser"),
]


@pytest.mark.parametrize(("section", "first", "second", "theirs"), STALE)
def test_a_stale_form_shows_both_texts_and_loses_none(app, as_user, resident_id, section, first, second, theirs):
    browser = as_user("counsellor")
    address = f"/residents/{resident_id}/{section}"
    fields, _action = form_fields(browser.get(address).text)
    assert browser.submit(address, **first).status_code == 303
    answer = browser.client.post(address, data=fields | second)
    assert answer.status_code == 409
    field = next(iter(second))
    assert form_fields(answer.text)[0][field] == second[field]
    told = ["".join(quote.itertext()) for quote in html5lib.parse(answer.text).iter(f"{XHTML}blockquote")]
    assert [theirs in text for text in told] == [True]
    again, _action = form_fields(answer.text)
    assert browser.client.post(address, data=again | {"once": "a-new-key"}).status_code == 303


def test_a_change_in_one_section_makes_an_open_form_of_another_stale(as_user, resident_id) -> None:
    browser = as_user("counsellor")
    fields, _action = form_fields(browser.get(f"/residents/{resident_id}/hours").text)
    assert browser.submit(f"/residents/{resident_id}/wishes", wishes="Lager").status_code == 303
    assert browser.client.post(f"/residents/{resident_id}/hours", data=fields).status_code == 409


def test_twenty_equal_posts_make_one_resident(app, as_user) -> None:
    browser = as_user("counsellor")
    fields, _action = form_fields(browser.get("/residents/new").text)
    answers = [browser.client.post("/residents/new", data=fields | {"name": "Ali"}) for _ in range(20)]
    assert {(answer.status_code, answer.location) for answer in answers} == {(303, answers[0].location)}
    with app.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Resident)) == 1
