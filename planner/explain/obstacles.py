"""What stands in a student's way in a plan, as keys -> the facts in words."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from models.base import Text
from models.faults import Fault
from models.offers import Offering
from models.people import Student, Target
from models.plan import StudentPlan
from models.regulations import Unit
from planner.change import changed
from planner.explain.facts import fact, listed, quoted, sentences
from planner.explain.names import Names
from planner.explain.openings import Openings
from planner.explain.standing import Standing
from planner.explain.together import PAIRWISE, attended, only_timetables
from planner.explain.wanted import Missed, grants
from planner.program import Key
from planner.verify.case import Case

MINUTES = 60
ORDER = "explain.why_not.order"
"""By what order places are given: said once to each student."""
VAGUE = tuple(f"explain.why_not.{one}" for one in ("not_worth", "not_found", "content"))
"""Nothing is lacking of which there could be more."""
SCARCE = ("seats", "agreement", "bus")
"""Facts about places that somebody else has."""


class Obstacles:
    """Words for what stands in the way."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._instance = standing.instance
        self._openings = Openings(standing)
        self._names = Names(standing.instance)
        self._vague: dict[str, bool] = {}
        self._words: dict[str, Callable[..., Iterable[Fault]]] = {
            "opens": self._closed, "never": self._closed, "seats": self._full,
            "agreement": self._agreement, "bus": self._bus, "least": self._least,
            "requirement": self._requirement,
        }  # fmt: skip
        """By fact; the others are worded as in clashes."""

    def name(self, offering_id: str, student: Student | None = None) -> Text:
        """An offering's name as the student would know it."""
        return self._names.offering(offering_id, student)

    def is_vague(self, offering_id: str) -> bool:
        """Whether all that can be said is that opening it was not worth it."""
        if offering_id not in self._vague:
            found = self._openings.closed(offering_id, self.name(offering_id))
            self._vague[offering_id] = any(one.code in VAGUE for one in found)
        return self._vague[offering_id]

    def target(self, student: Student, target: Target) -> Text:
        """What is wanted, by name."""
        if target.offering:
            return self.name(target.offering, student)
        if target.programme:
            return self._instance.programme[target.programme].name
        rules = self._instance.rule_set[student.grade]
        [subject] = [one for one in rules.subjects if one.id == target.subject]
        return subject.name

    def not_offered(self, missed: Missed) -> Fault:
        """Nothing in the data would grant it."""
        wanted = self.target(missed.student, missed.target)
        key = "not_offered_subject" if missed.target.subject else "not_offered"
        return fact(f"why_not.{key}", wanted=wanted)

    def weighed(self, student: Student, offering: Offering, minutes: int | None) -> Iterator[Fault]:
        """Nothing forbids it; what it would cost the student, if anything."""
        what = "weighed" if self._standing.is_best else "preferred"
        yield fact(f"why_not.{what}", offering=self.name(offering.id, student))
        before = self._minutes(self._standing.part[student.id])
        if minutes is not None and minutes - before >= MINUTES:
            yield fact("why_not.longer", hours=(minutes - before) // MINUTES)

    def _minutes(self, part: StudentPlan) -> int:
        """On the way over all dates, as if this student were alone in the plan."""
        student = self._instance.student[part.id]
        alone = changed(self._instance, students=(student,))
        plan = changed(self._standing.plan, students=(part,))
        return Case(alone, plan, self._standing.reach).attendance.minutes(student)

    def said(self, missed: Missed, offerings: Sequence[str], keys: Sequence[Key]) -> list[Fault]:
        """The sentences for facts that stand in a wish's way together."""
        wanted = self.target(missed.student, missed.target)
        return self.said_of(missed.student, wanted, offerings, keys)

    def said_of(
        self, student: Student, wanted: Text, offerings: Sequence[str], keys: Sequence[Key]
    ) -> list[Fault]:
        """The sentences for facts that stand together in the way of what the student wants."""
        found = [one for key in keys for one in self._said(student, offerings, keys, key)]
        found += self._kept(student, keys)
        if any(key[0] in SCARCE and key[1] not in self._standing.idle for key in keys):
            found.append(Fault(ORDER))
        rivals = [key for key in keys if key[0] == "granted"]
        what = "why_not.granted"
        if any(fault.code in PAIRWISE for fault in found):
            what = "why_not.granted_too"
        elif any(key[0] in ("opens", "never", "seats") for key in keys):
            what = "why_not.granted_else"
        for _, number in rivals:
            other = self.granted(student, int(number))
            found.append(fact(what, wanted=wanted, other=other))
        return found

    def of_the_data(self, student: Student, keys: Sequence[Key]) -> list[Fault]:
        """The sentences for facts that are so in every plan."""
        found = self._kept(student, keys)
        for what, *ids in keys:
            if what == "never":
                found += self._closed(student, *ids)
            elif what != "keeps":
                found += sentences(self._standing.presolved, (what, *ids))
        return found

    def _said(
        self, student: Student, offerings: Sequence[str], keys: Sequence[Key], key: Key
    ) -> Iterable[Fault]:
        what, *ids = key
        if what == "student_times":
            return self._clash(student, offerings, keys)
        if what in ("granted", "keeps"):
            return ()
        if what in self._words:
            return self._words[what](student, *ids)
        return sentences(self._standing.presolved, key)

    def _closed(self, student: Student, offering_id: str) -> Iterable[Fault]:
        return self._openings.closed(offering_id, self.name(offering_id, student))

    def _full(self, student: Student, offering_id: str) -> Iterable[Fault]:
        seats = self._instance.offering[offering_id].max_size
        yield fact("why_not.full", offering=self.name(offering_id, student), seats=seats)

    def _least(self, student: Student, offering_id: str) -> Iterable[Fault]:
        least = self._instance.offering[offering_id].min_size
        yield fact("why_not.least", offering=self.name(offering_id, student), least=least)

    def _kept(self, student: Student, keys: Sequence[Key]) -> list[Fault]:
        """What the student already studies and keeps, in one sentence."""
        names = [quoted(self.name(key[2], student)) for key in keys if key[0] == "keeps"]
        return [fact("why_not.kept", kept=listed(names))] if names else []

    def _agreement(self, _: Student, agreement_id: str) -> Iterable[Fault]:
        agreement = self._instance.agreement[agreement_id]
        provider = self._instance.organisation[agreement.provider].name
        seats = agreement.seats or 0
        yield fact("why_not.agreement", number=agreement.number, seats=seats, provider=provider)

    def _bus(self, _: Student, trip_id: str, term_id: str) -> Iterable[Fault]:
        trip, term = self._instance.trip[trip_id], self._instance.term[term_id].name
        if trip_id in self._standing.idle:
            yield fact("why_not.bus_idle", trip=trip.name)
        else:
            yield fact("why_not.bus", trip=trip.name, seats=trip.seats, term=term)

    def _requirement(self, student: Student, requirement_id: str, over: str) -> Iterable[Fault]:
        one = self._instance.rule_set[student.grade].requirement[requirement_id]
        if one.unit is Unit.HOURS_A_WEEK and one.maximum is not None and one.minimum is None:
            when = self._instance.term[over].name
            yield fact("why_not.week", hours=one.maximum, when=when)
        else:
            yield fact("why_not.requirement", requirement=one.text)

    def granted(self, student: Student, number: int) -> Text:
        """What the student has of another wish."""
        return self.name(self._serving(student, number), student)

    def _serving(self, student: Student, number: int) -> str:
        """The offering that grants a wish in the plan."""
        takes = [self._instance.offering[o] for o in self._standing.part[student.id].takes]
        return next(
            offering.id
            for target in student.wishes[number].ranked
            for offering in takes
            if grants(self._instance, target, offering)
        )

    def _clash(
        self, student: Student, offerings: Sequence[str], keys: Sequence[Key]
    ) -> Iterator[Fault]:
        """With what and when, for each option; a way that needs a bus cannot be put so simply."""
        timetables = only_timetables(self._instance, offerings)
        timetables |= {one: row.timetable for one, row in self._standing.opened.items()}
        settled = {key[1] for key in keys if key[0] in ("opens", "never", "seats")}
        held = list(self._held(student, keys))
        pairs = [
            self._pair(student, timetables, held, one) for one in offerings if one not in settled
        ]
        yield from (pair for pair in pairs if pair)
        if not (pairs and all(pairs)) and all(key[0] != "bus" for key in keys):
            yield fact("why_not.clash")

    def _pair(
        self, student: Student, timetables: Mapping[str, str], held: Sequence[str], wanted: str
    ) -> Fault | None:
        """The first of what is held that excludes what is wanted."""
        found = (
            fault
            for one in held
            if {one, wanted} <= timetables.keys()
            for fault in attended(
                self._standing.reach, student.id, {each: timetables[each] for each in (one, wanted)}
            )
        )
        return next(found, None)

    def _before(self, student: Student, offering_id: str) -> Iterator[str]:
        """What the student takes that has to be completed before an offering."""
        instance = self._instance
        needed = instance.programme[instance.offering[offering_id].programme].prerequisites
        for one in self._standing.part[student.id].takes:
            if instance.offering[one].programme in needed:
                yield one

    def _held(self, student: Student, keys: Sequence[Key]) -> Iterator[str]:
        """The offerings that the student cannot give up, by the facts."""
        for what, *ids in keys:
            if what == "keeps":
                yield ids[1]
            elif what == "least":
                yield ids[0]
            elif what == "granted":
                yield self._serving(student, int(ids[0]))
            elif what == "prerequisites":
                yield from self._before(student, ids[1])
            elif what == "locks":
                lock = self._instance.locks[int(ids[0])]
                if lock.offering and lock.holds:
                    yield lock.offering
