"""Yearly cases per enterprise by industry and service class, and when they arise. Assumed.

The rates are set so that the city has about 150,000 cases a year: 0.1 to 0.2 million is what 0.6 to 16 cases
per station-day (service_facts.csv) come to. Problems raised by enterprises are about two thirds of all
problems; visits find the rest.
"""

# ruff: noqa: E501 - tables are easier to read with one row a line
from __future__ import annotations

from scenarios.sources.industries import INDUSTRIES
from scenarios.sources.table import Row

#: Cases per enterprise and year in an ordinary industry.
COMMON = {
    "registration": 0.12,
    "licensing": 0.035,
    "tax_guidance": 0.08,
    "social_security": 0.05,
    "construction": 0.004,
    "environment": 0.004,
    "safety": 0.004,
    "party": 0.008,
    "bundle_open": 0.022,
    "bundle_build": 0.002,
    "bundle_staff": 0.022,
    "policy_guidance": 0.08,
    "policy_claim": 0.05,
    "talent": 0.025,
    "finance": 0.018,
    "tech": 0.008,
    "brand": 0.005,
    "labour": 0.018,
    "siting": 0.004,
    "factor": 0.018,
    "customs": 0.0012,
    "compliance": 0.020,
    "legal": 0.018,
    "mediation": 0.010,
    "trademark": 0.015,
    "ip_pledge": 0.0008,
    "testing": 0.006,
}

_INDUSTRIAL = {
    "construction": 3.0, "environment": 3.5, "safety": 3.0, "bundle_build": 4.0, "testing": 3.0, "labour": 1.5,
    "factor": 1.6,
}  # fmt: skip

#: Multiples of the common rate, by industry.
MULTIPLES: dict[str, dict[str, float]] = {
    "trade": {
        "environment": 0.3, "safety": 0.5, "construction": 0.5, "licensing": 1.2, "bundle_build": 0.2, "testing": 0.4,
    },
    "manufacturing": _INDUSTRIAL,
    "startups": {
        "tech": 8.0, "talent": 3.0, "policy_claim": 2.0, "finance": 2.0, "trademark": 3.0, "ip_pledge": 6.0,
        "bundle_open": 2.0,
    },
    "textiles": _INDUSTRIAL,
    "wood_bamboo": _INDUSTRIAL | {"customs": 3.0},
    "homestay": {"licensing": 1.5, "siting": 3.0, "finance": 1.5, "compliance": 1.3},
    "childrenswear": {
        "trademark": 1.8, "legal": 1.3, "mediation": 1.4, "labour": 1.4, "customs": 2.5, "testing": 1.5, "brand": 2.0,
    },
    "logistics_equipment": _INDUSTRIAL | {"customs": 6.0, "tech": 5.0, "brand": 2.0, "policy_claim": 2.0},
    "batteries": _INDUSTRIAL | {"customs": 5.0, "tech": 4.0, "policy_claim": 2.0, "safety": 5.0},
    "medical_devices": _INDUSTRIAL | {"tech": 6.0, "talent": 3.0, "policy_claim": 2.0, "siting": 3.0},
    "icv": {"tech": 10.0, "talent": 5.0, "policy_claim": 4.0, "siting": 4.0, "finance": 3.0, "testing": 3.0},
    "cosmetics": _INDUSTRIAL | {"testing": 12.0, "brand": 6.0, "trademark": 4.0, "tech": 3.0},
}  # fmt: skip

#: Classes of one industry.
OWN = {
    "childrenswear": ("apparel", 0.10),
    "cosmetics": ("cosmetics", 0.90),
    "logistics_equipment": ("equipment", 0.45),
    "medical_devices": ("devices", 0.60),
    "icv": ("icv", 1.20),
    "homestay": ("homestay", 0.30),
}

SEASON = (0.95, 0.70, 1.15, 1.08, 1.05, 1.05, 1.0, 0.95, 1.03, 0.92, 1.05, 1.07)
WEEKDAY = (1.15, 1.05, 1.0, 1.0, 0.95, 0.22, 0.16)
HOUR_WORKING = (
    0, 0, 0, 0, 0, 0, 0.1, 0.4, 1.6, 2.4, 2.3, 1.4,
    0.5, 1.1, 1.9, 1.8, 1.3, 0.5, 0.35, 0.35, 0.25, 0.1, 0.05, 0,
)  # fmt: skip
HOUR_REST = (
    0, 0, 0, 0, 0, 0, 0.1, 0.3, 0.8, 1.4, 1.6, 1.2,
    0.8, 1.0, 1.4, 1.4, 1.1, 0.8, 0.7, 0.6, 0.4, 0.2, 0.1, 0,
)  # fmt: skip


def rows() -> list[Row]:
    """Rows of demand.csv."""
    table: list[Row] = []
    for industry in INDUSTRIES:
        rates = {s: rate * MULTIPLES[industry].get(s, 1.0) for s, rate in COMMON.items()}
        if industry in OWN:
            service, rate = OWN[industry]
            rates[service] = rate
        table += [
            {"industry": industry, "service": service, "rate": round(rate, 6), "source": "assumed"}
            for service, rate in rates.items()
        ]
    return table


def profile_rows() -> list[Row]:
    """Rows of profiles.csv."""
    profiles = {
        "season": (1, SEASON),
        "weekday": (1, WEEKDAY),
        "hour_working": (0, HOUR_WORKING),
        "hour_rest": (0, HOUR_REST),
    }
    return [
        {"profile": profile, "index": index, "weight": float(weight), "source": "assumed"}
        for profile, (first, weights) in profiles.items()
        for index, weight in enumerate(weights, first)
    ]
