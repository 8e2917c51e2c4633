"""What every encoder made of a sentence-transformers model shares; `sbert` takes any, the presets name one each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np

from ..errors import UsageError
from ..records import content_id
from ..windows import runs, runs_of_width, spans_by_joining
from ._hub import check_reachable, commit_here, without_retries_printed
from ._prompts import family_prompt, overflows_in_float16

if TYPE_CHECKING:
    from numpy.typing import NDArray

Backend = Literal["torch", "onnx", "openvino"]
Dtype = Literal["float32", "float16", "bfloat16"]
BACKENDS = {"torch": ("torch",), "onnx": ("optimum", "onnxruntime"), "openvino": ("optimum", "openvino")}
DTYPES = ("float32", "float16", "bfloat16")
PACKAGES = (
    "sentence-transformers", "transformers", "tokenizers", "torch", "optimum", "onnxruntime", "onnxruntime-gpu", "openvino",
)  # fmt: skip
MARKS = 8  # more than any tokenizer puts round a text


class SentenceTransformerEncoder:
    """Encodes with a sentence-transformers model, loaded on first use, in batches of texts of like length.

    A model named by a hub is downloaded by sentence-transformers on first use; a folder needs no network.

    `device` is chosen by sentence-transformers unless given ("cpu", "cuda", "mps"); several (["cuda:0", "cuda:1"]) share the
    work, a process each: give the engine one worker then. `prompt` goes before every text; left out, it is the family's own
    (`_prompts.family_prompt`). `dtype` float16 or bfloat16 halves memory and is meant for GPUs; vectors differ a little.
    `backend` onnx or openvino needs `sentence-transformers[onnx]` or `[openvino]`. `trust_remote_code` lets a hub's model
    bring code of its own, as gte-multilingual-base does. `joined` is up to how many sentences a run is encoded as joined
    text, longer ones following from sums (see `spans`): with 1 every sentence is read once, with 2 three times, and 21 times
    where all runs of up to 6 are joined.
    Raises UsageError for what does not go together.
    """

    preset: ClassVar[str] = ""

    def __init__(
        self,
        model: str = "",
        device: str | Sequence[str] | None = None,
        batch_size: int = 64,
        prompt: str | None = None,
        dtype: Dtype = "float32",
        backend: Backend = "torch",
        trust_remote_code: bool = False,
        joined: int = 2,
    ) -> None:
        self.model = model or self.preset
        if not self.model:
            raise UsageError("The encoder sbert needs a model: give its name or folder, for example LaBSE.")
        self.devices = [device] if isinstance(device, str) else list(device or ())
        self.batch_size = batch_size
        self.prompt = family_prompt(self.preset or model) if prompt is None else prompt
        self.dtype = dtype
        self.backend = backend
        self.trust_remote_code = trust_remote_code
        self.joined = joined
        self._check()

    def _check(self) -> None:
        if self.backend not in BACKENDS:
            raise UsageError(f"backend is {self.backend!r}: give one of {', '.join(BACKENDS)}.")
        if self.dtype not in DTYPES:
            raise UsageError(f"dtype is {self.dtype!r}: give one of {', '.join(DTYPES)}.")
        if self.joined < 1:
            raise UsageError(
                f"joined is {self.joined}: give the number of sentences up to which runs are encoded whole."
            )
        if self.dtype == "float16" and overflows_in_float16(self.model):
            raise UsageError(f"{self.model} does not fit float16: give dtype bfloat16 or float32.")
        if self.backend != "torch" and (self.dtype != "float32" or len(self.devices) > 1):
            raise UsageError(f"The backend {self.backend} takes neither a dtype nor several devices: leave them out.")
        for package in BACKENDS[self.backend]:
            if not find_spec(package):
                raise UsageError(
                    f"The backend {self.backend} needs the package {package}: "
                    f"pip install 'sentence-transformers[{self.backend}]'."
                )

    @property
    def fingerprint(self) -> str:
        """What decides the vectors; loads a hub's model where it is not on this machine yet."""
        from ..versions import versions

        settings = f"{self.prompt}/{self.backend}/{self.dtype}/{self.joined}"
        return f"sbert/{self.model}/{self._version()}/{settings}/{versions(*PACKAGES)}"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors, float32, shape (len(texts), d); equal to float rounding whatever the batch."""
        if self._marks is None:
            return self._output(texts)
        return np.concatenate([run[0] for run in self.spans([[text] for text in texts], 1)] or [self._output([])])

    def spans(self, documents: Sequence[Sequence[str]], longest: int) -> list[list[NDArray[np.float32]]]:
        """Return, per document, the vectors of every run of 1..longest sentences, each array (n - width + 1, d).

        Of a mean-pooled model, the vector of a run of more than `joined` sentences comes from their token sums (see
        `_sbert_sums`); other models encode the joined text. Each distinct text is encoded once.
        """
        if self._marks is None:
            return spans_by_joining(self, documents, longest)
        from ._sbert_sums import run_vectors

        number: dict[str, int] = {}
        rows = [
            [
                np.array([number.setdefault(run, len(number)) for run in runs_of_width(document, width)], np.int64)
                for width in range(1, min(self.joined, longest) + 1)
            ]
            for document in documents
        ]
        return run_vectors(self._whole, self._output(list(number)), self._marks, rows, longest)

    def overlong(self, documents: Sequence[Sequence[str]], longest: int) -> list[int]:
        """Return, per document, how many of the texts encoded for `spans` are longer than the model reads."""
        if not self.longest_input:
            return [0] * len(documents)
        most = longest if self._marks is None else min(self.joined, longest)
        return [sum(map(self._is_overlong, runs(document, most))) for document in documents]

    def _is_overlong(self, text: str) -> bool:
        if len(self.prompt.encode()) + len(text.encode("utf-8", "surrogatepass")) + MARKS <= self.longest_input:
            return False  # a token is at least a byte: most texts need not be cut into tokens again
        ids = self._whole.tokenizer(self.prompt + text, truncation=False, verbose=False)["input_ids"]
        return len(ids) > self.longest_input

    @property
    def longest_input(self) -> int:
        """How many tokens of a text the model reads, marks and prompt included; 0 for any number."""
        most = self._whole.max_seq_length
        return int(most) if most and most < 1 << 30 else 0

    def _output(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the rows that the model gives for texts: token sums of a mean-pooled one, else unit vectors."""
        if not texts:
            return self._output([""])[:0]
        model, pool = self._reader
        rows = model.encode(
            list(texts),
            batch_size=self.batch_size,
            prompt=self.prompt or None,
            normalize_embeddings=self._marks is None,
            show_progress_bar=False,
            pool=pool,
        )
        return np.asarray(rows, np.float32).reshape(len(texts), -1)

    @cached_property
    def _marks(self) -> tuple[int, int] | None:
        """How many tokens stand before and behind every text where runs follow from token sums, else None."""
        from ._sbert_sums import is_mean_pooled, marks

        return marks(self._whole.tokenizer, self.prompt) if is_mean_pooled(self._whole, self.prompt) else None

    @cached_property
    def _reader(self) -> tuple[Any, Any]:
        """The model as texts pass it (token sums in place of the pooling, where that can be) and its pool of processes."""
        from sentence_transformers import SentenceTransformer

        from ._sbert_sums import TokenSums

        reader = self._whole
        if self._marks:
            device = self.devices[0] if len(self.devices) == 1 else str(self._whole.device)
            reader = SentenceTransformer(modules=[self._whole[0], TokenSums(*self._marks)], device=device)
        pool = reader.start_multi_process_pool(self.devices) if len(self.devices) > 1 else None
        return reader, pool

    @cached_property
    def _whole(self) -> Any:  # noqa: ANN401 - loaded only on use
        from sentence_transformers import SentenceTransformer

        options: dict[str, Any] = {} if self.backend == "torch" else {"backend": self.backend}
        if self.dtype != "float32":
            options["model_kwargs"] = {"torch_dtype": self.dtype}
        device = self.devices[0] if len(self.devices) == 1 else "cpu" if self.devices else None
        check_reachable(self.model)
        try:
            with without_retries_printed():
                return SentenceTransformer(
                    self.model, device=device, trust_remote_code=self.trust_remote_code, **options
                )
        except (OSError, ValueError, ImportError) as error:  # optimum imports from transformers what some versions lack
            with_backend = "" if self.backend == "torch" else f" with the backend {self.backend}"
            raise UsageError(
                f"The model {self.model!r} could not be loaded{with_backend}: {error}. "
                "Give a sentence-transformers model folder, or a hub name while online."
            ) from error

    def _version(self) -> str:
        """Return names, sizes and times of a model folder's files, or the commit of a hub's model: another is not this one."""
        if Path(self.model).is_dir():
            files = sorted(path for path in Path(self.model).rglob("*") if path.is_file())
            return content_id(*(f"{path.name} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files))
        return self._commit

    @cached_property
    def _commit(self) -> str:
        if not commit_here(self.model):
            _ = self._whole  # downloads it
        return commit_here(self.model)
