"""What the company's choices are called on screen."""

from __future__ import annotations

from typing import Any

from app.companies.models import Answer, ContributionKind, Stage
from app.companies.time_line import MomentKind
from app.i18n import lazy_gettext as _

STAGES: dict[Stage, Any] = {
    Stage.CANDIDATE: _("Possible company"),
    Stage.INVITED: _("Invited by management"),
    Stage.FIRST_MEETING: _("First meeting"),
    Stage.ACTIVE: _("Active partner"),
    Stage.PAUSED: _("Paused"),
    Stage.DECLINED: _("Declined"),
}
# Tone and icon stand beside the word, never alone.
STAGE_LOOK: dict[Stage, tuple[str, str]] = {
    Stage.CANDIDATE: ("calm", "question"),
    Stage.INVITED: ("wait", "calendar"),
    Stage.FIRST_MEETING: ("wait", "visit"),
    Stage.ACTIVE: ("good", "check"),
    Stage.PAUSED: ("calm", "lock"),
    Stage.DECLINED: ("calm", "lock"),
}
CONTRIBUTIONS: dict[ContributionKind, Any] = {
    ContributionKind.ORDINARY_JOBS: _("Ordinary jobs"),
    ContributionKind.FEW_PAID_HOURS: _("Few paid hours"),
    ContributionKind.PRIORITY_ACCESS: _("Priority access for residents"),
    ContributionKind.APPRENTICESHIPS: _("Apprenticeships"),
    ContributionKind.YOUTH_JOBS: _("Spare-time jobs for young people"),
    ContributionKind.WAGE_SUBSIDY: _("Jobs with wage subsidy"),
    ContributionKind.WORK_PLACEMENT: _("Work placements"),
    ContributionKind.INTERVIEW_TRAINING: _("Interview training"),
    ContributionKind.EDUCATION_CAFE: _("Education café"),
    ContributionKind.MENTORING: _("Mentoring"),
    ContributionKind.COMPANY_TOURS: _("Tours of the company"),
}
ANSWERS: dict[Answer, Any] = {Answer.YES: _("Yes"), Answer.MAYBE: _("Maybe"), Answer.NO: _("No")}
ANSWER_LOOK: dict[Answer, tuple[str, str]] = {
    Answer.YES: ("good", "check"),
    Answer.MAYBE: ("wait", "question"),
    Answer.NO: ("calm", "lock"),
}
MOMENTS: dict[MomentKind, Any] = {
    MomentKind.STAGE: _("Changes of the relation"),
    MomentKind.VISIT: _("Visits and talks"),
    MomentKind.CONTACT: _("Contacts of the year wheel"),
    MomentKind.ATTEMPT: _("Attempts that reached nobody"),
    MomentKind.ORDER: _("Job orders"),
    MomentKind.PROMISE: _("Promises that ended"),
    MomentKind.MATCH: _("Matches, as numbers"),
    MomentKind.WARNING: _("Warnings"),
}
