from matched import findings, rules

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
    assert "20 characters where about 50 are usual" in short.message


def test_much_longer():
    assert rules("length", *sides(("a" * 100, "가" * 90)))[-1] == ["too-long"]


def test_five_matched_sentences_are_needed():
    assert rules("length", ["a" * 60] * 4, ["가" * 30] * 3 + ["가" * 5]) == [[]] * 4


def test_the_same_finding_from_either_side():
    source, target = sides(("a" * 100, "가" * 20))
    assert rules("length", target, source)[-1] == ["too-long"]
