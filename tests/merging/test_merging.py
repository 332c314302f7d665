"""Two companies become one with all their history, and the change log brings both back as they were."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from app.accounts.models import User
from app.companies.models import Answer, Company, ContactPerson, Contribution, ContributionKind, Stage, SupplierRelation
from app.history import record
from app.history.models import Action
from app.history.undo import undo
from app.imports.differences import changes_of
from app.imports.fields import Field
from app.imports.queries import records, registry
from app.imports.rows import Cleaned
from app.merging.carrying import COMPANY_RULES, PERSON_RULES
from app.merging.models import DoubleProposal, MergedCompany, NotSame
from app.merging.queries import get_pair_for
from app.merging.rules import FACTS, NOT_CHOSEN, Side, differing, proposed, same_persons
from app.merging.services import Choices, merge, not_the_same, propose_again
from app.merging.sweep import work_out
from app.models import Base
from app.orders.models import JobOrder
from app.refusals import Refused
from app.visits.models import NextStep, Visit
from app.web import Jobloft
from app.wheel.models import PlannedContact
from tests.companies.factories import (
    make_contact,
    make_contribution,
    make_planned,
    make_stage_change,
    make_step,
    make_supplier,
)
from tests.factories import NOW, Personas, make_company, make_order, make_visit
from tests.feeds.factories import make_feed
from tests.history.whole import whole


def referring(target: str) -> set[tuple[str, str]]:
    """Every foreign key of the database that leads to a table."""
    return {
        (table.name, key.parent.name)
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == target
    }


def test_every_foreign_key_to_a_company_or_a_contact_person_has_a_rule() -> None:
    assert (referring("company"), referring("contact_person")) == (set(COMPANY_RULES), set(PERSON_RULES))


def test_every_column_of_a_company_is_chosen_or_follows() -> None:
    assert {column for fact in FACTS for column in fact.columns} | NOT_CHOSEN == set(Company.__table__.columns.keys())


@pytest.fixture
def pair(app: Jobloft, personas: Personas) -> dict[str, int]:
    """Two companies with everything that can hang on one; the ids of what each has."""
    people, places = personas.id_of, personas.organisation_of
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        one = make_company(session, name="Maler Madsen", city="Viborg", phone="+4599112233", about="Maler huse")
        two = make_company(
            session, name="Maler Madsen A/S", cvr="13585628", stage=Stage.ACTIVE, about="Også skilte",
            updated_at=NOW + timedelta(days=1),
        )  # fmt: skip
        third = make_company(session, name="En tredje")
        ids = {"one": one.id, "two": two.id, "third": third.id}
        for name, company in (("one", one), ("two", two)):
            person = make_contact(session, company, name="Hanne Bach", is_fixed=True, email="hanne@madsen.example")
            visit = make_visit(
                session, company=company, responsible_id=people["consultant"], contact_person_id=person.id
            )
            order = make_order(session, company=company, responsible_id=people["broker"], contact_person_id=person.id)
            make_step(session, owner_id=people["consultant"], company=company, visit_id=visit.id, job_order_id=order.id)
            make_planned(session, company=company, responsible_id=people["consultant"])
            make_stage_change(session, company, company.stage or Stage.CANDIDATE)
            ids |= {f"{name}_person": person.id, f"{name}_visit": visit.id, f"{name}_order": order.id}
        make_contribution(session, one, ContributionKind.MENTORING, Answer.NO)
        make_contribution(session, two, ContributionKind.MENTORING, Answer.YES, how_often="hver måned")
        make_contribution(session, two, ContributionKind.COMPANY_TOURS)
        make_supplier(session, one, places["landlord"], agreement_ends_on=date(2027, 6, 1))
        make_supplier(
            session, two, places["landlord"], supplier_number="4711", social_clauses=True,
            agreement_ends_on=date(2026, 1, 1),
        )  # fmt: skip
        make_contact(session, two, name="Ole Pedersen")
        make_feed(session, user_id=people["consultant"])
        session.add(MergedCompany(old_id=999, into_id=two.id, at=NOW))
        session.add(NotSame(first_id=two.id, second_id=third.id, user_id=people["broker"], at=NOW))
    return ids


def merged(app: Jobloft, personas: Personas, ids: dict[str, int], **over: Any) -> int:
    """Merge the two with the name, number and texts of both, and the one person who stands twice; the action."""
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=personas.id_of["consultant"], now=NOW)
        two = get_pair_for(session, session.get_one(User, personas.id_of["consultant"]), ids["one"], ids["two"])
        chosen = {"name": Side.SECOND, "cvr": Side.SECOND, "stage": Side.SECOND, "about": Side.BOTH}
        choices = {
            "facts": chosen, "answers": {ContributionKind.MENTORING: Side.SECOND},
            "persons": same_persons(two.first.contacts, two.second.contacts),
        }  # fmt: skip
        merge(session, two.first, two.second, choices=Choices(**(choices | over)), now=NOW)
        session.flush()
        return session.scalars(select(Action.id).order_by(Action.id.desc())).first() or 0


def test_all_history_is_carried(app: Jobloft, personas: Personas, pair: dict[str, int]) -> None:
    with app.database.reading() as session:
        uids = set(session.scalars(select(Visit.uid))) | set(session.scalars(select(PlannedContact.uid)))
    merged(app, personas, pair)
    with app.database.reading() as session:
        kept = session.get_one(Company, pair["one"])
        assert (kept.name, kept.cvr, kept.city, kept.phone) == ("Maler Madsen A/S", "13585628", "Viborg", "+4599112233")
        assert (kept.stage, kept.about) == (Stage.ACTIVE, "Maler huse\n\nOgså skilte")
        assert session.get(Company, pair["two"]) is None
        for model in (Visit, JobOrder, NextStep, PlannedContact):
            assert session.scalars(select(model.company_id)).all() == [pair["one"]] * 2
        assert set(session.scalars(select(Visit.contact_person_id))) == {pair["one_person"]}
        assert set(session.scalars(select(JobOrder.contact_person_id))) == {pair["one_person"]}
        assert uids == set(session.scalars(select(Visit.uid))) | set(session.scalars(select(PlannedContact.uid)))
        assert session.get_one(Visit, pair["two_visit"]).sequence == 1
        people = session.execute(select(ContactPerson.name, ContactPerson.is_fixed).order_by(ContactPerson.name))
        assert people.all() == [("Hanne Bach", True), ("Ole Pedersen", False)]
        answers = session.execute(select(Contribution.kind, Contribution.answer).order_by(Contribution.kind))
        assert answers.all() == [
            (ContributionKind.COMPANY_TOURS, Answer.YES), (ContributionKind.MENTORING, Answer.YES),
        ]  # fmt: skip
        supplier = session.scalars(select(SupplierRelation)).one()
        told = (supplier.supplier_number, supplier.social_clauses, supplier.agreement_ends_on)
        assert told == ("4711", True, date(2027, 6, 1))
        leads = session.execute(select(MergedCompany.old_id, MergedCompany.into_id).order_by(MergedCompany.old_id))
        assert leads.all() == [(pair["two"], pair["one"]), (999, pair["one"])]
        said = session.scalars(select(NotSame)).one()
        assert (said.first_id, said.second_id) == (pair["one"], pair["third"])


def test_an_administrator_gets_everything_back_by_the_change_log(
    app: Jobloft, personas: Personas, pair: dict[str, int]
) -> None:
    before = whole(app)
    number = merged(app, personas, pair)
    after = whole(app)
    for expected in (before, after, before):
        with app.database.transaction() as session:
            record.begin_action(session, actor_id=personas.id_of["admin"], now=NOW)
            number = undo(session, session.get_one(Action, number)).id
        assert whole(app) == expected


def test_both_supplier_numbers_of_one_association_are_kept_found_by_a_list_and_given_back(
    app: Jobloft, personas: Personas, pair: dict[str, int]
) -> None:
    landlord = personas.organisation_of["landlord"]

    def numbers() -> tuple[list[str], dict[str, int]]:
        with app.database.reading() as session:
            kept = session.scalars(select(SupplierRelation.supplier_number).order_by(SupplierRelation.id)).all()
            return list(kept), registry(session, landlord).numbers

    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        own = session.scalars(select(SupplierRelation).where(SupplierRelation.company_id == pair["one"])).one()
        own.supplier_number = "0815"
    before = whole(app)
    number = merged(app, personas, pair)
    held = {"0815, 4711": pair["one"], "0815": pair["one"], "4711": pair["one"]}
    assert numbers() == (["0815, 4711"], held)
    with app.database.reading() as session:
        company = records(session, [pair["one"]], landlord)[pair["one"]]
        for said, written in (("4711", []), ("0815", []), ("99", ["0815, 4711, 99"]), ("9" * 40, [])):
            row = Cleaned(1, {Field.SUPPLIER_NUMBER: said})
            assert [change.new for change in changes_of(row, company, landlord)] == written
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=personas.id_of["admin"], now=NOW)
        undo(session, session.get_one(Action, number))
    assert whole(app) == before
    assert numbers() == (["0815", "4711"], {"0815": pair["one"], "4711": pair["two"]})


def test_numbers_that_do_not_fit_together_are_no_reason_to_lose_one(
    app: Jobloft, personas: Personas, pair: dict[str, int]
) -> None:
    with app.database.transaction() as session:
        for relation in session.scalars(select(SupplierRelation)):
            relation.supplier_number = str(relation.id).zfill(21)
    with pytest.raises(Refused):
        merged(app, personas, pair)


def test_an_edit_after_the_merge_keeps_only_itself_from_coming_back(
    app: Jobloft, personas: Personas, pair: dict[str, int]
) -> None:
    number = merged(app, personas, pair)
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=personas.id_of["broker"], now=NOW)
        session.get_one(Company, pair["one"]).name = "Madsens Malere"
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=personas.id_of["admin"], now=NOW)
        undoing = undo(session, session.get_one(Action, number))
        assert [(row["table"], row["row_id"], row["by"]) for row in undoing.left] == [
            ("company", str(pair["one"]), personas.id_of["broker"])
        ]
    with app.database.reading() as session:
        companies = session.execute(select(Company.name, Company.cvr, Company.about).order_by(Company.id)).all()
        assert companies[:2] == [
            ("Madsens Malere", None, "Maler huse"), ("Maler Madsen A/S", "13585628", "Også skilte"),
        ]  # fmt: skip
        assert session.get_one(Visit, pair["two_visit"]).company_id == pair["two"]


def test_what_speaks_against_it_is_confirmed_first(app: Jobloft, personas: Personas, pair: dict[str, int]) -> None:
    with app.database.transaction() as session:
        session.get_one(Company, pair["one"]).own_operation_of_id = personas.organisation_of["landlord"]
    with pytest.raises(Refused):
        merged(app, personas, pair)
    merged(app, personas, pair, confirmed=True)


def test_what_is_proposed_is_the_fuller_or_the_newer(app: Jobloft, personas: Personas, pair: dict[str, int]) -> None:
    with app.database.reading() as session:
        user = session.get_one(User, personas.id_of["consultant"])
        two = get_pair_for(session, user, pair["one"], pair["two"])
        facts = differing(two.first, two.second)
        chosen = {fact.name: proposed(fact, two.first, two.second, latest_stage=Side.SECOND) for fact in facts}
    assert chosen == {
        "name": Side.SECOND, "cvr": Side.SECOND, "address": Side.FIRST, "phone": Side.FIRST, "stage": Side.SECOND,
        "about": Side.BOTH,
    }  # fmt: skip


def test_a_company_entered_again_as_possible_does_not_set_the_relation_back(session) -> None:
    partner, again = make_company(session, name="A", stage=Stage.ACTIVE), make_company(session, name="A")
    stage = next(fact for fact in differing(partner, again) if fact.name == "stage")
    assert proposed(stage, partner, again, latest_stage=Side.SECOND) == Side.FIRST


def test_what_was_said_by_mistake_is_taken_back_and_proposed_as_the_sweep_would(session, personas: Personas) -> None:
    one, two = (make_company(session, name=name, phone="+4599112233") for name in ("Maler Madsen", "Maler Madsen A/S"))
    other = make_company(session, name="Helt andet")
    (found,) = work_out(session)
    for second in (two, other):
        not_the_same(session, one.id, second.id, actor_id=personas.id_of["broker"], now=NOW)
    for _again in range(2):
        proposal = propose_again(session, two.id, one.id, now=NOW)
        assert proposal is not None
        assert (proposal.score, proposal.reasons) == (found["score"], found["reasons"])
    assert propose_again(session, one.id, other.id, now=NOW) is None
    assert session.scalars(select(NotSame)).all() == []
    assert session.scalar(select(func.count()).select_from(DoubleProposal)) == 1


def test_saying_twice_that_they_are_not_the_same_is_kept_once(session, personas: Personas) -> None:
    one, two = make_company(session, name="A"), make_company(session, name="B")
    for first, second in ((one, two), (two, one)):
        not_the_same(session, first.id, second.id, actor_id=personas.id_of["broker"], now=NOW)
    assert session.scalar(select(func.count()).select_from(NotSame)) == 1
