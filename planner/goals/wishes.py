"""The satisfaction of every student: the points of the best granted target of each wish."""

from models.people import Target, Wish
from models.regulations import Kind
from planner.program import Program, Score, Worth
from planner.variables import Literal, Takes, add_up, constant, weigh

SATISFIED = 1000


def post(program: Program) -> Score:
    """Add up the satisfaction of all students."""
    for student in program.instance.students:
        if not student.wishes:
            program.satisfaction[student.id] = constant(SATISFIED)
            continue
        takes, worth = program.takes[student.id], program.instance.goals.worth(student.wishes)
        granted = [
            one
            for wish, points in zip(student.wishes, worth, strict=True)
            for one in _granted(program, takes, wish, points)
        ]
        program.granted[student.id] = granted
        program.satisfaction[student.id] = weigh(granted)
    total = add_up(program.satisfaction.values())
    return Score(total, lambda value: value(total), SATISFIED * len(program.satisfaction))


def _granted(program: Program, takes: Takes, wish: Wish, points: tuple[int, ...]) -> list[Worth]:
    """The points of one wish: of the best of its targets that is granted, at most one of which."""
    matching = [_matching(takes, target) for target in wish.ranked]
    if _exclusive(program, wish):
        return [
            (worth, takes) for worth, found in zip(points, matching, strict=True) for takes in found
        ]
    granted: list[Worth] = []
    for rank, found in enumerate(matching):
        if found:
            best = program.cp.new_bool_var(f"granted {takes.student.id} {rank}")
            program.cp.add(best <= add_up(found))
            granted.append((points[rank], best))
    program.cp.add_at_most_one([best for _, best in granted])
    return granted


def _matching(takes: Takes, target: Target) -> list[Literal]:
    if target.programme:
        return takes.by_programme.get(target.programme, [])
    if target.subject:
        return takes.by_advanced.get(target.subject, [])
    found = takes.by_offering.get(str(target.offering))
    return [found] if found is not None else []


def _exclusive(program: Program, wish: Wish) -> bool:
    """Whether no two takes can serve the wish: one programme, or specializations at one time."""
    instance = program.instance
    if len(wish.ranked) == 1 and (wish.ranked[0].programme or wish.ranked[0].offering):
        return True
    programmes = {target.programme for target in wish.ranked if target.programme}
    kinds = {instance.programme[programme].kind for programme in programmes}
    if len(programmes) < len(wish.ranked) or kinds != {Kind.SPECIALIZATION}:
        return False
    terms = {
        offering.terms
        for programme in programmes
        for offering in instance.offerings_of.get(programme, ())
    }
    return bool(set.intersection(*map(set, terms))) if terms else True
