"""Train the role reader and write its weights.

    python scripts/train_roles.py REPORTS.jsonl src/harmledger/extract/roles.npz

REPORTS are MUC-4's 1,300 training reports with their keys, one JSON object a line. Needs scipy; some ten minutes on one
core, most of it parsing. The limits are chosen on the same reports, each scored by models that have not seen it (three
parts); the development reports are not read. The same reports give the same weights up to rounding.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))
import muc4
from harmledger.evaluate.templates import Template, key_of, normal, score
from harmledger.extract.role_features import SIZE, Candidate, Numbers, candidates, report_features
from harmledger.extract.roles import (
    PARTS,
    ROLES,
    TYPES,
    Filler,
    Linear,
    Model,
    incidents,
    scores,
    type_features,
    types,
)
from harmledger.extract.sentences import parse

FOLDS = 3
RARE = 3  # a feature of fewer examples is left out
STEPS = 45
PASSES = 1  # over the limits
GUESSES = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6)


@dataclass(slots=True)
class Example:
    """A report with its key, its candidates and what each of them is."""

    key: tuple[Template, ...]
    text: str
    given: tuple[Candidate, ...]
    report: Numbers
    is_role: np.ndarray  # (candidates, roles)
    is_type: np.ndarray  # (candidates, types), of fillers
    told: np.ndarray  # (types,)


def examples(path: Path) -> list[Example]:
    """The reports of a file as examples, in order."""
    rows = muc4.read(path)
    out = []
    for row, parsed in zip(rows, parse((muc4.report_of(r) for r in rows), batch=32), strict=True):
        given, key = candidates(parsed), key_of(row)
        roles = [{normal(m) for t in key for e in t.entities(role) for m in e} for role in ROLES]
        kinds = [
            {normal(m) for t in key if kind in t.type for r in ROLES for e in t.entities(r) for m in e}
            for kind in TYPES
        ]
        out.append(
            Example(
                key,
                parsed.report.text,
                given,
                report_features(parsed),
                np.array([[c.key in words for words in roles] for c in given], float).reshape(-1, len(ROLES)),
                np.array([[c.key in words for words in kinds] for c in given], float).reshape(-1, len(TYPES)),
                np.array([any(kind in t.type for t in key) for kind in TYPES], float),
            )
        )
    return out


def fit(features: Sequence[Numbers], wanted: np.ndarray, weight: float) -> Linear:
    """Logistic regression with an L2 penalty for each column of `wanted` (examples, models)."""
    ends = np.cumsum([0, *(len(f) for f in features)])
    matrix = csr_matrix((np.ones(ends[-1]), np.concatenate(features), ends), shape=(len(features), SIZE))
    matrix.sum_duplicates()
    matrix.data[:] = 1
    columns = np.flatnonzero(np.asarray(matrix.sum(axis=0)).ravel() >= RARE).astype(np.int32)
    matrix = matrix[:, columns]
    turned = matrix.T.tocsr()
    found = [minimize(_loss(matrix, turned, y, weight), np.zeros(len(columns) + 1), **_HOW).x for y in wanted.T]
    return Linear.of(columns, np.array([f[:-1] for f in found]), np.array([f[-1] for f in found]))


_HOW: dict[str, Any] = {"jac": True, "method": "L-BFGS-B", "options": {"maxiter": STEPS, "maxcor": 6}}


def _loss(matrix: Any, turned: Any, y: np.ndarray, weight: float) -> Callable[[np.ndarray], tuple[float, np.ndarray]]:
    sign = 2 * y - 1

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (matrix @ w[:-1] + w[-1])
        pull = -sign / (1 + np.exp(np.clip(margin, -50, 50)))
        value = np.logaddexp(0, -margin).sum() + 0.5 * weight * (w[:-1] @ w[:-1])
        return float(value), np.append(turned @ pull + weight * w[:-1], pull.sum())

    return loss


def first(rows: Sequence[Example], rng: np.random.Generator) -> Model:
    """Roles, types of fillers, types by words; half of the candidates of reports without an incident are left out."""
    kept = [np.flatnonzero((rng.random(len(e.given)) < 0.5) | bool(e.key)) for e in rows]
    features = [e.given[i].features for e, some in zip(rows, kept, strict=True) for i in some]
    is_role = np.concatenate([e.is_role[some] for e, some in zip(rows, kept, strict=True)])
    is_type = np.concatenate([e.is_type[some] for e, some in zip(rows, kept, strict=True)])
    fills = np.flatnonzero(is_role.any(axis=1))
    words = fit([e.report for e in rows], np.array([e.told for e in rows]), 3.0)
    fillers = fit([features[i] for i in fills], is_type[fills], 3.0)
    limits = (0.3,) * len(ROLES), (0.3,) * len(TYPES), 0.5
    return Model(fit(features, is_role, 1.0), fillers, words, words, *limits)


def unseen(rows: Sequence[Example], rng: np.random.Generator) -> list[tuple[list[Filler], np.ndarray]]:
    """Fillers and types by words of each report, by models that have not seen it."""
    out: list[Any] = [None] * len(rows)
    for part in range(FOLDS):
        model = first([e for i, e in enumerate(rows) if i % FOLDS != part], rng)
        for i in range(part, len(rows), FOLDS):
            out[i] = scores(model, rows[i].given, rows[i].report)
        print(f"part {part + 1} of {FOLDS}", flush=True)
    return out


def second(rows: Sequence[Example], seen: Sequence[tuple[list[Filler], np.ndarray]]) -> Linear:
    """Whether a report tells of a type, by words and fillers."""
    features = [type_features(k, found, words) for found, words in seen for k in range(len(TYPES))]
    return fit(features, np.concatenate([e.told for e in rows])[:, None], 5.0)


def chosen(model: Model, rows: Sequence[Example], seen: Any, likely: Any) -> Model:
    """The model with the limits that give the best F1 on reports that it has not seen."""

    def value(m: Model) -> float:
        made = (muc4.templates(incidents(m, s[0], p), e.text) for e, s, p in zip(rows, seen, likely, strict=True))
        return score(zip(made, (e.key for e in rows), strict=True))["all"].f1

    best = value(model)
    for _ in range(PASSES):
        trials = [("role_limits", i) for i in range(len(ROLES))] + [("type_limits", i) for i in range(len(TYPES))]
        for name, i in [*trials, ("share", 0)]:
            for guess in GUESSES:
                now = getattr(model, name)
                new = guess + 0.3 if name == "share" else (*now[:i], guess, *now[i + 1 :])
                trial = replace(model, **{name: new})
                if (f1 := value(trial)) > best + 1e-6:
                    best, model = f1, trial
    print(f"F1 {best:.3f} on reports not seen", flush=True)
    return model


def save(model: Model, path: Path) -> None:
    """Write the weights in half precision."""
    held: dict[str, Any] = {}
    for name in PARTS:
        part: Linear = getattr(model, name)
        held |= {f"{name}_columns": part.columns, f"{name}_weights": part.weights.astype(np.float16)}
        held[f"{name}_bias"] = part.bias
    limits = {"roles": model.role_limits, "types": model.type_limits, "share": model.share}
    np.savez_compressed(path, limits=np.array(json.dumps(limits)), **held)


def main() -> None:
    """Train, choose the limits, train on all reports, write."""
    rows = examples(Path(sys.argv[1]))
    rng = np.random.default_rng(0)
    seen = unseen(rows, rng)
    likely: list[Any] = [None] * len(rows)
    for part in range(FOLDS):
        rest = [i for i in range(len(rows)) if i % FOLDS != part]
        judge = second([rows[i] for i in rest], [seen[i] for i in rest])
        for i in range(part, len(rows), FOLDS):
            likely[i] = types(judge, *seen[i])
    whole = replace(first(rows, rng), types=second(rows, seen))
    save(chosen(whole, rows, seen, likely), Path(sys.argv[2]))


if __name__ == "__main__":
    main()
