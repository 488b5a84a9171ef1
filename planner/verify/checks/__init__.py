"""One file for each rule that a plan must never break."""
