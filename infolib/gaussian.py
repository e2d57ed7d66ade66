"""Gaussians, where the entropy is an integral and may be negative."""

import math

import numpy as np
from numpy.typing import ArrayLike

from .arguments import Floats, log2_of, quietly, real_array
from .measures import LN2, excess


@quietly
def gaussian_entropy(sigma: ArrayLike, *, base: float = 2) -> Floats:
    """Measure the differential entropy of a Gaussian."""
    bits = np.log2(positive(sigma, "sigma")) + 0.5 * math.log2(2 * math.pi * math.e)
    return bits / log2_of(base) + 0.0


def positive(sigma: ArrayLike, name: str) -> Floats:
    """Give finite numbers > 0."""
    sigma = finite(sigma, name)
    if not (sigma > 0).all():
        raise ValueError(f"{name} holds {sigma.min():.12g}: a standard deviation is > 0")
    return sigma


def finite(values: ArrayLike, name: str) -> Floats:
    """Give finite numbers."""
    array = real_array(values, name)
    if not np.isfinite(array).all():
        raise ValueError(f"{name} holds NaN or infinity: give finite numbers")
    return array


@quietly
def gaussian_kl(
    mu1: ArrayLike, sigma1: ArrayLike, mu2: ArrayLike, sigma2: ArrayLike, *, base: float = 2
) -> Floats:
    """Measure the divergence of one Gaussian from another."""
    mu1, mu2 = finite(mu1, "mu1"), finite(mu2, "mu2")
    s1, s2 = positive(sigma1, "sigma1"), positive(sigma2, "sigma2")
    shift, stretch = (mu1 - mu2) / s2, (s1 - s2) / s2
    spread = np.add.reduce(
        excess(*np.broadcast_arrays(s2[..., None], s1[..., None], (s2 - s1)[..., None])), axis=-1
    )
    nats = (shift * shift + stretch * stretch) / 2 + spread / s2
    return nats / LN2 / log2_of(base) + 0.0
