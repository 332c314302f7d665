"""The warm ranker: every process hears of every change, and what is put equals what is built."""

from __future__ import annotations

from datetime import date, timedelta
from threading import Thread

import pytest
from sqlalchemy import select

from app.db import Counter, commit
from app.history import record
from app.matches import changes, feeding
from app.matches.blueprint import EXTENSION
from app.matches.matcher import WarmMatcher
from app.matches.models import FedKind, MatchingChange
from app.orders.models import JobOrder, OrderState
from app.residents.models import Certificate, Resident, Skill, Wish
from app.web import Jobloft
from matching import Match, ReasonCode, UnknownCode
from tests.factories import NOW, make_company
from tests.matches.factories import TODAY, born, make_cleaner, make_considerations, make_stairs


class Writing:
    """`with Writing(app) as session:` is a request's transaction."""

    def __init__(self, app: Jobloft) -> None:
        self._transaction = app.database.transaction()

    def __enter__(self):
        session = self._transaction.__enter__()
        record.begin_action(session, actor_id=None, now=NOW)
        return session

    def __exit__(self, *fault: object) -> None:
        self._transaction.__exit__(*fault)


@pytest.fixture
def warm(app: Jobloft) -> WarmMatcher:
    """The application's own, which has been through other databases: only a test of beginnings builds another."""
    return app.extensions[EXTENSION]


def ranked(app: Jobloft, warm: WarmMatcher, order_id: int, today: date = TODAY) -> list[Match]:
    """Everybody for an order."""
    with app.database.reading() as session, warm.ready(session, today) as ready:
        return ready.people_for(order_id, among=ready.elsewhere(()), limit=50)


def ids(found: list[Match]) -> list[str]:
    """Ids of the people of a ranking."""
    return [match.candidate_id for match in found]


def test_two_processes_hear_of_each_other_s_changes(app, personas, world) -> None:
    first, second = WarmMatcher(app.database), WarmMatcher(app.database)
    before = ids(ranked(app, first, world.order))
    assert before == ids(ranked(app, second, world.order))
    with Writing(app) as session:
        new = make_cleaner(session, personas, name="Ny Nielsen").id
        session.get_one(Resident, world.fatma).active = False
    expected = sorted({*before, f"resident:{new}"} - {f"resident:{world.fatma}"})
    assert sorted(ids(ranked(app, first, world.order))) == expected
    assert ranked(app, first, world.order) == ranked(app, second, world.order)


CHANGED = {
    "wish": lambda one: one.wishes.append(Wish(text="ikke trapper", position=3, refused=True)),
    "skill added": lambda one: one.skills.append(Skill(text="rengøring")),
    "skills gone": lambda one: one.skills.clear(),
    "skill worded anew": lambda one: setattr(one.skills[1], "text", "malet vægge"),
    "certificate": lambda one: one.certificates.append(Certificate(text="kørekort B")),
    "hours": lambda one: setattr(one, "hours_high", 4.0),
    "place": lambda one: setattr(one, "postal_code", "8600"),
    "birth date": lambda one: setattr(one, "birth_date", born(14)),
    "considerations gone": lambda one: setattr(one, "considerations", None),
}


def test_what_is_put_equals_what_is_built(app, personas, world, warm) -> None:
    with Writing(app) as session:
        order = session.get_one(JobOrder, world.order)
        order.postal_code, order.certificates, order.minimum_age = "8800", ["kørekort B"], 16
        people = {what: make_cleaner(session, personas, name=what) for what in CHANGED}
        make_considerations(session, people["considerations gone"], "alone")
        numbers = {what: one.id for what, one in people.items()}
    put = ranked(app, warm, world.order)
    for what, number in numbers.items():
        before = put
        with Writing(app) as session:
            query = select(Resident).where(Resident.id == number).options(*feeding.PROFILE)
            CHANGED[what](session.scalars(query).one())
        put = ranked(app, warm, world.order)
        assert moved(before, put) == {f"resident:{number}"}, what
    assert put == ranked(app, WarmMatcher(app.database), world.order)


def moved(before: list[Match], after: list[Match]) -> set[str]:
    """Whose match came, went or is another."""
    gone, new = ([one for one in a if one not in b] for a, b in ((before, after), (after, before)))
    return {one.candidate_id for one in (*gone, *new)}


