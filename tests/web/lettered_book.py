"""A small book of formulas, names and words to be searched for, built in seconds."""

from . import mini_book

TEXT = r"""# Surprise

**You will be able to** measure it. **You need** nothing. **Time** 1 minute.

A word that nobody expected. The truth is $p$, the model is $q$, and $\mathit{q}$ is an order.

A sentence that ends in a formula: what $\hat p$ and $q$ cost together is
$\sum_x p(x)\log_2\frac{p(x)}{q(x)}$, and that is $D(p\|q)$.

\begin{equation}
pq \le \sqrt{\tfrac12\left(p^2+q^2\right)}
\end{equation}

## Order $\alpha$ of Rényi

The Jensen–Shannon divergence is no KL divergence. Rényi's is KL divergence at $\alpha=1$.

```python
unread = "a marsupial in code"
```

```{glossary}
entropy
  熵. The mean surprise.
```
"""
FRONT = """# KL divergence

What a wrong belief costs. It is no distance. Every café knows it.

| drink | share |
|---|---|
| tea | 0.5 |

Read on in [](chapter.ipynb).
"""


def build(folder):
    """Build the book and return its pages."""
    others = mini_book.TEXT.replace("# A chapter", "## A chapter")
    below = mini_book.FRONT.replace("# A small book", "## A small book")
    mini_book.write(folder, text=TEXT + others, front=FRONT + below)
    succeeded, said = mini_book.build(folder)
    assert succeeded, said
    return folder / "_build/html"
