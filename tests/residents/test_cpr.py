"""CPR numbers are refused wherever a person can write about a resident."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.history.models import Change
from app.residents.forms import (
    CertificatesForm,
    CompetencesForm,
    ConsentForm,
    ConsiderationsForm,
    HoursForm,
    NewResidentForm,
    ProfileForm,
    SkillsForm,
    WishesForm,
)
from tests.residents.factories import profile_of

CPR = "020586-1234"


@pytest.fixture
def resident_id(app, personas):
    return profile_of(app, personas)


def text_fields(kind) -> list[str]:
    """The fields of a form in which a person can write freely."""
    return [
        name
        for name, unbound in vars(kind).items()
        if getattr(getattr(unbound, "field_class", None), "__name__", "") in ("Text", "Phone", "LongText", "Lines")
    ]


FORMS = {
    "/residents/new": NewResidentForm,
    "/residents/{id}/edit": ProfileForm,
    "/residents/{id}/wishes": WishesForm,
    "/residents/{id}/competences": CompetencesForm,
    "/residents/{id}/hours": HoursForm,
    "/residents/{id}/considerations/edit": ConsiderationsForm,
    "/residents/{id}/consents/new": ConsentForm,
}
FREE_TEXT = [(path, name) for path, kind in FORMS.items() for name in text_fields(kind)]


@pytest.mark.parametrize(("path", "name"), FREE_TEXT)
@pytest.mark.parametrize("number", [CPR, "0205861234"])
def test_a_cpr_number_is_refused_in_every_text_field(app, as_user, resident_id, path, name, number) -> None:
    typed = {"name": "Ny Beboer"} if path.endswith("new") and "consents" not in path else {}
    address = path.format(id=resident_id)
    answer = as_user("counsellor").submit(address, **(typed | {name: f"nr. {number}"}))
    assert answer.status_code == 422
    assert f'id="{name}-error"' in answer.text
    assert kept_with(app, number) == 0


@pytest.mark.parametrize(
    ("path", "name"),
    [("skills", "skills-1-text"), ("certificates", "certificates-1-text")],
)
def test_a_cpr_number_is_refused_in_every_line(app, as_user, resident_id, path, name) -> None:
    answer = as_user("counsellor").submit(f"/residents/{resident_id}/{path}", **{name: f"kort {CPR}"})
    assert answer.status_code == 422
    assert f'id="{path}-2-error"' in answer.text
    assert kept_with(app, CPR) == 0


def test_the_list_of_text_fields_is_not_empty_and_no_rows_form_is_forgotten() -> None:
    assert len(FREE_TEXT) == 4 + 9 + 2 + 5 + 1 + 1 + 2
    assert [text_fields(kind) for kind in (SkillsForm, CertificatesForm)] == [[], []]


def kept_with(app, number: str) -> int:
    """How many change rows hold a text: nothing is written without one."""
    with app.database.reading() as session:
        return sum(number in str((change.before, change.after)) for change in session.scalars(select(Change)))
