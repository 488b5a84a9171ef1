"""When network courses meet."""

# After the last lesson on the common afternoon (Wednesday): two or three lessons in a row,
# late enough for the buses, over before they leave.
TWO, THREE = ("14:40", "16:10"), ("14:40", "17:00")
FRIDAY_TWO, FRIDAY_THREE = ("14:50", "16:20"), ("14:50", "17:10")
EVENING = ("16:00", "17:30")
CUT_OFF_A_YEAR = 6
"""Wednesdays between 10 April and the end of the school year, without ice or a direct ferry."""
