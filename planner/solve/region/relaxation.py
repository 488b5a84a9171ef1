"""Parts and hub -> prices: the duals of what is shared in the linear relaxation of a sample.

The prices need not be exact for the bound to be valid; good prices make it tight.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt
from ortools.sat.python import cp_model

from planner.solve.region.market import Prices, Resource, supply
from planner.solve.region.partition import Partition
from planner.solve.region.supply import Hub
from planner.solve.region.worker import Worker

SAMPLE = 1000
"""Students in the sample, more or less."""


def first_prices(parts: Partition) -> Prices:
    """Prices learnt from some of the parts, which stand for all of them."""
    sizes = [len(part) for part in parts.parts]
    every = max(1, sum(sizes) // SAMPLE)
    sample = range(0, len(sizes), every)
    relaxation, worker, hub = Relaxation(), Worker(parts), Hub(parts)
    scale = sum(sizes) / sum(sizes[n] for n in sample)
    units: dict[Resource, dict[int, float]] = defaultdict(dict)
    for number in sample:
        shop = worker.shop(number)
        shop.built.program.cp.maximize(shop.built.objective)
        first = relaxation.add(shop.built.program.cp, scale)
        for resource, (count, _) in shop.used.items():
            units[resource][first + count.index] = 1.0
    first = relaxation.add(hub.model)
    shares = {resource: _share(parts, resource, set(sample)) for resource in units}
    rows = {}
    for resource, taken in units.items():
        weighed = dict.fromkeys(taken, 1 / shares[resource])
        there = supply(parts, resource)
        decided = hub.decided(resource)
        if decided is None:
            rows[resource] = relaxation.share(weighed, there)
        else:
            rows[resource] = relaxation.share(weighed | {first + decided.index: -there}, 0)
    return {
        resource: max(0, round(dual / shares[resource] / scale))
        for resource, dual in relaxation.duals(rows).items()
    }


def _share(parts: Partition, resource: Resource, sample: set[int]) -> float:
    """The sample's share of the students who may perhaps take of something."""
    if resource[0] == "offering":
        near = [n for n, reach in enumerate(parts.reach) if resource[1] in reach]
    elif resource[0] == "agreement":
        base = set(parts.instance.agreement[resource[1]].base)
        near = [n for n, schools in enumerate(parts.schools) if not schools.isdisjoint(base)]
    else:
        near = list(range(len(parts.parts)))
    sizes = {n: len(parts.parts[n]) for n in near}
    return sum(size for n, size in sizes.items() if n in sample) / sum(sizes.values())


@dataclass
class Relaxation:
    """A linear program put together from CP-SAT models."""

    _lower: list[float] = field(default_factory=list)
    _upper: list[float] = field(default_factory=list)
    _gain: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    _rows: list[tuple[float, float]] = field(default_factory=list)
    _cells: list[tuple[int, int, float]] = field(default_factory=list)

    def add(self, cp: cp_model.CpModel, weight: float = 1.0) -> int:
        """Add a model with its goal weighted; the number of its first variable."""
        first, proto = len(self._lower), cp.proto
        for variable in proto.variables:
            domain = list(variable.domain)
            self._lower.append(domain[0])
            self._upper.append(domain[-1])
        for constraint in proto.constraints:
            self._add_constraint(constraint, first)
        sign = proto.objective.scaling_factor or 1.0
        for index, gain in zip(proto.objective.vars, proto.objective.coeffs, strict=True):
            variable, factor = (index, 1) if index >= 0 else (-index - 1, -1)
            self._gain[first + variable] += sign * factor * gain * weight
        return first

    def share(self, units: Mapping[int, float], most: float) -> int:
        """A sum over variables that is at most something; the number of its row.

        The sample may stay in more than its share: what is over costs, but is not impossible.
        """
        self._lower.append(0)
        self._upper.append(INFINITE)
        over = len(self._lower) - 1
        self._gain[over] = -DEAREST
        self._row([*units.items(), (over, -1)], -INFINITE, most, 0)
        return len(self._rows) - 1

    def duals(self, rows: Mapping[Resource, int]) -> dict[Resource, float]:
        """The points that one unit more of each shared thing would bring."""
        result = mathopt.solve(mathopt.Model.from_model_proto(self._proto()), SOLVER)
        if not result.has_dual_feasible_solution():
            return {}
        values = {row.id: value for row, value in result.dual_values().items()}
        return {resource: values[row] for resource, row in rows.items()}

    def _add_constraint(self, constraint: Any, first: int) -> None:
        if constraint.has_linear():
            domain = list(constraint.linear.domain)
            terms = zip(constraint.linear.vars, constraint.linear.coeffs, strict=True)
            self._row(list(terms), domain[0], domain[-1], first)
        elif constraint.has_bool_and():
            for one in constraint.enforcement_literal:
                for other in constraint.bool_and.literals:
                    self._row([(one, 1), (other, -1)], -INFINITE, 0, first)
        elif constraint.has_at_most_one():
            self._row([(one, 1) for one in constraint.at_most_one.literals], -INFINITE, 1, first)

    def _row(self, terms: list[tuple[int, float]], least: float, most: float, first: int) -> None:
        """A row; negative indices are negated literals, as in CP-SAT."""
        row, shift = len(self._rows), 0.0
        cells: dict[int, float] = defaultdict(float)
        for index, weight in terms:
            if index < 0:
                shift += weight
                index, weight = -index - 1, -weight
            cells[first + index] += weight
        self._rows.append((max(least - shift, -INFINITE), min(most - shift, INFINITE)))
        self._cells += [(row, column, weight) for column, weight in sorted(cells.items())]

    def _proto(self) -> model_pb2.ModelProto:
        proto = model_pb2.ModelProto()
        proto.variables.ids.extend(range(len(self._lower)))
        proto.variables.lower_bounds.extend(self._lower)
        proto.variables.upper_bounds.extend(map(_open, self._upper))
        proto.variables.integers.extend([False] * len(self._lower))
        proto.linear_constraints.ids.extend(range(len(self._rows)))
        proto.linear_constraints.lower_bounds.extend(_open(least) for least, _ in self._rows)
        proto.linear_constraints.upper_bounds.extend(_open(most) for _, most in self._rows)
        matrix = proto.linear_constraint_matrix
        matrix.row_ids.extend(row for row, _, _ in self._cells)
        matrix.column_ids.extend(column for _, column, _ in self._cells)
        matrix.coefficients.extend(weight for _, _, weight in self._cells)
        proto.objective.maximize = True
        proto.objective.linear_coefficients.ids.extend(sorted(self._gain))
        proto.objective.linear_coefficients.values.extend(
            self._gain[variable] for variable in sorted(self._gain)
        )
        return proto


INFINITE = 1e15
DEAREST = 2000
"""No seat is worth more points."""

SOLVER = mathopt.SolverType.HIGHS


def _open(bound: float) -> float:
    return float("inf") if bound >= INFINITE else float("-inf") if bound <= -INFINITE else bound
