"""Plans by hand: decisions -> a plan that states the right figures, and the faults of plans."""

from collections.abc import Mapping, Sequence
from typing import Any

from models.faults import Fault
from models.instance import Instance
from models.plan import Opened, Parameters, Plan, Ride, Status, StudentPlan, Teaches
from planner.verify import Assessment, assess, verify
from planner.wording import LANGUAGES, Wording, catalogue, placeholders


def plan(
    instance: Instance,
    takes: Mapping[str, Sequence[str]] | None = None,
    opens: Mapping[str, str] | None = None,
    teaches: Sequence[tuple[str, str]] = (),
    rides: Mapping[str, Sequence[tuple[str, str, str, str]]] | None = None,
    runs: Sequence[str] = (),
) -> Plan:
    """Takes and rides by student, timetables by offering; `teaches` names teacher and offering.

    What is taken opens with its first timetable unless `opens` says otherwise.
    """
    taken = takes or {}
    if opens is None:
        opened = dict.fromkeys(offering for row in taken.values() for offering in row)
        opens = {offering: instance.offering[offering].timetables[0].id for offering in opened}
    decided = Plan(
        version="0",
        instance_hash="",
        parameters=Parameters(),
        status=Status.OPTIMAL,
        objective=0,
        bound=0,
        gap=0.0,
        seconds=0.0,
        goals=(),
        students=tuple(
            StudentPlan(
                id=student.id,
                takes=tuple(taken.get(student.id, ())),
                rides=tuple(
                    Ride(trip=trip, term=term, origin=origin, destination=destination)
                    for trip, term, origin, destination in (rides or {}).get(student.id, ())
                ),
                satisfaction=0,
            )
            for student in instance.students
        ),
        opens=tuple(
            Opened(
                offering=offering,
                timetable=timetable,
                size=sum(offering in row for row in taken.values()),
            )
            for offering, timetable in opens.items()
        ),
        teaches=tuple(
            Teaches(teacher=teacher, offering=offering, duty="main")
            for teacher, offering in teaches
        ),
        runs=tuple(runs),
    )
    return stating(decided, assess(instance, decided))


def stating(decided: Plan, figures: Assessment) -> Plan:
    """The plan with these figures, proven to be the best."""
    rows = (
        row.model_copy(
            update={
                "satisfaction": figures.satisfaction[row.id],
                "unmet": figures.unmet[row.id],
            }
        )
        for row in decided.students
    )
    return decided.model_copy(
        update={
            "students": tuple(rows),
            "goals": figures.goals,
            "objective": figures.objective,
            "bound": figures.objective,
        }
    )


def faults(instance: Instance, checked: Plan) -> list[Fault]:
    """The faults, after a look at whether each can be said with exactly its facts."""
    found = list(verify(instance, checked))
    for fault in found:
        for language in LANGUAGES:
            assert placeholders(catalogue(language)[fault.code]) == set(fault.facts), fault
            assert Wording(language).fault(fault)
    return found


def codes(instance: Instance, checked: Plan) -> list[str]:
    """The codes of all faults without the leading 'rules.'."""
    return [fault.code.removeprefix("rules.") for fault in faults(instance, checked)]


def broken(instance: Instance, *decisions: Any, **named: Any) -> list[str]:
    """The codes of the faults of a plan by its decisions."""
    return codes(instance, plan(instance, *decisions, **named))
