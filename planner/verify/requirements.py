"""A student's items of study -> the requirements not met, by how much and when."""

from collections.abc import Iterable, Iterator

from models.instance import Instance
from models.offers import Offering, Programme
from models.people import Student
from models.plan import Shortfall
from models.regulations import Counts, Kind, Over, Requirement
from planner.verify.study import Item, Study
from planner.verify.sums import Stretch, Sum


class Requirements:
    """What the rule sets ask, and who does not get it."""

    def __init__(self, instance: Instance, study: Study) -> None:
        self._instance = instance
        self._study = study
        self._matches: dict[tuple[int, str, tuple[str, ...]], dict[Item, bool]] = {}
        self._stretched: dict[tuple[int, str], tuple[Stretch, ...]] = {}

    def unmet(self, student: Student, takes: tuple[Offering, ...]) -> tuple[Shortfall, ...]:
        """The requirements of the student's rule set that these takes leave unmet."""
        rule_set = self._instance.rule_set.get(student.grade)
        terms = self._instance.calendar.attended(student.grade)
        items = {term.id: self._study.in_term(student, takes, term) for term in terms}
        records = self._study.recorded(student)
        profiles = self._specializations(takes)
        found = []
        for requirement in rule_set.requirements if rule_set else ():
            areas = _areas(requirement, profiles)
            if not areas or not self._concerns(requirement, student, takes):
                continue
            for stretch in self._stretches(requirement, student.grade):
                short = max(
                    (
                        self._short(requirement, student.grade, area, stretch, items, records)
                        for area in areas
                    ),
                    key=lambda units: (abs(units), units),
                )
                if short:
                    found.append(
                        Shortfall(requirement=requirement.id, over=stretch.over, short=short)
                    )
        return tuple(found)

    def _specializations(self, takes: Iterable[Offering]) -> list[Programme]:
        programmes = (self._instance.programme[offering.programme] for offering in takes)
        return [programme for programme in programmes if programme.kind is Kind.SPECIALIZATION]

    def _concerns(
        self, requirement: Requirement, student: Student, takes: Iterable[Offering]
    ) -> bool:
        applies, school = requirement.applies, self._instance.organisation[student.school]
        if applies.municipalities and school.municipality not in applies.municipalities:
            return False
        if applies.days_a_week and (
            school.school is None or school.school.days_a_week != applies.days_a_week
        ):
            return False
        return not applies.specializations or any(
            offering.programme in applies.specializations for offering in takes
        )

    def _stretches(self, requirement: Requirement, entry_grade: int) -> tuple[Stretch, ...]:
        """The stretches of time over which it counts, for whoever begins in this grade."""
        key = (entry_grade, requirement.id)
        if key not in self._stretched:
            grades = requirement.applies.grades
            found = self._all_stretches(requirement.over, entry_grade)
            self._stretched[key] = tuple(s for s in found if not grades or s.grade in grades)
        return self._stretched[key]

    def _all_stretches(self, over: Over, entry_grade: int) -> Iterator[Stretch]:
        calendar = self._instance.calendar
        terms = calendar.attended(entry_grade)
        if over in (Over.WEEK, Over.TERM):
            yield from (Stretch(t.id, (t,), calendar.grade(entry_grade, t)) for t in terms)
        elif over is Over.YEAR:
            for year in dict.fromkeys(term.year for term in terms):
                inside = tuple(term for term in terms if term.year == year)
                yield Stretch(str(year), inside, calendar.grade(entry_grade, inside[0]))
        else:
            yield Stretch(None, terms, entry_grade)

    def _short(
        self,
        requirement: Requirement,
        grade: int,
        areas: tuple[str, ...],
        stretch: Stretch,
        items: dict[str, list[Item]],
        records: list[Item],
    ) -> int:
        """Units missing, or as a negative figure units too many."""
        known = self._matches.setdefault((grade, requirement.id, areas), {})

        def matching(candidates: list[Item]) -> list[Item]:
            for item in candidates:
                if item not in known:
                    known[item] = _match(requirement.counts, areas, item)
            return [item for item in candidates if known[item]]

        reached = Sum(
            tuple((term, matching(items[term.id])) for term in stretch.terms),
            matching(records) if requirement.over is Over.TRAJECTORY else [],
        ).of(requirement.unit)
        if requirement.minimum is not None and reached < requirement.minimum:
            return requirement.minimum - reached
        if requirement.maximum is not None and reached > requirement.maximum:
            return requirement.maximum - reached
        return 0


def cost(requirement: Requirement, shortfall: Shortfall) -> int:
    """Points lost."""
    return requirement.points + requirement.points_per_unit * abs(shortfall.short)


def _areas(requirement: Requirement, profiles: list[Programme]) -> list[tuple[str, ...]]:
    """The areas to count in, once for each specialization where it decides; none: no concern."""
    named = requirement.applies.specializations
    if requirement.counts.areas == "of_specialization":
        return [profile.areas for profile in profiles if not named or profile.id in named]
    return [requirement.counts.areas]


def _match(counts: Counts, areas: tuple[str, ...], item: Item) -> bool:
    return (
        item.extracurricular == counts.extracurricular
        and (not counts.subjects or item.subject in counts.subjects)
        and (not areas or any(area in areas for area in item.areas))
        and (not counts.levels or item.level in counts.levels)
        and (not counts.kinds or item.kind in counts.kinds)
        and (not counts.providers or item.provider in counts.providers)
        and (counts.elsewhere is None or item.elsewhere == counts.elsewhere)
        and (not counts.tags or any(tag in counts.tags for tag in item.tags))
        and (not counts.modes or item.mode in counts.modes)
    )
