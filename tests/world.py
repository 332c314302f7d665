"""One committed row of everything, for tests that walk all routes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.permissions import PUBLIC_ENDPOINTS
from app.web import Jobloft
from tests.attempts.factories import make_attempt
from tests.companies.factories import make_contact as make_contact_person
from tests.companies.factories import make_saved_filter, make_warning
from tests.factories import Personas, make_company, make_order, make_visit
from tests.feeds.factories import make_feed
from tests.history.factories import make_action
from tests.imports.factories import make_import, make_row
from tests.matches.factories import make_inquiry, make_match
from tests.residents.factories import make_consent, make_considerations, make_profile
from tests.visits.factories import make_draft, make_step
from tests.vocabulary.factories import make_confirmed
from tests.wheel.factories import make_contact


@dataclass(frozen=True)
class World:
    """Ids by the name that addresses have for them; `contact_id` means two things, by feature."""

    ids: dict[str, Any]
    contacts: dict[str, int]

    def values(self, endpoint: str) -> dict[str, Any]:
        """The arguments that the endpoint's address may need."""
        return self.ids | {"contact_id": self.contacts.get(endpoint.partition(".")[0], 0)}

    def addresses(self, app: Jobloft, method: str, *, but: frozenset[str] = frozenset()) -> dict[str, str]:
        """The address of every route behind the login that takes the method, by endpoint."""
        found = {}
        with app.test_request_context():
            for rule in app.url_map.iter_rules():
                if rule.endpoint not in PUBLIC_ENDPOINTS | but and method in (rule.methods or ()):
                    values = self.values(rule.endpoint)
                    found[rule.endpoint] = app.url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})
        return found


def make_world(app: Jobloft, personas: Personas) -> World:
    """A company of the counsellor's with all that hangs on it, and a resident of the counsellor's with a match."""
    people, places = personas.id_of, personas.organisation_of
    with app.database.transaction() as session:
        company = make_company(session, fixed_contact_id=people["counsellor"])
        order = make_order(session, company=company, responsible_id=people["consultant"])
        other = make_order(session, company=company, responsible_id=people["consultant"], title="Gartner")
        visit = make_visit(session, company=company, responsible_id=people["consultant"])
        # Another organisation's job consultant: being named opens nothing.
        assigned = {"broker_id": people["broker"], "case_officer_id": people["job_consultant"]}
        resident = make_profile(session, organisation_id=places["plan"], counsellor_id=people["counsellor"], **assigned)
        make_considerations(session, resident)
        inquiry = make_inquiry(session, personas, order, "counsellor")
        ids = {
            "company_id": company.id,
            "order_id": order.id,
            "visit_id": visit.id,
            "resident_id": resident.id,
            "inquiry_id": inquiry.id,
            "answer_id": inquiry.answers[0].id,
            "match_id": make_match(session, personas, other, resident).id,
            "question_id": make_draft(session).questions[0].id,
            "step_id": make_step(session, owner_id=people["consultant"], company_id=company.id).id,
            "consent_id": make_consent(session, resident, receiver_id=places["landlord"]).id,
            "attempt_id": make_attempt(session, company=company, user_id=people["consultant"]).id,
            "feed_id": make_feed(session, user_id=people["consultant"]).id,
            "term_id": make_confirmed(session, user_id=people["counsellor"]).id,
            "user_id": people["steering"],
            "organisation_id": places["landlord"],
            "year": 2026,
            "warning_id": make_warning(session, company, user_id=people["consultant"]).id,
            "filter_id": make_saved_filter(session, user_id=people["consultant"]).id,
            "kind": "csv",
            "number": make_action(session).id,
            "other_id": make_company(session, name="En anden virksomhed").id,
            **_import(session, people["consultant"]),
        }
        planned = make_contact(session, company=company, responsible_id=people["consultant"])
        contacts = {"companies": make_contact_person(session, company).id, "wheel": planned.id, "outreach": planned.id}
        return World(ids, contacts)


def _import(session: Session, user_id: int) -> dict[str, int]:
    batch = make_import(session, user_id=user_id)
    return {"batch_id": batch.id, "row_id": make_row(session, batch).id}
