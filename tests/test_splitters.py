import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner import languages
from aligner.records import Span
from aligner.splitters.lines import LinesSplitter
from aligner.splitters.rules import RulesSplitter


def split(text, code):
    return [span.of(text) for span in RulesSplitter().split(text, languages.get(code))]


EXAMPLES = {
    "military titles": (
        "en",
        "Sen. Lt. Gen. Khamlieng Outhakaysone met Gen. Phan Van Giang. | Maj. Gen. Tea Seiha and Vice Adm. Dong Jun came.",
    ),
    "political titles": ("en", "Sen. Smith, Rep. Jones and Gov. Brown agreed. | Prof. Lee did not."),
    "a word that looks like a title": ("en", "He did fifty reps. | Then he saw the gen. | It was new."),
    "initials": ("en", "George W. Bush and J. R. R. Tolkien met. | John F. Kennedy was there."),
    "an acronym goes on before a name": ("en", "The U.S. Navy and the U.N. Security Council met at 5 p.m. Thursday."),
    "an acronym ends before a common word": ("en", "He left the U.S. | The talks began at 5 p.m. | They ended at six."),
    "companies": ("en", "Acme Inc. Chairman Brown left Acme Inc. | He joined Apex Ltd. | It was over."),
    "numbers": ("en", "It rose 3.5 percent to No. 5 in Nov. 2024. | He said no. | They left."),
    "lists": ("en", "1. Patrols at sea. | 2. Exercises on land."),
    "a quotation goes on": ("en", '"Do we agree?" she asked. | "We do." | He left.'),
    "closing marks": ("en", "(They met.) | “They agreed.” | They left!"),
    "an ellipsis": ("en", "He left ... and came back. | Wait... | What?"),
    "a name with a small letter": ("en", "The phone sells well. | iPhone sales rose. | They said so."),
    "a spaced ellipsis": ("en", "They left . . . and came back. | They stayed."),
    "a quotation with its particle": (
        "ko",
        '그는 “협력하겠다.”라고 했다. | 이어 "기쁘다." 라고 덧붙였다. | "왔나?"라고 했다.',
    ),
    "a quotation without marks": ("ko", "누가 왔을까? 라고 물었다. | 왔다. 라며 웃었다."),
    "not every 이란 is a particle": ("ko", "회담이 열렸다. | 이란 대표도 참석했다."),
    "Korean initials and decimals": ("ko", "조지 W. 부시 전 대통령이 3.5% 올랐다고 했다. | P. 디디(P. Diddy)도 왔다."),
    "Korean dates": ("ko", "2025. 9. 18. 발표했다. | 9월 18일이다."),
    "Korean lists": ("ko", "1. 해상 순찰. | 2. 합동 훈련."),
    "Korean ellipses": ("ko", "그는... 웃었다. | 회담은 끝났다... | 다시 시작했다.. | 그렇다."),
    "Hanja in brackets": ("ko", "판문점(板門店)에서 만났다. | 또 럼(To Lam) 서기장이다."),
    "a Latin word after Korean": ("ko", "경기가 끝났다. | kt는 이겼다."),
    "Chinese": ("zh", "他来了。|真的吗？|是的！|增长3.5%。"),
    "Chinese quotations": ("zh", "“谢谢！”他说。|他说：“我很高兴。”|然后离开了。"),
    "straight quotation marks without spaces": ("zh", '他走了。|"我很高兴。"|"再见，"他说。'),
    "Japanese": ("ja", "「今日は晴れです。」と話した。|本当？|はい。|Mr. Smithも来た。"),
    "Vietnamese": ("vi", "TS. Nguyễn Văn A ở TP. Hồ Chí Minh. | Đại tướng về Hà Nội. | Hết..."),
    "German": ("de", "Am 3. Oktober kam z. B. Dr. Meier. | Es war 2025. | Heinrich VIII. war König."),
    "French": ("fr", "M. Dupont et Mme Durand arrivent. | « Oui ! » | Il part. | Qui ?"),
    "Spanish": ("es", "El Sr. López y el Gral. Díaz de EE. UU. llegaron. | ¿Vino? | Sí."),
    "Russian": ("ru", "В 2025 г. В. В. Петров прибыл в г. Пекин. | Они уехали. | «Да!» — сказал он."),
    "a language without a file": ("xx", "Gen. Tea Seiha met him. | They left."),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_example(name):
    code, marked = EXAMPLES[name]
    separator = "|" if code in ("zh", "ja") else " | "
    sentences = marked.split(separator)
    assert split(languages.get(code).joiner.join(sentences), code) == sentences


@pytest.mark.parametrize(
    ("code", "sentences"),
    [
        ("en", ["The minister spoke.", "The talks at www.example.com went on."]),
        ("ko", ["그는 말했다.", "그리고 떠났다.라고 했다."]),
    ],
)
def test_a_stop_between_two_words_may_lack_its_space(code, sentences):
    assert split("".join(sentences), code) == sentences


def test_marks_without_words_belong_to_a_sentence():
    assert split("* They met. … ! They left.", "en") == ["* They met. … !", "They left."]
    assert split("— ! They met.", "en") == ["— ! They met."]


LINES = {
    "a headline without a stop": ("en", ["Ministers meet in Beijing", "The ministers met on Thursday."]),
    "a dateline of its own": ("zh", ["09:00 | 13/10/2022", "防长在河内会见大使。"]),
    "Korean headlines": (
        "ko",
        ["베트남 국방장관, 베이징에서 연쇄 회담", "국경 우호 교류 성과 평가", "장관은 18일 베이징에서 회담했다."],
    ),
    "short lines in capitals": ("en", ["BEIJING", "Vietnam", "China", "Laos"]),
    "a list": ("en", ["They agreed on", "- patrols at sea", "- exercises on land"]),
}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\n\n", "\n \n"])
@pytest.mark.parametrize("name", LINES)
def test_lines_that_stand_alone(name, ending):
    code, lines = LINES[name]
    assert split(ending.join(lines), code) == lines


def test_a_blank_line_always_ends_a_sentence():
    assert split("They met Gen.\n\ntea Seiha and", "en") == ["They met Gen.", "tea Seiha and"]


def test_a_line_that_goes_on_in_lower_case():
    assert split("The minister met his counterpart\nin the city. They left.", "en") == [
        "The minister met his counterpart\nin the city.",
        "They left.",
    ]


PROSE = {
    "en": [
        "Defence Minister Gen. Phan Van Giang met his counterpart Dong Jun in Beijing on Thursday.",
        "The two spoke of joint patrols on land and at sea, of exercises and of the defence industry.",
        "With Laos he reviewed the cooperation of this year.",
        "A plan for 2026 was drafted!",
        "“Relations are at their best,” he said, and the Mongolian minister agreed with him.",
    ],
    "ko": [
        "판 반 장 베트남 국방장관은 9월 18일 베이징에서 둥쥔 중국 국방부장과 회담했다.",
        "두 사람은 육상과 해상의 합동 순찰, 합동 훈련, 방위 산업을 논의했다.",
        "라오스와는 올해 협력을 점검했다.",
        "2026년 계획도 마련했다!",
        "그는 “양국 관계가 어느 때보다 좋다.”라고 말했고, 몽골 장관도 이에 동의했다.",
    ],
    "vi": [
        "Đại tướng Phan Văn Giang gặp ông Đổng Quân tại Bắc Kinh vào chiều thứ Năm.",
        "Hai bên trao đổi về tuần tra chung trên bộ và trên biển cùng công nghiệp quốc phòng.",
        "Với Lào, ông điểm lại hợp tác trong năm nay.",
        "Kế hoạch năm 2026 đã được dự thảo!",
    ],
    "zh": ["潘文江大将十八日在北京会见董军。", "双方谈到海上和陆上联合巡逻。", "他还会见了老挝国防部长吗？", "是的！"],
}  # fmt: skip
ORDERS = {code: st.lists(st.sampled_from(sentences), min_size=1, max_size=12) for code, sentences in PROSE.items()}
ORDER = st.sampled_from(list(PROSE)).flatmap(lambda code: st.tuples(st.just(code), ORDERS[code]))


@given(ORDER)
def test_joined_sentences_are_found_again(order):
    code, sentences = order
    assert split(languages.get(code).joiner.join(sentences), code) == sentences


@given(ORDER)
def test_a_line_each_or_a_paragraph_each_is_the_same(order):
    code, sentences = order
    assert split("\n".join(sentences), code) == split("\n\n".join(sentences), code) == sentences


@given(ORDER)
def test_decomposed_text_is_split_alike(order):
    code, sentences = order
    decomposed = [unicodedata.normalize("NFD", sentence) for sentence in sentences]
    assert split(languages.get(code).joiner.join(decomposed), code) == decomposed


def columns(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def wrap(text, width):
    lines = [""]
    for word in text.split():
        if lines[-1] and columns(lines[-1]) + 1 + columns(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


@given(
    st.sampled_from(["en", "ko", "vi"]).flatmap(lambda code: st.tuples(st.just(code), st.permutations(PROSE[code]))),
    st.integers(60, 100),
)
def test_hard_wrapped_prose_has_the_same_sentences(order, width):
    code, sentences = order
    found = split(wrap(" ".join(sentences), width), code)
    assert [" ".join(sentence.split()) for sentence in found] == sentences


def test_hard_wrapped_korean_may_break_inside_a_word():
    text = "".join(f"{sentence} " for sentence in PROSE["ko"])
    wrapped = "\n".join(text[at : at + 35].strip() for at in range(0, len(text), 35))
    assert len(split(wrapped, "ko")) == len(PROSE["ko"])


ENDLESS = {
    "one sentence": "낱말 word ",
    "stops": ".",
    "spaced stops": ". ",
    "quotation marks": '."',
    "Chinese quotation marks": '。"',
    "syllables": "가.",
    "titles": "Gen. ",
    "line breaks": "\r\n",
    "short lines": "a\n",
    "lines": "A" * 70 + "\n",
    "spaces": " \t\u3000",
    "controls": "\x00\x01\x1c\x7f",
    "conjoining jamo": "\u1112\u1161.",
}


def seconds(text, code):
    started = time.process_time()
    RulesSplitter().split(text, languages.get(code))
    return time.process_time() - started


@pytest.mark.parametrize("code", ["ko", "fr", "zh"])
@pytest.mark.parametrize("name", ENDLESS)
def test_time_grows_with_length_alone(name, code):
    unit = ENDLESS[name]
    short, long = unit * (4_000 // len(unit)), unit * (128_000 // len(unit))
    assert seconds(long + "x", code) < 0.1 + 32 * 4 * seconds(short + "x", code)


def test_a_sentence_of_ten_megabytes():
    text = "낱말 " * 3_500_000 + "끝났다. 다음이다."
    assert [len(sentence) for sentence in split(text, "ko")] == [len(text) - 6, 5]


def test_lines_are_numbered_as_in_the_file():
    text = " First. Still first.\r\n\n \t\nFourth\n"
    spans = LinesSplitter().split(text, languages.get("en"))
    assert [span.of(text) for span in spans] == ["First. Still first.", "", "", "Fourth"]
    assert spans[1] == Span(22, 22)


@pytest.mark.parametrize(("text", "count"), [("", 0), ("\n", 1), ("\n\n", 2), ("a", 1), ("a\n", 1), ("a\nb", 2)])
def test_a_final_line_feed_adds_no_line(text, count):
    assert len(LinesSplitter().split(text, languages.get("en"))) == count


@given(st.lists(st.text(st.characters(exclude_characters="\n")), min_size=1))
def test_one_sentence_a_line(lines):
    text = "\n".join(lines) + "\n"
    assert [span.of(text) for span in LinesSplitter().split(text, languages.get("ko"))] == [x.strip() for x in lines]


@pytest.mark.parametrize(
    ("code", "text", "sentences"),
    [
        ("ko", "정부는 “열었다.&quot; 시장은 &#39;좋다.&#39; 시민은 갔다.", 3),
        ("en", "He said &quot;Yes.&quot; She left.&nbsp;They stayed.", 3),
        ("zh", "他说&ldquo;好。&rdquo;她走了。", 2),
    ],
)
def test_entities_are_read_as_what_they_stand_for(code, text, sentences):
    spans = RulesSplitter().split(text, languages.get(code))
    assert len(spans) == sentences
    assert "".join(span.of(text) for span in spans).replace(" ", "") == text.replace(" ", "")


def test_korean_without_punctuation_is_split_by_kiwi():
    pytest.importorskip("kiwipiepy")
    from aligner.splitters.kiwi import KiwiSplitter

    sentences = ["포럼이 목요일에 열렸다", "두 장관이 연설했습니다", "😀 다음 회의는 12월에 열릴 예정이다"]
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, " ".join(sentences))
        spans = KiwiSplitter().split(text, languages.get("ko"))
        assert [unicodedata.normalize("NFC", span.of(text)) for span in spans] == sentences
    english = "One sentence. Another one."
    assert KiwiSplitter().split(english, languages.get("en")) == RulesSplitter().split(english, languages.get("en"))
