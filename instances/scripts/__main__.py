"""`python -m instances.scripts` writes every instance."""

from instances.scripts import impossible, kolpashevo, kuzbass_coal, tiny
from instances.scripts.writing import write

write("tiny", tiny.build())
write("kolpashevo", kolpashevo.build())
write("kuzbass-coal", kuzbass_coal.build())
for name, instance in impossible.build().items():
    write(f"impossible/{name}", instance)
for name, instance in impossible.build_strict().items():
    write(f"impossible/strict/{name}", instance)
