"""A clash and its repairs -> what is said about them."""

import json

from planner.explain.conflict import Clash
from planner.explain.repairs import Repairs
from planner.wording import Wording

MOST = 20
"""Facts named to people, if there was no time to find out which are needless."""


def told_clash(clash: Clash, cures: Repairs, wording: Wording, as_json: bool) -> str:
    """The facts that cannot hold together, and what would help."""
    facts = [wording.fault(fact) for fact in clash.facts]
    said = [wording.fault(cure.said) for cure in cures.found]
    if as_json:
        found = {
            "possible": False, "minimal": clash.minimal, "facts": facts,
            "keys": [list(key) for key in clash.keys], "repairs": said,
            "every_repair_tried": cures.complete,
        }  # fmt: skip
        return json.dumps(found, ensure_ascii=False, indent=1)
    return "\n".join(lines_of(clash, cures, wording))


def lines_of(clash: Clash, cures: Repairs, wording: Wording) -> list[str]:
    """For people."""
    if not clash.facts:
        return [wording.say("errors.impossible_unfound")]
    facts = [wording.fault(fact) for fact in clash.facts]
    said = [wording.fault(cure.said) for cure in cures.found]
    heading = "errors.impossible" if clash.minimal else "errors.impossible_unproven"
    lines = [wording.say(heading), *(f"  {fact}" for fact in facts[:MOST])]
    if (more := len(facts) - MOST) > 0:
        lines.append("  " + wording.say("errors.impossible_more", {"n": more}))
    if said:
        lines += ["", wording.say("explain.repair.heading"), *(f"  – {cure}" for cure in said)]
    elif cures.complete:
        lines += ["", wording.say("explain.repair.none")]
    if not cures.complete:
        lines += ["", wording.say("explain.repair.late")]
    return lines
