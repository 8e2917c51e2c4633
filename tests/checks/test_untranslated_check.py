import pytest
from matched import findings, matched, quoted, rules


def test_half_a_sentence_left_in_english():
    source = ["The museum reopened after a long winter and nobody came."]
    target = ["박물관은 긴 겨울 끝에 다시 문을 열었고 and nobody came at all."]
    ((found,),) = findings("untranslated", source, target)
    assert (found.severity, found.details["mqm"]) == ("critical", "Accuracy/Untranslated")
    assert quoted(found, matched(source, target)[0])[1] == "and nobody came at all."


@pytest.mark.parametrize(
    ("source", "target", "lang"),
    [
        ("The film opens today.", "영화 ‘The Long Way Home’이 오늘 개봉한다.", "ko"),
        ("He works for Blue Lantern Press.", "그는 Blue Lantern Press 에서 일한다.", "ko"),
        ("The rule is old.", "그 규칙(first come, first served as they say)은 오래됐다.", "ko"),
        ("The rule is old.", "这条规则（first come, first served as they say）很老。", "zh"),
        ("He spoke of the word freedom.", "Er sprach vom Wort Freiheit.", "de"),
        ("The band played La Vie en Rose.", "Die Kapelle spielte La Vie en Rose.", "de"),
    ],
)
def test_names_titles_and_brackets_may_stay(source, target, lang):
    assert rules("untranslated", [source], [target], target_lang=lang) == [[]]


@pytest.mark.parametrize(
    ("source", "target", "languages"),
    [
        (
            "Der Hafen blieb gestern den ganzen Tag geschlossen.",
            "Le port est resté den ganzen Tag geschlossen.",
            ("de", "fr"),
        ),
        ("항구는 어제 하루 종일 닫혀 있었다.", "The harbour was 하루 종일 닫혀 있었다.", ("ko", "en")),
        ("港は昨日一日中閉まっていた。", "항구는 어제 一日中閉まっていた。", ("ja", "ko")),
        ("The harbour was closed all day.", "Гавань была closed all day long yesterday.", ("en", "ru")),
    ],
)
def test_runs_in_other_scripts_and_copied_runs(source, target, languages):
    assert rules("untranslated", [source], [target], source_lang=languages[0], target_lang=languages[1]) == [
        ["foreign-run"]
    ]


def test_a_whole_copy_belongs_to_another_check():
    text = "The museum reopened after a long winter."
    assert rules("untranslated", [text], [text]) == [[]]
    assert rules("copied", [text], [text]) == [["copy"]]
