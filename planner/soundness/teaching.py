"""Teachers have time and somebody can do each duty."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from models.base import Text, clock
from models.faults import Fault
from models.instance import Instance
from models.offers import Duty, Offering
from models.people import Teacher
from models.regulations import RuleSet
from planner.soundness.offers import title
from planner.soundness.report import fault


def teachers(instance: Instance) -> Iterator[Fault]:
    """A teacher's own figures and times."""
    for index, teacher in enumerate(instance.teachers):
        place = f"teachers[{index}]"
        if teacher.committed_hours > teacher.hours_a_week:
            yield fault(
                "committed", f"{place}.committed_hours", teacher.committed_hours,
                teacher=teacher.name, committed=teacher.committed_hours,
                maximum=teacher.hours_a_week,
            )  # fmt: skip
        yield from _busy(teacher, f"{place}.busy")


def _busy(teacher: Teacher, place: str) -> Iterator[Fault]:
    for index, busy in enumerate(teacher.busy):
        if busy.ends <= busy.starts:
            starts, ends = clock(busy.starts), clock(busy.ends)
            yield fault("clock_ends", f"{place}[{index}].ends", ends, starts=starts, ends=ends)
    for (_, one), (second, other) in combinations(enumerate(teacher.busy), 2):
        if one.day is other.day and one.starts < other.ends and other.starts < one.ends:
            starts = clock(other.starts)
            yield fault(
                "busy_overlap", f"{place}[{second}]", starts, teacher=teacher.name,
                day=other.day, starts=starts, ends=clock(other.ends),
            )  # fmt: skip


def bases(instance: Instance) -> Iterator[Fault]:
    """A teacher who goes to other sites sets out from somewhere."""
    for index, teacher in enumerate(instance.teachers):
        placed = teacher.base is not None or teacher.organisation in instance.first_site
        if not placed and (teacher.sites or teacher.busy):
            yield fault("teacher_base", f"teachers[{index}].base", teacher.id, teacher=teacher.name)


def duties(instance: Instance) -> Iterator[Fault]:
    """Candidates may teach the subject, and one of them may work where it is taught."""
    own_sites: dict[str, set[str]] = defaultdict(set)
    for site in instance.sites:
        own_sites[site.organisation or ""].add(site.id)
    for index, offering in enumerate(instance.offerings):
        for number, duty in enumerate(offering.duties):
            place = f"offerings[{index}].duties[{number}].candidates"
            yield from _subjects(instance, offering, duty, place)
            yield from _sites(instance, offering, duty, place, own_sites)


def _subjects(instance: Instance, offering: Offering, duty: Duty, place: str) -> Iterator[Fault]:
    if duty.subject is None:
        return
    known, subject = _known(instance, duty), _subject(instance, duty.subject)
    unable = {teacher.id for teacher in known if duty.subject not in teacher.subjects}
    if unable and len(unable) == len({*duty.candidates}):
        names = ", ".join(teacher.name for teacher in known)
        facts = {"offering": title(instance, offering), "subject": subject}
        yield fault("duty_nobody", place, names, **facts)
        return
    for number, candidate in enumerate(duty.candidates):
        if candidate in unable:
            teacher = instance.teacher[candidate].name
            facts = {"teacher": teacher, "subject": subject}
            yield fault("candidate_subject", f"{place}[{number}]", candidate, **facts)


def _subject(instance: Instance, subject: str) -> Text | str:
    """The name of a subject, from the first rule set that has it."""
    for rules in instance.rule_sets:
        for known in rules.subjects if isinstance(rules, RuleSet) else ():
            if known.id == subject:
                return known.name
    return subject


def _known(instance: Instance, duty: Duty) -> list[Teacher]:
    teachers = (instance.teacher.get(candidate) for candidate in duty.candidates)
    return [teacher for teacher in teachers if teacher is not None]


def _sites(
    instance: Instance, offering: Offering, duty: Duty, place: str, own: Mapping[str, set[str]]
) -> Iterator[Fault]:
    known = _known(instance, duty)
    if len(known) < len(duty.candidates):
        return
    allowed = [{*teacher.sites} | own.get(teacher.organisation, set()) for teacher in known]
    ways = _needed_sites(offering, duty)
    if not any(needed <= sites for sites in allowed for needed in ways):
        missing = sorted(set.union(*ways) - allowed[0])
        names = ", ".join(teacher.name for teacher in known)
        facts = {"offering": title(instance, offering), "sites": ", ".join(missing)}
        yield fault("duty_nowhere", place, names, **facts)


def _needed_sites(offering: Offering, duty: Duty) -> list[set[str]]:
    """For each timetable, the sites where the duty is done."""
    ways = []
    for timetable in offering.timetables:
        led = [meeting for meeting in timetable.meetings if meeting.duty in (None, duty.id)]
        sites = {meeting.site or offering.site for meeting in led if not meeting.remote}
        if not timetable.meetings:
            sites = {offering.site}
        ways.append({site for site in sites if site is not None})
    return ways
