"""Names of everything that a match can say: the application words them in Danish."""

from enum import StrEnum


class PartCode(StrEnum):
    """The parts that a score is made of, in the order in which they are shown."""

    SKILLS = "skills"
    WISHES = "wishes"
    HOURS = "hours"
    TIMES = "times"
    PLACE = "place"
    LANGUAGE = "language"
    PERSONAL = "personal"
    CERTIFICATES = "certificates"


class ReasonCode(StrEnum):
    """What speaks for a pair, and the gaps (`GAP_…`) that do not shut the door."""

    SKILL_MEETS_REQUIREMENT = "skill_meets_requirement"
    SKILL_MEETS_DESIRABLE = "skill_meets_desirable"
    SKILL_MEETS_TASK = "skill_meets_task"
    SKILL_MEETS_TITLE = "skill_meets_title"
    WISH_MEETS_TITLE = "wish_meets_title"
    WISH_MEETS_TASK = "wish_meets_task"
    WISH_MEETS_FIELD = "wish_meets_field"
    HOURS_FIT = "hours_fit"
    HOURS_FIT_AFTER_GROWTH = "hours_fit_after_growth"
    TIMES_FIT = "times_fit"
    TIMES_FIT_PARTLY = "times_fit_partly"
    PLACE_NEAR = "place_near"
    LANGUAGE_MEETS = "language_meets"
    PERSONAL_MEETS = "personal_meets"
    CERTIFICATE_HELD = "certificate_held"
    GAP_REQUIREMENT = "gap_requirement"
    GAP_DESIRABLE = "gap_desirable"
    GAP_HOURS_FEWER = "gap_hours_fewer"
    GAP_HOURS_MORE = "gap_hours_more"
    GAP_TIMES = "gap_times"
    GAP_PLACE_FAR = "gap_place_far"
    GAP_LANGUAGE = "gap_language"
    GAP_PERSONAL = "gap_personal"
    GAP_CERTIFICATE = "gap_certificate"
    GAP_TASK_REFUSED = "gap_task_refused"
    GAP_DEMAND_TO_AVOID = "gap_demand_to_avoid"
    GAP_START_LATER = "gap_start_later"
    GAP_KIND = "gap_kind"


class BlockerCode(StrEnum):
    """What shuts the door: law, an absolute demand, a passed date, the person's own no."""

    TOO_YOUNG_TO_WORK = "too_young_to_work"
    YOUTH_WORK_NOT_ALLOWED = "youth_work_not_allowed"
    YOUTH_HOURS_TOO_MANY = "youth_hours_too_many"
    YOUTH_TIME_NOT_ALLOWED = "youth_time_not_allowed"
    YOUTH_JOB_FOR_13_TO_17 = "youth_job_for_13_to_17"
    BELOW_MINIMUM_AGE = "below_minimum_age"
    CERTIFICATE_MISSING = "certificate_missing"
    HOURS_NO_OVERLAP = "hours_no_overlap"
    TIMES_NO_OVERLAP = "times_no_overlap"
    DEMAND_TO_AVOID = "demand_to_avoid"
    JOB_REFUSED = "job_refused"
    DEADLINE_PASSED = "deadline_passed"
    START_PASSED = "start_passed"
    NO_CONSENT = "no_consent"


class UnknownCode(StrEnum):
    """What nobody has said yet: a question to ask, never a no."""

    WISHES = "ask_wishes"
    SKILLS = "ask_skills"
    REQUIREMENT = "ask_requirement"
    HOURS = "ask_hours"
    TIMES = "ask_times"
    PLACE = "ask_place"
    REACH = "ask_reach"
    LANGUAGE = "ask_language"
    PERSONAL = "ask_personal"
    CERTIFICATE = "ask_certificate"
    AGE = "ask_age"
    YOUTH_WORK = "ask_youth_work"
    CONSENT = "ask_consent"
    SCHOOL_HOLIDAYS = "ask_school_holidays"
    EVERY_OTHER_WEEK = "ask_every_other_week"
    OPENING_HOURS = "ask_company_hours"
    OPENING_TIMES = "ask_company_times"
    OPENING_PLACE = "ask_company_place"
    OPENING_TASKS = "ask_company_tasks"


class AgeRule(StrEnum):
    """The band of the rules for young people's work that a person falls in; no birth date comes here."""

    UNDER_13 = "under_13"
    FROM_13_TO_14 = "13_to_14"
    FROM_15_TO_17_AT_SCHOOL = "15_to_17_at_school"
    FROM_15_TO_17 = "15_to_17"
    ADULT = "adult"


class Demand(StrEnum):
    """Well-known working conditions; an opening and a person may also use words of their own."""

    HEAVY_LIFTING = "heavy_lifting"
    STANDING = "standing"
    SITTING = "sitting"
    WALKING = "walking"
    STAIRS = "stairs"
    KNEELING = "kneeling"
    HEIGHTS = "heights"
    OUTDOORS = "outdoors"
    COLD = "cold"
    HEAT = "heat"
    NOISE = "noise"
    DUST = "dust"
    WET_WORK = "wet_work"
    SHIFTS = "shifts"
    NIGHT_WORK = "night_work"
    CUSTOMER_CONTACT = "customer_contact"
    PHONE = "phone"
    HIGH_PACE = "high_pace"
    WORKING_ALONE = "working_alone"
    OPEN_OFFICE = "open_office"
    DRIVING = "driving"
    MACHINES = "machines"
    DANGEROUS_SUBSTANCES = "dangerous_substances"
    ALCOHOL_SALE = "alcohol_sale"
    MONEY_HANDLING = "money_handling"
    ANIMALS = "animals"
    PORK = "pork"
    READING_WRITING = "reading_writing"


class Kind(StrEnum):
    """Kinds of employment [002]."""

    ORDINARY = "ordinary"
    FEW_HOURS = "few_hours"
    WAGE_SUBSIDY = "wage_subsidy"
    PLACEMENT = "placement"
    APPRENTICESHIP = "apprenticeship"
    YOUTH_JOB = "youth_job"
    OTHER = "other"


class FitWord(StrEnum):
    """The word about a pair; people see it before any number."""

    GOOD = "good"
    POSSIBLE = "possible"
    ASK_FIRST = "ask_first"
    NOT_NOW = "not_now"
