"""Each duty of an opened offering is done by one candidate who may work where it is done."""

from models.instance import Instance
from models.people import Teacher
from planner.presolve.occasions import sites_of
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
                    where = allowed(program.instance, program.instance.teacher[teacher])
                    if not where.issuperset(sites_of(offering, timetable, duty.id)):
                        chosen = variables.chosen[offering.id, timetable.id]
                        program.require(teaches + chosen <= 1, "staffing", offering.id, duty.id)


def allowed(instance: Instance, teacher: Teacher) -> set[str]:
    """The sites where a teacher may work."""
    own = {site.id for site in instance.sites if site.organisation == teacher.organisation}
    return own | set(teacher.sites)
