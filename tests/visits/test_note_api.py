"""A note kept as it is typed: whose it is, what is merged, what is refused, and what the log keeps of it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.history.models import Change
from app.visits.merging import sign
from app.visits.models import GuideVersion, Visit, VisitState
from tests.browser_client import Browser
from tests.factories import NOW, make_company, make_visit
from tests.visits.factories import make_guide, make_second_guide


@pytest.fixture
def visit_id(app, personas) -> int:
    """A visit that has begun."""
    with app.database.transaction() as session:
        make_guide(session)
        me = personas.id_of["consultant"]
        return make_visit(
            session, company=make_company(session), responsible_id=me, starts_at=NOW - timedelta(hours=1)
        ).id


def keep(browser: Browser, visit_id: int, values: dict[str, str], **over: Any) -> Any:
    """Send fields as the page's script does, from the note as it was just read unless told."""
    note = browser.get(f"/visits/{visit_id}/note").json
    body = {"user": note["user"], "guide": note["guide"], "sitting": "s", "base": note["base"], "values": values}
    headers = {"X-CSRFToken": note["csrf"]}
    return browser.client.put(f"/visits/{visit_id}/note", json=body | over, headers=headers)


def test_what_is_typed_is_kept_and_the_visit_stays_planned(app, as_user, visit_id) -> None:
    answer = keep(
        as_user("consultant"), visit_id, {"quick_note": " God snak\r\nog rundvisning ", "became": "step,order"}
    )
    assert (answer.status_code, answer.json["contested"], answer.json["faults"]) == (200, {}, {})
    with app.database.reading() as session:
        visit = session.get_one(Visit, visit_id)
        kept = (visit.state, visit.quick_note, visit.became, visit.version)
        assert kept == (VisitState.PLANNED, "God snak\nog rundvisning", ["order", "step"], 2)


def test_two_at_once_are_merged_and_what_both_touched_is_given_back(as_user, visit_id) -> None:
    mine, theirs = as_user("consultant"), as_user("broker")
    base = mine.get(f"/visits/{visit_id}/note").json["base"]
    keep(theirs, visit_id, {"quick_note": "Deres", "answer_openings": "Ja"})
    answer = keep(mine, visit_id, {"quick_note": "Mit", "answer_employees": "42"}, base=base).json
    assert answer["contested"] == {"quick_note": "Deres"}
    values = answer["values"]
    assert (values["quick_note"], values["answer_openings"], values["answer_employees"]) == ("Deres", "Ja", "42")
    chosen = keep(mine, visit_id, {"quick_note": "Mit"}, base={"quick_note": answer["base"]["quick_note"]}).json
    assert (chosen["contested"], chosen["values"]["quick_note"]) == ({}, "Mit")
    assert chosen["base"]["quick_note"] == sign("Mit")


def test_what_another_person_typed_on_the_device_is_not_taken(app, as_user, personas, visit_id) -> None:
    answer = keep(as_user("broker"), visit_id, {"quick_note": "x"}, user=personas.id_of["consultant"])
    assert answer.status_code == 403
    with app.database.reading() as session:
        assert session.get_one(Visit, visit_id).quick_note == ""


@pytest.mark.parametrize(
    ("values", "field", "fault"),
    [
        ({"quick_note": "010203-1234"}, "quick_note", "CPR"),
        ({"answer_employees": "x" * 5001}, "answer_employees", "5000"),
        ({"answer_gone": "x"}, "answer_gone", ""),
        ({"became": "nonsense"}, "became", ""),
    ],
)
def test_a_field_that_is_refused_holds_up_no_other(as_user, visit_id, values, field: str, fault: str) -> None:
    answer = keep(as_user("consultant"), visit_id, values | {"answer_openings": "Ja"}).json
    assert list(answer["faults"]) == [field]
    assert fault in "".join(answer["faults"][field])
    assert answer["values"]["answer_openings"] == "Ja"


@pytest.mark.parametrize("body", [b"", b"[]", b'{"user": "1"}', b'{"user": null, "values": 3}', b"\xff"])
def test_what_no_script_of_ours_sends_is_refused(as_user, visit_id, body: bytes) -> None:
    browser = as_user("consultant")
    key = browser.get(f"/visits/{visit_id}/note").json["csrf"]
    headers = {"X-CSRFToken": key, "Content-Type": "application/json"}
    assert browser.client.put(f"/visits/{visit_id}/note", data=body, headers=headers).status_code == 403
    assert browser.client.put(f"/visits/{visit_id}/note", data=body).status_code == 400


