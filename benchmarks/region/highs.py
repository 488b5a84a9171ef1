"""CP-SAT model -> the same model for HiGHS.

Enforced constraints get the smallest big-M that their variables' bounds allow; a maximum gets a
literal for each of its terms, one of which reaches it.
"""

from dataclasses import dataclass, field

import highspy
import numpy as np
from ortools.sat.python.cp_model_helper import ConstraintProto, CpModelProto, LinearExpressionProto

from planner.solve.matrix import UNLIMITED

_INFINITY = float(highspy.kHighsInf)
Terms = dict[int, int]
"""Coefficient of each variable."""


@dataclass
class Rows:
    """Columns and rows under construction; a literal below 0 is a variable's complement."""

    lower: list[int] = field(default_factory=list)
    upper: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    index: list[int] = field(default_factory=list)
    value: list[int] = field(default_factory=list)
    least: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)

    def column(self, lower: int, upper: int) -> int:
        """A new integer variable."""
        self.lower.append(lower)
        self.upper.append(upper)
        return len(self.lower) - 1

    def row(self, terms: Terms, least: float, most: float) -> None:
        """least <= terms <= most."""
        self.starts.append(len(self.index))
        self.index += terms.keys()
        self.value += terms.values()
        self.least.append(least)
        self.most.append(most)

    def enforced(self, terms: Terms, least: float, most: float, literals: list[int]) -> None:
        """least <= terms <= most if all literals hold."""
        if not literals:
            self.row(terms, least, most)
            return
        lowest, highest = self._span(terms)
        if least > lowest:
            self._relaxed(terms, least, least - lowest, literals)
        if most < highest:
            negated = {variable: -factor for variable, factor in terms.items()}
            self._relaxed(negated, -most, highest - most, literals)

    def _relaxed(self, terms: Terms, least: float, slack: float, literals: list[int]) -> None:
        """terms >= least - slack for each literal that does not hold."""
        made, constant = dict(terms), 0.0
        for literal in literals:
            constant += add_literal(made, literal, -int(slack))
        self.row(made, least - slack * len(literals) - constant, _INFINITY)

    def _span(self, terms: Terms) -> tuple[int, int]:
        lowest = highest = 0
        for variable, factor in terms.items():
            ends = factor * self.lower[variable], factor * self.upper[variable]
            lowest, highest = lowest + min(ends), highest + max(ends)
        return lowest, highest


def add_literal(terms: Terms, literal: int, factor: int) -> int:
    """Add factor x literal to the terms; the constant that comes with a complement."""
    variable, sign, constant = (
        (literal, factor, 0) if literal >= 0 else (-literal - 1, -factor, factor)
    )
    terms[variable] = terms.get(variable, 0) + sign
    return constant


def translated(proto: CpModelProto) -> highspy.Highs:
    """The model in HiGHS, to be maximized."""
    rows = Rows()
    for variable in proto.variables:
        domain = list(variable.domain)
        rows.column(domain[0], domain[-1])
    for constraint in proto.constraints:
        _post(rows, constraint)
    cost = np.zeros(len(rows.lower))
    scale = -1.0 if proto.objective.scaling_factor < 0 else 1.0
    for variable, factor in zip(proto.objective.vars, proto.objective.coeffs, strict=True):
        cost[variable] += scale * factor
    return _model(rows, cost, scale * proto.objective.offset)


def _post(rows: Rows, constraint: ConstraintProto) -> None:
    literals = list(constraint.enforcement_literal)
    if constraint.has_linear():
        _linear(rows, constraint, literals)
    elif constraint.has_at_most_one():
        _count(rows, list(constraint.at_most_one.literals), -_INFINITY, 1, [])
    elif constraint.has_exactly_one():
        _count(rows, list(constraint.exactly_one.literals), 1, 1, [])
    elif constraint.has_bool_or():
        _count(rows, list(constraint.bool_or.literals), 1, _INFINITY, literals)
    elif constraint.has_bool_and():
        for literal in constraint.bool_and.literals:
            _count(rows, [literal], 1, _INFINITY, literals)
    elif constraint.has_lin_max():
        _maximum(rows, constraint)
    else:
        raise NotImplementedError(f"a constraint that HiGHS was not taught: {constraint}")


def _linear(rows: Rows, constraint: ConstraintProto, literals: list[int]) -> None:
    linear = constraint.linear
    terms: Terms = {}
    for variable, factor in zip(linear.vars, linear.coeffs, strict=True):
        terms[variable] = terms.get(variable, 0) + factor
    domain = list(linear.domain)
    if len(domain) != 2:
        raise NotImplementedError("a domain with holes")
    rows.enforced(terms, _bound(domain[0]), _bound(domain[1]), literals)


def _bound(value: int) -> float:
    if abs(value) < UNLIMITED:
        return value
    return _INFINITY if value > 0 else -_INFINITY


def _count(rows: Rows, chosen: list[int], least: float, most: float, enforcing: list[int]) -> None:
    terms: Terms = {}
    constant = sum(add_literal(terms, literal, 1) for literal in chosen)
    rows.enforced(terms, least - constant, most - constant, enforcing)


def _maximum(rows: Rows, constraint: ConstraintProto) -> None:
    reached: Terms = {}
    for expression in constraint.lin_max.exprs:
        over, constant = _difference(constraint.lin_max.target, expression)
        rows.row(over, -constant, _INFINITY)
        literal = rows.column(0, 1)
        rows.enforced(over, -_INFINITY, -constant, [literal])
        reached[literal] = 1
    rows.row(reached, 1, 1)


def _difference(a: LinearExpressionProto, b: LinearExpressionProto) -> tuple[Terms, int]:
    terms: Terms = {}
    for sign, expression in ((1, a), (-1, b)):
        for variable, factor in zip(expression.vars, expression.coeffs, strict=True):
            terms[variable] = terms.get(variable, 0) + sign * factor
    return terms, a.offset - b.offset


def _model(rows: Rows, cost: np.ndarray, offset: float) -> highspy.Highs:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(rows.lower), len(rows.least)
    lp.sense_, lp.offset_ = highspy.ObjSense.kMaximize, offset
    lp.col_cost_ = np.concatenate([cost, np.zeros(lp.num_col_ - len(cost))])
    lp.col_lower_, lp.col_upper_ = np.array(rows.lower, float), np.array(rows.upper, float)
    lp.row_lower_, lp.row_upper_ = np.array(rows.least), np.array(rows.most)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.array([*rows.starts, len(rows.index)])
    lp.a_matrix_.index_, lp.a_matrix_.value_ = np.array(rows.index), np.array(rows.value, float)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * lp.num_col_
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.passModel(lp)
    return highs


def solved(highs: highspy.Highs) -> tuple[float, float]:
    """Maximize; the best objective and the bound."""
    highs.run()
    info = highs.getInfo()
    return float(info.objective_function_value), float(info.mip_dual_bound)
