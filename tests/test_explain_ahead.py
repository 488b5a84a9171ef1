"""Reasons that another process works out while documents are printed."""

import os
from multiprocessing.connection import Connection
from pathlib import Path
from threading import current_thread, main_thread

import pytest
from pytest import MonkeyPatch

from models.plan import Parameters
from planner.documents import write_documents
from planner.documents.choice import Choice
from planner.documents.facts import Reasons
from planner.explain import ahead
from planner.explain.in_documents import reasons
from planner.explain.standing import Standing
from planner.extract import extract
from planner.presolve import presolve
from planner.read import instance_hash
from planner.solve import exact
from planner.wording import Wording
from tests.builders import at_college, instance, programme, student
from tests.curricula import plan_of, rich

WISHES = [{"ranked": [{"programme": "robotics"}]}]


@pytest.fixture(scope="module")
def standing() -> Standing:
    """A plan in which one of two students has the only seat."""
    one = instance(
        programmes=[programme("robotics", "module")],
        offerings=[at_college("robotics", max_size=1)],
        students=[student(f"s{number}", wishes=WISHES) for number in (1, 2)],
    )
    presolved = presolve(one)
    solved = exact.solve(presolved, Parameters(), lambda *_: None)
    return Standing(presolved, extract(solved, Parameters(), instance_hash(one), 0.0))


@pytest.fixture
def asked_beside(monkeypatch: MonkeyPatch) -> None:
    """Few are enough for a process of their own."""
    monkeypatch.setattr(ahead, "MANY", 1)


def same_as_here(standing: Standing, of_all: bool) -> bool:
    """Whether all that is told beside is told here."""
    whom = standing.instance.student
    here = reasons(standing, whom, Wording("en"), of_all)
    with ahead.reasoned(standing.presolved, standing.plan, whom, "en", of_all) as known:
        told = {key: said for one in whom for key, said in known.of(one).of_target.items()}
        return told == here.of_target and known.of_all() == here


@pytest.mark.parametrize("of_all", [True, False])
@pytest.mark.usefixtures("asked_beside")
def test_another_process_finds_the_same_reasons(standing: Standing, of_all: bool) -> None:
    assert same_as_here(standing, of_all)


def _dies(_: Connection, *__: object) -> None:
    os._exit(1)


@pytest.mark.usefixtures("asked_beside")
def test_reasons_of_a_process_that_dies_are_worked_out_here(
    standing: Standing, monkeypatch: MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "_tell", _dies)
    assert same_as_here(standing, of_all=True)


class Interrupted:
    """Reasons during which Ctrl-C is pressed."""

    def of(self, _: str, /) -> Reasons:
        assert current_thread() is main_thread()
        raise KeyboardInterrupt

    def of_all(self) -> Reasons:
        return Reasons()


def test_whoever_waits_for_reasons_hears_ctrl_c(tmp_path: Path) -> None:
    one = rich()
    chosen = Choice(kinds=["curricula"], formats=["pdf"])
    with pytest.raises(KeyboardInterrupt):
        write_documents(one, plan_of(one), tmp_path, "ru", reasons=Interrupted(), choice=chosen)
    assert not list(tmp_path.rglob("*.pdf"))
