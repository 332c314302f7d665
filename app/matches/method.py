"""What the page about the method says: what is used and what never, how words are understood, and who decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.i18n import lazy_gettext as _


@dataclass(frozen=True)
class Section:
    """A heading, what is said under it, and points."""

    id: str
    heading: Any
    texts: tuple[Any, ...]
    points: tuple[Any, ...] = ()


SECTIONS: tuple[Section, ...] = (
    Section(
        "short",
        _("In short"),
        (
            _(
                "Jobløft compares what a resident wishes for and can do with what a job needs, and proposes. "
                "A person who knows the resident decides, and writes why."
            ),
            _("Nobody is turned down by the computer, and nobody gets a mark. The list is a place to begin a talk."),
        ),
    ),
    Section(
        "used",
        _("What is used"),
        (_("Only what the resident has told and somebody has written on the resident's page:"),),
        (
            _("wishes for work, in the resident's own order, also what the resident would rather not"),
            _("what the resident can, from jobs, courses, volunteering and home, and certificates"),
            _("personal strengths, and languages with how much"),
            _("how many hours, when in the week, from when, and how far"),
            _("which town (from the postal code), to work out a distance"),
            _("of the age only the group that the law on young people's work has rules for"),
            _(
                "what the work must not demand, if the resident has said yes to its being written down: "
                "only the demand (for example heavy lifting), never why"
            ),
        ),
    ),
    Section(
        "never",
        _("What is never used"),
        (_("The part of the program that compares has no field for these, so they can't count even by mistake:"),),
        (
            _("name and sex"),
            _("origin, nationality, religion, and which mother tongue; a language counts only where a job asks for it"),
            _("address, telephone, e-mail, and CPR number, which is kept nowhere"),
            _("health, diagnoses and the reason for considerations"),
            _("benefits, notes from talks, no-shows, and a no to earlier proposals"),
            _("how it went for others: the program learns nothing from who got a job before"),
        ),
    ),
    Section(
        "words",
        _("How words are understood"),
        (
            _(
                "People and companies say the same thing in different words. Jobløft has a list of words for work, "
                "written by people, that says that “køre gaffel” and “truckkørsel” are the same, and that "
                "“rydde op” and “gøre rent” are near. It also reads through slips of the pen and endings."
            ),
            _(
                "“No more kitchen” is a no, and “any work” is no wish. "
                "What a resident has said no to is never a reason for a job."
            ),
            _(
                "Beside each reason stand the resident's own words and the company's, "
                "so that anybody can see whether it is true."
            ),
        ),
    ),
    Section(
        "list",
        _("How the list is made"),
        (
            _(
                "First come rules that shut a door: the law on young people's work, a licence that the job can't be "
                "done without and the resident is known not to have, hours or days that can't meet, the core of the "
                "job being something that the resident must avoid, a job that the resident has said no to, and a "
                "last day that has passed."
            ),
            _(
                "Then each part counts as the table below says. What the job says nothing about does not count. "
                "What the resident has not told yet takes nothing away: it becomes a question to ask."
            ),
            _(
                "The word comes before the number: a good bid, a possible bid, or ask first. "
                "The number only says how much of the job is met by what has been told."
            ),
            _(
                "The order of the list is not the number's. Among bids of the same word, those stand first who wish "
                "for the job and for whom it is among the best: 63 can stand above 72."
            ),
        ),
    ),
    Section(
        "decides",
        _("A person decides"),
        (
            _("Who is chosen, is chosen by somebody who works with the resident, with a reason in their own words."),
            _("The resident says yes or no before the company hears anything. A no has no consequences."),
            _("For anybody who is not on a list, the counsellor can see why."),
        ),
    ),
    Section(
        "correct",
        _("When something is wrong"),
        (
            _(
                "A wish, a skill or hours that are wrong: the counsellor corrects them on the resident's page, "
                "and the list is made anew at once."
            ),
            _("A word that is understood wrongly: those who work with residents and companies can say what it means."),
            _("The resident can always see what is written, and have it corrected."),
        ),
    ),
    Section(
        "kept",
        _("What is kept, and who sees it"),
        (
            _(
                "Only when somebody is chosen is the list kept: with what was shown, the reason, and the version of "
                "the method, so that it can be explained years later. What comes from considerations is not kept in it."
            ),
            _(
                "The resident's own counsellor and job broker see everything. Colleagues of the same organisation see "
                "all but considerations. Other organisations see what the resident has said yes to, else only that "
                "a fitting person exists and whom to ring."
            ),
            _(
                "Every look at a resident in a list is written down: who, when and what. "
                "The resident can ask to see it."
            ),
        ),
    ),
    Section(
        "office",
        _("For the data protection officer"),
        (
            _(
                "Profiling in support of a decision that a person makes; no automated decision, no protected "
                "attribute, no training on outcomes. The formula, the sources of the rules and what was measured "
                "stand in the documentation (docs/matching.md), the legal bases in docs/privacy.md."
            ),
            _(
                "The same input gives the same list, on every machine, "
                "and each kept list names the version that made it."
            ),
        ),
    ),
)
