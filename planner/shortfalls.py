"""Plan -> its unmet requirements, in words and as data."""

from models.faults import Fact
from models.instance import Instance
from models.plan import Plan, Shortfall, StudentPlan
from planner.wording import Wording


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
    requirement = next(
        r for r in instance.rule_set[student.grade].requirements if r.id == short.requirement
    )
    facts: dict[str, Fact] = {
        "student": student.name, "class": student.class_name or str(student.grade),
        "requirement": requirement.text, "short": abs(short.short),
        "when": _when(instance, short.over, wording),
    }  # fmt: skip
    return wording.say("result.short" if short.short > 0 else "result.over", facts)


def _when(instance: Instance, over: str | None, wording: Wording) -> str:
    """Requirements over the whole time need no word about it."""
    if over is None:
        return ""
    if over in instance.term:
        return f" ({wording.show(instance.term[over].name)})"
    year = int(over)
    return f" ({wording.say('result.year', {'year': f'{year}/{(year + 1) % 100:02d}'})})"
