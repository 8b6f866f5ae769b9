"""How far a rate over a sample can be trusted."""

from math import sqrt
from statistics import NormalDist


def wilson(hits: int, sample: int, level: float) -> tuple[float, float]:
    """The Wilson interval of ``hits`` out of ``sample`` (at least 1) at a confidence ``level`` (0–1), in per cent."""
    z = NormalDist().inv_cdf((1 + level) / 2)
    share, stretch = hits / sample, 1 + z**2 / sample
    middle = (share + z**2 / (2 * sample)) / stretch
    half = z / stretch * sqrt(share * (1 - share) / sample + z**2 / (4 * sample**2))
    return max(0.0, 100 * (middle - half)), min(100.0, 100 * (middle + half))
