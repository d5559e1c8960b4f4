"""Why a demand for visits is not met, or work not covered: the first of these that holds."""

from __future__ import annotations

from collections.abc import Sequence, Set
from math import ceil
from typing import NamedTuple

from sim.planning.roster.week import Place, Want, Week, visitable

REASONS = {
    "no_skill": ("no member has the skill", "没有人员具备该技能"),
    "closed": ("the place is open on too few days", "该站点开放日不足"),
    "too_far": ("too far from base for a day's limit of travel", "离驻地过远，超出每日路程上限"),
    "no_day": ("members with the skill work on too few of its opening days", "具备该技能者可到的开放日不足"),
    "half_days": ("members with the skill have too few half-days", "具备该技能者的半天数不足"),
    "others": ("the half-days go to other places", "半天已用于其他站点"),
}


class Unmet(NamedTuple):
    """A demand for visits that no roster meets together with the others."""

    place: str
    skill: str
    kind: str  # visits (days a week) or gap (days from visit to visit)
    wanted: int
    reached: int  # 0: nobody comes
    reason: str  # of REASONS

    def text(self, lang: str) -> str:
        """Say it in a sentence, in ``en`` or ``zh``."""
        english, chinese = REASONS[self.reason]
        if lang == "zh":
            what = "每周到访天数" if self.kind == "visits" else "最长间隔（可到日）"
            reached = f"要求 {self.wanted}，可达 {self.reached or '无'}"
            return f"{self.place} 的 {self.skill}：{what}{reached}；{chinese}"
        what = (
            "days visited a week"
            if self.kind == "visits"
            else "days that can be visited, from visit to visit"
        )
        reached = f"{self.wanted} wanted, {self.reached or 'none'} reached"
        return f"{self.skill} at {self.place}, {what}: {reached}; {english}"


def longest_gap(days: Sequence[int], visited: Set[int]) -> int:
    """Return the most days from one visited day to the next, round the week; 0: none is visited."""
    at = [position for position, day in enumerate(days) if day in visited]
    return (
        max((later - at[i] for i, later in enumerate([*at[1:], at[0] + len(days)])), default=0) if at else 0
    )


def reason_of(week: Week, place: Place, want: Want, kind: str) -> str:
    """Return why visits, a gap or hours of work (``kind``) fall short; in doubt others had the half-days."""
    p = week.places.index(place)
    skilled = [m for m, member in enumerate(week.members) if want.skill in member.skills]
    if not skilled:
        return "no_skill"
    least = want.visits if kind == "visits" else 0
    if not place.slots or len(place.days) < least:
        return "closed"
    near = [m for m in skilled if p in week.reached(m)]
    if not near:
        return "too_far"
    possible = visitable(week, p, want.skill)
    if len(possible) < max(least, 1):
        return "no_day"
    if kind == "gap" and want.gap:
        least = ceil(len(possible) / want.gap)
    if sum(week.members[m].half_days for m in near) < max(least, 1):
        return "half_days"
    return "others"
