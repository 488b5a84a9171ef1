"""A folder in the format of Kurs42 (as SVWS-Server reads it) -> an instance."""
