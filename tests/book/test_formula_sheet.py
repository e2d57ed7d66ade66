r"""Every row of the formula sheet is evaluated on random distributions, against infolib.

A check stands under the text of its row: whoever changes a sign, an exponent or a letter on the
sheet has changed the text, and must come here to change what is computed.
"""

import itertools
import math

import numpy as np
import pytest
from formula_rows import SHEET, distribution, joint, phi, rows, rows_of, same
from scipy.special import digamma

import infolib as il

CHECKS = {}
log2, e = np.log2, np.e


def row(name, formula, remember):
    """Keep the check that follows under the text of its row."""

    def keep(check):
        CHECKS[name, formula, remember] = check
        return check

    return keep


# ---- One distribution ----


@row("surprise", r"$\log_2\frac1{p_i}$", "adds over independent events")
def surprise(rng):
    p, q = distribution(rng), distribution(rng)
    same(il.surprisal(p), log2(1 / p))
    same(il.surprisal(np.outer(p, q)), il.surprisal(p)[:, None] + il.surprisal(q))


@row("entropy", r"$H(p)=\sum_i p_i\log_2\frac1{p_i}$", r"$0\le H\le\log_2 n$; concave")
def entropy(rng):
    p, q, t = distribution(rng), distribution(rng), rng.random()
    same(il.entropy(p), sum(p * log2(1 / p)))
    assert 0 <= il.entropy(p) <= log2(4)
    assert il.entropy([1, 0]) == 0
    same(il.entropy([1 / 4] * 4), log2(4))
    assert il.entropy(t * p + (1 - t) * q) >= t * il.entropy(p) + (1 - t) * il.entropy(q)


@row(
    "Gibbs",
    r"$\sum_i p_i\log_2\frac1{q_i}\ge H(p)$",
    r"$q_i\ge0$, $\sum_iq_i\le1$; equal only for $q=p$, if $H(p)$ is finite",
)
def gibbs(rng):
    p = distribution(rng)
    for q in (distribution(rng), distribution(rng) * rng.random(), p * 0.999):
        assert sum(p * log2(1 / q)) > il.entropy(p)
    same(sum(p * log2(1 / p)), il.entropy(p))


@row("coin", r"$h_2(t)=t\log_2\frac1t+(1-t)\log_2\frac1{1-t}$", r"1 bit at $t=\frac12$")
def coin(rng):
    t = rng.random()
    same(il.binary_entropy(t), t * log2(1 / t) + (1 - t) * log2(1 / (1 - t)))
    assert il.binary_entropy(1 / 2) == 1


@row("perplexity", r"$2^{H(p)}$", "effective number of outcomes")
def perplexity(rng):
    p = distribution(rng)
    same(il.perplexity(p), 2 ** il.entropy(p))
    same(il.perplexity([1 / 7] * 7), 7)


@row(
    "code",
    r"$\sum_i2^{-\ell_i}\le1$",
    r"$H\le L<H+1$ for the best prefix code, if no outcome is certain",
)
def code(rng):
    p = distribution(rng, 6)
    words = il.huffman_code(p)
    same(il.kraft_sum([len(word) for word in words]), sum(2.0 ** -len(word) for word in words))
    assert sum(2.0 ** -len(word) for word in words) <= 1
    assert il.entropy(p) <= sum(p * [len(word) for word in words]) < il.entropy(p) + 1


@row(
    "source coding",
    r"$2^{nR}$ blocks: probability $\to1$ for $R>H$, $\to0$ for $R<H$",
    "the likeliest blocks of independent draws",
)
def source_coding(rng):
    t = rng.uniform(0.1, 0.4)  # ones are rarer, so the likeliest blocks have the fewest
    entropy = il.binary_entropy(t)
    assert heap(t, 4000, entropy + 0.1) > 0.99
    assert heap(t, 4000, entropy - 0.1) < 0.01


def heap(t, n, rate):
    """Return the probability of the 2^(n rate) likeliest blocks of n draws of a coin."""
    left, count, total = 2 ** int(n * rate), 1, 0.0
    for ones in range(n + 1):
        taken = min(left, count)
        if not taken:
            break
        total += math.exp(math.log(taken) + ones * math.log(t) + (n - ones) * math.log(1 - t))
        left, count = left - taken, count * (n - ones) // (ones + 1)
    return total


@row(
    "entropy rate",
    r"$\lim\frac1nH(X_1,\dots,X_n)=\lim H(X_n\mid X_1,\dots,X_{n-1})$",
    r"stationary source; two-state chain: $\pi_0h_2(a)+\pi_1h_2(b)$",
)
def entropy_rate(rng):
    a, b = rng.uniform(0.05, 0.95, 2)
    pi, moves = np.array([b, a]) / (a + b), np.array([[1 - a, a], [b, 1 - b]])
    same(pi @ moves, pi)
    blocks, entropies = pi, []
    for _ in range(12):
        entropies.append(il.entropy(blocks.ravel()))
        blocks = blocks[..., None] * moves
    rate = pi[0] * il.binary_entropy(a) + pi[1] * il.binary_entropy(b)
    same(np.diff(entropies), [rate] * 11)
    assert abs(entropies[-1] / 12 - rate) <= 1 / 12


@row("Gaussian", r"$h=\frac12\log_2(2\pi e\sigma^2)$", "may be negative; depends on the unit")
def gaussian(rng):
    sigma = rng.uniform(0.5, 3)
    x = np.linspace(-12 * sigma, 12 * sigma, 20001)
    f = density(x, 0, sigma)
    same(il.gaussian_entropy(sigma), log2(2 * np.pi * e * sigma**2) / 2)
    same(il.gaussian_entropy(sigma), np.trapezoid(-f * log_density(x, 0, sigma) / np.log(2), x))
    assert il.gaussian_entropy(0.01) < 0
    same(il.gaussian_entropy(100 * sigma), il.gaussian_entropy(sigma) + log2(100))


