"""What publishing a guide's draft would change: questions that are new, worded anew, elsewhere or gone."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from app.visits.models import GuideQuestion, GuideVersion


@dataclass(frozen=True)
class Reworded:
    """A question as it is asked now and as it would be asked."""

    before: GuideQuestion
    after: GuideQuestion


@dataclass(frozen=True)
class GuideChanges:
    """What differs between two versions; `moved` stand in another section or order, worded as before."""

    new: tuple[GuideQuestion, ...] = ()
    reworded: tuple[Reworded, ...] = ()
    moved: tuple[GuideQuestion, ...] = ()
    gone: tuple[GuideQuestion, ...] = ()
    presentation: bool = False

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        return bool(self.new or self.reworded or self.moved or self.gone or self.presentation)


def guide_changes(published: GuideVersion | None, draft: GuideVersion) -> GuideChanges:
    """What the draft changes; all of it is new when nothing is published. Needs both guides' questions."""
    asked = _in_order(draft)
    if published is None:
        return GuideChanges(new=tuple(asked), presentation=True)
    before = {question.key: question for question in _in_order(published)}
    staying = [question for question in asked if question.key in before]
    kept = {question.key for question in staying}
    stayed = [question for key, question in before.items() if key in kept]
    reworded = tuple(Reworded(before[q.key], q) for q in staying if _words(q) != _words(before[q.key]))
    worded_anew = {pair.after.key for pair in reworded}
    return GuideChanges(
        new=tuple(question for question in asked if question.key not in before),
        reworded=reworded,
        moved=tuple(q for q in _moved(stayed, staying) if q.key not in worded_anew),
        gone=tuple(question for key, question in before.items() if key not in kept),
        presentation=published.presentation != draft.presentation,
    )


def _in_order(guide: GuideVersion) -> list[GuideQuestion]:
    return sorted(guide.questions, key=lambda question: (question.section.value, question.position))


def _words(question: GuideQuestion) -> tuple[str, str]:
    return question.text, question.help


def _moved(before: list[GuideQuestion], after: list[GuideQuestion]) -> list[GuideQuestion]:
    """The fewest that have to be taken to another place or section to come from one order to the other."""
    stood, stands = ([(question.section, question.key) for question in guide] for guide in (before, after))
    blocks = SequenceMatcher(None, stood, stands, autojunk=False).get_matching_blocks()
    stayed = {at for block in blocks for at in range(block.b, block.b + block.size)}
    return [question for at, question in enumerate(after) if at not in stayed]
