"""Our solver beside its rivals, all on the same generated instances, in one go.

`python -m benchmarks.region` runs everything (a night on two cores); options choose a part. Each
run is added to the file of results, and a run that is in it already is not repeated, so that a
benchmark can be stopped and taken up again. `--report` only writes table and plots.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from benchmarks.region.check import check
from benchmarks.region.measure import Run, measured
from benchmarks.region.report import load, plots, table
from planner.generate.instance import instance
from planner.generate.request import Request
from planner.generate.writing import one_record_a_line

METHODS = "cp-sat,cp-sat-bound,highs,ours"
_HEAD = """# Region: measured

Written by `python -m benchmarks.region --report`; each line is measured by `{command}`.
Gaps are shares of 1,000 points a student; seconds count from the start of the process; memory is
that of all its processes together (proportional set size). Medians over the seeds. Two cores.

"""


@click.command()
@click.option("--students", default="100,300,1000,2000,5000,10655", show_default=True)
@click.option("--seeds", default="1,2,3", show_default=True)
@click.option("--tightness", default="0.2,0.8", show_default=True)
@click.option("--methods", default=METHODS, show_default=True)
@click.option("--seconds", default=300.0, show_default=True)
@click.option("--municipalities", default=0, help="0: as many as usual.")
@click.option("--work", type=click.Path(path_type=Path), default=Path("benchmarks/.work"))
@click.option("--docs", type=click.Path(path_type=Path), default=Path("docs"), show_default=True)
@click.option("--report", is_flag=True, help="Write table and plots of what was measured.")
@click.option("--again", is_flag=True, help="Also what was measured before.")
def main(students: str, seeds: str, tightness: str, methods: str, seconds: float,
         municipalities: int, work: Path, docs: Path, report: bool,
         again: bool) -> None:  # fmt: skip
    """Measure methods on generated instances, then write docs/region.md and two plots."""
    work.mkdir(parents=True, exist_ok=True)
    results = work / "results.jsonl"
    if not report:
        check()
        known = set() if again or not results.exists() else {
            (r["students"], r["tightness"], r["seed"], r["method"], r["seconds"])
            for r in load(results)}  # fmt: skip
        for run in _runs(students, seeds, tightness, methods.split(","), seconds):
            if (run.students, run.tightness, run.seed, run.method, run.seconds) in known:
                continue
            record = measured(run, _instance(run, municipalities, work))
            with results.open("a", encoding="utf-8") as file:
                file.write(record + "\n")
            click.echo(f"{run}: {record[-160:]}", err=True)
    found = load(results)
    command = "python -m benchmarks.region --students N --seeds S --tightness T --methods M"
    (docs / "region.md").write_text(_HEAD.format(command=command) + table(found), "utf-8")
    for path in plots(found, docs):
        click.echo(path)


def _runs(
    students: str, seeds: str, tightness: str, methods: list[str], seconds: float
) -> Iterator[Run]:
    for count in students.split(","):
        for scarcity in tightness.split(","):
            for seed in seeds.split(","):
                for method in methods:
                    yield Run(int(count), int(seed), float(scarcity), method, seconds)


def _instance(run: Run, municipalities: int, work: Path) -> Path:
    path = work / f"{run.students}-{run.tightness}-{run.seed}-{municipalities}.json"
    request = Request(
        run.students, run.seed, round(100 * run.tightness), municipalities=municipalities
    )
    path.write_text(one_record_a_line(instance(request)), "utf-8")
    return path


if __name__ == "__main__":
    sys.exit(main())
