"""The administrator's pages and a user's own."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.accounts.models import Organisation, OrganisationKind, User, UserRole
from tests.browser_client import PASSWORD

EVERYONE_ELSE = ("consultant", "counsellor", "broker", "job_consultant", "manager", "steering", "stranger")


@pytest.mark.parametrize("name", EVERYONE_ELSE)
def test_only_the_administrator_sees_users(as_user, name: str) -> None:
    browser = as_user(name)
    paths = ("/admin/users", "/admin/users/new", "/admin/organisations", "/admin/organisations/new")
    assert [browser.get(path).status_code for path in paths] == [403] * 4


def test_a_user_gets_several_roles(app, as_user, personas) -> None:
    answer = as_user("admin").submit(
        "/admin/users/new",
        name="Mette Maar",
        email="Mette@Eksempel.dk",
        roles=["consultant", "counsellor"],
        organisation_id=personas.organisation_of["plan"],
        password="en helt ny adgangskode",
    )
    assert answer.status_code == 303, answer.text
    with app.database.reading() as session:
        user = session.scalars(select(User).where(User.email == "mette@eksempel.dk")).one()
        roles = session.scalars(select(UserRole.role).where(UserRole.user_id == user.id)).all()
    assert sorted(roles) == ["consultant", "counsellor"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"email": "ikke en adresse"}, "email"),
        ({"name": ""}, "name"),
        ({"password": "kort"}, "password"),
        ({"password": "adgangskode123"}, "password"),
        ({"roles": None}, "roles"),
        ({"phone": "abc"}, "phone"),
        ({"email": "consultant@test.jobloft.dk"}, "email"),
        ({"name": "x" * 121}, "name"),
    ],
)
def test_what_is_wrong_is_told_at_the_field(as_user, typed: dict[str, object], field: str) -> None:
    good = {"name": "Mette", "email": "m@eksempel.dk", "password": "en helt ny adgangskode", "roles": "admin"}
    answer = as_user("admin").submit("/admin/users/new", **(good | typed))
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text


def test_new_roles_end_the_sessions_that_the_old_ones_opened(as_user, personas) -> None:
    other = as_user("broker")
    as_user("admin").submit(f"/admin/users/{personas.id_of['broker']}/edit", roles=["steering"])
    assert other.get("/").location.startswith("/login")


def test_the_administrator_can_not_lock_themself_out(as_user, personas) -> None:
    answer = as_user("admin").submit(f"/admin/users/{personas.id_of['admin']}/edit", roles=["steering"])
    assert answer.status_code == 422
    assert 'id="roles-error"' in answer.text


def test_a_partner_is_registered_and_its_name_is_not_taken_twice(app, as_user) -> None:
    browser = as_user("admin")
    assert browser.submit("/admin/organisations/new", name="Nørrevang", kind="municipality").status_code == 303
    again = browser.submit("/admin/organisations/new", name="Nørrevang", kind="other")
    assert (again.status_code, 'id="name-error"' in again.text) == (422, True)
    with app.database.reading() as session:
        kinds = session.scalars(select(Organisation.kind).where(Organisation.name == "Nørrevang")).all()
    assert kinds == [OrganisationKind.MUNICIPALITY]


def test_a_changed_password_ends_all_other_sessions(app, as_user, visitor, personas) -> None:
    here, elsewhere = as_user("manager"), as_user("manager")
    new = "en helt anden adgangskode"
    answer = here.submit("/account/password", present=PASSWORD, password=new, again=new)
    assert answer.status_code == 303, answer.text
    assert (here.get("/").status_code, elsewhere.get("/").status_code) == (200, 302)
    assert visitor.submit("/login", email=personas.email("manager"), password=PASSWORD).status_code == 422
    assert visitor.submit("/login", email=personas.email("manager"), password=new).status_code == 303


def test_signing_out_elsewhere_keeps_this_browser(as_user) -> None:
    here, elsewhere = as_user("manager"), as_user("manager")
    answer = here.submit("/account", to="/account/sign-out-elsewhere")
    assert answer.status_code == 303
    assert (here.get("/").status_code, elsewhere.get("/").status_code) == (200, 302)


def test_the_language_follows_the_user(as_user) -> None:
    browser = as_user("steering")
    assert '<html lang="da">' in browser.get("/").text
    browser.post("/language", language="en", back="/")
    assert '<html lang="en">' in browser.get("/").text
    assert ">My day<" in browser.get("/").text
