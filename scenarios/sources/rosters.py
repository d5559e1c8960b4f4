"""Duty of rotating partners, coaching by chief specialists and training of liaison officers.

Wuxing's chief specialist has coached the cosmetics sub-centre six times since January 2024 (newsletter);
the dates, the partners' tours, the monthly coaching days and the training weeks are assumed.
"""

from __future__ import annotations

from datetime import date, timedelta

from scenarios.sources.places import towns
from scenarios.sources.table import Row

MORNING = ("08:30", "12:00")
AFTERNOON = ("13:30", "17:00")

COSMETICS_VISITS = ("2024-02-27", "2024-04-11", "2024-05-29", "2024-07-17", "2024-09-05", "2024-10-24")

#: Day by day, where each member of a rotating group is on duty.
TOURS = {
    "wx.law2": (
        ("wx.zhili", "wx.balidian", "wx.wanda", "wx.daixi", "wx.brand.disputes"),
        ("wx.huanzhu", "wx.hudong", "wx.donglin", "wx.daochang", "wx.aishan"),
    ),
    "wx.law3": (
        ("wx.sub.logistics", "wx.brand.ip", "wx.sub.cosmetics", "wx.brand.qingchuang", "wx.zhili"),
        ("wx.yangjiabu", "wx.renhuangshan", "wx.binhu", "wx.longxi", "wx.fenghuang"),
    ),
    "wx.talent2": (
        ("wx.zhili", "wx.sub.logistics", "wx.balidian", "wx.daixi", "wx.sub.childrenswear"),
        ("wx.binhu", "wx.fenghuang", "wx.brand.qingchuang", "wx.donglin", "wx.zhili"),
    ),
    "wx.testing": (
        ("wx.sub.cosmetics", "wx.zhili", "wx.sub.cosmetics", "wx.sub.logistics", "wx.park.cosmetics"),
        ("wx.sub.childrenswear", "wx.balidian", "wx.park.childrenswear", "wx.daixi", "wx.park.logistics"),
    ),
    "aj.chambers": (
        ("aj.dipu", "aj.tianzihu", "aj.xiaofeng", "aj.meixi", "aj.changshuo"),
        ("aj.park.economic", "aj.tianhuangping", "aj.lingfeng", "aj.hanggai", "aj.zhangwu"),
    ),
}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")

#: One day a month of Wuxing's boards, sent where the joint assessment says: service, week of the month.
ALLOTTED = {
    "finance": ("finance", 1),
    "legal": ("compliance", 2),
    "project": ("factor", 3),
    "talent": ("labour", 4),
}
MONTHS = 24  # from January 2024


def _entry(staff: str, **fields: object) -> Row:
    row: Row = {
        "id": None,
        "staff": staff,
        "member": None,
        "activity": "duty",
        "facility": None,
        "days": "working",
        "date_from": None,
        "date_to": None,
        "opens": MORNING[0],
        "closes": MORNING[1],
        "service": None,
        "source": "assumed",
    }
    return row | fields


def _tours() -> list[Row]:
    return [
        _entry(
            f"{partner}.staff",
            id=f"{partner}.{member}.{day}.{part}",
            member=member,
            facility=facility,
            days=day,
            opens=opens,
            closes=closes,
            source="newsletter: rotating; tour assumed",
        )
        for partner, members in TOURS.items()
        for member, places in enumerate(members)
        for day, facility in zip(WEEKDAYS, places, strict=True)
        for part, (opens, closes) in (("am", MORNING), ("pm", AFTERNOON))
    ]


def _coaching() -> list[Row]:
    visits = [
        _entry(
            "wx.centre.quality.chief",
            id=f"coach.cosmetics.{number}",
            activity="coaching",
            facility="wx.sub.cosmetics",
            date_from=day,
            date_to=day,
            opens="09:00",
            closes="17:00",
            service="testing",
            source="newsletter: six visits since January 2024; dates assumed",
        )
        for number, day in enumerate(COSMETICS_VISITS, 1)
    ]
    for month in range(MONTHS):
        first = date(2024 + month // 12, 1 + month % 12, 1)
        for board, (service, week) in ALLOTTED.items():
            day = first + timedelta(days=(2 - first.weekday()) % 7 + 7 * (week - 1))  # a Wednesday
            visits.append(
                _entry(
                    f"wx.centre.{board}.chief",
                    id=f"coach.{board}.{first:%Y%m}",
                    activity="coaching",
                    date_from=day.isoformat(),
                    date_to=day.isoformat(),
                    opens="09:00",
                    closes="17:00",
                    service=service,
                )
            )
    return visits


def _training() -> list[Row]:
    """One day a year at the district centre for each of Wuxing's township liaison officers, week by week."""
    table = []
    for number, town in enumerate(unit for unit in towns() if unit.county == "330502"):
        day = date(2024, 3, 5) + timedelta(weeks=number)
        for year in (0, 364):
            when = (day + timedelta(days=year)).isoformat()
            table.append(
                _entry(
                    f"{town.station}.liaison",
                    id=f"train.{town.slug}.{when[:4]}",
                    member=0,
                    activity="training",
                    facility="wx.centre",
                    date_from=when,
                    date_to=when,
                    opens="09:00",
                    closes="17:00",
                    service="finance",
                    source="newsletter: station officers train above; dates assumed",
                )
            )
    return table


def rows(groups: set[str], hosts: set[str]) -> list[Row]:
    """Rows of rosters.csv for the staff groups and facilities given."""
    table = _tours() + _coaching() + _training()
    return [row for row in table if row["staff"] in groups and (row["facility"] or "wx.centre") in hosts]
