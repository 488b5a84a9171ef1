"""What students study, as expressions over their takes."""
