"""Where quotes lie in a report whatever its white space, and the best one-to-one matching."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

Spans = tuple[tuple[int, int], ...]


def squash(text: str) -> str:
    """Text without white space, case or style of quotation marks: what two copies of one passage share."""
    text = text.lower()
    text = re.sub(r"[‘’´`]", "'", text)
    text = re.sub(r"[“”«»]", '"', text)
    return re.sub(r"\s+", "", text)


def spans(squashed: str, quotes: Iterable[str]) -> Spans | None:
    """Where the quotes stand in a squashed text; None when one of them does not, or when there is none."""
    out = []
    for quote in quotes:
        short = squash(quote)
        at = squashed.find(short) if short else -1
        if at < 0:
            return None
        out.append((at, at + len(short)))
    return tuple(out) or None


def overlap(a: Spans, b: Spans) -> float:
    """The share of the shorter passage that both have in common, 0 to 1."""
    common = sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)
    shorter = min(sum(e - s for s, e in a), sum(e - s for s, e in b))
    return common / shorter if shorter else 0.0


def assign(value: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The one-to-one matching of rows and columns with the largest sum (Hungarian method), as (row, column) by row.

    Every row or every column is matched, whichever are fewer; values are finite. Cost grows with rows² times columns.
    """
    rows, columns = len(value), len(value[0]) if value else 0
    if not rows or not columns:
        return []
    if rows > columns:
        turned = assign([[value[i][j] for i in range(rows)] for j in range(columns)])
        return sorted((i, j) for j, i in turned)
    row_of = _matching([[-v for v in row] for row in value], rows, columns)
    return sorted((row - 1, column - 1) for column, row in enumerate(row_of) if row and column)


def _matching(cost: Sequence[Sequence[float]], rows: int, columns: int) -> list[int]:
    """For each column (from 1) its row (from 1), 0 where it has none; shortest augmenting paths with potentials."""
    u, v = [0.0] * (rows + 1), [0.0] * (columns + 1)
    row_of = [0] * (columns + 1)
    for row in range(1, rows + 1):
        row_of[0], column = row, 0
        least = [math.inf] * (columns + 1)
        back = [0] * (columns + 1)
        done = [False] * (columns + 1)
        while row_of[column]:
            done[column] = True
            i, step, onward = row_of[column], math.inf, 0
            for j in range(1, columns + 1):
                if done[j]:
                    continue
                reduced = cost[i - 1][j - 1] - u[i] - v[j]
                if reduced < least[j]:
                    least[j], back[j] = reduced, column
                if least[j] < step:
                    step, onward = least[j], j
            for j in range(columns + 1):
                if done[j]:
                    u[row_of[j]] += step
                    v[j] -= step
                else:
                    least[j] -= step
            column = onward
        while column:
            row_of[column] = row_of[back[column]]
            column = back[column]
    return row_of
