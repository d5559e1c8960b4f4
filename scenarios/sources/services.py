"""Service classes and their department reviews. Handling, chances and shares are assumed unless noted.

Promises: routine problems three working days, hard ones five to ten (service_facts.csv: Wenzhou, Zhongshan,
Bozhou), of 6.5 hours each. Chance to be answered at once: 0.83 to 0.87 over guidance and problems
(service_facts.csv: Wenzhou, Zhongshan). Counter work is online in its majority (service_facts.csv: start-up
fully online 95.91 %).
"""

# ruff: noqa: E501 - tables are easier to read with one row a line
from __future__ import annotations

from scenarios.sources.table import Row

# id | zh | en | family kind skill priority | minutes station subcentre district city cv | solve x4 | promise h |
# review tier | flags (b bundle, o out of area) | cross-city | walk-in appointment online home | grades x3 | visit share
_CLASSES = """
registration|登记注册|Business registration|basic transaction registration 5|25 25 25 30 .6|.96 .97 .985 .995|13|station|o|.04|.25 .08 .63 .04|0 0 0|0
licensing|许可审批|Licences and permits|basic transaction licensing 5|35 35 30 35 .7|.93 .95 .97 .99|32.5|station|o|.04|.30 .10 .55 .05|0 .01 0|0
tax_guidance|办税辅导|Tax guidance|basic transaction tax 5|18 18 18 20 .7|.92 .94 .97 .99|13|station|o|.02|.30 .05 .62 .03|0 0 0|0
social_security|社保用工登记|Social security|basic transaction social_security 5|20 20 18 20 .6|.95 .96 .98 .99|13|station|o|.05|.28 .05 .64 .03|0 0 0|0
construction|建设审批|Construction approval|basic transaction construction 5|50 50 45 50 .8|.84 .88 .95 .98|65|district||0|.20 .15 .60 .05|.02 .15 .01|0
environment|环保审批|Environmental permit|basic transaction environment 5|45 45 45 50 .8|.86 .88 .95 .98|65|district||.02|.22 .15 .58 .05|.02 .08 .01|0
safety|安全生产许可|Work safety permit|basic transaction safety 5|40 40 40 45 .8|.88 .90 .96 .98|32.5|district||0|.25 .10 .58 .07|.02 .05 0|0
party|党务服务|Party service|basic transaction party 6|20 20 20 20 .6|.97 .97 .98 .99|19.5|station||0|.65 .10 .20 .05|0 0 0|0
bundle_open|企业开办一件事|One-thing: open a business|basic transaction registration 5|40 40 40 45 .6|.93 .95 .975 .99|13|station|bo|.03|.20 .12 .63 .05|0 0 0|0
bundle_build|开工投产一件事|One-thing: build and start production|basic transaction construction 5|70 70 60 60 .7|.85 .90 .95 .98|65|subcentre|b|0|.15 .20 .55 .10|.05 .10 .01|0
bundle_staff|用工参保一件事|One-thing: hire and insure staff|basic transaction social_security 5|30 30 30 30 .6|.94 .95 .98 .99|13|station|bo|.03|.22 .10 .65 .03|0 0 0|0
homestay|民宿全生命周期服务|Homestay life-cycle service|basic transaction homestay 5|45 45 45 45 .7|.90 .90 .95 .98|32.5|station|b|0|.35 .15 .35 .15|0 .01 0|0
policy_guidance|政策解读|Policy guidance|value_added transaction policy 5|15 15 15 15 .7|.88 .90 .95 .98|19.5|station||0|.30 .05 .60 .05|0 0 0|0
policy_claim|政策兑现|Policy claims|value_added transaction policy 5|30 30 30 30 .7|.90 .92 .96 .98|32.5|district||0|.15 .05 .65 .15|0 .01 0|0
talent|人才服务|Talent service|value_added transaction talent 5|30 28 28 30 .7|.88 .92 .96 .98|32.5|station||0|.28 .10 .57 .05|.01 .02 0|0
finance|银企对接|Bank and enterprise matching|value_added problem finance 4|60 55 50 60 .9|.87 .90 .94 .97|32.5|district||0|.35 .12 .45 .08|.02 .03 0|.22
tech|科创服务|Science and innovation service|value_added transaction tech 5|40 38 35 40 .8|.86 .90 .95 .98|32.5|station||0|.25 .15 .55 .05|.01 .02 0|0
brand|品牌管理|Brand management|value_added transaction brand 5|45 40 40 40 .7|.86 .92 .95 .97|32.5|station||0|.40 .15 .40 .05|.02 .01 0|0
labour|用工难题|Recruitment and labour problem|value_added problem labour 4|60 60 55 60 .9|.90 .92 .95 .97|19.5|district||0|.38 .10 .42 .10|.02 .02 0|.22
siting|项目选址落地|Project siting problem|value_added problem siting 4|120 110 100 110 .9|.82 .86 .92 .96|65|district||0|.30 .25 .30 .15|.03 .10 .01|.06
factor|要素保障难题|Land, power, water and gas problem|value_added problem factor 4|80 80 75 80 .9|.88 .90 .94 .97|32.5|district||0|.35 .10 .42 .13|.02 .04 0|.24
customs|海关通关难题|Customs clearance problem|value_added problem customs 4|75 70 65 65 .8|.76 .82 .90 .94|32.5|district||0|.30 .20 .45 .05|.05 .05 .01|.04
compliance|合规与监管难题|Compliance and inspection problem|value_added problem compliance 4|60 60 55 60 .8|.91 .93 .95 .97|19.5|district||0|.40 .10 .42 .08|.01 .02 0|.14
legal|法律咨询|Legal advice|professional transaction legal 5|40 40 40 45 .7|.90 .92 .95 .97|19.5|station||0|.40 .25 .30 .05|0 0 0|0
mediation|涉企纠纷调解|Dispute mediation|professional problem mediation 4|120 115 110 120 .9|.86 .88 .93 .96|65|district||0|.50 .20 .20 .10|.02 .04 0|.08
trademark|商标专利服务|Trademark and patent service|professional transaction ip 5|40 38 35 40 .7|.90 .92 .96 .98|32.5|station||0|.38 .12 .47 .03|0 .01 0|0
ip_pledge|知识产权质押登记|IP pledge registration|professional transaction ip 5|60 55 50 60 .6|.86 .90 .95 .98|32.5|district||0|.35 .20 .43 .02|0 .02 0|0
testing|产品检验检测|Product testing|professional transaction testing 5|45 40 40 45 .8|.82 .80 .95 .97|65|station|o|.06|.45 .20 .30 .05|.02 .02 0|0
cosmetics|化妆品备案与产业链一类事|Cosmetics filing and chain service|professional transaction cosmetics 5|55 50 45 50 .8|.84 .90 .95 .98|65|subcentre||0|.35 .15 .45 .05|.03 .01 0|0
apparel|童装产业链一类事|Childrenswear chain service|professional transaction apparel 5|35 30 30 35 .7|.88 .93 .95 .97|32.5|station||0|.45 .08 .42 .05|.02 0 0|0
equipment|物流装备产业链一类事|Logistics equipment chain service|professional transaction equipment 5|60 55 50 55 .8|.84 .90 .95 .97|65|subcentre|o|.03|.30 .15 .45 .10|.03 .01 0|0
devices|医疗器械注册服务|Medical device registration|professional transaction devices 5|70 65 60 65 .8|.82 .86 .94 .97|65|district||0|.30 .20 .45 .05|0 .04 .01|0
icv|智能网联汽车一类事|Connected vehicle service|professional transaction icv 5|70 65 60 65 .8|.82 .86 .94 .97|65|station||0|.35 .25 .35 .05|0 .03 .01|0
"""

