"""Instance -> parts of whole schools, with what is local to one part and what parts share."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from models.instance import Instance
from models.offers import Offering
from models.people import Demand, Student
from planner.presolve.eligible import Eligibility

STUDENTS_IN_PART = 120
"""Parts of this size are solved in about a second; schools are not divided."""


@dataclass(frozen=True)
class Partition:
    """Students in parts; offerings and agreements local to a part or shared. Trips are shared."""

    instance: Instance
    parts: tuple[tuple[str, ...], ...]
    """The students of each part."""
    reach: tuple[frozenset[str], ...]
    """The offerings that somebody of each part may perhaps take."""
    schools: tuple[frozenset[str], ...]
    """The schools of each part."""
    shared: frozenset[str]
    """Offerings that several parts may take, or whose teachers they need."""
    shared_agreements: frozenset[str]
    serves: dict[str, frozenset[int]]
    """The parts whose students can serve each demand."""

    @cached_property
    def part_of(self) -> dict[str, int]:
        """The part of each student."""
        return {student: n for n, part in enumerate(self.parts) for student in part}


def partition(instance: Instance, students_in_part: int = STUDENTS_IN_PART) -> Partition:
    """Pack the schools of each municipality into parts and find what they share."""
    parts = _pack(instance, students_in_part)
    near = _Nearness(instance)
    reach = tuple(
        frozenset(
            offering for student in part for offering in near.offerings(instance.student[student])
        )
        for part in parts
    )
    schools = tuple(frozenset(instance.student[s].school for s in part) for part in parts)
    return Partition(
        instance,
        parts,
        reach,
        schools,
        shared=_shared(instance, reach),
        shared_agreements=frozenset(
            agreement.id
            for agreement in instance.agreements
            if agreement.seats is not None
            and sum(not own.isdisjoint(agreement.base) for own in schools) > 1
        ),
        serves={
            demand.id: frozenset(
                number
                for number in range(len(parts))
                if _serves(instance, demand, schools[number], reach[number])
            )
            for demand in instance.demand
        },
    )


def _serves(
    instance: Instance, demand: Demand, schools: frozenset[str], reach: frozenset[str]
) -> bool:
    """Whether students of some of the schools may take something that serves the demand."""
    counted = {instance.organisation[school].municipality for school in schools}
    return (demand.municipality is None or demand.municipality in counted) and any(
        demand.programme == programme.id or demand.cluster in programme.clusters
        for programme in (instance.programme[instance.offering[one].programme] for one in reach)
    )


def _pack(instance: Instance, most: int) -> tuple[tuple[str, ...], ...]:
    """Schools of one municipality together as long as they have few students."""
    schools: dict[str, list[str]] = defaultdict(list)
    for student in instance.students:
        schools[student.school].append(student.id)
    by_municipality: dict[str, list[list[str]]] = defaultdict(list)
    for school, students in schools.items():
        by_municipality[instance.organisation[school].municipality].append(students)
    parts: list[list[str]] = []
    for groups in by_municipality.values():
        current: list[str] = []
        for students in groups:
            if current and len(current) + len(students) > most:
                parts.append(current)
                current = []
            current = current + students
        parts.append(current)
    return tuple(tuple(part) for part in parts)


class _Nearness:
    """What students of a school and grade may perhaps take."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._eligibility = Eligibility(instance)
        self._known: dict[tuple[str, int], list[str]] = {}

    def offerings(self, student: Student) -> list[str]:
        """Offerings open to the school and the grade."""
        key = (student.school, student.grade)
        if key not in self._known:
            self._known[key] = [
                offering.id
                for offering in self._eligibility.near(student.school)
                if self._grade(student, offering) in offering.grades
            ]
        return self._known[key]

    def _grade(self, student: Student, offering: Offering) -> int:
        term = self._instance.term[offering.terms[0]]
        return self._instance.calendar.grade(student.grade, term)


def _shared(instance: Instance, reach: tuple[frozenset[str], ...]) -> frozenset[str]:
    """Offerings within reach of several parts; with their teachers' other offerings."""
    part: dict[str, int | None] = {}
    for number, within in enumerate(reach):
        for one in within:
            part[one] = number if one not in part else None
    taught: dict[str, set[str]] = defaultdict(set)
    for offering in instance.offerings:
        for duty in offering.duties:
            for teacher in duty.candidates:
                taught[teacher].add(offering.id)
    changed = True
    while changed:
        changed = False
        for offerings in taught.values():
            if len({part.get(one) for one in offerings}) > 1:
                changed |= any(part.get(one) is not None for one in offerings)
                part.update(dict.fromkeys(offerings))
    return frozenset(o.id for o in instance.offerings if part.get(o.id) is None)
