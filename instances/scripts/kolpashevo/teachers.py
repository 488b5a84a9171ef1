"""Teachers of the partners, and one who travels."""

from typing import Any

from instances.scripts.names import Draw
from instances.scripts.writing import Json


def _lecturer(draw: Draw, id_: str, organisation: str, *subjects: str, **fields: Any) -> Json:
    return {
        "id": id_, "name": draw.person(), "organisation": organisation,
        "subjects": list(subjects), "hours_a_week": 24, "committed_hours": 8,
    } | fields  # fmt: skip


def both(pair: str) -> tuple[str, str]:
    """The two lecturers of a university's department."""
    return f"{pair}-1", f"{pair}-2"


def lecturers(draw: Draw) -> list[Json]:
    """Teachers of the partners, and the travelling teacher of biology."""
    return [
        *(_lecturer(draw, lecturer, organisation, subject)
          for pair, organisation, subject in (
              ("tsu-society", "tsu", "social_studies"), ("tsu-letters", "tsu", "literature"),
              ("tpu-physics", "tpu", "physics"), ("tusur-informatics", "tusur", "informatics"))
          for lecturer in both(pair)),
        _lecturer(draw, "tsu-mathematics", "tsu", "mathematics", committed_hours=14),
        _lecturer(draw, "tpu-english", "tpu", "foreign_language", committed_hours=16),
        _lecturer(draw, "college-welder", "college", committed_hours=16),
        _lecturer(draw, "college-mechanic", "college", committed_hours=15),
        _lecturer(draw, "nurse-teacher", "medical-college", "biology", sites=["hospital"],
                  committed_hours=14),
        _lecturer(draw, "chemist", "medical-college", "chemistry", sites=["school7", "hospital"],
                  committed_hours=12),
        _lecturer(draw, "forester", "forestry", committed_hours=0, paid_hours=4,
                  hours_a_week=6),
        _lecturer(draw, "travelling-biologist", "school5", "biology", sites=["togur", "school7"],
                  committed_hours=9, busy=[{"day": "thu", "starts": "08:30", "ends": "15:00",
                                            "reason": "Уроки в школе № 5"}]),
    ]  # fmt: skip
