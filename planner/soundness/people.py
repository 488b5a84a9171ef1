"""Students are of an age and grade for school, and wish and keep possible things."""

from collections.abc import Iterator
from itertools import combinations

from models.faults import Fact, Fault
from models.instance import Instance
from models.offers import Offering
from models.people import Student, Target
from models.regulations import Kind
from planner.soundness.duplicates import twice
from planner.soundness.offers import title
from planner.soundness.report import fault

YOUNGEST, OLDEST = 10, 25


def students(instance: Instance) -> Iterator[Fault]:
    """Grade and birth date."""
    first_day = instance.calendar.terms[0].starts
    last = instance.calendar.last_grade
    for index, student in enumerate(instance.students):
        place = f"students[{index}]"
        if student.grade > last:
            where = f"{place}.grade"
            yield fault("student_grade", where, student.grade, student=student.name, last=last)
        born = student.birth
        if born is None:
            continue
        birthday_to_come = (born.month, born.day) > (first_day.month, first_day.day)
        age = first_day.year - born.year - birthday_to_come
        if not YOUNGEST <= age <= OLDEST:
            facts: dict[str, Fact] = {"student": student.name, "born": born, "day": first_day}
            yield fault("birth", f"{place}.birth", born, age=age, **facts)


def wishes(instance: Instance) -> Iterator[Fault]:
    """A target is one thing, and a wish ranks it once."""
    for index, student in enumerate(instance.students):
        for number, wish in enumerate(student.wishes):
            place = f"students[{index}].wishes[{number}].ranked"
            for rank, target in enumerate(wish.ranked):
                if len(_named(target)) != 1:
                    value = ", ".join(_named(target)) or "-"
                    yield fault("target", f"{place}[{rank}]", value, student=student.name)
            targets = [", ".join(_named(target)) or rank for rank, target in enumerate(wish.ranked)]
            yield from twice("target_twice", place, "", targets)


def _named(target: Target) -> list[str]:
    wanted = {field: getattr(target, field) for field in ("programme", "subject", "offering")}
    return [f"{field}: {named}" for field, named in wanted.items() if named is not None]


def keeps(instance: Instance) -> Iterator[Fault]:
    """What a student keeps goes together: one specialization a term, a programme once."""
    for index, student in enumerate(instance.students):
        kept = [
            (f"students[{index}].keeps[{number}]", instance.offering[offering])
            for number, offering in enumerate(student.keeps)
            if offering in instance.offering
        ]
        for (_, one), (place, other) in combinations(kept, 2):
            yield from _together(instance, student, one, other, place)


def _together(
    instance: Instance, student: Student, one: Offering, other: Offering, place: str
) -> Iterator[Fault]:
    if one.id == other.id:
        return
    if one.programme == other.programme:
        programme = instance.programme.get(one.programme)
        name = programme.name if programme else one.programme
        facts = {"programme": name, "one": one.id, "other": other.id}
        yield fault("keeps_programme", place, other.id, student=student.name, **facts)
    elif _is_group(instance, one) and _is_group(instance, other):
        shared = [term for term in one.terms if term in other.terms]
        facts = {"one": title(instance, one), "other": title(instance, other)}
        if shared:
            facts |= {"student": student.name, "term": shared[0]}
            yield fault("keeps_specializations", place, other.id, **facts)


def _is_group(instance: Instance, offering: Offering) -> bool:
    programme = instance.programme.get(offering.programme)
    return programme is not None and programme.kind is Kind.SPECIALIZATION


def demand(instance: Instance) -> Iterator[Fault]:
    """A demand is for a cluster or for a programme."""
    for index, demand in enumerate(instance.demand):
        if (demand.cluster is None) == (demand.programme is None):
            yield fault("demand", f"demand[{index}]", demand.id)


def schools_of_students(instance: Instance) -> Iterator[Fault]:
    """Where there are students, the school has a site."""
    attended = {student.school for student in instance.students}
    for index, organisation in enumerate(instance.organisations):
        if organisation.id in attended and organisation.id not in instance.first_site:
            place = f"organisations[{index}]"
            yield fault("school_site", place, organisation.id, school=organisation.name)