# service | department id or text | mean hours | cv | skill of a queue or - | recognisable
_REVIEWS = """
licensing|dept.market|8|.6|-|true
licensing|dept.fire|6|.6|-|false
construction|dept.planning|14|.6|-|false
construction|dept.housing|12|.6|-|false
construction|dept.fire|8|.6|-|false
environment|dept.environment|20|.6|-|true
safety|dept.emergency|10|.6|-|false
bundle_open|dept.market|2|.6|-|true
bundle_open|dept.tax|2.5|.6|-|false
bundle_open|dept.hrss|2|.6|-|false
bundle_build|dept.planning|10|.6|-|false
bundle_build|dept.environment|12|.6|-|false
bundle_build|dept.housing|10|.6|-|false
bundle_staff|dept.hrss|2.5|.6|-|true
bundle_staff|dept.medical_insurance|2.5|.6|-|false
homestay|dept.fire|8|.6|-|false
homestay|dept.police|8|.6|-|false
homestay|dept.market|6|.6|-|false
policy_claim|dept.finance|9|.6|-|false
finance|dept.finance|7|.7|-|false
siting|dept.planning|16|.7|-|false
siting|dept.environment|10|.7|-|false
factor|dept.utilities|8|.7|-|false
customs|dept.customs|3|.7|customs_desk|false
compliance|dept.market|3|.7|-|false
mediation|dept.justice|12|.7|-|false
ip_pledge|dept.market|6|.5|-|false
testing|dept.testing|4|.6|laboratory|true
cosmetics|dept.testing|3|.6|laboratory|false
equipment|dept.testing|3|.6|laboratory|true
devices|dept.testing|4|.6|laboratory|false
icv|dept.transport|14|.6|-|false
"""

