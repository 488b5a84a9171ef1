"""Plan -> its unmet requirements, in words and as data."""

from models.faults import Fact
from models.instance import Instance
from models.plan import Plan, Shortfall, StudentPlan
from models.regulations import Requirement
from planner.wording import Wording, school_year


def shortfall_lines(instance: Instance, plan: Plan, wording: Wording) -> list[str]:
    """Whom what fails, by how much and when."""
    return [_line(instance, part, short, wording) for part, short in _unmet(plan)]


def shortfall_records(instance: Instance, plan: Plan, wording: Wording) -> list[dict[str, object]]:
    """The same for programs."""
    return [
        {
            "student": part.id,
            **short.model_dump(),
            "sentence": _line(instance, part, short, wording),
        }
        for part, short in _unmet(plan)
    ]


def _unmet(plan: Plan) -> list[tuple[StudentPlan, Shortfall]]:
    return [(part, short) for part in plan.students for short in part.unmet]


def _line(instance: Instance, part: StudentPlan, short: Shortfall, wording: Wording) -> str:
    student = instance.student[part.id]
    requirement = _requirement(instance, part, short)
    key, amount = by_how_much(requirement, short)
    facts: dict[str, Fact] = {
        "student": student.name, "class": student.class_name or str(student.grade),
        "requirement": requirement.text, "amount": wording.say(f"documents.{key}", amount),
        "when": _when(instance, short.over, wording),
    }  # fmt: skip
    return wording.say("result.missed", facts)


def perhaps_met(instance: Instance, plan: Plan) -> bool:
    """Whether a plan as good as the bound could meet a requirement that this one misses."""
    missing = plan.bound - plan.objective
    return any(_cost(instance, part, short) <= missing for part, short in _unmet(plan))


def _cost(instance: Instance, part: StudentPlan, short: Shortfall) -> int:
    """The points that are lost for a shortfall."""
    one = _requirement(instance, part, short)
    return one.points + one.points_per_unit * abs(short.short)


def _requirement(instance: Instance, part: StudentPlan, short: Shortfall) -> Requirement:
    rules = instance.rule_set[instance.student[part.id].grade]
    return rules.requirement[short.requirement]


def by_how_much(requirement: Requirement, short: Shortfall) -> tuple[str, dict[str, Fact]]:
    """The phrase of documents for what is too little or too much, and its figure."""
    side = "short" if short.short > 0 else "excess"
    return f"{side}.{requirement.unit.value}", {"n": abs(short.short)}


def _when(instance: Instance, over: str | None, wording: Wording) -> str:
    """Requirements over the whole time need no word about it."""
    if over is None:
        return ""
    if over in instance.term:
        return f" ({wording.show(instance.term[over].name)})"
    return f" ({wording.say('result.year', {'year': school_year(int(over))})})"
