"""Answers -> lines for the terminal and records for a machine."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from models.faults import Fault
from models.people import Student
from planner.documents.curriculum import unmet as shown
from planner.documents.plain import plain
from planner.explain.answers import Answer, kinds, losers, price_facts
from planner.explain.obstacles import ORDER, Obstacles
from planner.explain.openings import Openings
from planner.explain.scarcity import Scarce, Scarcity
from planner.explain.standing import Standing
from planner.explain.unmet import Unmet, what_helps
from planner.wording import Wording

Json = dict[str, object]


class Teller:
    """Says what was found, in one language."""

    def __init__(self, standing: Standing, wording: Wording) -> None:
        self._standing = standing
        self._wording = wording
        self._obstacles = Obstacles(standing)

    def _say(self, key: str, **facts: object) -> str:
        return self._wording.say(f"explain.{key}", facts)  # type: ignore[arg-type]

    def _joined(self, facts: Sequence[Fault]) -> str:
        return " ".join(self._wording.fault(fault) for fault in facts)

    def summary(self, found: Sequence[Answer], unmet: Sequence[Unmet]) -> Iterator[str]:
        """How many wishes were not granted by kind of reason, then everybody concerned."""
        counted = kinds(found)
        if counted:
            yield self._say("told.summary", wishes=sum(n for _, n in counted))
        for kind, n in counted:
            yield "  " + self._say("told.kind", kind=self._say(f"kind.{kind}"), n=n)
        answers: dict[str, list[Answer]] = defaultdict(list)
        shortfalls: dict[str, list[Unmet]] = defaultdict(list)
        for answer in found:
            answers[answer.reason.missed.student.id].append(answer)
        for one in unmet:
            shortfalls[one.student.id].append(one)
        for student in self._standing.instance.students:
            if student.id in answers or student.id in shortfalls:
                yield ""
                yield from self.student(student, answers[student.id], shortfalls[student.id])

    def student(
        self, student: Student, own: Sequence[Answer], unmet: Sequence[Unmet]
    ) -> Iterator[str]:
        """What the family of one student is told, by what was found of this student."""
        school = self._standing.instance.organisation[student.school].name
        yield self._say("told.student", student=student.name, school=school)
        if not own:
            yield "  " + self._say("told.all_granted" if student.wishes else "told.no_wishes")
        informed = False
        for answer in own:
            yield "  " + self._heading(answer)
            facts = [one for one in answer.reason.facts if one.code != ORDER or not informed]
            informed = informed or any(one.code == ORDER for one in facts)
            yield "    " + self._joined(facts)
            if prices := self._price(answer):
                yield "    " + self._joined(prices)
        for (facts, cures), alike in groupby(unmet, key=lambda one: (one.facts, one.cures)):
            for one in alike:
                stated = plain(
                    shown(self._standing.instance, student, one.shortfall), self._wording
                )
                yield "  " + self._say("told.unmet", **stated)
            yield "    " + self._joined(facts)
            if helps := what_helps(cures, self._wording):
                yield "    " + helps

    def _heading(self, answer: Answer) -> str:
        missed = answer.reason.missed
        wanted = self._obstacles.target(missed.student, missed.target)
        if missed.granted is None:
            return self._say("told.refused", wanted=wanted)
        wish = missed.student.wishes[missed.wish]
        instead = self._obstacles.target(missed.student, wish.ranked[missed.granted])
        return self._say("told.instead", wanted=wanted, granted=instead)

    def offering(self, offering_id: str, found: Sequence[Answer]) -> Iterator[str]:
        """The scheduler's view of one offering: whether it opens, and who asked in vain."""
        name = self._obstacles.name(offering_id)
        instance = self._standing.instance
        offering = instance.offering[offering_id]
        opened = self._standing.opened.get(offering_id)
        if opened:
            seats = offering.max_size
            yield self._say("told.open", offering=name, size=opened.size, seats=seats)
        else:
            closed = Openings(self._standing).closed(offering_id, name)
            yield self._joined(list(closed))
        concerned = [answer for answer in found if answer.reason.missed.asks(instance, offering)]
        yield self._say("told.asked" if concerned else "told.nobody")
        for answer in concerned:
            reason = self._joined(answer.reason.facts)
            who = answer.reason.missed.student.name
            yield "  " + self._say("told.person", student=who, reason=reason)
            if answer.price and answer.price.other:
                yield "    " + self._joined(self._price(answer))
                names = self._losers(answer)
                if names:
                    yield "    " + self._say("price.losers", names=", ".join(names))

    def _price(self, answer: Answer) -> list[Fault]:
        return price_facts(self._standing.instance, self._standing.plan, answer)

    def unpriced(self, found: Sequence[Answer]) -> Iterator[str]:
        """How many prices were not found in time."""
        if late := sum(answer.has_price and answer.price is None for answer in found):
            yield self._say("told.unpriced", n=late)

    def scarce(self, more: Scarcity) -> Iterator[str]:
        """For the municipal centre: of what a little more would help most."""
        if more.found:
            yield self._say("scarce.heading")
        for one in more.found:
            yield "  – " + self._scarce(one)
        if not more.complete:
            yield self._say("scarce.late")

    def _scarce(self, one: Scarce) -> str:
        change = self._wording.fault(one.change.said(one.amount))
        gain = self._say("scarce.gain", points=one.points)
        firsts = self._say("scarce.firsts", n=one.first_choices) if one.first_choices > 0 else ""
        return f"{change}: {gain}{firsts}"

    def _losers(self, answer: Answer) -> list[str]:
        other = answer.price.other if answer.price else None
        if other is None:
            return []
        who = answer.reason.missed.student.id
        return losers(self._standing.instance, self._standing.plan, other, who)

    def record(self, found: Sequence[Answer], unmet: Sequence[Unmet], more: Scarcity) -> Json:
        """Everything, for the scheduler's programs."""
        return {
            "wishes": [self._wish(answer) for answer in found],
            "unmet": [self._unmet(one) for one in unmet],
            "scarce": [
                {
                    "change": one.change.code,
                    "amount": one.amount * one.change.step,
                    "at_least": one.points,
                    "first_choices": one.first_choices,
                    "sentence": self._scarce(one),
                }
                for one in more.found
            ],
            "all_scarce_tried": more.complete,
        }

    def _wish(self, answer: Answer) -> Json:
        reason, missed = answer.reason, answer.reason.missed
        price = answer.price
        return {
            "student": missed.student.id, "wish": missed.wish, "rank": missed.rank,
            "granted": missed.granted,
            "wanted": self._wording.show(self._obstacles.target(missed.student, missed.target)),
            "kind": reason.kind.value, "impossible": reason.impossible,
            "offerings": list(reason.offerings), "facts": [list(key) for key in reason.about],
            "sentence": self._joined(reason.facts),
            "price": price and {
                "at_most": price.most, "at_least": price.least, "impossible": price.impossible,
                "sentence": self._joined(self._price(answer)),
                "losers": self._losers(answer),
            },
        }  # fmt: skip

    def _unmet(self, one: Unmet) -> Json:
        return {
            "student": one.student.id, "requirement": one.requirement.id,
            "over": one.shortfall.over, "short": one.shortfall.short,
            "sentence": self._joined(one.facts),
            "cures": [self._wording.fault(cure) for cure in one.cures],
        }  # fmt: skip
