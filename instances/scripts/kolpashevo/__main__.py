"""`python -m instances.scripts.kolpashevo` writes instances/kolpashevo.json."""

from instances.scripts.kolpashevo import build
from instances.scripts.writing import write

write("kolpashevo", build())
