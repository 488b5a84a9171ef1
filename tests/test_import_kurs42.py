"""A folder of Kurs42 becomes an instance; what is wrong with it is named with place and remedy."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from models.instance import Instance
from models.plan import Parameters
from planner.cli import main
from planner.presolve import presolve
from planner.read import read_instance
from planner.solve import exact

STUDENTS = """"IdNr";"Status";"Jahrgang";"Klasse";"Name";"Vorname";"GebDat";"SchulNr"
1;2;"Q1";"Q1";"Ash";"Ann";"09.12.2004";1
2;2;"Q1";"Q1";"Birch";"Bob";"23.12.2004";1
3;2;"Q1";"Q1";"Cedar";"Cy";"";1
4;6;"Q1";"K1";"Elm";"Eve";"27.08.2005";1
"""
GROUPS = """"KursId";"Fach";"Name";"Lehrer";"Std";"Kursart"
1;"M";"M-GK1";"T1";3;"GK"
2;"M";"M-GK2";"T2";3;"GK"
3;"BI";"BI-LK1";"T3";5;"LK"
4;"KU";"KU-GK1";"T3";3;"GK"
"""
CHOICES = """"Name";"Vorname";"GebDat";"Fachkrz";"Kursart";"Kurs"
"Ash";"Ann";"09.12.2004";"M";"GKM";""
"Ash";"Ann";"09.12.2004";"BI";"LK1";""
"Birch";"Bob";"23.12.2004";"M";"GKS";""
"Cedar";"Cy";"";"M";"AB3";""
"Elm";"Eve";"27.08.2005";"M";"GKS";""
"Elm";"Eve";"27.08.2005";"KU";"AB4";""
"""
SLOTS = """"Schiene";"Kursbezeichnung";"Fixiert"
0;"M-GK1";0
1;"M-GK2";0
1;"BI-LK1";0
2;"BI-LK1";0
1;"KU-GK1";0
"""
FILES = {"Schueler.txt": STUDENTS, "Kurse.txt": GROUPS, "Fachwahlen.txt": CHOICES,
         "Blockplan.txt": SLOTS}  # fmt: skip


def imported(folder: Path, **changed: str | None) -> Result:
    for name, content in FILES.items():
        text = changed.get(name.removesuffix(".txt"), content)
        if text is not None:
            (folder / name).write_text(text, "utf-8-sig")
    out = str(folder / "made.json")
    return CliRunner().invoke(
        main, ["import", "kurs42", str(folder), "--out", out, "--language", "en"]
    )


def made(folder: Path) -> Instance:
    assert imported(folder).exit_code == 0
    return read_instance(folder / "made.json")


def test_choices_become_wishes_and_kinds_are_those_of_the_groups(tmp_path: Path) -> None:
    wishes = [[w.ranked[0].programme for w in s.wishes] for s in made(tmp_path).students]
    assert wishes == [["M-GK", "BI-LK"], ["M-GK"], ["M-GK"], ["M-GK", "KU-GK"]]


def test_a_group_in_two_slots_has_two_meetings(tmp_path: Path) -> None:
    groups = made(tmp_path).offering
    assert [len(groups[g].timetables[0].meetings) for g in ("M-GK1", "BI-LK1")] == [1, 2]


def test_two_groups_of_a_teacher_at_one_time_are_taught_together(tmp_path: Path) -> None:
    groups = made(tmp_path).offering
    assert [len(groups[g].duties) for g in ("BI-LK1", "KU-GK1")] == [1, 0]


def test_students_of_co_operating_schools_have_an_agreement(tmp_path: Path) -> None:
    instance = made(tmp_path)
    [agreement] = instance.agreements
    assert agreement.base == (instance.students[3].school,)


def test_all_choices_are_met_and_sizes_are_equal(tmp_path: Path) -> None:
    presolved = presolve(made(tmp_path))
    solved = exact.solve(presolved, Parameters(workers=1), lambda *_: None)
    # Both who need the slot of the second group are in the first, and the others in the second.
    points = {goal: solved.value(score.points) for goal, score in solved.built.scores.items()}
    assert (points["wishes"], points["balance"]) == (4000, 0)


def test_nobody_may_take_what_was_not_chosen(tmp_path: Path) -> None:
    instance = made(tmp_path)
    barred = {lock.offering for lock in instance.locks if lock.student == "s002"}
    assert barred == {"BI-LK1", "KU-GK1"}


@pytest.mark.parametrize(
    ("table", "text", "place", "words"),
    [
        ("Kurse", None, "Kurse.txt", "has no file"),
        ("Kurse", GROUPS.replace("Fach", "Subject"), "Kurse.txt", "no column 'Fach'"),
        ("Kurse", GROUPS.replace('3;"GK"', '"x";"GK"', 1), "Kurse.txt:2 Std", "whole number"),
        ("Schueler", STUDENTS.replace("09.12.", "31.02."), "Schueler.txt:2 GebDat", "DD.MM"),
        ("Schueler", STUDENTS.replace('"Q1"', '"Q9"', 1), "Schueler.txt:2 Jahrgang", "EF, Q1"),
        ("Fachwahlen", CHOICES.replace("Birch", "Beech"), "Fachwahlen.txt:4 Name", "Schueler.txt"),
        ("Fachwahlen", CHOICES.replace('"KU"', '"XX"'), "Fachwahlen.txt:7 Fachkrz", "Kurse.txt"),
        ("Blockplan", SLOTS.replace("M-GK2", "M-GK9"), "Blockplan.txt:3", "no group 'M-GK9'"),
        ("Blockplan", SLOTS.replace('0;"M', '-1;"M'), "Blockplan.txt:2", "whole number"),
        ("Blockplan", SLOTS.replace('0;"M-GK1";0\n', ""),
         "Kurse.txt:2 Name", "no slot"),
    ],
)  # fmt: skip
def test_a_fault_has_place_and_remedy(
    tmp_path: Path, table: str, text: str | None, place: str, words: str
) -> None:
    said = imported(tmp_path, **{table: text})
    assert said.exit_code == 3
    assert place in said.output
    assert words in said.output
    assert not (tmp_path / "made.json").exists()


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    imported(tmp_path)
    (tmp_path / "Kurse.txt").write_bytes(b"\xff\xfeK")
    command = ["import", "kurs42", str(tmp_path), "--out", str(tmp_path / "x"), "--language", "en"]
    said = CliRunner().invoke(main, command)
    assert said.exit_code == 3
    assert "UTF-8" in said.output


def test_a_file_that_was_not_imported_stays(tmp_path: Path) -> None:
    mine = tmp_path / "made.json"
    mine.write_text("mine", "utf-8")
    refused = imported(tmp_path)
    assert (refused.exit_code, mine.read_text("utf-8")) == (2, "mine")
    assert str(mine) in refused.stderr
    mine.write_text("", "utf-8")
    assert [imported(tmp_path).exit_code for _ in range(2)] == [0, 0], "its own is replaced"