def log_density(x, mu, sigma):
    return -((x - mu) ** 2) / (2 * sigma**2) - np.log(sigma * np.sqrt(2 * np.pi))


def density(x, mu, sigma):
    return np.exp(log_density(x, mu, sigma))


# ---- Two distributions ----


@row(
    "cross-entropy",
    r"$H(p,q)=\sum_i p_i\log_2\frac1{q_i}$",
    "linear in $p$; the log loss of independent data",
)
def cross_entropy(rng):
    p, r, q, t = distribution(rng), distribution(rng), distribution(rng), rng.random()
    same(il.cross_entropy(p, q), sum(p * log2(1 / q)))
    mixed = il.cross_entropy(t * p + (1 - t) * r, q)
    same(mixed, t * il.cross_entropy(p, q) + (1 - t) * il.cross_entropy(r, q))
    data = rng.integers(0, 4, 50)
    same(
        il.log_loss(data, np.tile(q, (50, 1))),
        il.cross_entropy(np.bincount(data, minlength=4) / 50, q),
    )


@row(
    "conditional cross-entropy",
    r"$\sum_xp(x)\,H\bigl(p(\cdot\mid x),q(\cdot\mid x)\bigr)$",
    r"$=H(Y\mid X)+\sum_xp(x)\,D\bigl(p(\cdot\mid x)\Vert q(\cdot\mid x)\bigr)$",
)
def conditional_cross_entropy(rng):
    px, p, q = distribution(rng, 3), rows_of(rng), rows_of(rng)
    floor = il.conditional_entropy(px[:, None] * p)
    same(sum(px * il.cross_entropy(p, q)), floor + sum(px * il.kl_divergence(p, q)))


@row(
    "a code's bill",
    r"$\sum_ip_i\ell_i=H(p)+D(p\Vert q)+\log_2\frac1K$",
    r"$K=\sum_i2^{-\ell_i}$, $q_i=2^{-\ell_i}/K$",
)
def bill(rng):
    p, lengths = distribution(rng), rng.integers(1, 9, 4)
    slack = sum(2.0**-lengths)
    q = 2.0**-lengths / slack
    bits = il.entropy(p) + il.kl_divergence(p, q) + log2(1 / slack)
    same(sum(p * lengths), il.expected_length(p, lengths), bits)


@row(
    "KL divergence",
    r"$D(p\Vert q)=\sum_i p_i\log_2\frac{p_i}{q_i}$",
    "$=H(p,q)-H(p)\\ge0$, and 0 only for $p=q$",
)
def kl_divergence(rng):
    p, q = distribution(rng), distribution(rng)
    same(il.kl_divergence(p, q), sum(p * log2(p / q)), il.cross_entropy(p, q) - il.entropy(p))
    assert il.kl_divergence(p, q) > 0
    assert il.kl_divergence(p, p) == 0


@row(
    "why, in nats",
    r"$\sum_{p_i>0}p_i\,\varphi\bigl(\tfrac{q_i}{p_i}-1\bigr)+\sum_{p_i=0}q_i$",
    r"$\varphi(u)=u-\ln(1+u)\ge0$",
)
def why(rng):
    p, q = np.append(distribution(rng), 0), distribution(rng, 5)
    some = p > 0
    nats = sum(p[some] * phi(q[some] / p[some] - 1)) + sum(q[~some])
    same(il.kl_divergence(p, q, base=e), nats)
    assert (phi(rng.uniform(-0.99, 9, 99)) >= 0).all()


@row("nearly equal", r"$D\approx\frac1{2\ln2}\sum_i\frac{(p_i-q_i)^2}{p_i}$", "second order")
def nearly_equal(rng):
    p, r = distribution(rng), distribution(rng)
    errors = []
    for step in (1e-2, 1e-3):
        q = (1 - step) * p + step * r
        about = sum((p - q) ** 2 / p) / (2 * np.log(2))
        errors.append(abs(il.kl_divergence(p, q) / about - 1))
    assert errors[1] < 0.2 * errors[0] < 0.1


@row(
    "total variation",
    r"$V(p,q)=\frac12\sum_i\lvert p_i-q_i\rvert$",
    r"the best judge of one draw: $\frac12(1+V)$",
)
def total_variation(rng):
    p, q = distribution(rng), distribution(rng)
    same(il.total_variation(p, q), sum(abs(p - q)) / 2)
    judges = itertools.product([0, 1], repeat=4)  # each outcome is said to be p's, or q's
    best = max((sum(np.where(says, p, q)) / 2) for says in judges)
    same(best, (1 + il.total_variation(p, q)) / 2)


@row(
    "Pinsker",
    r"$V\le\sqrt{\frac{\ln2}2D}$",
    r"at $D=0.01$ bits it says $\sqrt{\frac{\ln2}2\cdot0.01}=0.059$",
)
def pinsker(rng):
    p, q = distribution(rng), distribution(rng)
    assert il.total_variation(p, q) <= np.sqrt(np.log(2) / 2 * il.kl_divergence(p, q))
    near = [0.5, 0.5], [0.5 + 1e-4, 0.5 - 1e-4]  # where no smaller constant would do
    bound = np.sqrt(np.log(2) / 2 * il.kl_divergence(*near))
    assert il.total_variation(*near) <= bound * (1 + 1e-9) <= il.total_variation(*near) * 1.0001
    assert round(float(np.sqrt(np.log(2) / 2 * 0.01)), 3) == 0.059


