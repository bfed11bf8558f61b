"""Train the network that says which place of a sentence belongs to an event (src/harmledger/weights/event_place.npz).

    python scripts/train_event_place.py ../shared/benchmarks/event-location/train.jsonl
    python scripts/train_event_place.py FILE --develop       a fifth of the training part measures, nothing is written

Needs PyTorch, which nothing else here does; with one thread and a fixed seed it gives the same weights again. The held
out quarter of the set (see harmledger.evaluate.event_location) is never read.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

import harmledger
from harmledger.evaluate.event_location import Row, answers, read_rows, score
from harmledger.extract.place_features import DENSE, Candidate, candidates
from harmledger.extract.place_mentions import find_places
from harmledger.extract.place_scorer import FLOOR, PlaceScorer, dense_of
from harmledger.extract.sentences import Sentence, parsed_alone
from harmledger.gazetteer import Gazetteer

OUT = Path(harmledger.__file__).parent / "weights" / "event_place.npz"
SEEN = 4  # a feature of fewer candidates than this is left out
WIDTH = 48
EPOCHS = 6
BATCH = 32
FORGET = 0.3  # share of the features that a candidate loses in training


class Net(nn.Module):
    """The same sums as `PlaceScorer`, with dropout."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.embed = nn.EmbeddingBag(features, WIDTH, mode="sum")
        self.direct = nn.EmbeddingBag(features, 1, mode="sum")
        nn.init.normal_(self.embed.weight, std=0.03)
        nn.init.zeros_(self.direct.weight)
        self.dense = nn.Linear(300 * DENSE, WIDTH)
        self.mix = nn.Linear(2 * WIDTH, WIDTH)
        self.last = nn.Linear(WIDTH, 1)
        self.drop = nn.Dropout(0.3)

    def forward(self, ids: Any, starts: Any, dense: Any, sentence: Any, sentences: int) -> Any:
        """The logits of the candidates of a batch of sentences."""
        hidden = self.drop(torch.relu(self.embed(ids, starts) + self.dense(self.drop(dense))))
        place = sentence[:, None].expand_as(hidden)
        around = torch.zeros(sentences, WIDTH).scatter_reduce(0, place, hidden, "amax")
        out = torch.relu(self.mix(torch.cat([hidden, around[sentence]], 1))) + hidden
        return (self.last(self.drop(out)) + self.direct(ids, starts)).squeeze(1)


Example = tuple[list[Candidate], Any, list[float]]  # the candidates of a row, their word vectors, their answers


def examples(rows: Sequence[Row]) -> list[Example]:
    """Candidates with word vectors and answers of each row that has any candidate."""
    gazetteer = Gazetteer()
    out: list[Example] = []
    for row, doc in zip(rows, parsed_alone(r.text for r in rows), strict=True):
        mentions = find_places([Sentence(0, 0, len(row.text), doc, 0, "body")], gazetteer)[0]
        found = candidates(doc, row.event[0], mentions)
        if found:
            dense = np.stack([dense_of(c, doc) for c in found])
            out.append((found, dense, [float(any(i in row.location for i in c.tokens)) for c in found]))
    return out


def batch(rows: Sequence[Example], at: dict[str, int], rng: np.random.Generator) -> tuple[tuple[Any, ...], Any]:
    """The network's inputs and the answers for some rows."""
    ids: list[int] = []
    starts, sentence = [], []
    for n, (found, _, _) in enumerate(rows):
        for c in found:
            starts.append(len(ids))
            sentence.append(n)
            known = [at[f] for f in c.features if f in at]
            ids += [i for i, keep in zip(known, rng.random(len(known)) > FORGET, strict=True) if keep]
    dense = torch.from_numpy(np.concatenate([d for _, d, _ in rows]))
    wanted = torch.tensor([y for _, _, ys in rows for y in ys])
    return (torch.tensor(ids), torch.tensor(starts), dense, torch.tensor(sentence), len(rows)), wanted


def train(rows: Sequence[Example], seed: int = 0) -> tuple[list[str], dict[str, Any]]:
    """The features in order and the weights by name."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rng = np.random.default_rng(seed)
    seen = Counter(f for found, _, _ in rows for c in found for f in set(c.features))
    names = sorted(f for f, n in seen.items() if n >= SEEN)
    at = {f: i for i, f in enumerate(names)}
    net = Net(len(names))
    optimizer = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=1e-5)
    steps = EPOCHS * -(-len(rows) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: max(0.0, 1 - s / steps))
    for epoch in range(EPOCHS):
        order, lost = rng.permutation(len(rows)), 0.0
        for k in range(0, len(order), BATCH):
            inputs, wanted = batch([rows[i] for i in order[k : k + BATCH]], at, rng)
            loss = nn.functional.binary_cross_entropy_with_logits(net(*inputs), wanted)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            lost += float(loss.detach())
        print(f"epoch {epoch + 1}: loss {lost / (steps / EPOCHS):.4f}", flush=True)
    return names, _weights(net)


def _weights(net: Net) -> dict[str, Any]:
    half = {"embed": net.embed.weight, "direct": net.direct.weight[:, 0]}
    full = {
        "dense": net.dense.weight.T, "dense_bias": net.dense.bias, "mix": net.mix.weight.T, "mix_bias": net.mix.bias,
        "last": net.last.weight[0], "last_bias": net.last.bias,
    }  # fmt: skip
    out = {k: v.detach().numpy().astype(np.float16) for k, v in half.items()}
    return out | {k: v.detach().numpy().astype(np.float16 if k == "dense" else np.float32) for k, v in full.items()}


def _develops(row: Row) -> bool:
    return (int(hashlib.sha256(row.text.encode()).hexdigest(), 16) >> 8) % 5 == 0


def _measure(rows: Sequence[Row], names: Sequence[str], weights: dict[str, Any]) -> None:
    scorer = PlaceScorer(names, {k: v.astype(np.float32) for k, v in weights.items()})
    gazetteer = Gazetteer()
    found: list[tuple[list[Candidate], Any]] = []
    for row, doc in zip(rows, parsed_alone(r.text for r in rows), strict=True):
        mentions = find_places([Sentence(0, 0, len(row.text), doc, 0, "body")], gazetteer)[0]
        own = candidates(doc, row.event[0], mentions)
        found.append((own, scorer.scores(own, doc)))
    for floor in (0.3, FLOOR, 0.5, 0.6, 0.7):
        said = iter([{i for c, s in zip(own, p, strict=True) if s > floor for i in c.tokens} for own, p in found])
        print(floor, score(rows, answers(rows, lambda doc, row, said=said: next(said))))


def main() -> None:
    """Train on the training part, or on four fifths of it and measure on the fifth."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--develop", action="store_true", help="hold back a fifth, measure on it, write nothing")
    args = parser.parse_args()
    rows, unread = read_rows(args.file, held=False)
    kept = [r for r in rows if not (args.develop and _develops(r))]
    print(f"{len(kept)} sentences to train on, {unread} that could not be read")
    names, weights = train(examples(kept))
    if args.develop:
        _measure([r for r in rows if _develops(r)], names, weights)
        return
    OUT.parent.mkdir(exist_ok=True)
    joined = np.frombuffer("\n".join(names).encode(), np.uint8)
    np.savez_compressed(OUT, names=joined, **weights)
    print(f"written: {OUT} ({OUT.stat().st_size} bytes, {len(names)} features)")


if __name__ == "__main__":
    main()
