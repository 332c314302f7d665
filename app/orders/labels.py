"""What the choices of job orders are called on screen; `DEMANDS` also names what a resident must avoid."""

from __future__ import annotations

from typing import Any

from app.i18n import lazy_gettext as _
from app.orders.in_demand import Group
from app.orders.models import Demand, EmploymentKind, OrderState

KINDS: dict[EmploymentKind, Any] = {
    EmploymentKind.ORDINARY: _("Ordinary job"),
    EmploymentKind.FEW_PAID_HOURS: _("Job with few paid hours"),
    EmploymentKind.WAGE_SUBSIDY: _("Job with wage subsidy"),
    EmploymentKind.WORK_PLACEMENT: _("Work placement"),
    EmploymentKind.APPRENTICESHIP: _("Apprenticeship or trainee"),
    EmploymentKind.YOUTH_JOB: _("Spare-time job for a young person"),
    EmploymentKind.OTHER: _("Something else"),
}
STATES: dict[OrderState, Any] = {
    OrderState.DRAFT: _("Draft"),
    OrderState.OPEN: _("Open for applicants"),
    OrderState.ON_HOLD: _("On hold"),
    OrderState.FILLED: _("Filled"),
    OrderState.WITHDRAWN: _("Withdrawn"),
    OrderState.EXPIRED: _("Expired"),
}
# Tone and icon stand beside the word, never alone.
STATE_LOOK: dict[OrderState, tuple[str, str]] = {
    OrderState.DRAFT: ("calm", "edit"),
    OrderState.OPEN: ("good", "order"),
    OrderState.ON_HOLD: ("wait", "lock"),
    OrderState.FILLED: ("good", "check"),
    OrderState.WITHDRAWN: ("calm", "lock"),
    OrderState.EXPIRED: ("calm", "calendar"),
}
# What one presses to bring an order into a state.
STATE_ACTIONS: dict[OrderState, Any] = {
    OrderState.DRAFT: _("Make it a draft again"),
    OrderState.OPEN: _("Open the job order"),
    OrderState.ON_HOLD: _("Put it on hold"),
    OrderState.FILLED: _("It is filled"),
    OrderState.WITHDRAWN: _("The company has withdrawn it"),
    OrderState.EXPIRED: _("It has expired"),
}
# Worded so that they can stand after "the work has" as well as after "must avoid".
DEMANDS: dict[Demand, Any] = {
    Demand.LIFTING: _("Heavy lifting"),
    Demand.STANDING: _("Standing for long"),
    Demand.WALKING: _("Walking a lot, stairs"),
    Demand.BENDING: _("Bending and kneeling"),
    Demand.REPETITION: _("The same movements again and again"),
    Demand.HEIGHTS: _("Heights and ladders"),
    Demand.OUTDOORS: _("Outdoors in all weathers"),
    Demand.COLD: _("Cold"),
    Demand.NOISE: _("Noise"),
    Demand.DUST: _("Dust"),
    Demand.CHEMICALS: _("Cleaning agents and chemicals"),
    Demand.SHIFTS: _("Changing shifts"),
    Demand.NIGHT: _("Night work"),
    Demand.CUSTOMERS: _("Talking with customers"),
    Demand.ALONE: _("Working alone"),
    Demand.PACE: _("High pace"),
    Demand.DRIVING: _("Driving"),
    Demand.ANIMALS: _("Animals"),
}
# Level 0–5 of Danish (or another language), also of residents.
LANGUAGE_LEVELS: dict[int, Any] = {
    0: _("Nothing of the language"),
    1: _("A few words"),
    2: _("Simple instructions"),
    3: _("Everyday talk"),
    4: _("Good, also in writing"),
    5: _("As a native speaker"),
}
# The points of the checklist as one asks them of the company, by the form field that holds the answer.
QUESTIONS: dict[str, Any] = {
    "tasks": _("What are the most important tasks in the job?"),
    "hours_low": _("How many hours a week, from and to?"),
    "kind": _("What kind of employment is it?"),
    "starts_on": _("When can it start?"),
    "grid": _("On which days, and at what times of the day?"),
    "required": _("What must the person be able to do, and with which certificates?"),
    "personal_skills": _("Which personal qualities matter most?"),
    "contact_person_id": _("Who is the contact person for this job?"),
    "city": _("Where is the work?"),
    "danish_level": _("How much Danish does the work need?"),
    "demands": _("Is there heavy lifting, much standing, outdoor work, shifts or the like?"),
    "minimum_age": _("From what age?"),
    "criminal_record_check": _("Is a criminal record certificate needed?"),
    "priority_access": _("Will our residents' applications be read and called to an interview first?"),
    "how_to_apply": _("How does one apply, and who should get in touch?"),
    "apply_by": _("When is the last day to apply?"),
    "pay": _("What is the pay, and is there a collective agreement?"),
    "municipal_grant": _("What must the municipality grant first?"),
}
GROUPS: dict[Group, Any] = {
    Group.PROFESSIONAL: _("Professional competences"),
    Group.CERTIFICATES: _("Certificates and licences"),
    Group.PERSONAL: _("Personal qualities"),
    Group.LANGUAGES: _("Other languages"),
}
