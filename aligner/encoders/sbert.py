"""Any sentence-transformers model, by name or folder: LaBSE, bge-m3, multilingual-e5 and their like.

Models named by a hub are downloaded by sentence-transformers on first use; a folder needs no network.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import UsageError
from ..records import content_id

if TYPE_CHECKING:
    from numpy.typing import NDArray

PROMPTS = {"e5": "query: "}  # E5 models want "query: " before symmetric inputs (their model cards, "FAQ 1")


class SbertEncoder:
    """Encodes with a sentence-transformers model; loads it on first use.

    `prompt` goes before every text; left out, it is the model family's own (multilingual-e5: "query: ") or none.
    `device` is chosen by sentence-transformers unless given ("cpu", "cuda", "mps").
    """

    def __init__(self, model: str, device: str | None = None, batch_size: int = 64, prompt: str | None = None) -> None:
        if not model:
            raise UsageError("The encoder sbert needs a model: give its name or folder, for example LaBSE.")
        self.model = model
        self.device = device
        self.batch_size = batch_size
        self.prompt = family_prompt(model) if prompt is None else prompt

    @property
    def fingerprint(self) -> str:
        """What decides the vectors."""
        return f"sbert/{self.model}/{_files_of(self.model)}/{self.prompt}"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors, float32, shape (len(texts), d); equal to float rounding whatever the batch."""
        vectors = self._model.encode(
            list(texts),
            batch_size=self.batch_size,
            prompt=self.prompt or None,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, np.float32).reshape(len(texts), -1)

    @cached_property
    def _model(self) -> Any:  # noqa: ANN401 - loaded only on use
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(self.model, device=self.device)
        except (OSError, ValueError) as error:
            raise UsageError(
                f"The model {self.model!r} could not be loaded: {error}. "
                "Give a sentence-transformers model folder, or a hub name while online."
            ) from error


def _files_of(model: str) -> str:
    """Return names, sizes and times of a model folder's files, nothing for a hub name: another model is not this one."""
    files = sorted(path for path in Path(model).rglob("*") if path.is_file()) if Path(model).is_dir() else []
    return content_id(*(f"{path.name} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files))


def family_prompt(model: str) -> str:
    """Return the prompt that a model's family expects for comparing two texts of equal standing."""
    name = model.rstrip("/").rsplit("/", 1)[-1].lower()
    return PROMPTS["e5"] if "e5-" in name and "instruct" not in name else ""
