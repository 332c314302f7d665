"""What the choices of residents are called on screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from babel import Locale

from app.i18n import current_language
from app.i18n import lazy_gettext as _
from app.orders.labels import DEMANDS, LANGUAGE_LEVELS
from app.residents.models import ConsentScope, Goal, LegalBasis, PersonalQuestion, SkillSource, Transport
from app.residents.rules import ConsentState

__all__ = ["DEMANDS", "LANGUAGE_LEVELS"]

GOALS: dict[Goal, Any] = {
    Goal.JOB: _("Job"),
    Goal.EDUCATION: _("Education"),
    Goal.UNSURE: _("Not clear yet"),
}
SOURCES: dict[SkillSource, Any] = {
    SkillSource.JOB: _("From a job"),
    SkillSource.EDUCATION: _("From education"),
    SkillSource.COURSE: _("From a course"),
    SkillSource.VOLUNTEERING: _("From volunteering"),
    SkillSource.HOME: _("From home and spare time"),
}
TRANSPORTS: dict[Transport, Any] = {
    Transport.WALK: _("On foot"),
    Transport.BICYCLE: _("By bicycle"),
    Transport.BUS: _("By bus or train"),
    Transport.CAR: _("By car"),
}


@dataclass(frozen=True)
class Question:
    """A question on a personal competence: what it is called, how we ask, and a hint at situations that show it."""

    name: Any
    ask: Any
    hint: Any


# The five questions of the guide [002], in our words.
QUESTIONS: dict[PersonalQuestion, Question] = {
    PersonalQuestion.INDEPENDENT: Question(
        _("Works on their own"),
        _("When did you find out yourself what had to be done?"),
        _("For example a task you began before anyone asked you."),
    ),
    PersonalQuestion.COOPERATES: Question(
        _("Works well with others"),
        _("When did you get something done together with others?"),
        _("For example when you took over from somebody or asked somebody to go on."),
    ),
    PersonalQuestion.HANDLES_CHANGE: Question(
        _("Copes with change"),
        _("When did something turn out quite differently, and what did you do?"),
        _("For example a day when a task came up that nobody had planned."),
    ),
    PersonalQuestion.FLEXIBLE: Question(
        _("Is flexible"),
        _("When did you do another job than the one you are used to?"),
        _("For example another place, other hours or other tasks than yesterday."),
    ),
    PersonalQuestion.INVENTIVE: Question(
        _("Finds new ways"),
        _("When did you find a clever way round a problem?"),
        _("For example something you knew from one place and used in another."),
    ),
}
SCOPES: dict[ConsentScope, Any] = {
    ConsentScope.NAME_AND_CONTACT: _("Name, telephone, e-mail and housing area"),
    ConsentScope.WISHES: _("Goal and job wishes"),
    ConsentScope.SKILLS: _("Skills and certificates"),
    ConsentScope.HOURS: _("Hours, times of the week, distance and transport"),
    ConsentScope.LANGUAGES: _("Languages"),
    ConsentScope.CV: _("CV: skills, personal strengths, certificates and languages"),
}
BASES: dict[LegalBasis, Any] = {
    LegalBasis.CONSENT: _("The resident's consent"),
    LegalBasis.PUBLIC_TASK: _("The authority's task by law, with the resident's acceptance"),
    LegalBasis.CONTRACT: _("An agreement with the resident"),
}
CONSENT_STATES: dict[ConsentState, Any] = {
    ConsentState.RUNNING: _("In force"),
    ConsentState.EXPIRED: _("Has run out"),
    ConsentState.WITHDRAWN: _("Taken back"),
}
# Tone and icon stand beside the word, never alone.
CONSENT_LOOK: dict[ConsentState, tuple[str, str]] = {
    ConsentState.RUNNING: ("good", "check"),
    ConsentState.EXPIRED: ("calm", "calendar"),
    ConsentState.WITHDRAWN: ("calm", "lock"),
}
# Languages to choose among (ISO 639-1); their names come from CLDR in the reader's language.
LANGUAGE_CODES = tuple(
    "da en am ar bg bn bs cs de el es et fa fi fr ha hi hr hu hy id ig is it ka ku lt lv mk ml my ne nl no om pa pl ps"
    " pt ro ru rw si sk sl so sq sr sv sw ta th ti tl tr uk ur uz vi yo zh".split()
)


def language_name(code: str) -> str:
    """A language's name by its code: 'arabisk'; what is no known code is shown as it is."""
    return Locale.parse(current_language()).languages.get(code, code) if len(code) <= 3 else code
