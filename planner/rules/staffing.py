"""Each duty of an opened offering is done by one candidate who may work where it is done."""

from models.instance import Instance
from models.offers import Duty, Offering
from models.people import Teacher
from planner.program import Program
from planner.variables import add_up


def post(program: Program) -> None:
    """Exactly one candidate a duty; candidates who may not come to a site do not lead there."""
    variables = program.variables
    for offering in program.instance.offerings:
        opens = variables.opens[offering.id]
        for duty in offering.duties:
            teachers = list(dict.fromkeys(duty.candidates))
            teaching = [variables.teaches[teacher, offering.id, duty.id] for teacher in teachers]
            program.require(add_up(teaching) == opens, "staffing", offering.id, duty.id)
            for teacher, teaches in zip(teachers, teaching, strict=True):
                for timetable in offering.timetables:
                    sites = sites_of(offering, duty, timetable.id)
                    if not sites <= allowed(program.instance, program.instance.teacher[teacher]):
                        chosen = variables.chosen[offering.id, timetable.id]
                        program.require(teaches + chosen <= 1, "staffing", offering.id, duty.id)


def sites_of(offering: Offering, duty: Duty, timetable: str) -> set[str]:
    """Where a duty is done under a timetable."""
    [meetings] = [t.meetings for t in offering.timetables if t.id == timetable]
    if not meetings:
        return {offering.site} if offering.site else set()
    led = [m for m in meetings if m.duty in (None, duty.id) and not m.remote]
    return {site for m in led if (site := m.site or offering.site)}


def allowed(instance: Instance, teacher: Teacher) -> set[str]:
    """The sites where a teacher may work."""
    own = {site.id for site in instance.sites if site.organisation == teacher.organisation}
    return own | set(teacher.sites)
