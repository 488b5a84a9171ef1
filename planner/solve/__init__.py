"""Model -> plan."""
