"""What is asked of a generated instance: its size, its seed and how scarce everything is."""

from dataclasses import dataclass

STUDENTS_OF_THE_REGION = 10_655
MUNICIPALITIES_OF_THE_REGION = 20
RURAL_PERCENT = 25
"""2,702 of 10,655."""


@dataclass(frozen=True)
class Request:
    """The options of `plan generate`, in whole numbers."""

    students: int
    seed: int = 1
    tightness: int = 50
    """Percent: 0 comfortable, 50 usual, 100 scarce."""
    rural: int = RURAL_PERCENT
    """Percent of the students who go to school in a village or a village centre."""
    municipalities: int = 0
    """0: as many as the region has for so many students."""

    @property
    def parts(self) -> int:
        """The number of municipalities."""
        usual = round(self.students * MUNICIPALITIES_OF_THE_REGION / STUDENTS_OF_THE_REGION)
        return self.municipalities or max(1, usual)

    def scarce(self, comfortable: int, scarce: int) -> int:
        """A percentage between that at tightness 0 and that at tightness 100."""
        return comfortable - (comfortable - scarce) * self.tightness // 100

    def seats(self, usual: int) -> int:
        """Seats where there would usually be so many."""
        return max(2, usual * self.scarce(125, 70) // 100)
