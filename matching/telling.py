"""Chooses which of many true reasons are told, so that the same words are not said over and over."""

from __future__ import annotations

from collections.abc import Sequence

from matching.results import Reason

AGAIN = 2
"""Times that one text of a person may be told in one part."""


def sparing(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """The strongest reasons, in the order given: one text of a person at most twice, and once for the same meaning."""
    kept: set[int] = set()
    times: dict[str | None, int] = {}
    meanings: set[tuple[str | None, str]] = set()
    for at in sorted(range(len(reasons)), key=lambda at: (-(reasons[at].similarity or 0.0), at)):
        reason = reasons[at]
        meaning = (reason.have, reason.via) if reason.via else None
        if times.get(reason.have, 0) >= AGAIN or meaning in meanings:
            continue
        kept.add(at)
        times[reason.have] = times.get(reason.have, 0) + 1
        if meaning:
            meanings.add(meaning)
    return tuple(reason for at, reason in enumerate(reasons) if at in kept)
