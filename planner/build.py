"""Options -> linear model: the table of contents of every rule and goal."""

from dataclasses import dataclass

from planner.collector import collector_off
from planner.goals import GOALS
from planner.linear import Expression, add_up
from planner.presolve import Presolved
from planner.program import Program, Score
from planner.rules import RULES


@dataclass(frozen=True)
class Built:
    """A finished model with its goals."""

    program: Program
    scores: dict[str, Score]

    @property
    def objective(self) -> Expression:
        """The points of all goals together."""
        return add_up(score.points for score in self.scores.values())


@collector_off()
def build(presolved: Presolved) -> Built:
    """Post every rule, then add up every goal."""
    program = Program(presolved)
    for rule in RULES:
        rule.post(program)
    scores = {name: goal.post(program) for name, goal in GOALS.items()}
    built = Built(program, scores)
    program.model.objective = built.objective
    return built
