"""A process that plans one part, and tells the others how far it is."""

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from queue import Queue
from threading import Thread
from time import monotonic
from traceback import format_exc

from models.plan import Parameters, Plan
from planner.build import Built, build
from planner.collector import collector_off
from planner.extract import extract
from planner.memory import give_back, keep_nothing_large
from planner.presolve import presolve
from planner.processes import Turns
from planner.program import Key
from planner.solve.cuts import Halt
from planner.solve.matrix import matrix
from planner.solve.parts.bargain import Worth
from planner.solve.parts.inside import Inside, Terms
from planner.solve.parts.part import Part
from planner.solve.parts.relaxing import Relaxing
from planner.solve.region.course import Course
from planner.solve.region.outside import Outside


@dataclass(frozen=True, slots=True)
class Ready:
    """The model of the part is built."""


@dataclass(frozen=True, slots=True)
class Told:
    """How good the plan of the part is, and how good it could be."""

    best: int | None
    bound: int


@dataclass(frozen=True, slots=True)
class Failed:
    """No plan of the part was found."""

    error: BaseException


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a part plans with, and how long."""

    terms: Terms
    seconds: float | None
    diving: float
    """Seconds that the dives of all that begin together are likely to take."""


Message = Ready | Told | Worth | Plan | Failed
"""What a part says; its plan comes last."""

Answer = Mapping[Key, float] | Agreed | None
"""What is said to it: other shares, or what it plans with in the end; None: stop."""


def work(
    others: Connection, part: Part, parameters: Parameters, relaxing: Turns | None,
    turns: Turns | None,
) -> None:  # fmt: skip
    """Plan the part.

    So many parts at a time solve their relaxation (`relaxing`), and so many dive, or do what takes
    long (`turns`).
    """
    keep_nothing_large()
    started, halt = monotonic(), Halt()
    answers: Queue[Mapping[Key, float] | Agreed] = Queue()

    def listen() -> None:
        try:
            while True:
                heard: Answer = others.recv()
                if heard is None:
                    halt.ask()
                else:
                    answers.put(heard)
        except (EOFError, OSError):  # there are no others any more
            halt.ask()

    def ask(worth: Worth) -> Mapping[Key, float] | Agreed:
        others.send(worth)
        return answers.get()

    def tell(goal: str | None, best: int | None, bound: int | None) -> None:
        if bound is not None:
            others.send(Told(best, bound))

    Thread(target=listen, daemon=True).start()
    try:
        with collector_off():
            presolved = presolve(part.instance)
            presolved.settle()
            built = build(presolved)
        gc.freeze()  # all of this is kept as long as this process lives
        relaxation = _relaxation(part, built, _left(parameters, started), halt, relaxing)
        give_back()
        others.send(Ready())
        there, seconds = _agreed(relaxation, part.shares, ask, turns)
        del relaxation
        if seconds is not None:
            limit = monotonic() - started + seconds
            parameters = parameters.model_copy(update={"time": limit})
        course = Course(built, parameters, tell, started, there, halt)
        course.run()
        others.send(extract(course.solved(), parameters, "", monotonic() - started))
    except BaseException as error:  # whoever divided the instance says what is to be done
        error.add_note(format_exc())
        others.send(Failed(error))


def _left(parameters: Parameters, started: float) -> float | None:
    """Seconds."""
    return None if parameters.time is None else parameters.time - (monotonic() - started)


def _relaxation(
    part: Part, built: Built, seconds: float | None, halt: Halt, relaxing: Turns | None
) -> Relaxing:
    whole = matrix(built.program.model)
    built.program.model.forget()
    inside = Inside(part, built.program, whole)
    left = None if seconds is None else seconds / 2
    return Relaxing(whole, inside, left, lambda: halt.asked, relaxing)


def _agreed(
    relaxation: Relaxing, shares: Mapping[Key, float],
    ask: Callable[[Worth], Mapping[Key, float] | Agreed], turns: Turns | None,
) -> tuple[Outside, float | None]:  # fmt: skip
    """Ask what the part has of all shared limits until that is agreed on; seconds to plan."""
    while not isinstance(answer := ask(relaxation.worth(shares)), Agreed):
        shares = answer
    heard = monotonic()
    there = outside(relaxation, answer.terms, answer.diving, turns)
    return there, None if answer.seconds is None else answer.seconds - (monotonic() - heard)


def outside(relaxation: Relaxing, terms: Terms, diving: float, turns: Turns | None) -> Outside:
    """What a part agreed to, in its model, with what its rows' limits were worth to it."""
    inside, ended = relaxation.inside, relaxation.ended  # with its share, as it plans
    return Outside(
        inside.planned(terms), inside.bounded(terms.shares), inside.opened, inside.held,
        relaxation.prices, relaxation.everywhere(terms), ended, relaxation.took, diving, turns,
    )  # fmt: skip
