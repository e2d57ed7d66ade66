r"""What the table of proofs states as a formula is evaluated, as the rows of the formula sheet are.

A check stands under the name of a theorem and the formulas of its row: whoever changes one comes
here.  Rows whose formulas only name something, like $2^{-nD}$, state nothing that could be tried.
"""

import numpy as np
import pytest
from formula_rows import PROOFS, distribution, formulas, joint, phi, rows, rows_of, same
from scipy import stats

import infolib as il
from authoring import links

RELATIONS = ("=", r"\le", r"\ge", "<")
CHECKS = {}
log2 = np.log2


def row(label, *stated):
    """Keep the check that follows under the name of its theorem and the formulas of its row."""

    def keep(check):
        CHECKS[label, stated] = check
        return check

    return keep


@row("thm-gibbs", r"\varphi(u)=u-\ln(1+u)\ge0", r"u=\frac qp-1")
def gibbs(rng):
    p, q = distribution(rng), distribution(rng)
    losses = p * phi(q / p - 1)
    assert (losses >= 0).all()
    same(sum(losses) / np.log(2), sum(p * log2(1 / q)) - il.entropy(p))


@row("thm-kraft", r"\sum2^{-\ell}\le1", "[0,1)", r"2^{-\ell}")
def kraft(rng):
    lengths = [len(word) for word in il.huffman_code(distribution(rng, 6))]
    assert il.kraft_sum(lengths) == sum(2.0**-length for length in lengths) <= 1


@row("thm-price", r"H\le L", "L<H+1")
def price(rng):
    p = distribution(rng, 6)
    mean = il.expected_length(p, il.huffman_code(p))
    assert il.entropy(p) <= mean < il.entropy(p) + 1


@row("prop-bill", r"\ell=\log\frac1q+\log\frac1K")
def bill(rng):
    lengths = rng.integers(1, 9, 4)
    slack = sum(2.0**-lengths)
    q = 2.0**-lengths / slack
    same(lengths, log2(1 / q) + log2(1 / slack))


@row("thm-trained", r"H(Y\mid X)\le H(Y)", "x", "H(Y)")
def trained(rng):
    pxy = joint(rng, 3, 4)
    assert il.conditional_entropy(pxy) <= il.entropy(pxy.sum(axis=0))


@row("thm-phi", r"\ln2\cdot D=\sum p\,\varphi(q/p-1)")
def what_an_error_costs(rng):
    p, q = distribution(rng), distribution(rng)
    same(np.log(2) * il.kl_divergence(p, q), sum(p * phi(q / p - 1)))


@row("thm-pinsker", r"V\le\sqrt{D\ln2/2}", r"V\le\sqrt{1-2^{-D}}")
def pinsker(rng):
    p, q = distribution(rng), distribution(rng)
    divergence = il.kl_divergence(p, q)
    assert il.total_variation(p, q) <= np.sqrt(divergence * np.log(2) / 2)
    assert il.total_variation(p, q) <= np.sqrt(1 - 2**-divergence)


@row("thm-fisher", "p=q", "D", r"\frac12J\delta^2", r"\varphi(u)", "u^2/2")
def fisher(rng):
    t, delta = rng.uniform(0.2, 0.8), 1e-5
    nats = il.kl_divergence([t, 1 - t], [t + delta, 1 - t - delta], base=np.e)
    assert nats == pytest.approx(delta**2 / (t * (1 - t)) / 2, rel=1e-3, abs=0)
    assert phi(1e-4) == pytest.approx(1e-8 / 2, rel=1e-3, abs=0)


@row("thm-table-identity", r"\sum w_kD(p_k\Vert q)=\sum w_kD(p_k\Vert\bar p)+D(\bar p\Vert q)",
     "p_k/q", r"\bar p")  # fmt: skip
def table_identity(rng):
    w, p, q = distribution(rng, 3), rows_of(rng), distribution(rng)
    within = w @ il.kl_divergence(p, w @ p)
    same(w @ il.kl_divergence(p, q), within + il.kl_divergence(w @ p, q))


@row("thm-elbo", "q(x,z)=q(x)\\,q(z\\mid x)")
def elbo(rng):
    q = joint(rng, 3, 4)
    posterior, guess = q[0] / q[0].sum(), distribution(rng)
    bound = sum(guess * log2(q[0] / guess))
    same(log2(q[0].sum()) - bound, il.kl_divergence(guess, posterior))


@row("thm-chain-entropy", r"I=H(Y)-H(Y\mid X)\ge0", "X", "Y")
def chain_entropy(rng):
    pxy = joint(rng, 3, 4)
    told = il.mutual_information(pxy)
    same(told, il.entropy(pxy.sum(axis=0)) - il.conditional_entropy(pxy))
    same(told, il.entropy(pxy.sum(axis=1)) - il.conditional_entropy(pxy.T))
    assert told >= 0


@row("thm-positive", r"D_\alpha\ge0")
def positive(rng):
    p, q = distribution(rng), distribution(rng)
    assert (il.renyi_divergence(p, q, [0, 0.5, 1, 2, np.inf]) >= 0).all()


@row("thm-skew", r"(1-\alpha)D_\alpha(p\Vert q)=\alpha D_{1-\alpha}(q\Vert p)")
def skew(rng):
    p, q, alpha = distribution(rng), distribution(rng), rng.random()
    left = (1 - alpha) * il.renyi_divergence(p, q, alpha)
    same(left, alpha * il.renyi_divergence(q, p, 1 - alpha))


@row("thm-chernoff", "2^{-nC}", r"\min(a,b)\le a^\alpha b^{1-\alpha}", "C")
def chernoff(rng):
    a, b, alpha = rng.random(3)
    assert min(a, b) <= a**alpha * b ** (1 - alpha)


