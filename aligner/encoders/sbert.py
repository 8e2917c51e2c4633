"""Any sentence-transformers model, by name or folder: LaBSE, bge-m3, multilingual-e5 and their like."""

from __future__ import annotations

from collections.abc import Sequence

from ._sbert import Backend, Dtype, SentenceTransformerEncoder


class SbertEncoder(SentenceTransformerEncoder):
    """Encodes with the model that is named; options as of SentenceTransformerEncoder."""

    # Written out because a model has no default here: the signature is what settings are checked against before anything runs.
    def __init__(
        self,
        model: str,
        device: str | Sequence[str] | None = None,
        batch_size: int = 64,
        prompt: str | None = None,
        dtype: Dtype = "float32",
        backend: Backend = "torch",
        trust_remote_code: bool = False,
        joined: int = 2,
    ) -> None:
        super().__init__(model, device, batch_size, prompt, dtype, backend, trust_remote_code, joined)
