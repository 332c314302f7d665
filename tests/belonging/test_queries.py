"""Only residents that the writer sees anyway are recognised by name."""

from __future__ import annotations

import pytest

from app.accounts.models import User
from app.belonging.queries import doubts_in
from tests.residents.factories import make_profile

TEXT = "De vil møde Hodan Warsame Ali snart"


@pytest.mark.parametrize(("name", "found"), [("counsellor", 1), ("consultant", 0), ("stranger", 0), ("admin", 0)])
def test_a_name_is_recognised_by_those_who_see_the_resident(app, personas, name: str, found: int) -> None:
    with app.database.transaction() as session:
        place, me = personas.organisation_of["plan"], personas.id_of["counsellor"]
        make_profile(session, organisation_id=place, counsellor_id=me, name="Hodan Warsame Ali")
    with app.database.reading() as session:
        user = session.get_one(User, personas.id_of[name])
        session.refresh(user, ["role_rows"])
        quotes = [doubt.quote for doubt in doubts_in(session, user, [TEXT, "Hodan Ali", "Hodan alene", "Warsame Ali"])]
        assert quotes == ["Hodan Warsame Ali", "Hodan Ali"] * found