@row("Bretagnolle, Huber", r"$V\le\sqrt{1-2^{-D}}$", "for large $D$")
def bretagnolle_huber(rng):
    p, q = distribution(rng), distribution(rng)
    assert il.total_variation(p, q) <= np.sqrt(1 - 2 ** -il.kl_divergence(p, q))
    far = [1 - 1e-9, 1e-9], [1e-9, 1 - 1e-9]
    divergence = il.kl_divergence(*far)
    assert il.total_variation(*far) <= np.sqrt(1 - 2**-divergence) <= 1
    assert np.sqrt(np.log(2) / 2 * divergence) > 1


@row(
    "Fisher information",
    r"$D(p_\theta\Vert p_{\theta+\delta})\approx\frac1{2\ln2}J(\theta)\delta^2$",
    r"coin: $J=\frac1{\theta(1-\theta)}$",
)
def fisher(rng):
    t, delta = rng.uniform(0.2, 0.8), 1e-5
    information = 1 / (t * (1 - t))
    score = np.array([1 / t, -1 / (1 - t)])  # the slope of ln p, for heads and for tails
    same([t, 1 - t] @ score**2, information)
    divergence = il.kl_divergence([t, 1 - t], [t + delta, 1 - t - delta])
    assert divergence == pytest.approx(information * delta**2 / (2 * np.log(2)), rel=1e-3, abs=0)


@row(
    "table identity",
    r"$\sum_kw_kD(p_k\Vert q)=\sum_kw_kD(p_k\Vert\bar p)+D(\bar p\Vert q)$",
    "the mixture is the best single table",
)
def table_identity(rng):
    w, p, q = distribution(rng, 3), rows_of(rng), distribution(rng)
    mixture = w @ p
    within = w @ il.kl_divergence(p, mixture)
    same(w @ il.kl_divergence(p, q), within + il.kl_divergence(mixture, q))
    assert w @ il.kl_divergence(p, q) > within


@row("symmetric", r"$\frac12D(p\Vert q)+\frac12D(q\Vert p)$", "Jeffreys' $J$ is twice it")
def symmetric(rng):
    p, q = distribution(rng), distribution(rng)
    same(il.symmetric_kl(p, q), (il.kl_divergence(p, q) + il.kl_divergence(q, p)) / 2)
    same(2 * il.symmetric_kl(p, q), sum((p - q) * log2(p / q)))


@row(
    "Jensen–Shannon",
    r"$\frac12D(p\Vert m)+\frac12D(q\Vert m)$",
    r"$m=\frac12(p+q)$; in $[0,1]$; its root is a metric",
)
def jensen_shannon(rng):
    p, q, r = rows_of(rng)
    m = (p + q) / 2
    same(il.js_divergence(p, q), il.kl_divergence(p, m) / 2 + il.kl_divergence(q, m) / 2)
    assert 0 <= il.js_divergence(p, q) <= il.js_divergence([1, 0], [0, 1]) == 1
    pq, qr, pr = (np.sqrt(il.js_divergence(*pair)) for pair in ((p, q), (q, r), (p, r)))
    assert pr <= pq + qr


@row(
    "Gaussians, nats",
    r"$\frac{(\mu_1-\mu_2)^2}{2\sigma_2^2}+\frac12\varphi\bigl(\tfrac{\sigma_1^2}{\sigma_2^2}-1\bigr)$",
    "free of units",
)
def gaussians(rng):
    (mu1, mu2), (s1, s2) = rng.normal(size=2), rng.uniform(0.5, 2, 2)
    x = np.linspace(mu1 - 12 * s1, mu1 + 12 * s1, 20001)
    terms = density(x, mu1, s1) * (log_density(x, mu1, s1) - log_density(x, mu2, s2))
    nats = il.gaussian_kl(mu1, s1, mu2, s2, base=e)
    same(nats, (mu1 - mu2) ** 2 / (2 * s2**2) + phi(s1**2 / s2**2 - 1) / 2)
    same(nats, np.trapezoid(terms, x))
    same(nats, il.gaussian_kl(100 * mu1, 100 * s1, 100 * mu2, 100 * s2, base=e))


@row(
    "chain rule",
    r"$D_{X,Y}=D_X+\sum_xp(x)\,D_{Y\mid X=x}$",
    "hence data processing, convexity",
)
def chain_rule_of_divergence(rng):
    px, qx, p, q = distribution(rng, 3), distribution(rng, 3), rows_of(rng), rows_of(rng)
    pair = il.kl_divergence((px[:, None] * p).ravel(), (qx[:, None] * q).ravel())
    same(pair, il.kl_divergence(px, qx) + sum(px * il.kl_divergence(p, q)))
    assert il.kl_divergence(px @ p, qx @ q) <= pair
    assert il.kl_divergence(px @ p, px @ q) <= px @ il.kl_divergence(p, q)


# ---- Two variables ----


@row("chain rule", r"$H(X,Y)=H(X)+H(Y\mid X)$", "")
def chain_rule(rng):
    pxy = joint(rng, 3, 4)
    px, rest = pxy.sum(axis=1), il.entropy(pxy / pxy.sum(axis=1, keepdims=True))
    same(il.joint_entropy(pxy), il.entropy(px) + il.conditional_entropy(pxy))
    same(il.conditional_entropy(pxy), px @ rest)


@row("condition", r"$H(Y\mid X)\le H(Y)$", "on average only")
def condition(rng):
    pxy = joint(rng, 3, 4)
    assert il.conditional_entropy(pxy) <= il.entropy(pxy.sum(axis=0))
    single = np.array([[0.9, 0.0], [0.05, 0.05]])  # the second x, by itself, raises it
    assert il.entropy(single[1] / 0.1) > il.entropy(single.sum(axis=0))
    assert il.conditional_entropy(single) < il.entropy(single.sum(axis=0))