def test_odd_values_are_left_out(as_user, personas, visit_id) -> None:
    answer = keep(as_user("consultant"), visit_id, {"quick_note": 3, "answer_openings": None}, base=[], guide="x")
    assert (answer.status_code, answer.json["faults"]) == (200, {})


def test_a_colleagues_words_in_between_part_the_lines_of_a_sitting(app, as_user, personas, visit_id) -> None:
    mine, theirs = as_user("consultant"), as_user("broker")
    for browser, text in ((mine, "God"), (mine, "God snak"), (theirs, "God snak!"), (mine, "Skrevet om"), (mine, "Om")):
        keep(browser, visit_id, {"quick_note": text})
    with app.database.reading() as session:
        query = select(Change).where(Change.table_name == "visit", Change.before.is_not(None)).order_by(Change.id)
        lines = [(c.actor_id, c.before["quick_note"], c.after["quick_note"]) for c in session.scalars(query)]
    me, other = personas.id_of["consultant"], personas.id_of["broker"]
    assert lines == [(me, "", "God snak"), (other, "God snak", "God snak!"), (me, "God snak!", "Om")]


def test_one_sitting_is_one_line_in_the_change_log(app, as_user, visit_id) -> None:
    browser = as_user("consultant")
    for text in ("G", "Go", "God snak"):
        keep(browser, visit_id, {"quick_note": text, "answer_openings": text})
    keep(browser, visit_id, {"answer_openings": ""})
    keep(browser, visit_id, {"quick_note": "God snak."}, sitting="another")
    with app.database.reading() as session:
        query = select(Change).where(Change.actor_id.is_not(None), Change.table_name.in_(["visit", "visit_answer"]))
        lines = [(c.table_name, c.before, c.after) for c in session.scalars(query.order_by(Change.id))]
    guide = {"guide_version_id": lines[0][2]["guide_version_id"]}
    assert lines[0] == ("visit", {"quick_note": "", "guide_version_id": None}, {"quick_note": "God snak"} | guide)
    assert lines[-1] == ("visit", {"quick_note": "God snak"}, {"quick_note": "God snak."})
    assert [table for table, _before, _after in lines] == ["visit", "visit"]


def test_a_note_begun_with_an_older_guide_is_kept_by_it(app, as_user, visit_id) -> None:
    browser = as_user("consultant")
    begun = browser.get(f"/visits/{visit_id}/note").json
    with app.database.transaction() as session:
        make_second_guide(session, "recruiting")
    answer = keep(browser, visit_id, {"answer_employees": "42"}, guide=begun["guide"])
    assert answer.json["values"]["answer_employees"] == "42"
    with app.database.reading() as session:
        visit = session.get_one(Visit, visit_id)
        assert session.get_one(GuideVersion, visit.guide_version_id).number == 1


def test_what_browsers_keep_is_the_same_for_everybody(app, as_user, visitor) -> None:
    browser = as_user("counsellor")
    for address in kept_files(browser):
        with browser.get(address) as mine, visitor.get(address) as anybodys:
            assert (anybodys.status_code, mine.data) == (200, anybodys.data), address
            assert "Set-Cookie" not in anybodys.headers, address
    page = visitor.get("/offline-notes")
    assert "nonce" not in page.text
    assert "'unsafe" not in page.headers["Content-Security-Policy"]
    assert visitor.get("/sw.js").headers["Cache-Control"] == "no-cache"


def kept_files(browser: Browser) -> list[str]:
    """What the worker names as its files."""
    line = next(line for line in browser.get("/sw.js").text.splitlines() if line.startswith("const FILES"))
    found: list[str] = json.loads(line.removeprefix("const FILES = ").rstrip(";"))
    assert found[0] == "/offline-notes"
    return found


def test_what_looks_like_a_resident_is_kept_only_after_an_answer(app, as_user, visit_id) -> None:
    browser, typed = as_user("consultant"), {"quick_note": "Bo har angst", "answer_openings": "Ja"}
    asked = keep(browser, visit_id, typed).json
    assert [doubt["text"] for doubt in asked["doubts"]["quick_note"]] == [
        "”Bo har angst” ligner noget om et menneskes helbred."
    ]
    assert (asked["values"]["quick_note"], asked["values"]["answer_openings"]) == ("", "Ja")
    marks = [doubt["mark"] for doubt in asked["doubts"]["quick_note"]]
    answered = keep(browser, visit_id, typed, belongs=marks).json
    assert (answered["doubts"], answered["values"]["quick_note"]) == ({}, "Bo har angst")
    assert keep(browser, visit_id, {"quick_note": "Bo har angst."}).json["doubts"] == {}
