"""Small records made by hand, for tests that need an alignment but no model."""

from __future__ import annotations

from dataclasses import replace

from aligner.records import (
    Alignment,
    Article,
    ArticlePair,
    Bead,
    Bitext,
    Block,
    Finding,
    Note,
    Reference,
    Span,
    content_id,
)

KOREAN = [
    "베트남 국방장관, 베이징에서 연쇄 양자 회담",
    "판 반 장 베트남 국방장관은 9월 18일 베이징에서 둥쥔 중국 국방부장과 회담했다.",
    "두 사람은 제12차 샹산 포럼을 계기로 만났으며, 양국 국경 우호 교류의 성과를 높이 평가했다.",
    "이어 장 장관은 라오스의 캄리엥 우타카이손 장관과 올해 협력을 점검했다.",
    "몽골과의 관계는 2024년 10월 또 럼의 국빈 방문 때 포괄적 동반자 관계로 격상됐다.",
    "라오스는 곧 국경일 50주년을 맞는다.",
    "같은 날 오후에는 쿠바, 싱가포르, 니카라과 대표를 차례로 만났다.",
]
ENGLISH = [
    "Việt Nam's defence minister holds talks in Beijing",
    "Defence Minister Gen. Phan Van Giang met his Chinese counterpart, Dong Jun, in Beijing on Thursday.",
    "The two met on the sidelines of the 12th Xiangshan Forum.",
    "They spoke highly of the border defence friendship exchanges.",
    "On the same afternoon he met delegates from Cuba, Singapore and Nicaragua.",
    "He also reviewed this year's cooperation with Khamlieng Outhakaysone of Laos.",
    "Ties with Mongolia became a comprehensive partnership in October 2024.",
    "Joint patrols on land and at sea will go on.",
]
BEADS = (
    Bead(Span(0, 1), Span(0, 1), 0.97, 0.81),
    Bead(Span(1, 2), Span(1, 2), 0.995, 0.88),
    Bead(Span(2, 3), Span(2, 4), 0.9, 0.79),
    Bead(Span(3, 3), Span(4, 5), 0.7),
    Bead(Span(3, 4), Span(5, 6), 0.86, 0.74),
    Bead(Span(4, 5), Span(6, 7), 0.31, 0.42),
    Bead(Span(5, 6), Span(7, 7), 0.88),
    Bead(Span(6, 7), Span(7, 7), 0.66),
    Bead(Span(7, 7), Span(7, 8), 0.79),
    Bead(Span(6, 7), Span(4, 5), 0.64, 0.77, "crossing"),
)
"""Every kind of bead: 1:1, 1:2, nulls on both sides, and a crossing bead over the two nulls it explains."""


def article(
    lang: str,
    sentences: list[str],
    *,
    title: str | None = None,
    date: str | None = "2025-09-18",
    file: str = "",
    furniture: str = "",
) -> tuple[Article, tuple[Span, ...]]:
    """Return an article of one sentence a line, the first its title, and the spans of its sentences."""
    spans, at = [], 0
    for sentence in sentences:
        spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 1
    text = "\n".join([*sentences, furniture]) if furniture else "\n".join(sentences)
    blocks = []
    if spans:
        blocks.append(Block("title", spans[0].start, spans[0].stop, "first-line"))
        blocks.append(Block("body", spans[0].stop, spans[-1].stop, "rest"))
    if furniture:
        blocks.append(Block("furniture", at, len(text), "agency-tail"))
    heading = title if title is not None else sentences[0] if sentences else ""
    name = file or f"{lang}.txt"
    return Article(content_id(lang, name, text), lang, text, heading, date, name, tuple(blocks)), tuple(spans)


def alignment(
    source: list[str] | None = None,
    target: list[str] | None = None,
    beads: tuple[Bead, ...] = BEADS,
    *,
    source_lang: str = "ko",
    target_lang: str = "en",
    probability: float = 0.93,
    evidence: dict[str, float] | None = None,
    **article_options: str,
) -> Alignment:
    """Return an alignment of two lists of sentences."""
    left, left_spans = article(source_lang, KOREAN if source is None else source, **article_options)
    right, right_spans = article(target_lang, ENGLISH if target is None else target, **article_options)
    named = {"coverage": 0.71, "days_apart": 0.0} if evidence is None else evidence
    pair = ArticlePair(content_id(left.id, right.id), left, right, probability, named)
    return Alignment(pair, left_spans, right_spans, beads)


