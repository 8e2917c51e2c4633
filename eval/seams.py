"""What token features change where two sentences are joined: makes `aligner/encoders/use_seams.npy` and shows what it is worth.

    python -m eval.seams --data ../shared/data/ntrex-dev
    python -m eval.seams --data ../shared/data/ntrex-dev --write aligner/encoders/use_seams.npy

The vector of a run of sentences follows from the sums of its sentences' token features. The joined text has fewer marks, and
its tokens see their neighbours across the seam, so its sums are others; the mean difference, by how the sentence before the
seam ends (`aligner.encoders.use.ending`), is what is added for each seam. Measured on documents in turn for fitting and for
the figures shown: the mean cosine of the vectors of runs with those of the joined text, without what is added and with it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aligner.encoders.use import ENDINGS, UseEncoder
from aligner.windows import runs_of_width
from eval.ntrex import CODES, load

WIDTHS = (2, 3, 5)
FITTED_ON = ("ko", "en", "zh", "ja", "de", "fr", "es", "ru")
Documents = Sequence[Sequence[str]]
Seams = NDArray[np.float32]


def fitted(encoder: UseEncoder, documents: Documents) -> Seams:
    """Return what joining adds to the sums of two sentences in a row: the mean for each kind of ending, (ENDINGS, features)."""
    changes, endings = [], []
    for document in documents:
        ids = encoder.tokenise(document)
        sums = encoder.network.token_sums(ids)
        changes.append(encoder.network.token_sums(encoder.tokenise(runs_of_width(document, 2))) - sums[:-1] - sums[1:])
        endings += [encoder.ending(sentence) for sentence in ids[:-1]]
    ended, all_changes = np.array(endings), np.concatenate(changes)
    if missing := set(range(ENDINGS)) - set(endings):
        raise SystemExit(f"No sentence has an ending of kind {missing}: add texts in Chinese or Japanese to the data.")
    return np.array([all_changes[ended == kind].mean(axis=0) for kind in range(ENDINGS)], np.float32)


def nearness(encoder: UseEncoder, documents: Documents, seams: Seams) -> Iterator[float]:
    """Yield for each of WIDTHS the mean cosine of the vectors of runs with those of the joined text."""
    joining = UseEncoder()
    joining.network, joining.seams = encoder.network, seams
    made = joining.spans(documents, max(WIDTHS))
    for width in WIDTHS:
        joined = encoder.encode([run for document in documents for run in runs_of_width(document, width)])
        yield float(np.einsum("ij,ij->i", joined, np.concatenate([blocks[width - 1] for blocks in made])).mean())


def main() -> None:
    """Print the nearness for each language, half of its documents fitted on; write what all documents give."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="line-parallel news, as ntrex-dev")
    parser.add_argument("--write", type=Path, help="the file for what is fitted on all documents")
    given = parser.parse_args()
    corpora = {}
    for code in FITTED_ON:
        if (given.data / f"{CODES[code]}.txt").exists():
            corpus = load(given.data, [code])
            corpora[code] = [[corpus.lines[code][line] for line in document] for document in corpus.documents]
    encoder = UseEncoder()
    half = fitted(encoder, [document for documents in corpora.values() for document in documents[::2]])
    print("cosine of runs of", *WIDTHS, "without, then with")
    for code, documents in corpora.items():
        for seams in (np.zeros_like(half), half):
            print(code, *(f"{cosine:.4f}" for cosine in nearness(encoder, documents[1::2], seams)), flush=True)
    if given.write:
        np.save(given.write, fitted(encoder, [document for documents in corpora.values() for document in documents]))


if __name__ == "__main__":
    main()