@row("mutual information", r"$I(X;Y)=H(X)+H(Y)-H(X,Y)$", r"$=D(p_{xy}\Vert p_xp_y)\ge0$")
def mutual_information(rng):
    pxy = joint(rng, 3, 4)
    px, py = pxy.sum(axis=1), pxy.sum(axis=0)
    entropies = il.entropy(px) + il.entropy(py) - il.joint_entropy(pxy)
    divergence = il.kl_divergence(pxy.ravel(), np.outer(px, py).ravel())
    same(il.mutual_information(pxy), entropies, divergence)
    assert il.mutual_information(pxy) >= 0


def given(pxyz):
    """Return the mean information between the first two variables, given the third."""
    return sum(
        pz * il.mutual_information(pxyz[..., z] / pz) for z, pz in enumerate(pxyz.sum((0, 1)))
    )


@row("chain rule for $I$", r"$I(X;Y,Z)=I(X;Y)+I(X;Z\mid Y)$", "")
def chain_rule_of_information(rng):
    pxyz = joint(rng, 3, 2, 4)
    whole = il.mutual_information(pxyz.reshape(3, 8))
    same(whole, il.mutual_information(pxyz.sum(axis=2)) + given(pxyz.swapaxes(1, 2)))


@row("processing", r"$X\to Y\to Z$: $I(X;Z)\le I(X;Y)$", r"equal if $I(X;Y\mid Z)=0$")
def processing(rng):
    pxy, forget = joint(rng, 3, 4), rows_of(rng, 4, 2)
    chain = pxy[..., None] * forget
    told = il.mutual_information(pxy)
    assert il.mutual_information(chain.sum(axis=1)) <= told
    same(told - il.mutual_information(chain.sum(axis=1)), given(chain))
    renamed = pxy[..., None] * np.eye(4)[::-1]
    same(il.mutual_information(renamed.sum(axis=1)), told)
    same(given(renamed), 0)


@row(
    "Fano",
    r"$H(Y\mid X)\le h_2(e)+e\log_2(K-1)$",
    r"the best rule has $e\le\frac12H(Y\mid X)$",
)
def fano(rng):
    pxy = joint(rng, 3, 4)
    best = 1 - pxy.max(axis=1).sum()
    some = 1 - pxy[range(3), rng.integers(0, 4, 3)].sum()
    for error in (best, some):
        assert il.conditional_entropy(pxy) <= il.binary_entropy(error) + error * log2(3)
    assert best <= il.conditional_entropy(pxy) / 2
    even = np.outer([0.5, 0.5], [0.7, 0.1, 0.1, 0.1])  # the others alike: Fano's bound is reached
    same(il.conditional_entropy(even), il.binary_entropy(0.3) + 0.3 * log2(3))


@row(
    "Gaussian pair",
    r"$I=-\frac12\log_2(1-\rho^2)$",
    r"one bit at $\rho=\frac12\sqrt3=0.866$",
)
def gaussian_pair(rng):
    rho, sigma = rng.uniform(-0.95, 0.95), rng.uniform(0.5, 2)
    alone, rest = il.gaussian_entropy(sigma), il.gaussian_entropy(sigma * np.sqrt(1 - rho**2))
    same(alone - rest, -log2(1 - rho**2) / 2)
    same(-log2(1 - (np.sqrt(3) / 2) ** 2) / 2, 1)
    assert round(float(np.sqrt(3) / 2), 3) == 0.866


@row("capacity", r"$C=\max_wI=\min_q\max_xD(W_x\Vert q)$", r"noisy bit: $1-h_2(\varepsilon)$")
def capacity(rng):
    channel, w = rows_of(rng), np.full(3, 1 / 3)
    for _ in range(500):  # Blahut's and Arimoto's steps to the best weights
        w = il.normalize(w * 2 ** il.kl_divergence(channel, w @ channel))
    told, worst = (
        il.mutual_information(w[:, None] * channel),
        il.kl_divergence(channel, w @ channel),
    )
    assert told == pytest.approx(worst.max(), abs=5e-3)
    for other in rows_of(rng, 9, 3):
        assert il.mutual_information(other[:, None] * channel) <= worst.max()
        assert il.kl_divergence(channel, other @ channel).max() >= told
    error = rng.random() / 2
    noisy = np.array([[1 - error, error], [error, 1 - error]]) / 2
    same(il.mutual_information(noisy), 1 - il.binary_entropy(error))


# ---- Rényi ----


@row(
    "entropy", r"$H_\alpha(p)=\frac1{1-\alpha}\log_2\sum_{p_i>0}p_i^\alpha$", r"falls with $\alpha$"
)
def renyi_entropy(rng):
    p, alphas = np.append(distribution(rng), 0), [0.3, 0.7, 1.5, 3]
    for alpha in alphas:
        same(il.renyi_entropy(p, alpha), log2(sum(p[p > 0] ** alpha)) / (1 - alpha))
    assert (np.diff(il.renyi_entropy(p, alphas)) < 0).all()


@row("", r"$H_0=\log_2\#\{p_i>0\}$, $\;H_1=H$", "how many; how long a code")
def orders_0_and_1(rng):
    p = np.append(distribution(rng), 0)
    same(il.renyi_entropy(p, 0), log2(4))
    same(il.renyi_entropy(p, 1), il.entropy(p))
    assert il.renyi_entropy(p, 1 + 1e-6) == pytest.approx(il.entropy(p), abs=1e-4)