def test_orders_come_change_close_and_move_with_their_company(app, personas, world, warm) -> None:
    ranked(app, warm, world.order)
    with Writing(app) as session:
        session.get_one(Resident, world.amina).postal_code = "8800"
        company = make_company(session, name="Flyttet ApS", postal_code="8800")
        order_id = make_stairs(session, personas, company=company).id
    near = ranked(app, warm, order_id)
    with Writing(app) as session:
        order = session.get_one(JobOrder, order_id)
        session.get_one(type(company), order.company_id).postal_code = "8000"
    far = ranked(app, warm, order_id)
    assert near != far
    assert far == ranked(app, WarmMatcher(app.database), order_id)
    with Writing(app) as session:
        session.get_one(JobOrder, order_id).state = OrderState.FILLED
    assert ranked(app, warm, order_id) == []


def test_what_no_ranking_reads_wakes_nobody(app, personas, world) -> None:
    with app.database.reading() as session:
        before = feeding.present_mark(session)
    with Writing(app) as session:
        amina = session.get_one(Resident, world.amina)
        amina.last_contact_on, amina.phone, amina.goal_note = TODAY, "+4586123456", "Vil gerne videre"
    with app.database.reading() as session:
        assert feeding.present_mark(session) == before


def test_what_is_rolled_back_is_noted_nowhere(app, personas, world) -> None:
    with app.database.reading() as session:
        before = feeding.present_mark(session)
    with app.database.writing_session() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        session.get_one(Resident, world.amina).hours_high = 37
        session.flush()
        session.rollback()
        session.get_one(Resident, world.amina).phone = "+4586123456"
        commit(session)
    with app.database.reading() as session:
        assert feeding.present_mark(session) == before


def test_a_row_has_one_place_in_line_and_each_place_is_its_own(app, personas, world) -> None:
    for hours in (11, 12):
        with Writing(app) as session:
            session.get_one(Resident, world.amina).hours_high = hours
    with app.database.reading() as session:
        rows = list(session.scalars(select(MatchingChange).order_by(MatchingChange.seq)))
        counter = session.get_one(Counter, changes.COUNTER).value
    assert (rows[-1].kind, rows[-1].row_id, rows[-1].seq) == (FedKind.RESIDENT, world.amina, counter)
    assert len({row.seq for row in rows}) == len(rows) == len({(row.kind, row.row_id) for row in rows})


def test_a_large_import_is_taken_in_by_and_by(app, personas, world, monkeypatch) -> None:
    monkeypatch.setattr("app.matches.matcher.MOST_CHANGES", 3)
    warm = WarmMatcher(app.database)
    ranked(app, warm, world.order)
    with Writing(app) as session:
        for at in range(7):
            make_cleaner(session, personas, name=f"Import {at}")
    seen = [len(ranked(app, warm, world.order)) for _ in range(4)]
    assert seen == [5, 8, 9, 9]


def test_rows_written_past_the_session_are_read_after_a_new_epoch(app, personas, world, warm) -> None:
    before = ids(ranked(app, warm, world.order))
    with Writing(app) as session:
        session.execute(Skill.__table__.delete())
        session.execute(Wish.__table__.delete())
        changes.note_everything(session)
    assert before != [] == ids(ranked(app, warm, world.order))


def test_time_alone_moves_age_bands_certificates_and_deadlines(app, personas, warm) -> None:
    tomorrow = TODAY + timedelta(days=1)
    with Writing(app) as session:
        needed = {"certificates": ["hygiejnebevis"], "certificates_absolute": True}
        order = make_stairs(session, personas, apply_by=TODAY, **needed)
        later = make_stairs(session, personas, **needed)
        one = make_cleaner(session, personas, birth_date=tomorrow.replace(year=tomorrow.year - 18))
        session.add(Certificate(resident_id=one.id, text="hygiejnebevis", valid_until=TODAY))
        order_id, later_id, resident_id = order.id, later.id, one.id
    assert [len(ranked(app, warm, each)) for each in (order_id, later_id)] == [1, 1]
    assert [len(ranked(app, warm, each, tomorrow)) for each in (order_id, later_id)] == [0, 0]
    with app.database.reading() as session, warm.ready(session, tomorrow) as ready:
        told = ready.pair(order_id, resident_id)
    assert told is not None
    assert sorted(one.code.value for one in told.blockers) == ["certificate_missing", "deadline_passed"]
    with app.database.reading() as session, WarmMatcher(app.database).ready(session, tomorrow) as fresh:
        assert fresh.pair(order_id, resident_id) == told


def test_a_season_that_is_on_takes_people_in_until_its_last_day_to_apply(app, personas, warm) -> None:
    with Writing(app) as session:
        begun = make_stairs(session, personas, starts_on=TODAY - timedelta(days=30), apply_by=TODAY)
        make_cleaner(session, personas)
        order_id = begun.id
    assert len(ranked(app, warm, order_id)) == 1
    assert ranked(app, warm, order_id, TODAY + timedelta(days=1)) == []


