"""Measures sentence splitting: `python -m eval.splitting --data DIR` prints precision, recall and F1 for each language."""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from pathlib import Path

from aligner import languages, parts
from aligner.languages import Language
from aligner.protocols import Splitter

FILES = {
    "ko": "kor", "en": "eng", "zh": "zho", "ja": "jpn", "vi": "vie", "de": "deu", "fr": "fra", "es": "spa", "ru": "rus",
}  # fmt: skip
_CLOSING = "\"'”’»)”」』）"
_INNER = {
    True: re.compile(rf"(?<=[^\W\d_]{{4}})[.!?…]+[{_CLOSING}]*(?=\s+[\"'“‘«„(¿¡]*[A-ZÀ-ÝĐĀ-ŽА-ЯẠ-Ỹ])"),
    False: re.compile(rf"[。！？](?![。！？{_CLOSING}])(?=.)"),
}
_INNER_KOREAN = re.compile(rf"[다요까죠][.!?…]+[{_CLOSING}]*(?=\s+(?!이?라[고며는면]|고 |며 |면서 )\S)")


def joined_documents(folder: Path, code: str) -> Iterator[list[str]]:
    lines = (folder / f"{FILES[code]}.txt").read_text(encoding="utf-8").splitlines()
    ids = (folder / "document_ids.tsv").read_text(encoding="utf-8").split()
    for _, group in groupby(zip(ids, lines, strict=True), key=lambda pair: pair[0]):
        yield [line.strip() for _, line in group]
if __name__ == "__main__":
    import sys
    s=parts.build("splitters","rules")
    def nonspace(t): return len("".join(t.split()))
    for code in sys.argv[2:] or FILES:
        lang=languages.get(code)
        tp=fp=fn=n=atp=afp=afn=0; fps=[];fns=[];dt=0
        for lines in joined_documents(Path(sys.argv[1]),code):
            text=lang.joiner.join(lines)
            t=time.perf_counter(); sp=s.split(text,lang); dt+=time.perf_counter()-t
            n+=len(sp)
            pos={}; c=0
            for i,ch in enumerate(text):
                if not ch.isspace(): c+=1
                pos[i+1]=c
            gold=set(); c=0
            for l in lines[:-1]:
                c+=nonspace(l); gold.add(c)
            inner=set();c=0
            for l in lines:
                rx=_INNER_KOREAN if code=="ko" else _INNER[lang.spaced]
                for m in rx.finditer(l): inner.add(c+nonspace(l[:m.end()]))
                c+=nonspace(l)
            sys_={pos[x.stop] for x in sp[:-1]}
            tp+=len(sys_&gold);fp+=len(sys_-gold);fn+=len(gold-sys_)
            adj=gold|inner
            adj.discard(c)
            atp+=len(sys_&adj);afp+=len(sys_-adj);afn+=len(adj-sys_)
            inv={v:k for k,v in reversed(pos.items())}
            for b in sorted(sys_-adj): fps.append(text[max(0,inv[b]-40):inv[b]]+" || "+text[inv[b]:inv[b]+30])
            for b in sorted(adj-sys_):
                if text[inv[b]-1] in ".!?。！？”\"'」": fns.append(("I " if b in inner else "L ")+text[max(0,inv[b]-40):inv[b]]+" || "+text[inv[b]:inv[b]+30])
        f=lambda t,p,q:(t/(t+p),t/(t+q),2*t/(2*t+p+q))
        print(code,"raw %.3f %.3f %.3f"%f(tp,fp,fn),"adj %.3f %.3f %.3f"%f(atp,afp,afn),"sents",n,"s/s",int(n/dt))
        if len(sys.argv)==3:
            print("FP",len(fps));print("\n".join(fps[:80])); print("FN terminal",len(fns)); print("\n".join(fns[:80]))