@row("thm-gaussian-pair", r"-\frac12\log_2(1-\rho^2)", r"1-\rho^2")
def gaussian_pair(rng):
    rho = rng.uniform(-0.95, 0.95)
    told = il.gaussian_entropy(1) - il.gaussian_entropy(np.sqrt(1 - rho**2))
    same(told, -log2(1 - rho**2) / 2)


@row("thm-gaussian-mechanism", r"\alpha\Delta^2/2\sigma^2")
def gaussian_mechanism(rng):
    alpha, shift, sigma = rng.uniform(1.2, 3), rng.uniform(0.2, 1), rng.uniform(1, 2)
    x = np.linspace(-20 * sigma, 20 * sigma, 40001)
    p, q = (np.exp(-((x - mu) ** 2) / (2 * sigma**2)) for mu in (shift, 0))
    total = np.trapezoid(p**alpha * q ** (1 - alpha), x) / np.trapezoid(p, x)
    same(np.log(total) / (alpha - 1), alpha * shift**2 / (2 * sigma**2))


@row(
    "thm-compromise",
    r"(1-\alpha)D_\alpha(p\Vert q)=\min_r\bigl(\alpha D(r\Vert p)+(1-\alpha)D(r\Vert q)\bigr)",
)
def compromise(rng):
    p, q, alpha = distribution(rng), distribution(rng), rng.uniform(0.1, 0.9)

    def price(r):
        return alpha * il.kl_divergence(r, p) + (1 - alpha) * il.kl_divergence(r, q)

    tilted = p**alpha * q ** (1 - alpha)
    least = (1 - alpha) * il.renyi_divergence(p, q, alpha)
    same(least, price(tilted / sum(tilted)))
    assert all(price(distribution(rng)) >= least for _ in range(100))


@row(
    "thm-conversion",
    r"D_\alpha\le\varepsilon",
    r"(\varepsilon',\delta)",
    r"(1-e^{-t})^+\le c\,e^{(\alpha-1)t}",
)
def conversion(rng):
    alpha, t = rng.uniform(1.2, 5), np.linspace(-5, 5, 10_001)
    c = (1 - 1 / alpha) ** (alpha - 1) / alpha
    assert (np.maximum(1 - np.exp(-t), 0) <= c * np.exp((alpha - 1) * t) * (1 + 1e-12)).all()
    p, q, least = distribution(rng), distribution(rng), rng.uniform(0, 0.5)
    loss = np.log(p / q)
    delta = c * np.exp((alpha - 1) * (il.renyi_divergence(p, q, alpha, base=np.e) - least))
    assert sum(p * np.maximum(1 - np.exp(least - loss), 0)) <= delta


@row(
    "cor-mironov",
    r"\varepsilon'=\varepsilon+\ln(1/\delta)/(\alpha-1)",
    r"\ln\alpha\ge0",
    r"\ln(1-\frac1\alpha)\le0",
)
def mironov(rng):
    alpha, spent, delta = rng.uniform(1.2, 5), rng.uniform(0, 2), rng.uniform(1e-6, 0.1)
    promised = spent + np.log(1 / delta) / (alpha - 1)
    same(delta, np.exp((alpha - 1) * (spent - promised)))
    assert np.log(alpha) >= 0 >= np.log(1 - 1 / alpha)
    finer = spent + (np.log(1 / delta) - np.log(alpha)) / (alpha - 1) + np.log(1 - 1 / alpha)
    assert finer <= promised


@row(
    "thm-ball",
    "k",
    r"\operatorname{E}[-\ln M_k]=\sum_{j=k}^{N-1}\frac1j",
    "j",
    r"\frac1j",
)
def ball(rng):
    k, n = 3, 9
    masses = stats.beta(k, n - k)  # the k-th smallest of n - 1 uniforms
    mean = np.mean(-np.log(masses.ppf((np.arange(200_000) + 0.5) / 200_000)))
    assert mean == pytest.approx(sum(1 / j for j in range(k, n)), abs=1e-4)
    draws = rng.random((200_000, n))  # in one dimension, and a density that is flat
    reach = np.sort(abs(draws[:, 1:] - draws[:, :1]), axis=1)[:, k - 1]
    low, high = np.maximum(draws[:, 0] - reach, 0), np.minimum(draws[:, 0] + reach, 1)
    assert np.mean(-np.log(high - low)) == pytest.approx(mean, abs=0.01)


@row(
    "prop-log",
    "q'",
    "k_1",
    r"D(q'\Vert q_0)-D(q'\Vert q)",
    "q",
    "k_3",
    "q_0(q=0)",
    "q'",
)
def what_the_log_says(rng):
    q, reference, drawn = rows_of(rng)
    means = il.kl_divergence(drawn, reference) - il.kl_divergence(drawn, q)
    same(drawn @ np.log(q / reference), means * np.log(2))
    q = np.append(distribution(rng, 3), 0)
    k3 = phi(reference[:3] / q[:3] - 1)
    missed = il.kl_divergence(q, reference, base=np.e) - q[:3] @ k3
    same(missed, reference[3])


def stated():
    """Return the name and the formulas of each row."""
    found = []
    for theorem, says, because in rows(PROOFS):
        (link,) = links.links(theorem, "chapters/proofs")
        found.append((link.place, tuple(formulas(says) + formulas(because))))
    return found


def test_every_row_that_states_a_relation_has_its_check_and_every_check_its_row():
    found = stated()
    claims = {row for row in found if any(sign in part for part in row[1] for sign in RELATIONS)}
    assert claims - set(CHECKS) == set()
    assert set(CHECKS) - set(found) == set()


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("row", CHECKS, ids=lambda row: row[0])
def test_what_a_row_states_is_what_infolib_computes(row, seed):
    CHECKS[row](np.random.default_rng(seed))
