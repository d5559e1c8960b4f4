"""The formulas behind the exact answers, as the page prints them, with their sources."""

# ruff: noqa: E501 - texts of a Markdown table
from __future__ import annotations

from typing import NamedTuple


class Formula(NamedTuple):
    """One formula or numerical method."""

    title: str  # both languages
    text: str
    source: str


# Symbols: rate lambda, mean service m, load a = lambda m, servers c, utilisation rho = a / c.
FORMULAS = {
    "birth_death": Formula(
        "Birth-death chain 生灭链",
        "p(n) is in proportion to the product of λ / μ(i), i = 1..n, with μ(i) = min(i, c) / m, up to K. Lq = Σ (n - c)⁺ p(n); "
        "W = Lq / (λ (1 - p(K))); lost = p(K). For M/M/1: W = ρ m / (1 - ρ).",
        "L. Kleinrock, Queueing Systems, vol. 1 (1975), ch. 3; J. D. C. Little, Operations Research 9 (1961)",
    ),
    "erlang_c": Formula(
        "Erlang C",
        "C = B / (1 - ρ (1 - B)); W = C m / (c - a); Lq = λ W.",
        "A. K. Erlang (1917); Kleinrock (1975), ch. 3",
    ),
    "erlang_b": Formula(
        "Erlang B",
        "B(0) = 1, B(n) = a B(n - 1) / (n + a B(n - 1)); holds for services of any shape.",
        "A. K. Erlang (1917); insensitivity: B. A. Sevastyanov, Theory of Probability and its Applications 2 (1957)",
    ),
    "erlang_a": Formula(
        "Erlang A",
        "The birth-death chain with μ(n) = min(n, c) / m + (n - c)⁺ / θ, θ the mean patience; lost = Lq / (θ λ).",
        "C. Palm, Tele 1 (1957)",
    ),
    "balking": Formula(
        "Discouraged arrivals 止步",
        "The chain with arrivals λ (1 - b (n - c)⁺), solved as p Q = 0; lost = Σ b (n - c)⁺ p(n).",
        "Kleinrock (1975), ch. 3; W. J. Stewart, Introduction to the Numerical Solution of Markov Chains (1994)",
    ),
    "pollaczek_khinchine": Formula(
        "Pollaczek-Khinchine",
        "W = λ m² (1 + cv²) / (2 (1 - ρ)).",
        "F. Pollaczek (1930), A. Khinchine (1932); Kleinrock (1975), ch. 5",
    ),
    "cobham": Formula(
        "Priorities without preemption 非抢占优先",
        "W(k) = R / ((1 - σ(k - 1)) (1 - σ(k))), R = Σ λ(i) m(i)² (1 + cv(i)²) / 2, σ(k) = ρ(1) + ... + ρ(k).",
        "A. Cobham, Operations Research 2 (1954)",
    ),
    "jackson": Formula(
        "Jackson network",
        "Flow f = γ + f P with arrivals γ from outside and routing P; each node waits like M/M/c at the rate f(i).",
        "J. R. Jackson, Operations Research 5 (1957)",
    ),
    "m_g_infinity": Formula(
        "M/G/∞ between two queues",
        "The number under way has mean λ D; what leaves is Poisson, so that the next queue is M/M/1.",
        "N. M. Mirasol, Operations Research 11 (1963)",
    ),
    "kolmogorov": Formula(
        "Kolmogorov's forward equations 前进方程",
        "dp(n)/dt = λ(t) p(n - 1) + min(n + 1, c(t)) p(n + 1) / m - (λ(t) + min(n, c(t)) / m) p(n), from n = 0, integrated "
        "hour by hour (scipy solve_ivp, DOP853, relative error 1e-9) with the expectations wanted.",
        "A. Kolmogorov, Math. Annalen 104 (1931)",
    ),
    "overrun": Formula(
        "Chain with overrun states 含超时状态的链",
        "States (busy among those who stay, busy among those who leave, waiting). From the drop on who leaves finishes what "
        "is begun and takes nobody else. Overtime = m x the mean number they have in hand at the drop.",
        "Kolmogorov (1931), integrated as above",
    ),
    "fork_join": Formula(
        "Fork and join 分合",
        "E[max] = ∫ (1 - F1(t) F2(t) F3(t)) dt for lognormal delays, by quadrature; one after the other: the sum of means.",
        "H. A. David, Order Statistics (1970)",
    ),
    "batches": Formula(
        "Batches at fixed times 定期批量服务",
        "X' = X - binomial(min(X, batch), p) + Poisson(λ T), solved at rest; mean number over time "
        "E[X] - λ T (1/2 - d), d the length of a session in periods; mean time by Little's law.",
        "N. T. J. Bailey, J. Royal Statistical Society B 16 (1954), extended to chances below 1",
    ),
    "learning": Formula(
        "Learning curve 学习曲线",
        "Chance after n visits: q - (q - p) exp(-r n); the mean over days is a geometric series.",
        "docs/model.md, the ladder",
    ),
}  # fmt: skip
