"""What each code of the ranker is called: a sentence about the resident, and the same one said to the resident.

Kept as data, so that a test can ask for every code in both voices. `short` stands where the long form would say the
same thing twice, or a number is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.i18n import lazy_gettext as _
from matching import BlockerCode, ReasonCode, UnknownCode


@dataclass(frozen=True)
class Said:
    """One thing in two voices: about the resident, and to the resident."""

    staff: Any
    resident: Any
    short_staff: Any = None
    short_resident: Any = None


REASONS: Mapping[ReasonCode, Said] = {
    ReasonCode.SKILL_MEETS_REQUIREMENT: Said(
        _("“%(have)s” fits what they need: “%(need)s”"),
        _("You can “%(have)s”. They need somebody who can “%(need)s”."),
        _("Can do what they need: “%(need)s”"),
        _("They need somebody who can “%(need)s”. You can."),
    ),
    ReasonCode.SKILL_MEETS_DESIRABLE: Said(
        _("“%(have)s” fits what they would like: “%(need)s”"),
        _("You can “%(have)s”. That is good, because they would like “%(need)s”."),
        _("Can do what they would like: “%(need)s”"),
        _("They would like “%(need)s”. You can."),
    ),
    ReasonCode.SKILL_MEETS_TASK: Said(
        _("“%(have)s” fits the task “%(need)s”"),
        _("You can “%(have)s”. One of the tasks is “%(need)s”."),
        _("Knows the task “%(need)s”"),
        _("One of the tasks is “%(need)s”. You know it."),
    ),
    ReasonCode.SKILL_MEETS_TITLE: Said(
        _("“%(have)s” fits the job “%(need)s”"),
        _("You can “%(have)s”. They look for somebody for “%(need)s”."),
        _("Knows the work “%(need)s”"),
        _("They look for somebody for “%(need)s”. You know it."),
    ),
    ReasonCode.WISH_MEETS_TITLE: Said(
        _("Wishes for “%(have)s”, and the job is “%(need)s”"),
        _("You wish for “%(have)s”. The job is “%(need)s”."),
        _("Wishes for just this job: “%(need)s”"),
        _("The job is “%(need)s”. That is what you wish for."),
    ),
    ReasonCode.WISH_MEETS_TASK: Said(
        _("Wishes for “%(have)s”, and the job mentions “%(need)s”"),
        _("You wish for “%(have)s”. The job mentions “%(need)s”."),
        _("Wishes for just what the job mentions: “%(need)s”"),
        _("The job mentions “%(need)s”. That is what you wish for."),
    ),
    ReasonCode.WISH_MEETS_FIELD: Said(
        _("Wishes for “%(have)s”, and the workplace is within “%(need)s”"),
        _("You wish for “%(have)s”. The workplace is within “%(need)s”."),
        _("Wishes for a workplace like this: “%(need)s”"),
        _("The workplace is within “%(need)s”. That is what you wish for."),
    ),
    ReasonCode.HOURS_FIT: Said(
        _("The hours fit: %(amount)s hours a week"),
        _("The hours fit: you can work %(amount)s hours a week."),
    ),
    ReasonCode.HOURS_FIT_AFTER_GROWTH: Said(
        _("Can grow to %(amount)s hours a week; they need at least %(limit)s"),
        _("You can grow to %(amount)s hours a week. They need at least %(limit)s."),
    ),
    ReasonCode.TIMES_FIT: Said(
        _("Can work at all the times they need"),
        _("You can work at all the times they need."),
    ),
    ReasonCode.TIMES_FIT_PARTLY: Said(
        _("Can work at %(amount)s of the %(limit)s times of the week they need"),
        _("You can work at %(amount)s of the %(limit)s times of the week they need."),
    ),
    ReasonCode.PLACE_NEAR: Said(
        _("About %(amount)s km to the work"),
        _("It is about %(amount)s km to the work."),
        _("The work is in the same town"),
        _("The work is in your town."),
    ),
    ReasonCode.LANGUAGE_MEETS: Said(
        _("Enough %(language)s: %(level)s"),
        _("You know enough %(language)s for the job."),
    ),
    ReasonCode.PERSONAL_MEETS: Said(
        _("“%(have)s” fits “%(need)s”"),
        _("You have told about “%(have)s”. They care about “%(need)s”."),
        _("Has what they care about: “%(need)s”"),
        _("They care about “%(need)s”. You have told about it."),
    ),
    ReasonCode.CERTIFICATE_HELD: Said(
        _("Has “%(have)s”; they ask for “%(need)s”"),
        _("You have “%(have)s”. They ask for “%(need)s”."),
        _("Has “%(need)s”"),
        _("You have “%(need)s”, which they ask for."),
    ),
    ReasonCode.GAP_REQUIREMENT: Said(
        _("“%(need)s”, which they need, does not stand among what the resident can yet"),
        _("They also need “%(need)s”. You have not told yet whether you can."),
    ),
    ReasonCode.GAP_DESIRABLE: Said(
        _("“%(need)s”, which they would like, does not stand among what the resident can yet"),
        _("They would also like “%(need)s”. It is not a must."),
    ),
    ReasonCode.GAP_HOURS_FEWER: Said(
        _("Wants at least %(amount)s hours a week; they have up to %(limit)s"),
        _("You want at least %(amount)s hours a week. They have up to %(limit)s."),
    ),
    ReasonCode.GAP_HOURS_MORE: Said(
        _("Can work up to %(amount)s hours a week; they need at least %(limit)s"),
        _("You can work up to %(amount)s hours a week. They need at least %(limit)s."),
    ),
    ReasonCode.GAP_TIMES: Said(
        _("Can't work at the times they need"),
        _("They need somebody at other times than you can."),
    ),
    ReasonCode.GAP_PLACE_FAR: Said(
        _("About %(amount)s km to the work; wants at most %(limit)s km"),
        _("It is about %(amount)s km to the work. You want at most %(limit)s km."),
        _("About %(amount)s km to the work, which is far"),
        _("It is about %(amount)s km to the work. That is far."),
    ),
    ReasonCode.GAP_LANGUAGE: Said(
        _("They ask for more %(language)s: “%(asked)s”; now it is “%(level)s”"),
        _("They ask for %(language)s like this: “%(asked)s”. You have said “%(level)s”."),
    ),
    ReasonCode.GAP_PERSONAL: Said(
        _("They care about “%(need)s”, which is not told of yet"),
        _("They care about “%(need)s”. You have not told about that yet."),
    ),
    ReasonCode.GAP_CERTIFICATE: Said(
        _("“%(need)s”, which they would like"),
        _("They would like “%(need)s”. You don't have it yet."),
    ),
    ReasonCode.GAP_TASK_REFUSED: Said(
        _("One of the tasks is “%(need)s”; would rather not: “%(have)s”"),
        _("One of the tasks is “%(need)s”. You would rather not do “%(have)s”."),
    ),
    ReasonCode.GAP_DEMAND_TO_AVOID: Said(
        _("The work has something to be avoided: %(demand)s"),
        _("There is something in the work that you should avoid: %(demand)s."),
    ),
    ReasonCode.GAP_START_LATER: Said(
        _("Can begin %(have_day)s; they want somebody from %(need_day)s"),
        _("You can begin %(have_day)s. They want somebody from %(need_day)s."),
    ),
    ReasonCode.GAP_KIND: Said(
        _("Looks for another kind of employment"),
        _("It is another kind of employment than the one you look for."),
    ),
}
BLOCKERS: Mapping[BlockerCode, Said] = {
    BlockerCode.TOO_YOUNG_TO_WORK: Said(
        _("Is under %(limit)s and may not work for an employer yet"),
        _("You must be %(limit)s years old to work for an employer."),
    ),
    BlockerCode.YOUTH_WORK_NOT_ALLOWED: Said(
        _("The rules for young people keep this from those under 18: %(demand)s"),
        _("Until you are 18 you may not have this in your work: %(demand)s."),
    ),
    BlockerCode.YOUTH_HOURS_TOO_MANY: Said(
        _("The job is at least %(amount)s hours a week; the rules for young people allow %(limit)s"),
        _("The job is at least %(amount)s hours a week. At your age %(limit)s are allowed."),
    ),
    BlockerCode.YOUTH_TIME_NOT_ALLOWED: Said(
        _("The work is at night; the rules for young people allow work until %(limit)s o'clock"),
        _("The work is at night. At your age you may work until %(limit)s o'clock."),
    ),
    BlockerCode.YOUTH_JOB_FOR_13_TO_17: Said(
        _("The spare-time job is for those aged 13 to 17"),
        _("The spare-time job is for those aged 13 to 17."),
    ),
    BlockerCode.BELOW_MINIMUM_AGE: Said(
        _("The job asks for an age of at least %(limit)s"),
        _("You must be %(limit)s years old for this job."),
    ),
    BlockerCode.CERTIFICATE_MISSING: Said(
        _("The job can't be done without “%(need)s”, which is not held now"),
        _("The job can't be done without “%(need)s”. You don't have it now."),
    ),
    BlockerCode.HOURS_NO_OVERLAP: Said(
        _("The hours don't meet: %(amount)s against %(limit)s hours a week"),
        _("The hours don't meet: you say %(amount)s, they say %(limit)s hours a week."),
    ),
    BlockerCode.TIMES_NO_OVERLAP: Said(
        _("None of the times of the week fit"),
        _("They need somebody at quite other times than you can."),
    ),
    BlockerCode.DEMAND_TO_AVOID: Said(
        _("The job is mostly something to be avoided: %(demand)s"),
        _("The job is mostly something that you should avoid: %(demand)s."),
    ),
    BlockerCode.JOB_REFUSED: Said(
        _("Has said no to this kind of job: “%(have)s”"),
        _("You have said no to this: “%(have)s”."),
    ),
    BlockerCode.DEADLINE_PASSED: Said(
        _("The last day to apply was %(need_day)s"),
        _("The last day to apply was %(need_day)s."),
    ),
    BlockerCode.START_PASSED: Said(
        _("The job began %(need_day)s"),
        _("The job began %(need_day)s."),
    ),
    BlockerCode.NO_CONSENT: Said(
        _("Has not said yes to being proposed"),
        _("You have not said yes to being proposed."),
    ),
}
QUESTIONS: Mapping[UnknownCode, Said] = {
    UnknownCode.WISHES: Said(_("What the resident would like to work with"), _("What would you like to work with?")),
    UnknownCode.SKILLS: Said(_("What the resident can do"), _("What have you done before, also at home?")),
    UnknownCode.REQUIREMENT: Said(_("Experience with “%(about)s”"), _("Have you tried “%(about)s”?")),
    UnknownCode.HOURS: Said(_("How many hours a week"), _("How many hours a week can you work?")),
    UnknownCode.TIMES: Said(_("When in the week"), _("When in the week can you work?")),
    UnknownCode.PLACE: Said(_("Where the resident lives (postal code)"), _("Which town do you live in?")),
    UnknownCode.REACH: Said(_("How far the resident can go"), _("How far can you go to work?")),
    UnknownCode.LANGUAGE: Said(_("How much %(language)s"), _("How is your %(language)s?")),
    UnknownCode.PERSONAL: Said(
        _("Personal strengths, with a situation that shows them"), _("What are you good at when you are with others?")
    ),
    UnknownCode.CERTIFICATE: Said(_("Whether the resident has “%(about)s”"), _("Do you have “%(about)s”?")),
    UnknownCode.AGE: Said(
        _("The age: the job is for somebody of at least %(about)s"),
        _("Are you at least %(about)s years old?"),
        _("The age, because of the rules for young people"),
        _("How old are you?"),
    ),
    UnknownCode.YOUTH_WORK: Said(
        _("How the work is arranged for a young person: %(demand)s"),
        _("How is the work arranged for somebody of your age: %(demand)s?"),
    ),
    UnknownCode.CONSENT: Said(_("A yes to being proposed"), _("May we propose you?")),
    UnknownCode.SCHOOL_HOLIDAYS: Said(
        _("Whether there can be time off in the school holidays"), _("Can you have time off in the school holidays?")
    ),
    UnknownCode.EVERY_OTHER_WEEK: Said(
        _("Whether the work can be in every other week"), _("Can the work be in every other week?")
    ),
    UnknownCode.OPENING_HOURS: Said(_("How many hours a week it is"), _("How many hours a week is it?")),
    UnknownCode.OPENING_TIMES: Said(_("When in the week it is"), _("When in the week is it?")),
    UnknownCode.OPENING_PLACE: Said(_("Where the work is"), _("Where is the work?")),
    UnknownCode.OPENING_TASKS: Said(_("What the tasks are"), _("What are the tasks?")),
}
# The same reasons about a workplace to ask, where there is work of this kind but no job yet.
WORKPLACES: Mapping[ReasonCode, Said] = {
    ReasonCode.SKILL_MEETS_TASK: Said(
        _("“%(have)s” fits work that they have: “%(need)s”"),
        _("You can “%(have)s”. They have work like “%(need)s”."),
        _("Knows work that they have: “%(need)s”"),
        _("They have work like “%(need)s”. You know it."),
    ),
    ReasonCode.WISH_MEETS_TASK: Said(
        _("Wishes for “%(have)s”; they have work like “%(need)s”"),
        _("You wish for “%(have)s”. They have work like “%(need)s”."),
        _("Wishes for just this work: “%(need)s”"),
        _("They have work like “%(need)s”. That is what you wish for."),
    ),
    ReasonCode.WISH_MEETS_FIELD: Said(
        _("Wishes for “%(have)s”; their trade is “%(trade)s”"),
        _("You wish for “%(have)s”. Their trade is “%(trade)s”."),
    ),
    ReasonCode.PLACE_NEAR: Said(
        _("About %(amount)s km away"),
        _("It is about %(amount)s km away."),
        _("In the same town"),
        _("It is in your town."),
    ),
    ReasonCode.GAP_PLACE_FAR: Said(
        _("About %(amount)s km away; the resident said at most %(limit)s km"),
        _("It is about %(amount)s km away. You said at most %(limit)s km."),
        _("About %(amount)s km away, which is far"),
        _("It is about %(amount)s km away. That is far."),
    ),
    ReasonCode.GAP_TASK_REFUSED: Said(
        _("They also have “%(need)s”; would rather not: “%(have)s”"),
        _("They also have “%(need)s”. You would rather not do “%(have)s”."),
    ),
}
