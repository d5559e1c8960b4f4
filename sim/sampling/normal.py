"""Quantile of the standard normal distribution.

Source: M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied
Statistics 37 (1988) 477-484, routine PPND16: rational approximations in three regions, accurate to about one
part in 10**16.
"""

from __future__ import annotations

import math

from sim.sampling.loops import inner

CENTRE = 0.425  # |u - 1/2| up to here: the central region
MIDDLE = 5.0  # sqrt(-log(tail)) up to here: the middle region, beyond it the far tail


@inner
def normal_quantile(u: float) -> float:
    """The z below which a standard normal variable lies with probability u, for 0 < u < 1."""
    q = u - 0.5
    if abs(q) <= CENTRE:
        return q * _central(CENTRE * CENTRE - q * q)
    r = math.sqrt(-math.log(min(u, 1.0 - u)))
    z = _middle(r - 1.6) if r <= MIDDLE else _far(r - MIDDLE)
    return -z if q < 0.0 else z


@inner
def _central(r: float) -> float:
    p = 2509.0809287301226727 * r + 33430.575583588128105
    p = (p * r + 67265.770927008700853) * r + 45921.953931549871457
    p = (p * r + 13731.693765509461125) * r + 1971.5909503065514427
    p = (p * r + 133.14166789178437745) * r + 3.387132872796366608
    q = 5226.495278852545925 * r + 28729.085735721942674
    q = (q * r + 39307.89580009271061) * r + 21213.794301586595867
    q = (q * r + 5394.1960214247511077) * r + 687.1870074920579083
    q = (q * r + 42.313330701600911252) * r + 1.0
    return p / q


@inner
def _middle(r: float) -> float:
    p = 7.7454501427834140764e-4 * r + 0.0227238449892691845833
    p = (p * r + 0.24178072517745061177) * r + 1.27045825245236838258
    p = (p * r + 3.64784832476320460504) * r + 5.7694972214606914055
    p = (p * r + 4.6303378461565452959) * r + 1.42343711074968357734
    q = 1.05075007164441684324e-9 * r + 5.475938084995344946e-4
    q = (q * r + 0.0151986665636164571966) * r + 0.14810397642748007459
    q = (q * r + 0.68976733498510000455) * r + 1.6763848301838038494
    q = (q * r + 2.05319162663775882187) * r + 1.0
    return p / q


@inner
def _far(r: float) -> float:
    p = 2.01033439929228813265e-7 * r + 2.71155556874348757815e-5
    p = (p * r + 0.0012426609473880784386) * r + 0.026532189526576123093
    p = (p * r + 0.29656057182850489123) * r + 1.7848265399172913358
    p = (p * r + 5.4637849111641143699) * r + 6.6579046435011037772
    q = 2.04426310338993978564e-15 * r + 1.4215117583164458887e-7
    q = (q * r + 1.8463183175100546818e-5) * r + 7.868691311456132591e-4
    q = (q * r + 0.0148753612908506148525) * r + 0.13692988092273580531
    q = (q * r + 0.59983220655588793769) * r + 1.0
    return p / q
