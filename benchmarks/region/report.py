"""Results -> a table (Markdown) and plots (SVG): gap over time, time and memory over size."""

import json
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Any

from models.plan import gap as gap_of
from planner.solve.search import PORTFOLIO

Result = dict[str, Any]

LIMITS = (10, 60, 300)
GAPS = (0.02, 0.005, 0.001)
_NAMES = {"cp-sat": "CP-SAT, default", "cp-sat-bound": f"CP-SAT, {' + '.join(PORTFOLIO)}",
          "highs": "HiGHS", "ours": "plan solve"}  # fmt: skip
_COLOURS = {"cp-sat": "#999999", "cp-sat-bound": "#d98c00", "highs": "#2a78b5", "ours": "#b5262a"}


def load(path: Path) -> list[Result]:
    """The results; of a run that was repeated, the last."""
    found = {}
    for line in path.read_text("utf-8").splitlines():
        result = json.loads(line)
        key = tuple(result[name] for name in ("students", "tightness", "seed", "method"))
        found[key] = result
    return list(found.values())


def gap(result: Result, seconds: float) -> float | None:
    """The gap after so many seconds, as a share of 1,000 points a student."""
    best: float | None = None
    bound: float | None = None
    for event in result["events"]:
        if event["seconds"] > seconds:
            break
        best = event["best"] if event["best"] is not None else best
        bound = event["bound"] if event["bound"] is not None else bound
    if best is None or bound is None:
        return None
    return max(0.0, gap_of(round(bound), round(best), result["students"]))


def reached(result: Result, wanted: float) -> float | None:
    """Seconds to a gap."""
    times = [event["seconds"] for event in result["events"]]
    gaps = ((seconds, gap(result, seconds)) for seconds in times)
    return next((seconds for seconds, g in gaps if g is not None and g <= wanted), None)


def grouped(results: list[Result]) -> dict[tuple[int, float, str], list[Result]]:
    """Results by students, tightness and method."""
    found: dict[tuple[int, float, str], list[Result]] = defaultdict(list)
    for result in results:
        found[result["students"], result["tightness"], result["method"]].append(result)
    return dict(sorted(found.items()))


def table(results: list[Result]) -> str:
    """Medians over the seeds that had so long; '-' where half of the runs or more had nothing."""
    head = ["students", "tightness", "method", "seeds", *(f"gap at {t} s" for t in LIMITS),
            *(f"s to {g:.1%}" for g in GAPS), "best plan", "MB"]  # fmt: skip
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for (students, tightness, method), runs in grouped(results).items():
        cells = [
            f"{students:,}", f"{tightness}", _NAMES[method], str(len(runs)),
            *(_percent([gap(run, t) for run in runs if run["seconds"] >= t]) for t in LIMITS),
            *(_seconds([reached(run, g) for run in runs]) for g in GAPS),
            _points([_best(run) for run in runs]),
            f"{median(run['megabytes'] for run in runs):,.0f}",
        ]  # fmt: skip
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _best(run: Result) -> float | None:
    return max((e["best"] for e in run["events"] if e["best"] is not None), default=None)


def _middle(values: list[float | None]) -> float | None:
    """The median where nothing counts as worse than everything."""
    ordered = sorted(values, key=lambda value: (value is None, value or 0.0))
    return ordered[len(ordered) // 2]


def _percent(values: list[float | None]) -> str:
    if not values:
        return ""
    middle = _middle(values)
    return "-" if middle is None else f"{middle:.2%}"


def _seconds(values: list[float | None]) -> str:
    middle = _middle(values)
    return "-" if middle is None else f"{middle:.1f}"


def _points(values: list[float | None]) -> str:
    middle = _middle(values)
    return "-" if middle is None else f"{middle:,.0f}"


def plots(results: list[Result], folder: Path) -> list[Path]:
    """Gap over time for each size and tightness; time to 2% and memory over size."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "plan"
    return [_over_time(results, folder), _over_size(results, folder)]


def _over_time(results: list[Result], folder: Path) -> Path:
    from matplotlib import pyplot
    from matplotlib.ticker import LogLocator

    kinds = sorted({(r["students"], r["tightness"]) for r in results})
    columns = min(3, len(kinds))
    rows = -(-len(kinds) // columns)
    figure, axes = pyplot.subplots(rows, columns, figsize=(4.2 * columns, 3 * rows), squeeze=False)
    for axis in axes.flat[len(kinds) :]:
        axis.set_visible(False)
    for axis, kind in zip(axes.flat, kinds, strict=False):
        for result in results:
            if (result["students"], result["tightness"]) == kind:
                points = [(e["seconds"], gap(result, e["seconds"])) for e in result["events"]]
                known = [(t, max(g, 1e-5)) for t, g in points if g is not None]
                axis.step(*zip(*known, strict=True) if known else ([], []), where="post",
                          color=_COLOURS[result["method"]], label=_NAMES[result["method"]],
                          linewidth=1)  # fmt: skip
        axis.set(xscale="log", yscale="log", xlabel="s", ylabel="gap",
                 title=f"{kind[0]:,} students, tightness {kind[1]}")  # fmt: skip
        axis.set_ylim(1e-5, 2)
        axis.xaxis.set_major_locator(LogLocator(subs=(1, 3)))
        axis.xaxis.set_major_formatter("{x:g}")
        axis.xaxis.set_minor_formatter("")
    return _saved(figure, axes.flat[len(kinds) - 1], folder / "region-gap.svg")


def _over_size(results: list[Result], folder: Path) -> Path:
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, 2, figsize=(10, 4))
    tightest = max(r["tightness"] for r in results)
    for method, name in _NAMES.items():
        runs = [(n, found) for (n, t, m), found in grouped(results).items()
                if m == method and t == tightest]  # fmt: skip
        times = [(n, _middle([reached(run, 0.02) for run in found])) for n, found in runs]
        reaching = [(n, time) for n, time in times if time is not None]
        memory = [(n, median(run["megabytes"] for run in found)) for n, found in runs]
        for axis, line in zip(axes, (reaching, memory), strict=True):
            if line:
                axis.plot(*zip(*line, strict=True), "o-", color=_COLOURS[method], label=name)
    axes[0].set(xscale="log", yscale="log", xlabel="students", ylabel="s to a gap of 2%")
    axes[1].set(xscale="log", yscale="log", xlabel="students", ylabel="MB")
    return _saved(figure, axes[1], folder / "region-size.svg")


def _saved(figure: Any, legend_of: Any, path: Path) -> Path:
    known = [axis.get_legend_handles_labels() for axis in figure.axes]
    once = {label: line for lines, labels in known
            for line, label in zip(lines, labels, strict=True)}  # fmt: skip
    legend_of.legend(once.values(), once.keys(), fontsize=7)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    return path
