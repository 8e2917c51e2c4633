"""Settings: defaults, TOML, overrides, and errors that name the nearest valid word."""

import pickle
import re

import pytest

from aligner.config import Bounds, Config, Pairs, Part, load
from aligner.errors import UnknownPart, UsageError


def written(tmp_path, text):
    path = tmp_path / "settings.toml"
    path.write_text(text, "utf-8")
    return path


def test_defaults_are_the_dataclass():
    assert load() == Config()


def test_a_file_changes_what_it_names_and_overrides_win(tmp_path):
    path = written(
        tmp_path, '[run]\nlanguages = ["ko"]\n[pairs]\nmin_probability = 0.9\n[keep]\nsimilarity = { min = 0.3 }\n'
    )
    config = load(path, {"pairs": {"min_probability": 0.8, "window_days": None}})
    assert config.run.languages == ("ko",)
    assert config.pairs.min_probability == 0.8
    assert config.pairs.window_days == Config().pairs.window_days
    assert dict(config.keep.bounds)["similarity"] == Bounds(min=0.3)
    assert dict(config.keep.bounds)["probability"] == dict(Config().keep.bounds)["probability"]


def test_another_part_starts_without_the_options_of_the_first():
    first = load(overrides={"encoder": {"name": "hashed", "dimensions": 64}})
    assert first.encoder == Part("hashed", (("dimensions", 64),))
    assert load(overrides={"encoder": {"name": "use"}}).encoder == Part("use")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[pares]\nx = 1", "did you mean 'pairs'"),
        ("[pairs]\nmin_probabilty = 0.5", "did you mean 'min_probability'"),
        ("[pairs]\nmin_probability = 'much'", "Expected `float`"),
        ("[encoder]\nname = 'uze'", "did you mean 'use'"),
        ("pairs = 3", "is a table"),
        ("[keep]\nprobabilty = { min = 0.5 }", "did you mean 'probability'"),
        ("[keep]\nprobability = { least = 0.5 }", "has no setting 'least'"),
        ("[encoder]\nname = 3", "is a string"),
        ("[encoder]\nname = 'hashed'\nsize = 3", "no option 'size'"),
        ("not toml", "not valid TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, text, message):
    with pytest.raises(UsageError, match=message):
        load(written(tmp_path, text))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"nowhere\.toml"):
        load(tmp_path / "nowhere.toml")


def test_signature_depends_on_the_named_sections_alone():
    a = load(overrides={"pairs": {"window_days": 1}})
    assert a.signature("encoder") == Config().signature("encoder")
    assert a.signature("pairs") != Config().signature("pairs")
    assert a.signature("encoder", "pairs") != a.signature("pairs", "encoder")


def test_unknown_part_is_a_usage_error():
    with pytest.raises(UnknownPart, match="Known: "):
        load(overrides={"splitter": {"name": "sentences"}})


def test_readers_get_options_by_name(tmp_path):
    path = written(tmp_path, '[readers.csv]\ntext = "body"\n[readers.jsonl]\ndate = "published"\n')
    config = load(path, {"readers": {"csv": {"date": "day"}}})
    assert config.reader_options == {"csv": {"text": "body", "date": "day"}, "jsonl": {"date": "published"}}
    assert config.signature("readers") != Config().signature("readers")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[readers.csw]\ntext = 'a'", "did you mean 'csv'"),
        ("[readers.csv]\nbody = 'text'", "no option 'body'"),
        ("[readers]\ncsv = 'text'", "is a table"),
        ("[run]\nlanguages = ['ko', 'klingonish']", "no language code"),
    ],
)
def test_wrong_options_of_readers_and_codes_are_named(tmp_path, text, message):
    with pytest.raises(UsageError, match=message):
        load(written(tmp_path, text))


def test_languages_may_be_set_in_any_code():
    assert load(overrides={"run": {"languages": ["kor_Hang", "eng"]}}).run.languages == ("ko", "en")


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ({"window": {"weekly.example": 7}}, "did you mean 'windows'"),
        ({"windows": {"weekly.example": -1}}, ">= 0"),
        ({"windows": {"weekly.example": "long"}}, "got `str`"),
        ({"windows": 7}, "got `int`"),
        ({"zones": {"weekly.example": "Asia/Soeul"}}, "did you mean 'Asia/Seoul'"),
    ],
)
def test_windows_and_zones_of_sources_are_checked(pairs, said):
    with pytest.raises(UsageError, match=re.escape(said)):
        load(overrides={"pairs": pairs})


def test_a_config_is_told_by_its_values_alone():
    tables = {"windows": {"weekly.example": 7, "*": 3}, "zones": {"*.hanbit.example": "Asia/Seoul"}}
    made, again, usual = load(overrides={"pairs": tables}), load(overrides={"pairs": tables}), load()
    assert made == again != usual
    assert hash(made) == hash(again)
    assert len({made, again, usual, load()}) == 2
    assert hash(Config()) == hash(Config())
    turned = load(overrides={"pairs": {"windows": {"*": 3, "weekly.example": 7}}})
    assert turned.pairs.window.by_source != made.pairs.window.by_source  # the first that fits counts
    assert turned.signature("pairs.windows") != made.signature("pairs.windows")


def test_tables_of_sources_outlast_another_setting_and_the_one_who_gave_them(tmp_path):
    path = written(tmp_path, '[pairs]\nwindows = { "weekly.example" = 7 }\n')
    made = load(path, {"pairs": {"window_days": 1}})
    assert dict(made.pairs.windows) == {"weekly.example": 7}
    assert made.pairs.window.by_source == (("weekly.example", 7),)
    assert repr(made.pairs.windows) == "{'weekly.example': 7}"
    assert pickle.loads(pickle.dumps(made)) == made
    given = {"weekly": 7}
    pairs = Pairs(windows=given)
    given["daily"] = 1
    assert dict(pairs.windows) == {"weekly": 7}


def test_windows_and_zones_of_sources_change_the_stages_that_use_them():
    from aligner.tasks import STAGES

    def changed(**pairs):
        usual, other = load(), load(overrides={"pairs": pairs})
        return {n for n, s in STAGES.items() if usual.signature(*s.sections) != other.signature(*s.sections)}

    for setting in (
        {"windows": {"weekly.example": 7}},
        {"zones": {"weekly.example": "Asia/Seoul"}},
        {"window_days": 1},
    ):
        assert changed(**setting) == {"sift", "pair", "settle"}
