"""Each duty of an opened offering is done by one candidate who may work where it is done."""

from itertools import product

from models.instance import Instance
from models.people import Teacher
from planner.linear import add_up
from planner.presolve.occasions import sites_of
from planner.program import Program


def post(program: Program) -> None:
    """Exactly one candidate a duty; candidates who may not come to a site do not lead there."""
    variables = program.variables
    for offering in program.instance.offerings:
        for duty, timetable in product(offering.duties, offering.timetables):
            chosen = variables.chosen[offering.id, timetable.id]
            teachers = list(dict.fromkeys(duty.candidates))
            leading = [variables.leads[t, offering.id, duty.id, timetable.id] for t in teachers]
            program.require(add_up(leading) == chosen, "staffing", offering.id, duty.id)
            sites = sites_of(offering, timetable, duty.id)
            for teacher, leads in zip(teachers, leading, strict=True):
                where = allowed(program.instance, program.instance.teacher[teacher])
                if not where.issuperset(sites):
                    program.require(leads == 0, "staffing", offering.id, duty.id)


def allowed(instance: Instance, teacher: Teacher) -> set[str]:
    """The sites where a teacher may work."""
    own = {site.id for site in instance.sites if site.organisation == teacher.organisation}
    return own | set(teacher.sites)