@row(
    "",
    r"$H_2=\log_2\frac1{\sum_ip_i^2}$, $\;H_\infty=\log_2\frac1{\max_ip_i}$",
    "a repeat; the best guess",
)
def orders_2_and_infinity(rng):
    p = distribution(rng)
    repeat = np.trace(np.outer(p, p))
    same(il.renyi_entropy(p, 2), log2(1 / sum(p**2)), log2(1 / repeat))
    same(il.renyi_entropy(p, np.inf), log2(1 / max(p)))


@row("Hill number", r"$2^{H_\alpha(p)}$", "effective number of kinds")
def hill_number(rng):
    p, alpha = distribution(rng), rng.uniform(0, 3)
    same(il.hill_number(p, alpha), 2 ** il.renyi_entropy(p, alpha))
    same(il.hill_number([1 / 7] * 7, alpha), 7)


@row(
    "guessing",
    r"$\frac{2^{H_{1/2}}}{1+\ln n}\le\operatorname{E}[G]\le\frac{1+2^{H_{1/2}}}2$",
    "tries, likeliest first, of $n$ outcomes",
)
def guessing(rng):
    p = distribution(rng, 9)
    tries = sum(np.sort(p)[::-1] * range(1, 10))
    orders = itertools.islice(itertools.permutations(p), 500)
    assert tries <= min(sum(order * np.arange(1, 10)) for order in orders)
    half = 2 ** il.renyi_entropy(p, 1 / 2)
    assert half / (1 + np.log(9)) <= tries <= (1 + half) / 2
    same((9 + 1) / 2, (1 + 2 ** il.renyi_entropy([1 / 9] * 9, 1 / 2)) / 2)  # reached when all alike


@row(
    "mixing",
    r"$H_\alpha(\bar p)\ge\min_kH_\alpha(p_k)$",
    r"$\alpha\le1$: even $\ge\sum_kw_kH_\alpha(p_k)$",
)
def mixing(rng):
    w, p = distribution(rng, 3), rows_of(rng)
    for alpha in (0.3, 1, 2, 5, np.inf):
        assert il.renyi_entropy(w @ p, alpha) >= min(il.renyi_entropy(p, alpha))
    for alpha in (0.3, 0.8, 1):
        assert il.renyi_entropy(w @ p, alpha) >= w @ il.renyi_entropy(p, alpha)
    pair, even = np.array([[1, 0], [0.5, 0.5]]), np.array([0.5, 0.5])
    assert il.renyi_entropy(even @ pair, 9) < even @ il.renyi_entropy(pair, 9)  # not above 1


def hashed(p, m):
    """Return the distribution of m hashed bits of three, a row for each multiplier of the field."""
    keys = np.zeros((8, 2**m))
    for a, x in itertools.product(range(8), range(8)):
        product = 0
        for bit in range(3):
            product ^= (a << bit) if x >> bit & 1 else 0
        for bit in (4, 3):  # modulo z^3 + z + 1
            product ^= (0b1011 << (bit - 3)) if product >> bit & 1 else 0
        keys[a, product >> (3 - m)] += p[x]
    return keys


@row(
    "a key of $m$ bits",
    r"$V\ge2^{-H_\infty}-2^{-m}$, hashed $\operatorname{E}V\le\frac12\sqrt{2^{m-H_2}}$",
    "mean over a 2-universal family",
)
def key(rng):
    p, m = distribution(rng, 8), 2
    distances = il.total_variation(hashed(p, m), np.full(2**m, 2.0**-m))
    assert (distances >= 2 ** -il.renyi_entropy(p, np.inf) - 2.0**-m).all()
    assert distances.mean() <= np.sqrt(2 ** (m - il.renyi_entropy(p, 2))) / 2
    sure = np.eye(8)[3]  # where the first bound is reached
    same(il.total_variation(hashed(sure, m), np.full(4, 1 / 4)), [1 - 1 / 4] * 8)


@row(
    "divergence",
    r"$D_\alpha(p\Vert q)=\frac1{\alpha-1}\log_2\sum_ip_i^\alpha q_i^{1-\alpha}$",
    r"rises with $\alpha$",
)
def renyi_divergence(rng):
    p, q, alphas = distribution(rng), distribution(rng), [0.3, 0.7, 1.5, 3]
    for alpha in alphas:
        same(il.renyi_divergence(p, q, alpha), log2(sum(p**alpha * q ** (1 - alpha))) / (alpha - 1))
    assert (np.diff(il.renyi_divergence(p, q, alphas)) > 0).all()


@row("", r"$D_1=D$, $\;D_\infty=\log_2\max_i\frac{p_i}{q_i}$", "")
def divergences_1_and_infinity(rng):
    p, q = distribution(rng), distribution(rng)
    same(il.renyi_divergence(p, q, 1), il.kl_divergence(p, q))
    same(il.renyi_divergence(p, q, np.inf), log2(max(p / q)))


@row(
    "skew symmetry",
    r"$(1-\alpha)D_\alpha(p\Vert q)=\alpha D_{1-\alpha}(q\Vert p)$",
    r"$0<\alpha<1$",
)
def skew_symmetry(rng):
    p, q, alpha = distribution(rng), distribution(rng), rng.random()
    left = (1 - alpha) * il.renyi_divergence(p, q, alpha)
    same(left, alpha * il.renyi_divergence(q, p, 1 - alpha))


def tilted(p, q, alpha):
    """Return the distribution that is proportional to p^alpha q^(1 - alpha)."""
    return il.normalize(p**alpha * q ** (1 - alpha))


