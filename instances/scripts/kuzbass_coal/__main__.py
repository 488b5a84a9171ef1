"""`python -m instances.scripts.kuzbass_coal` writes instances/kuzbass-coal.json."""

from instances.scripts.kuzbass_coal import build
from instances.scripts.writing import write

write("kuzbass-coal", build())