def test_a_paper_from_abroad_is_asked_about_and_not_counted_as_held(app, personas, warm) -> None:
    with Writing(app) as session:
        order_id = make_stairs(session, personas, certificates=["truckcertifikat B"], certificates_absolute=True).id
        for text in ("truckkort", "truckkort fra Syrien"):
            make_cleaner(session, personas, name=text, certificates=[Certificate(text=text)])
    here, abroad = sorted(ranked(app, warm, order_id), key=lambda match: match.candidate_id)
    assert [one.about for one in here.unknowns if one.code is UnknownCode.CERTIFICATE] == []
    assert [one.about for one in abroad.unknowns if one.code is UnknownCode.CERTIFICATE] == ["truckcertifikat B"]


def test_a_licence_among_the_skills_is_asked_of_the_papers_and_is_no_ground_for_a_bid(app, personas, warm) -> None:
    with Writing(app) as session:
        wanted = {"required": ["varebilskørsel"], "desirable": ["Kørekort", "kender byen"], "tasks": ["køre varebil"]}
        order_id = make_stairs(session, personas, title="Chauffør", certificates=["kørekort"], **wanted).id
        driver, other = (make_cleaner(session, personas, name=name, skills=()) for name in ("Driver", "Other"))
        for one in (driver, other):
            session.add(Certificate(resident_id=one.id, text="kørekort B"))
        session.add(Skill(resident_id=driver.id, text="kørt varebil"))
        driver_key = f"resident:{driver.id}"
    (match,) = ranked(app, warm, order_id)
    told = [reason.code for part in match.parts for reason in part.reasons]
    assert (match.candidate_id, told.count(ReasonCode.CERTIFICATE_HELD)) == (driver_key, 1)


@pytest.mark.parametrize(
    ("paper", "met"),
    [
        ("Truckcertifikat B (gaffeltruck)", ReasonCode.CERTIFICATE_HELD),
        ("kørekort til bil", ReasonCode.CERTIFICATE_HELD),
        ("Kursus i forflytning og personlift", ReasonCode.CERTIFICATE_HELD),
        ("Varmt arbejde", ReasonCode.SKILL_MEETS_REQUIREMENT),
    ],
)
def test_whoever_holds_what_a_company_asks_for_is_not_told_to_lack_it(app, personas, warm, paper, met) -> None:
    with Writing(app) as session:
        wanted = {"required": [paper], "desirable": [], "certificates": [], "tasks": ["vaske trapper"]}
        order_id = make_stairs(session, personas, **wanted).id
        holder = make_cleaner(session, personas, name="Holder", skills=("vaske trapper",))
        session.add(Certificate(resident_id=holder.id, text=paper))
    (match,) = ranked(app, warm, order_id)
    told = {reason.code for part in match.parts for reason in part.reasons}
    asked = {one.code for one in match.unknowns}
    assert (met in told, ReasonCode.GAP_REQUIREMENT in told, UnknownCode.CERTIFICATE in asked) == (True, False, False)


def test_considerations_without_a_yes_are_not_used(app, personas, world, warm) -> None:
    with Writing(app) as session:
        fatma = session.get_one(Resident, world.fatma)
        make_considerations(session, fatma, "alone").consented_on = None
    found = {match.candidate_id: match for match in ranked(app, warm, world.order)}
    gaps = {key: [gap.code.value for gap in match.gaps] for key, match in found.items()}
    assert "gap_demand_to_avoid" in gaps[f"resident:{world.amina}"]
    assert "gap_demand_to_avoid" not in gaps[f"resident:{world.fatma}"]


def test_many_threads_rank_while_rows_change(app, personas, world) -> None:
    warm = WarmMatcher(app.database)
    faults: list[BaseException] = []

    def rank() -> None:
        try:
            for _ in range(5):
                ranked(app, warm, world.order)
        except BaseException as fault:  # noqa: BLE001 (what a thread raises is lost otherwise)
            faults.append(fault)

    def write(at: int) -> None:
        try:
            for hours in range(5):
                with Writing(app) as session:
                    resident_id = (world.amina, world.fatma)[at % 2]
                    query = select(Resident).where(Resident.id == resident_id).with_for_update()
                    session.scalars(query).one().hours_high = 10.0 + at + hours
                    make_cleaner(session, personas, name=f"Tråd {at} {hours}")
        except BaseException as fault:  # noqa: BLE001
            faults.append(fault)

    threads = [*(Thread(target=rank) for _ in range(3)), *(Thread(target=write, args=(at,)) for at in range(4))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert ranked(app, warm, world.order) == ranked(app, WarmMatcher(app.database), world.order)