@row(
    "compromise",
    r"$(1-\alpha)D_\alpha(p\Vert q)=\min_r\bigl(\alpha D(r\Vert p)+(1-\alpha)D(r\Vert q)\bigr)$",
    r"$0<\alpha<1$; at $r\propto p^\alpha q^{1-\alpha}$",
)
def compromise(rng):
    p, q, alpha = distribution(rng), distribution(rng), rng.random()
    least = (1 - alpha) * il.renyi_divergence(p, q, alpha)
    for r in rows_of(rng, 500):
        assert alpha * il.kl_divergence(r, p) + (1 - alpha) * il.kl_divergence(r, q) >= least
    r = tilted(p, q, alpha)
    same(least, alpha * il.kl_divergence(r, p) + (1 - alpha) * il.kl_divergence(r, q))


@row(
    "two errors",
    r"exponents $D(r\Vert p)$ and $D(r\Vert q)$, $r\propto p^\alpha q^{1-\alpha}$",
    r"alike: Chernoff's, $\max_\alpha(1-\alpha)D_\alpha$",
)
def two_errors(rng):
    p, q, alpha, n = np.array([0.8, 0.2]), np.array([0.3, 0.7]), rng.uniform(0.2, 0.8), 100_000
    r = tilted(p, q, alpha)
    heads = int(n * r[0])  # the judge says p from so many heads on
    logs = np.array(
        [math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) for k in range(n + 1)]
    )
    counts = np.arange(n + 1)
    for truth, wrong in ((p, counts <= heads), (q, counts > heads)):
        each = logs + counts * np.log(truth[0]) + (n - counts) * np.log(truth[1])
        exponent = -np.logaddexp.reduce(each[wrong]) / np.log(2) / n
        assert exponent == pytest.approx(il.kl_divergence(r, truth), abs=1e-3)
    alphas = np.linspace(0.001, 0.999, 999)
    chernoff = (1 - alphas) * il.renyi_divergence(p, q, alphas)
    r = tilted(p, q, alphas[chernoff.argmax()])
    assert il.kl_divergence(r, p) == pytest.approx(chernoff.max(), abs=2e-3)
    assert il.kl_divergence(r, q) == pytest.approx(chernoff.max(), abs=2e-3)


def least_delta(p, q, epsilon):
    """Return the least delta of the promise, by trying each event."""
    events = np.array(list(itertools.product([0, 1], repeat=len(p))))
    return max(events @ p - np.exp(epsilon) * (events @ q))


@row(
    "promise, nats",
    r"$\delta(\varepsilon)=\operatorname{E}_p[(1-e^{\varepsilon-L})^+]$, $L=\ln\frac pq$",
    r"$p(E)\le e^\varepsilon q(E)+\delta$ for each event $E$",
)
def promise(rng):
    p, q, epsilon = distribution(rng, 6), distribution(rng, 6), rng.random() / 2
    delta = p @ np.maximum(1 - np.exp(epsilon - np.log(p / q)), 0)
    same(delta, least_delta(p, q, epsilon))


@row(
    "conversion, nats",
    r"$\varepsilon'=D_\alpha+\frac{\ln(1/\delta)-\ln\alpha}{\alpha-1}+\ln(1-\frac1\alpha)$",
    r"$\delta(\varepsilon')\le\delta$, for $\alpha>1$",
)
def conversion(rng):
    p, q, delta = distribution(rng, 6), distribution(rng, 6), rng.random()
    for alpha in (1.5, 2, 8):
        paid = il.renyi_divergence(p, q, alpha, base=e)
        epsilon = paid + (np.log(1 / delta) - np.log(alpha)) / (alpha - 1) + np.log(1 - 1 / alpha)
        assert least_delta(p, q, epsilon) <= delta
    # Reached: what q does with probability t, p does with t e^L, and else never.
    alpha, loss, delta = 2, 3.0, 0.1
    t = delta * alpha * np.exp(-loss)
    p = np.array([t * np.exp(loss), 1 - t * np.exp(loss)])
    paid = np.log(p[0] ** alpha * t ** (1 - alpha)) / (alpha - 1)  # the rest is lost to a third
    epsilon = paid + (np.log(1 / delta) - np.log(alpha)) / (alpha - 1) + np.log(1 - 1 / alpha)
    same(p[0] - np.exp(epsilon) * t, delta)


# ---- From counts ----


@row(
    "plug-in bias",
    r"$\operatorname{E}H(\hat p)=H(p)-\operatorname{E}D(\hat p\Vert p)$",
    r"about $-\frac{K-1}{2N\ln2}$ bits",
)
def plugin_bias(rng):
    p = distribution(rng, 3)
    samples = np.array(list(itertools.product(range(3), repeat=6)))  # all there are of six draws
    chances, seen = p[samples].prod(axis=1), (samples[..., None] == range(3)).mean(axis=1)
    bias = -(chances @ il.kl_divergence(seen, p))
    same(chances @ il.entropy(seen), il.entropy(p) + bias)
    chances, seen = coins(0.3, 2000)
    bias = chances @ il.entropy(seen) - il.binary_entropy(0.3)
    assert bias == pytest.approx(-(2 - 1) / (2 * 2000 * np.log(2)), rel=0.01, abs=0)


def coins(t, n):
    """Return the chances of all shares of heads in n draws, and these shares with their rests."""
    heads = np.arange(n + 1)
    logs = [math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) for k in heads]
    chances = np.exp(logs + heads * np.log(t) + (n - heads) * np.log(1 - t))
    return chances, np.stack([heads, n - heads], axis=1) / n


