"""Rates of counts, and how far a rate from few cases can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

# The standard normal quantile of a two-sided 95 % interval.
Z_95 = 1.96


@dataclass(frozen=True)
class Interval:
    """A rate and the limits of its interval, all from 0 to 1."""

    rate: float
    low: float
    high: float


def wilson(successes: int, trials: int, z: float = Z_95) -> Interval:
    """Return the rate `successes / trials` with its Wilson score interval.

    It stays within 0 and 1 and holds for few trials and for rates near 0 or 1, where
    the normal approximation fails. Without trials nothing is known: rate 0, limits 0
    and 1. ValueError unless 0 <= successes <= trials.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical
    inference", Journal of the American Statistical Association 22 (1927), 209-212.
    """
    if not 0 <= successes <= trials:
        raise ValueError(f"{successes} of {trials} is no rate")
    if trials == 0:
        return Interval(0.0, 0.0, 1.0)
    rate = successes / trials
    share = z * z / trials
    centre = (rate + share / 2) / (1 + share)
    spread = z / (1 + share) * sqrt(rate * (1 - rate) / trials + share / trials / 4)
    # Where all or none succeed the limit is exact; rounding must not move it.
    low = 0.0 if successes == 0 else centre - spread
    high = 1.0 if successes == trials else centre + spread
    return Interval(rate, min(max(low, 0.0), rate), max(min(high, 1.0), rate))