TIERS = ("station", "subcentre", "district", "city")
CHANNELS = ("walk_in", "appointment", "online", "home_visit")
GRADES = ("subcentre", "district", "city")


def _numbers(text: str) -> list[float]:
    return [float(part) for part in text.split()]


def _service(line: str) -> Row:
    cells = line.split("|")
    name, zh, en, sort, minutes, solve, promise, tier, flags, cross, channels, grades, visits = cells
    family, kind, skill, priority = sort.split()
    *handling, cv = _numbers(minutes)
    row: Row = {
        "id": name,
        "name_zh": zh,
        "name_en": en,
        "family": family,
        "kind": kind,
        "skill": skill,
        "priority": int(priority),
    }
    row |= {f"handling_{t}": value for t, value in zip(TIERS, handling, strict=True)}
    row |= {"handling_cv": cv, "handling_distribution": "lognormal"}
    row |= {f"solve_{t}": value for t, value in zip(TIERS, _numbers(solve), strict=True)}
    row |= {
        "promise_hours": float(promise),
        "review_tier": tier,
        "bundle": "b" in flags,
        "out_of_area": "o" in flags,
        "cross_city_share": float(cross),
    }
    row |= {f"share_{c}": value for c, value in zip(CHANNELS, _numbers(channels), strict=True)}
    row |= {f"grade_{t}": value for t, value in zip(GRADES, _numbers(grades), strict=True)}
    row |= {"visit_share": float(visits), "source": "class: newsletter; parameters assumed, see README"}
    return row


def rows() -> list[Row]:
    """Rows of services.csv."""
    return [_service(line) for line in _CLASSES.strip().splitlines()]


def review_rows() -> list[Row]:
    """Rows of reviews.csv."""
    table: list[Row] = []
    for line in _REVIEWS.strip().splitlines():
        service, department, hours, cv, skill, recognisable = line.split("|")
        table.append(
            {
                "service": service,
                "order": 1 + sum(row["service"] == service for row in table),
                "department": department,
                "hours": float(hours),
                "cv": float(cv),
                "skill": None if skill == "-" else skill,
                "recognisable": recognisable == "true",
                "source": "assumed",
            }
        )
    return table


def family_of() -> dict[str, str]:
    """Family by service class."""
    return {row["id"]: row["family"] for row in rows()}


def skills() -> tuple[str, ...]:
    """All skills of service classes, in table order."""
    return tuple(dict.fromkeys(row["skill"] for row in rows()))
