"""The demonstration's residents: Danish as people speak it, with typos, second-language Danish and own words."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app import clock
from app.accounts.models import Organisation
from app.demo.people import People
from app.demo.tables import Line, day, grid, hours, lines, number, parts, weekday, work_time
from app.residents.consent_texts import CURRENT_VERSION
from app.residents.models import (
    Certificate,
    Consent,
    ConsentScope,
    Considerations,
    Goal,
    LanguageSkill,
    LegalBasis,
    PersonalQuestion,
    PersonalSkill,
    Resident,
    Skill,
    SkillSource,
    Transport,
    Wish,
)

SOURCES = {"j": SkillSource.JOB, "e": SkillSource.EDUCATION, "c": SkillSource.COURSE}
SOURCES |= {"v": SkillSource.VOLUNTEERING, "h": SkillSource.HOME}
POSTAL_CODES = {"Birkelunden": "8800", "Søhøjen": "8800", "Rugvangen": "8600", "Åparken": "8600"}
TRANSPORTS = {"walk": Transport.WALK, "cykel": Transport.BICYCLE, "bus": Transport.BUS, "bil": Transport.CAR}
LANGUAGES = {
    "dansk": "da", "engelsk": "en", "tysk": "de", "fransk": "fr", "arabisk": "ar", "somali": "so", "ukrainsk": "uk",
    "russisk": "ru", "dari": "fa", "farsi": "fa", "vietnamesisk": "vi", "tyrkisk": "tr", "polsk": "pl",
    "tigrinya": "ti", "swahili": "sw", "tamil": "ta", "albansk": "sq", "urdu": "ur",
}  # fmt: skip
SCHOOL_DAYS = "Højst 2 timer på skoledage"
# Who has said yes to being shared with whom: every seventh of the first plan's, with the municipality.
SHARED_EVERY = 7
SHARED_SCOPE = [ConsentScope.NAME_AND_CONTACT, ConsentScope.WISHES, ConsentScope.SKILLS, ConsentScope.HOURS]


def load(session: Session, people: People, now: datetime) -> dict[str, Resident]:
    """Create the residents; returns them by name."""
    residents = {}
    for position, line in enumerate(lines("residents")):
        residents[line["name"]] = resident = _resident(line, people, now)
        resident.birth_date = _birthday(int(line["age"]), position, clock.local_day(now))
        if line["counsellor"] in ("vejleder", "sara") and position % SHARED_EVERY == 0:
            resident.consents = [_consent(people.organisations["viborg"], position, now)]
        session.add(resident)
    session.flush()
    return residents


def _birthday(age: int, position: int, today: date) -> date:
    # So many days since the last birthday that nobody changes age tomorrow.
    return today.replace(year=today.year - age, day=min(today.day, 28)) - timedelta(days=20 + position * 37 % 320)


def _resident(line: Line, people: People, now: datetime) -> Resident:
    span = hours(line["hours"])
    counsellor = people.users[line["counsellor"]]
    resident = Resident(
        organisation_id=counsellor.organisation_id,
        counsellor_id=counsellor.id,
        broker_id=people.user_id(line["broker"]),
        case_officer_id=people.user_id(line["case"]),
        name=line["name"],
        housing_area=line["area"],
        postal_code=POSTAL_CODES[line["area"]],
        goal=Goal(line["goal"]),
        support_kind=line["support"],
        channel=line["channel"],
        hours_low=span.low,
        hours_high=span.high,
        hours_grow_to=span.grow_to,
        hours_grow_weeks=span.grow_weeks,
        hours_note=f"{line['note']}. {SCHOOL_DAYS}" if "skole" in line["flags"] else line["note"],
        grid=grid(line["grid"]),
        every_other_week="lige" in line["flags"],
        not_in_school_holidays="ferie" in line["flags"],
        distance_km=number(line["reach"]),
        transport=[TRANSPORTS[word] for word in parts(line["transport"], ",")],
        last_contact_on=weekday(-int(line["contact"]), clock.local_day(now)),
        created_at=work_time(-200, 9, now),
        updated_at=now,
    )
    _profile(resident, line, now)
    return resident


def _profile(resident: Resident, line: Line, now: datetime) -> None:
    wanted = [(text, False) for text in parts(line["wishes"])] + [(text, True) for text in parts(line["no"])]
    resident.wishes = [Wish(position=n, text=text, refused=no) for n, (text, no) in enumerate(wanted)]
    resident.skills = [
        Skill(text=text, source=SOURCES[source])
        for text, _, source in (cell.partition("@") for cell in parts(line["skills"]))
    ]
    resident.personal_skills = [
        PersonalSkill(question=PersonalQuestion(question), situation=situation)
        for question, _, situation in (cell.partition(":") for cell in parts(line["personal"]))
    ]
    resident.certificates = [_certificate(cell, clock.local_day(now)) for cell in parts(line["certs"])]
    resident.languages = [
        LanguageSkill(language=LANGUAGES[cell[:-1]], level=int(cell[-1])) for cell in parts(line["langs"], ",")
    ]
    if line["avoid"]:
        resident.considerations = Considerations(
            avoid=parts(line["avoid"], ","),
            consented_on=weekday(-60, clock.local_day(now)),
            updated_at=now,
        )


def _certificate(cell: str, today: date) -> Certificate:
    text, _, until = cell.partition("<")
    return Certificate(text=text.strip(), valid_until=day(until, today))


def _consent(receiver: Organisation, position: int, now: datetime) -> Consent:
    given = weekday(-340 if position % 2 else -90, clock.local_day(now))
    return Consent(
        receiver_id=receiver.id,
        purpose="Finde job sammen",
        scope=[one.value for one in SHARED_SCOPE],
        basis=LegalBasis.CONSENT,
        text_version=CURRENT_VERSION,
        given_how="Mundtligt ved samtale, underskrevet",
        given_on=given,
        valid_until=given + timedelta(days=365),
        updated_at=now,
    )
