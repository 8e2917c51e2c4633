from dataclasses import replace

from matched import findings, matched, rules

from aligner.parts import build

USUAL = [("a" * n, "가" * (n // 2)) for n in (60, 80, 100, 120, 90, 70)]


def sides(*more):
    pairs = [*USUAL, *more]
    return [a for a, _ in pairs], [b for _, b in pairs]


def test_much_shorter_than_the_article_suggests():
    found = findings("length", *sides(("a" * 100, "가" * 20)))
    assert [len(items) for items in found] == [0] * 6 + [1]
    (short,) = found[-1]
    assert (short.severity, short.details["rule"], short.details["mqm"]) == ("minor", "too-short", "Accuracy/Omission")
    assert short.confidence <= 0.5
    assert "may leave something out: it has 20 characters" in short.message
    assert "about 50 in translation" in short.message


def test_much_longer():
    assert rules("length", *sides(("a" * 100, "가" * 90)))[-1] == ["too-long"]


def test_five_matched_sentences_are_needed():
    assert rules("length", ["a" * 60] * 4, ["가" * 30] * 3 + ["가" * 5]) == [[]] * 4


def test_the_same_finding_from_either_side():
    source, target = sides(("a" * 100, "가" * 20))
    assert rules("length", target, source)[-1] == ["too-long"]


def test_a_translation_less_like_its_source_needs_to_be_less_short():
    made = matched(*sides(("a" * 100, "가" * 33)))
    scored = [replace(b, scores={"similarity": 0.7}) for b in made]
    unlike = [*scored[:-1], replace(scored[-1], scores={"similarity": 0.5})]
    check = build("checks", "length")
    assert [item.details["rule"] for items in check.check(unlike) for item in items] == ["too-short"]
    for alike in (scored, [replace(b, scores={}) for b in unlike]):
        assert not any(check.check(alike))
    whole = [replace(b, scores={"similarity": 0.3 if n == 2 else 0.7}) for n, b in enumerate(made[:-1])]
    assert not any(check.check(whole)), "unlike alone is no lack of length"
