"""What speaks for a bead: measured on vectors and lengths alone, for every shape and every place of a tile at once.

Cosines are taken relative to the document pair's own background (mean and spread of the cosines of all sentence pairs), so
that encoders whose cosines live on different scales give like numbers. A plane is an array (a, row, b, column): the bead of
a + 1 source sentences from `row` on and b + 1 target sentences from `column` on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from ._lattice import LONGEST

if TYPE_CHECKING:
    from ..windows import Windows

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

NAMES = ("cos","margin","nbr","nbrmax","gainmin","gainmean","ext","extmax","len2","len1","nblen","bal","split","cosshort","coslow","marlow")
NEIGHBOURS = 4
PRIOR_PAIRS = 8.0
PRIOR_MEAN, PRIOR_SPREAD = 0.12, 0.11


@dataclass(frozen=True, slots=True)
class Background:
    mean: float
    spread: float
    source_hub: Floats  # (LONGEST, n): mean of the k best of the window, normalised
    target_hub: Floats
    source_best: Floats
    target_best: Floats
    source_best_margin: Floats
    target_best_margin: Floats
    log_ratio: float
    source_sizes: Doubles
    target_sizes: Doubles
    source_rivals: tuple
    target_rivals: tuple
    centre: tuple


def stack(windows: Windows, start: int, stop: int) -> tuple[Floats, Floats]:
    dims = windows.vectors[0].shape[1]
    out = np.zeros((LONGEST, stop - start, dims), np.float32)
    valid = np.zeros((LONGEST, stop - start), np.float32)
    for width in range(LONGEST):
        block = windows.vectors[width]
        a, b = max(start, 0), min(stop, len(block))
        if a < b:
            out[width, a - start : b - start] = block[a:b]
            valid[width, a - start : b - start] = 1
    return out, valid


def topmean(x, k, axis):
    k = min(k, x.shape[axis])
    part = np.partition(x, x.shape[axis] - k, axis=axis)
    return np.take(part, range(x.shape[axis] - k, x.shape[axis]), axis=axis).mean(axis)


def background(source: Windows, target: Windows) -> Background:
    n, m = len(source), len(target)
    single = source.vectors[0] @ target.vectors[0].T
    k = single.size
    med = np.median(single)
    # robust: lower half spread
    spread = 1.2533 * np.mean(np.abs(np.minimum(single - med, 0))) * 2
    mean = float((k * med + PRIOR_PAIRS * PRIOR_MEAN) / (k + PRIOR_PAIRS))
    spread = float((k * spread + PRIOR_PAIRS * PRIOR_SPREAD) / (k + PRIOR_PAIRS))
    sx, sv = stack(source, 0, n)
    tx, tv = stack(target, 0, m)
    a = ((sx.reshape(-1, sx.shape[2]) @ tx[0].T - mean) / spread).reshape(LONGEST, n, m) * sv[:, :, None]
    b = ((tx.reshape(-1, tx.shape[2]) @ sx[0].T - mean) / spread).reshape(LONGEST, m, n) * tv[:, :, None]
    sh, th = topmean(a, NEIGHBOURS, 2), topmean(b, NEIGHBOURS, 2)
    srank, trank = rivals(a), rivals(b)
    ms, mt = source.vectors[0].mean(0), target.vectors[0].mean(0)
    cen = float(ms @ mt), sx @ mt, tx @ ms, np.linalg.norm(sx - ms, axis=2) + 1e-3, np.linalg.norm(tx - mt, axis=2) + 1e-3
    mar = a[0] - (sh[0][:, None] + th[0][None]) / 2
    ratio = length_ratio(source, target, mar, a[0])
    return Background(mean, spread, sh, th, a[0].max(1), b[0].max(1), mar.max(1), mar.max(0),
                      ratio,
                      np.concatenate([[0], np.cumsum(source.lengths)]), np.concatenate([[0], np.cumsum(target.lengths)]), srank, trank, cen)


def rivals(x):
    """top 3 values and positions along the last axis, padded"""
    k = min(3, x.shape[2])
    pos = np.argpartition(x, x.shape[2] - k, axis=2)[:, :, x.shape[2] - k:]
    val = np.take_along_axis(x, pos, 2)
    o = np.argsort(-val, axis=2, kind="stable")
    pos, val = np.take_along_axis(pos, o, 2), np.take_along_axis(val, o, 2)
    if k < 3:
        pos = np.concatenate([pos, np.full((*pos.shape[:2], 3 - k), -99)], 2); val = np.concatenate([val, np.zeros((*val.shape[:2], 3 - k), val.dtype)], 2)
    return pos, val.astype(np.float32)


def length_ratio(source, target, mar, cos):
    if not mar.size:
        return 0.0
    j = mar.argmax(1); i = np.arange(len(j)); ok = (mar.argmax(0)[j] == i) & (cos[i, j] > 3.5)
    i, j = i[ok], j[ok]
    total = np.log(max(source.lengths.sum(), 1) / max(target.lengths.sum(), 1))
    if not len(i): return float(total)
    d = np.log(np.maximum(source.lengths[i], 1)) - np.log(np.maximum(target.lengths[j], 1))
    wgt = np.sqrt(np.minimum(np.maximum(target.lengths[j],1), np.maximum(source.lengths[i],1)))
    o = np.argsort(d); c = np.cumsum(wgt[o]); med = d[o][np.searchsorted(c, c[-1] / 2)]
    k = len(i)
    return float((k * med + 2 * total) / (k + 2))


def similarities(source, target, bg, r0, r1, c0, c1):
    """(LONGEST, r1-r0+1+LONGEST+1, LONGEST, ...) with one before and LONGEST+1 after"""
    sx, sv = stack(source, r0 - 1, r1 + LONGEST + 1)
    tx, tv = stack(target, c0 - 1, c1 + LONGEST + 1)
    rows, cols = sx.shape[1], tx.shape[1]
    out = sx.reshape(-1, sx.shape[2]) @ tx.reshape(-1, tx.shape[2]).T
    out -= np.float32(bg.mean)
    out *= np.float32(1 / bg.spread)
    out *= sv.reshape(-1, 1)
    out *= tv.reshape(1, -1)
    return out.reshape(LONGEST, rows, LONGEST, cols)


def planes(source, target, bg, r0, r1, c0, c1, ratio=None):
    s = similarities(source, target, bg, r0, r1, c0, c1)
    rows, cols = r1 - r0, c1 - c0
    R, C = slice(1, 1 + rows), slice(1, 1 + cols)
    cos = s[:, R, :, C]
    pad = lambda x, size, lo: np.pad(x[:, max(lo, 0):lo + size], ((0, 0), (0, max(0, lo + size - x.shape[1]))))
    hs, ht = pad(bg.source_hub, rows, r0), pad(bg.target_hub, cols, c0)
    margin = cos - 0.5 * hs[:, :, None, None] - 0.5 * ht[None, None]
    x = s[:, R, 0, :]  # a-window to single target
    y = np.ascontiguousarray(s[0][:, :, C])  # single source to b-window: (rows', b, cols)
    left = x[:, :, None, 0:cols]
    st = x.strides
    right = as_strided(x[:, :, 2:], (LONGEST, rows, LONGEST, cols), (st[0], st[1], st[2], st[2]))
    up = y[None, 0:rows]
    st = y.strides
    down = as_strided(y[2:], (LONGEST, rows, LONGEST, cols), (st[0], st[0], st[1], st[2]))
    nbr = cos - 0.25 * (left + right + up + down)
    nbrmax = cos - np.maximum(np.maximum(left, right), np.maximum(up, down))
    big = np.float32(1e9)
    gmin = np.full_like(cos, big); gsum = np.zeros_like(cos); cnt = np.zeros((LONGEST, 1, LONGEST, 1), np.float32)
    for drop in (s[:-1, 2:2 + rows, :, C], s[:-1, R, :, C]):
        g = cos[1:] - drop
        np.minimum(gmin[1:], g, out=gmin[1:]); gsum[1:] += g
    for drop in (s[:, R, :-1, 2:2 + cols], s[:, R, :-1, C]):
        g = cos[:, :, 1:] - drop
        np.minimum(gmin[:, :, 1:], g, out=gmin[:, :, 1:]); gsum[:, :, 1:] += g
    cnt[1:] += 2; cnt[:, :, 1:] += 2
    gmin[0, :, 0] = 0
    gmean = gsum / np.maximum(cnt, 1)
    e = np.full_like(cos, -big)
    for grow in (s[1:, R, :, C], s[1:, 0:rows, :, C]):
        np.maximum(e[:-1], grow - cos[:-1], out=e[:-1])
    for grow in (s[:, R, 1:, C], s[:, R, 1:, 0:cols]):
        np.maximum(e[:, :, :-1], grow - cos[:, :, :-1], out=e[:, :, :-1])
    e[-1, :, -1] = 0
    ext = np.maximum(e, 0)
    e = np.maximum(e, -3)
    def sizes(cum, lo, k):
        n = len(cum) - 1
        i = np.minimum(np.arange(lo, lo + k), n)
        return np.stack([cum[np.minimum(i + w, n)] - cum[i] for w in range(1, LONGEST + 1)]).astype(np.float32)
    ls, lt = sizes(bg.source_sizes, r0, rows), sizes(bg.target_sizes, c0, cols)
    ra = bg.log_ratio if ratio is None else ratio
    ls = np.maximum(ls, 1) * np.float32(np.exp(-ra / 2)); lt = np.maximum(lt, 1) * np.float32(np.exp(ra / 2))
    d = np.log(ls)[:, :, None, None] - np.log(lt)[None, None]
    size = np.minimum(ls[:, :, None, None], lt[None, None])
    sc = np.minimum(size, 400) / 50
    len2 = -np.minimum(d * d * sc, 10)
    len1 = -np.abs(d)
    lp = np.log2(1 + np.exp(-np.abs(d)))
    split = np.zeros_like(cos)
    q1 = np.minimum(s[:1, R, :1, C], s[:-1, 2:2 + rows, :-1, 2:2 + cols])
    t1 = s[0, :, 0]  # singles
    st = t1.strides
    last = as_strided(t1[2:, 2:], (LONGEST - 1, rows, LONGEST - 1, cols), (st[0], st[0], st[1], st[1]))
    q2 = np.minimum(s[:-1, R, :-1, C], last)
    split[1:, :, 1:] = cos[1:, :, 1:] - np.maximum(q1, q2)
    short = np.log(size) - 4.5
    return [cos, margin, nbr, nbrmax, gmin, gmean, ext, e, len2, len1, nbr * lp, np.minimum(left+right, up+down) + 0*cos,
            split, cos * np.minimum(short, 0), np.minimum(cos - 4, 0), np.minimum(margin - 1, 0)]


def null_planes(bg, side):
    best, mar, cum = (bg.source_best, bg.source_best_margin, bg.source_sizes) if side == 0 else (bg.target_best, bg.target_best_margin, bg.target_sizes)
    n = len(best)
    one = np.ones(n)
    edge = np.zeros(n); 
    if n: edge[0] = edge[-1] = 1
    return np.stack([one, best, mar, np.log(np.maximum(np.diff(cum), 1)) - 4.5, np.minimum(best, 3), np.minimum(mar, 0)], 1)