@row(
    "agreeing pairs",
    r"$\operatorname{E}\sum_i\frac{n_i(n_i-1)}{N(N-1)}=2^{-H_2(p)}$",
    "$H_2$ itself has no unbiased estimate",
)
def agreeing_pairs(rng):
    p = distribution(rng, 3)
    samples = np.array(list(itertools.product(range(3), repeat=5)))  # all there are of five draws
    chances, n = p[samples].prod(axis=1), (samples[..., None] == range(3)).sum(axis=1)
    same(chances @ (n * (n - 1)).sum(axis=1) / (5 * 4), 2 ** -il.renyi_entropy(p, 2))
    # The mean of any estimate is a polynomial in t, of degree 5 at most; H_2 of a coin is none.
    t = np.linspace(0.1, 0.9, 200)
    entropies = il.renyi_entropy(np.stack([t, 1 - t], axis=1), 2)
    fit = np.polynomial.Polynomial.fit(t, entropies, 5)
    assert abs(fit(t) - entropies).max() > 1e-4


@row("chance", r"$2N\ln2\cdot D(\hat p\Vert p)\to\chi^2_{K-1}$", "a threshold needs $N$")
def chance(rng):
    p, n = distribution(rng, 4), 100_000
    seen = rng.multinomial(n, p, 20_000) / n
    statistic = 2 * n * np.log(2) * il.kl_divergence(seen, p)
    assert statistic.mean() == pytest.approx(3, rel=0.03)  # chi-squared with 4 - 1 degrees
    assert statistic.var() == pytest.approx(6, rel=0.15)
    assert np.mean(statistic > 7.815) == pytest.approx(0.05, rel=0.2)  # its table's 5 %


@row(
    "neighbours",
    r"$\hat h=\frac1N\sum_i\log_2\lvert B_i\rvert+\frac1{\ln2}\sum_{j=k}^{N-1}\frac1j$",
    "$B_i$ reaches the $k$-th neighbour; no ties",
)
def neighbours(rng):
    n, k = 2000, 4
    draws = 4 * rng.random(n)
    reach = np.sort(abs(draws[:, None] - draws), axis=1)[:, k]
    harmonic = sum(1 / j for j in range(k, n))
    assert np.mean(log2(2 * reach)) + harmonic / np.log(2) == pytest.approx(2, abs=0.1)
    same(harmonic, digamma(n) - digamma(k))


@row(
    "KSG",
    r"$\hat I=\frac1{\ln2}\bigl(\psi(k)+\psi(N)-\overline{\psi(n_x+1)+\psi(n_y+1)}\bigr)$",
    r"below $\log_2\frac Nk$, whatever the data",
)
def ksg(rng):
    n, k, rho = 1000, 5, 0.9
    x, noise = rng.normal(size=(2, n))
    told = -log2(1 - rho**2) / 2
    assert by_neighbours(x, rho * x + np.sqrt(1 - rho**2) * noise, k) == pytest.approx(
        told, abs=0.15
    )
    assert log2(n / k) - 0.5 < by_neighbours(x, x + 1e-9 * noise, k) < log2(n / k)


def by_neighbours(x, y, k):
    """Return the KSG estimate of the information of pairs, by all distances."""
    across, up = (abs(values[:, None] - values) for values in (x, y))
    reach = np.sort(np.maximum(across, up), axis=1)[:, [k]]
    inside = [(apart < reach).sum(axis=1) - 1 for apart in (across, up)]
    mean = np.mean(digamma(inside[0] + 1) + digamma(inside[1] + 1))
    return (digamma(k) + digamma(len(x)) - mean) / np.log(2)


@row(
    "PSI, nats",
    r"$\sum_i(p_i-q_i)\ln\frac{p_i}{q_i}$",
    r"by chance about $(\frac1{N_1}+\frac1{N_2})\chi^2_{K-1}$",
)
def psi(rng):
    p, n1, n2 = distribution(rng, 4), 20_000, 50_000
    one, two = (rng.multinomial(n, p, 20_000) / n for n in (n1, n2))
    sizes = ((one - two) * np.log(one / two)).sum(axis=1)
    same(sizes, 2 * il.symmetric_kl(one, two, base=e))
    statistic = sizes / (1 / n1 + 1 / n2)
    assert statistic.mean() == pytest.approx(3, rel=0.03)
    assert statistic.var() == pytest.approx(6, rel=0.15)


@row("shuffles", r"$\frac{1+\#\{T_b\ge T\}}{B+1}$", r"by chance $\le t$ with probability $\le t$")
def shuffles(rng):
    values = rng.integers(0, 3, 12)  # with ties
    deals = rng.permuted(np.tile(values, (20_000, 20)).reshape(20_000, 20, 12), axis=2)
    sums = deals[..., :5].sum(axis=2)  # the first stands for the data, the others are shuffles
    p = (1 + (sums[:, 1:] >= sums[:, :1]).sum(axis=1)) / 20
    for t in (0.05, 0.2, 0.5):
        assert np.mean(p <= t) <= t + 4 * np.sqrt(t * (1 - t) / 20_000)
    order = rng.random((20_000, 20))  # without ties it is met
    p = (1 + (order[:, 1:] >= order[:, :1]).sum(axis=1)) / 20
    assert np.mean(p <= 0.2) == pytest.approx(0.2, abs=0.012)


@row(
    "CUSUM",
    r"$S\leftarrow\max\bigl(0,S+\log_2\frac{q(x)}{p(x)}\bigr)$",
    r"false alarm after $\ge2^b$, delay $\le\frac{b+m}{D(q\Vert p)}$",
)
def cusum(rng):
    # Steps of a whole number of units, so that the sum walks on a lattice: up 1, down 1.
    t, b = rng.uniform(0.6, 0.8), 6
    p, q = np.array([1 - t, t]), np.array([t, 1 - t])
    up = log2(t / (1 - t))
    same(log2(q / p), [up, -up])
    levels = math.ceil(b / up)
    false, delay = (mean_time(levels, truth[0]) for truth in (p, q))
    assert false >= 2**b
    assert delay <= (b + up) / il.kl_divergence(q, p)


