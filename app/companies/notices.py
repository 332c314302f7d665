"""What every page about a company tells of it: the warnings that hold today, as a function of templates."""

from __future__ import annotations

from app import clock
from app.companies.blueprint import blueprint
from app.outreach.queries import standing_warnings
from app.outreach.rules import StandingWarning
from app.web import db


@blueprint.app_template_global("warnings_about")
def warnings_about(company_id: int) -> list[StandingWarning]:
    """The warnings about a company that hold today; one query."""
    return standing_warnings(db(), company_id, clock.today())
