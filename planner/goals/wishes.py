"""The satisfaction of every student: the points of the best granted target of each wish."""

from collections.abc import Mapping

from models.people import Wish
from models.plan import POINTS_A_STUDENT
from planner.linear import add_up, constant, weigh
from planner.presolve import Profile
from planner.program import Program, Score, Worth
from planner.variables import Takes


def post(program: Program) -> Score:
    """Add up the satisfaction of all students."""
    for student in program.instance.students:
        if not student.wishes:
            program.satisfaction[student.id] = constant(POINTS_A_STUDENT)
            continue
        takes, worth = program.takes[student.id], program.instance.goals.worth(student.wishes)
        granted = [
            _granted(program, takes, wish, points)
            for wish, points in zip(student.wishes, worth, strict=True)
        ]
        program.granted[student.id] = granted
        program.satisfaction[student.id] = weigh([one for wish in granted for one in wish])
    total = add_up(program.satisfaction.values())
    return Score(total, lambda value: value(total), POINTS_A_STUDENT * len(program.satisfaction))


def _granted(program: Program, takes: Takes, wish: Wish, points: tuple[int, ...]) -> list[Worth]:
    """The points of one wish: of the best of its targets that is granted, at most one of which."""
    best: dict[str, int] = {}
    for target, worth in zip(wish.ranked, points, strict=True):  # never worth more than before
        for offering in takes.of_target(target):
            best.setdefault(offering, worth)
    profile = program.presolved.profiles[takes.student.id]
    best = {one: most for one, most in best.items() if one in _serving(profile, best, most)}
    if profile.exclude(best):
        granted = [(worth, takes.by_offering[one]) for one, worth in best.items()]
    else:
        granted = _levels(program, takes, best)
    program.model.add(add_up(literal for _, literal in granted) <= 1)
    _beside(program, takes, best, granted)
    return granted


def _levels(program: Program, takes: Takes, best: Mapping[str, int]) -> list[Worth]:
    """What the best of what is taken is worth; at most one of these is true.

    What serves two targets serves one of them: a linear relaxation would grant half of both.
    """
    granted: list[Worth] = []
    profile = program.presolved.profiles[takes.student.id]
    for worth in sorted(set(best.values()), reverse=True):
        granted.append((worth, program.model.boolean()))
        serving = add_up(takes.by_offering[one] for one in _serving(profile, best, worth))
        program.model.add(add_up(literal for _, literal in granted) <= serving)
    return granted


def _serving(profile: Profile, best: Mapping[str, int], worth: int) -> list[str]:
    """What makes the wish worth so much at least."""
    return profile.by_themselves([one for one in best if best[one] >= worth])


def _beside(program: Program, takes: Takes, best: Mapping[str, int], granted: list[Worth]) -> None:
    """No wish is granted beside what excludes all that serves it: more than each pair says."""
    excluding, unmet = program.excluding[takes.student.id]
    before: tuple[str, ...] = ()
    for worth in sorted(set(best.values())):
        excluded = excluding.of_all(tuple(one for one in best if best[one] >= worth))
        if excluded.offerings not in ((), before):
            served = add_up(literal for points, literal in granted if points >= worth)
            others = add_up(takes.by_offering[one] for one in excluded.offerings)
            missed = add_up(unmet[number] for number in excluded.unless)
            program.model.add(served + others <= 1 + missed)
        before = excluded.offerings