def mean_time(levels, rise):
    """Return the mean time in which a walk from 0, which is never below 0, comes to `levels`."""
    moves = np.zeros((levels, levels))
    for level in range(levels):
        moves[level, max(level - 1, 0)] += 1 - rise
        if level + 1 < levels:
            moves[level, level + 1] += rise
    return np.linalg.solve(np.eye(levels) - moves, np.ones(levels))[0]


@row(
    "worth of $N$ draws",
    r"$N\frac{1-\rho}{1+\rho}$",
    r"for a mean; correlations $\rho,\rho^2,\dots$",
)
def worth(rng):
    rho, n = rng.uniform(-0.6, 0.9), 20_000
    apart = np.arange(1, n)
    variance = (n + 2 * sum((n - apart) * rho**apart)) / n**2  # of the mean, if one draw has 1
    assert 1 / variance == pytest.approx(n * (1 - rho) / (1 + rho), rel=1e-2, abs=0)


# ---- Language models ----


@row(
    "bits a byte",
    r"$\frac1{\text{bytes}}\sum_t\log_2\frac1{q(x_t\mid\text{before})}$",
    "whatever the tokens are",
)
def bits_a_byte(rng):
    q = distribution(rng)  # of the bytes a, b, c, d, independent
    text = rng.integers(0, 4, 20)
    pairs = np.outer(q, q)[text[::2], text[1::2]]  # the same model, two bytes a token
    same(sum(log2(1 / q[text])) / 20, sum(log2(1 / pairs)) / 20)
    loss = il.log_loss(text, np.tile(q, (20, 1)))
    same(loss, sum(log2(1 / q[text])) / 20)


@row("temperature", r"$q_T\propto q^{1/T}$", "the escort of order $1/T$")
def temperature(rng):
    scores, t = rng.normal(size=5), rng.uniform(0.3, 3)
    q = il.normalize(np.exp(scores))
    same(il.normalize(np.exp(scores / t)), il.normalize(q ** (1 / t)))
    step = 1e-6  # the slope of the Rényi entropy leads to the escort
    escort, order = il.normalize(q ** (1 / t)), 1 / t
    ends = il.renyi_entropy(q, [order - step, order + step])
    slope = -il.kl_divergence(escort, q) / (1 - order) ** 2
    assert np.diff(ends)[0] / (2 * step) == pytest.approx(slope, rel=1e-3, abs=1e-5)


@row(
    "leash",
    r"$\operatorname{E}_q[R]-\beta D(q\Vert q_0)=\beta\log_2Z-\beta D(q\Vert q^*)$",
    r"$q^*=q_0\,2^{R/\beta}/Z$",
)
def leash(rng):
    q, q0, reward, beta = (
        distribution(rng),
        distribution(rng),
        rng.normal(size=4),
        rng.random() + 0.1,
    )
    total = sum(q0 * 2 ** (reward / beta))
    best = q0 * 2 ** (reward / beta) / total
    worth = q @ reward - beta * il.kl_divergence(q, q0)
    same(worth, beta * log2(total) - beta * il.kl_divergence(q, best))


@row("best of $n$", r"$D\le\log_2n-\frac{n-1}n\log_2e$", "from $q_0$, of which $n$ are drawn")
def best_of_n(rng):
    for n in (2, 5, 30):
        bound = log2(n) - (n - 1) / n * log2(e)
        q0 = distribution(rng, 9)  # the judge likes the last one best
        best = np.diff(np.append(0, np.cumsum(q0)) ** n)
        assert il.kl_divergence(best, q0) <= bound
        fine = np.diff(np.linspace(0, 1, 100_001) ** n)  # many small ones: no better bound
        assert il.kl_divergence(fine, np.full(100_000, 1e-5)) == pytest.approx(bound, rel=1e-3)


@row(
    "loss, nats",
    r"$k_1=\ln\frac q{q_0}$, $k_2=\frac12k_1^2$, $k_3=\varphi\bigl(\frac{q_0}q-1\bigr)$",
    r"slopes of $0$, $D(q\Vert q_0)$, $D(q_0\Vert q)$",
)
def loss(rng):
    scores, q0, step = rng.normal(size=4), distribution(rng), 1e-5

    def model(by):
        return il.normalize(np.exp(scores + by))

    def estimates(q):
        k1 = np.log(q / q0)
        return np.array([k1, k1**2 / 2, phi(q0 / q - 1)])

    q = model(0)
    for move in np.eye(4) * step:
        there, back = model(move), model(-move)
        means = (estimates(there) - estimates(back)) @ q / (2 * step)  # the draws are held fixed
        reverse = il.kl_divergence(np.array([there, back]), q0, base=e)
        forward = il.kl_divergence(q0, np.array([there, back]), base=e)
        slopes = [0, *(-np.diff([reverse, forward]).ravel() / (2 * step))]
        np.testing.assert_allclose(means, slopes, atol=1e-7)


def test_every_row_has_its_check_and_every_check_its_row():
    assert set(rows(SHEET)) - set(CHECKS) == set(), "rows without a check: add one under their text"
    assert set(CHECKS) - set(rows(SHEET)) == set(), "checks whose row is no longer on the sheet"
    assert len(rows(SHEET)) == len(CHECKS)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("row", CHECKS, ids=lambda row: row[0] or row[1])
def test_a_row_says_what_infolib_computes(row, seed):
    CHECKS[row](np.random.default_rng(seed))
