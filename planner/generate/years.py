"""The school years 2027/28 and 2028/29: four terms of 16, 18, 16 and 18 school weeks."""

from planner.generate.words import Json, words


def calendar() -> Json:
    """The calendar with the holidays of the country and the breaks of the schools."""
    return {"terms": [
        _term("t1", 2027, "2027-09-01",
              "2027-12-25", ("2027-10-23", "2027-10-31"), ("2027-11-04", "2027-11-04")),
        _term("t2", 2027, "2028-01-10",
              "2028-05-20", ("2028-02-23", "2028-02-23"), ("2028-03-08", "2028-03-08"),
              ("2028-03-25", "2028-04-02"), ("2028-05-01", "2028-05-01"),
              ("2028-05-09", "2028-05-09")),
        _term("t3", 2028, "2028-09-04",
              "2028-12-30", ("2028-10-28", "2028-11-06")),
        _term("t4", 2028, "2029-01-09",
              "2029-05-19", ("2029-02-23", "2029-02-23"), ("2029-03-08", "2029-03-08"),
              ("2029-03-24", "2029-04-01"), ("2029-05-01", "2029-05-01"),
              ("2029-05-09", "2029-05-09")),
    ]}  # fmt: skip


def _term(
    id: str,  # noqa: A002
    year: int,
    starts: str,
    ends: str,
    *holidays: tuple[str, str],
) -> Json:
    half = 1 if id in ("t1", "t3") else 2
    return {
        "id": id, "name": words(f"term.{half}", year=year, next=year % 100 + 1), "year": year,
        "starts": starts, "ends": ends,
        "holidays": [{"starts": first, "ends": last} for first, last in holidays],
    }  # fmt: skip
