"""The draws of `cargo bench --bench smaa` in NumPy, tuned by hand, to compare.

    pip install numpy threadpoolctl
    python3 benches/smaa_numpy.py

Twelve options by forty criteria, a million draws of weights, rank acceptability
alone: less than the program counts. What makes it fast: single precision,
exponential numbers of SFC64 left undivided (ranks do not mind), one product of
matrices for each batch (BLAS), options compared in pairs in place of sorting,
and a thread for each core. A loop over a library of decision methods takes a
thousand times as long.
"""

import os
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from threadpoolctl import threadpool_limits

OPTIONS, CRITERIA, DRAWS = 12, 40, 1_000_000
THREADS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
VALUES = np.random.default_rng(1).random((OPTIONS, CRITERIA), dtype=np.float32)


def part(seed, draws, batch):
    generator = np.random.Generator(np.random.SFC64(seed))
    weights = np.empty((CRITERIA, batch), np.float32)
    totals = np.empty((OPTIONS, batch), np.float32)
    wins = np.empty(batch, np.bool_)
    counts = np.zeros((OPTIONS, OPTIONS), np.int64)
    for start in range(0, draws, batch):
        size = min(batch, draws - start)
        if size < batch:
            weights, totals, wins = weights[:, :size].copy(), totals[:, :size].copy(), wins[:size]
        generator.standard_exponential(dtype=np.float32, out=weights)
        np.matmul(VALUES, weights, out=totals)
        better = np.zeros((OPTIONS, size), np.uint8)
        for a in range(OPTIONS):
            for b in range(a + 1, OPTIONS):
                np.greater(totals[a], totals[b], out=wins)
                ones = wins.view(np.uint8)
                np.add(better[b], ones, out=better[b])
                np.subtract(better[a], ones, out=better[a])
            # Each later option that did not lose to it is ahead of it.
            better[a] += OPTIONS - 1 - a
        for option in range(OPTIONS):
            counts[option] += np.bincount(better[option], minlength=OPTIONS)
    return counts


def run(batch):
    share = DRAWS // THREADS
    with ThreadPoolExecutor(THREADS) as pool:
        parts = pool.map(part, range(THREADS), [share] * THREADS, [batch] * THREADS)
        counts = sum(parts)
    assert counts.sum() == share * THREADS * OPTIONS
    assert (counts.sum(axis=0) == share * THREADS).all(), "each rank is taken once in each draw"


def main():
    best = None
    with threadpool_limits(1):
        for batch in (2048, 4096, 8192, 16384):
            run(batch)
            times = []
            for _ in range(7):
                start = time.perf_counter()
                run(batch)
                times.append(1e3 * (time.perf_counter() - start))
            middle = statistics.median(times)
            if best is None or middle < best[0]:
                best = (middle, batch)
    millions = DRAWS / best[0] / 1e3
    name = f"1,000,000 draws, NumPy {np.__version__}, batches of {best[1]}"
    print(f"{name:<52}{best[0]:>9.1f} ms{millions:>8.2f} M/s")


if __name__ == "__main__":
    main()