def bitexts(aligned: Alignment, threshold: float = 0.5, findings: tuple[Finding, ...] = ()) -> list[Bitext]:
    """Return one bitext a bead; kept where it has two sides and its probability reaches the threshold."""
    pair = aligned.pair
    source, target = aligned.sentences()
    out = []
    for bead in aligned.beads:
        sides = (
            (bead.source, aligned.source_sentences, pair.source),
            (bead.target, aligned.target_sentences, pair.target),
        )
        refs = [Reference(a.id, a.source, a.date, span, spans[span.start : span.stop]) for span, spans, a in sides]
        reasons = _reasons(bead, threshold)
        out.append(
            Bitext(
                id=content_id(pair.id, bead.shape, str(bead.source), str(bead.target)),
                pair=pair.id,
                kind=bead.kind,
                source_lang=pair.source.lang,
                target_lang=pair.target.lang,
                source_text=" ".join(source[bead.source.start : bead.source.stop]),
                target_text=" ".join(target[bead.target.start : bead.target.stop]),
                source_ref=refs[0],
                target_ref=refs[1],
                scores={"length_ratio": 1.1, "probability": bead.probability},
                findings=() if reasons else findings,
                keep=not reasons,
                reasons=reasons,
            )
        )
    return out


def _reasons(bead: Bead, threshold: float) -> tuple[str, ...]:
    if bead.is_null:
        return (f"unmatched: nothing on the {'source' if len(bead.target) else 'target'} side",)
    if bead.probability < threshold:
        return (f"probability: {bead.probability:g} is below {threshold:g}",)
    return ()


def with_blank_line() -> Alignment:
    """Return two matched sentences with a blank line between those of the source."""
    beads = (Bead(Span(0, 1), Span(0, 1), 0.9), Bead(Span(1, 2), Span(1, 1), 1.0), Bead(Span(2, 3), Span(1, 2), 0.9))
    return alignment(["하나", "", "둘"], ["One", "Two"], beads)


FINDING = Finding("numbers", "major", "12 has no counterpart", Span(0, 2), None, 0.8, {"source": "12"})
NOTES = [
    Note("scan-004.txt", "unreadable", "not UTF-8 and no other encoding fits: convert it to UTF-8"),
    Note("feed/0021.txt", "unpaired", "no article in another language is about the same event"),
]


def bitext(**fields: object) -> Bitext:
    """Return one kept bitext of a made-up sentence, with the fields given."""
    reference = Reference("0" * 32, "a.txt", "2025-09-18", Span(0, 1), (Span(0, 12),))
    usual: dict[str, object] = {
        "id": "i",
        "pair": "p",
        "kind": "monotone",
        "source_lang": "ko",
        "target_lang": "en",
        "source_text": "도서관이 문을 열었다.",
        "target_text": "The library is open.",
        "source_ref": reference,
        "target_ref": reference,
        "scores": {"probability": 0.9, "similarity": 0.8},
        "keep": True,
    }
    return Bitext(**(usual | fields))  # type: ignore[arg-type]


def finding_at(
    aligned: Alignment, check: str, severity: str, source: str, target: str, confidence: float = 0.9, **details: str
) -> Finding:
    """Return a finding about the first place of each text in its article; an empty text is no place."""
    texts = aligned.pair.source.text, aligned.pair.target.text
    spans = [
        Span(text.index(said), text.index(said) + len(said)) if said else None
        for text, said in zip(texts, (source, target), strict=True)
    ]
    message = f"{source or 'nothing'} became {target or 'nothing'}"
    usual = {"mqm": "Accuracy/Mistranslation", "rule": "changed", "source": source, "target": target}
    return Finding(check, severity, message, *spans, confidence, usual | details)  # type: ignore[arg-type]


def checked() -> tuple[Alignment, list[Bitext]]:
    """Return an alignment and its bitexts with one finding of each severity, an omission among them."""
    aligned = alignment()
    found = {
        1: [
            finding_at(aligned, "dates", "info", "9월 18일", "Thursday", 0.95, rule="date resolved"),
            finding_at(aligned, "names", "minor", "둥쥔", "Dong Jun", 0.6, mqm="Terminology/Inconsistent"),
        ],
        2: [finding_at(aligned, "numbers", "critical", "제12차", "12th", source_value="12", target_value="12")],
        6: [finding_at(aligned, "omission", "major", KOREAN[5], "", 0.88, mqm="Accuracy/Omission", rule="")],
    }
    return aligned, [replace(b, findings=tuple(found.get(n, ()))) for n, b in enumerate(bitexts(aligned))]
