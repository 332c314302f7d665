"""Explainable ranking of people for openings, at home in short Danish texts. Pure: no Flask, no database, no clock."""

from matching.calibration import TERM_LIKELY, TERM_SURE, Sureness
from matching.codes import AgeRule, BlockerCode, Demand, FitWord, Kind, PartCode, ReasonCode, UnknownCode
from matching.doors import Change, Door, doors_for_candidate, doors_for_opening
from matching.fit import fit_word
from matching.matcher import Matcher
from matching.profiles import Candidate, Hours, Opening, Place
from matching.results import Blocker, Match, Part, Reason, Top, Unknown
from matching.term_index import Meant, TermIndex
from matching.vocabulary import Vocabulary
from matching.weights import Weights
from matching.youth import age_rule

__all__ = [
    "TERM_LIKELY",
    "TERM_SURE",
    "AgeRule",
    "Blocker",
    "BlockerCode",
    "Candidate",
    "Change",
    "Demand",
    "Door",
    "FitWord",
    "Hours",
    "Kind",
    "Match",
    "Matcher",
    "Meant",
    "Opening",
    "Part",
    "PartCode",
    "Place",
    "Reason",
    "ReasonCode",
    "Sureness",
    "TermIndex",
    "Top",
    "Unknown",
    "UnknownCode",
    "Vocabulary",
    "Weights",
    "age_rule",
    "doors_for_candidate",
    "doors_for_opening",
    "fit_word",
]
