from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.identify import identify, is_mostly_hangul

NEWS = {
    "ko": "베트남 국방장관은 18일 베이징에서 중국 국방부장과 회담했다.",
    "en": "The defence minister of Vietnam met his Chinese counterpart in Beijing on Thursday.",
    "zh": "越南国防部长十八日在北京与中国国防部长举行会谈。",
    "ja": "ベトナムの国防相は18日、北京で中国の国防相と会談した。",
    "vi": "Bộ trưởng Quốc phòng Việt Nam đã hội đàm với người đồng cấp Trung Quốc tại Bắc Kinh.",
    "de": "Der Verteidigungsminister von Vietnam hat am Donnerstag in Peking seinen Amtskollegen getroffen.",
    "fr": "Le ministre vietnamien de la Défense a rencontré jeudi à Pékin son homologue chinois.",
    "es": "El ministro de Defensa de Vietnam se reunió el jueves en Pekín con su homólogo chino.",
    "ru": "Министр обороны Вьетнама встретился в четверг в Пекине со своим китайским коллегой.",
}
UNKNOWN = {
    "nl": "De Vietnamese minister van Defensie heeft donderdag in Peking zijn Chinese ambtgenoot ontmoet. Tijdens het gesprek "
    "bespraken de ministers de samenwerking, het grensbeheer en de opleiding. Het forum, dat aan zijn twaalfde editie toe is, "
    "blijft een belangrijk platform. Beide partijen spraken af om de uitwisseling van delegaties voort te zetten.",
    "pl": "Minister obrony Wietnamu spotkał się w czwartek w Pekinie ze swoim chińskim odpowiednikiem. Podczas rozmowy obaj "
    "ministrowie omówili współpracę wojskową, zarządzanie granicami oraz szkolenia. Forum, które odbywa się po raz dwunasty, "
    "jest ważną platformą dialogu. Obie strony zgodziły się, że wymiana delegacji będzie trwała także w przyszłym roku.",
}
NEIGHBOURS = {
    "pt": "O ministro da Defesa do Vietnã reuniu-se em Pequim com o seu homólogo chinês, e os dois falaram da cooperação.",
    "it": "Il ministro della Difesa del Vietnam ha incontrato a Pechino il suo omologo cinese a margine del forum.",
    "nl": "De gemeente maakte bekend dat de bibliotheek vanaf vrijdag tot middernacht open blijft en dat het gratis is.",
    "ca": "El ministre de Defensa del Vietnam es va reunir a Pequín amb el seu homòleg xinès en el marc del fòrum.",
    "sv": "Kommunen meddelade att biblioteket kommer att vara öppet till midnatt från och med fredag.",
    "da": "Vietnams forsvarsminister mødte sin kinesiske kollega i forbindelse med forummet, og de talte om samarbejde.",
    "pl": "Władze miasta ogłosiły, że biblioteka będzie otwarta do północy od piątku i że nie trzeba za to płacić.",
    "cs": "Město oznámilo, že knihovna bude od pátku otevřena do půlnoci a že se za to nebude nic platit.",
    "id": "Pemerintah kota mengumumkan bahwa perpustakaan akan buka sampai tengah malam mulai hari Jumat.",
    "tr": "Belediye, kütüphanenin cuma gününden itibaren gece yarısına kadar açık olacağını ve bunun "
    " için ücret alınmayacağını duyurdu.",
    "ro": "Primăria a anunțat că biblioteca va fi deschisă până la miezul nopții începând de vineri.",
    "uk": "Міська рада повідомила, що бібліотека працюватиме до півночі, починаючи з п'ятниці.",
}
NTREX = Path(__file__).parents[2] / "shared/data/ntrex-dev"
FILES = {
    "ko": "kor", "en": "eng", "zh": "zho", "ja": "jpn", "vi": "vie", "de": "deu", "fr": "fra", "es": "spa", "ru": "rus"
}  # fmt: skip


@pytest.mark.parametrize("code", NEWS)
def test_one_sentence_of_news_is_enough(code):
    found, confidence = identify(NEWS[code])
    assert found == code
    assert confidence > 0.6


@pytest.mark.parametrize("code", ["ko", "ja", "zh"])
def test_english_names_and_quotes_do_not_flip_it(code):
    mixed = f'{NEWS[code]} "Delegations (Vietnam)" Gen. Phan Van Giang, Adm. Dong Jun. {NEWS[code]}'
    found, confidence = identify(mixed)
    assert found == code
    assert confidence < 1


def test_korean_and_chinese_glosses_leave_english_english():
    assert identify(f"{NEWS['en']} The forum is called 샹산포럼 in Korean and 香山论坛 in Chinese.")[0] == "en"


def test_a_japanese_name_leaves_chinese_chinese():
    assert identify(NEWS["zh"] * 3 + "展览名为「さくら」。")[0] == "zh"


@pytest.mark.parametrize("text", ["", " \n", "1234 — 56 %", "😀 …", "ᚠᚢᚦ"])
def test_text_that_tells_nothing_is_undetermined(text):
    assert identify(text) == ("und", 0.0)


@pytest.mark.parametrize("code", UNKNOWN)
def test_a_latin_language_without_a_file_is_undetermined_unless_it_is_the_one_expected(code):
    assert identify(UNKNOWN[code]) == ("und", 0.0)
    assert identify(UNKNOWN[code], among=[code, "en"])[0] == code
    assert identify(NEWS["en"], among=[code, "en"])[0] == "en"


@pytest.mark.parametrize("code", NEIGHBOURS)
def test_a_sentence_of_a_neighbour_is_not_taken_for_a_language_with_a_file(code):
    assert identify(NEIGHBOURS[code]) == ("und", 0.0)
    assert identify(NEIGHBOURS[code], among=["es", "en"]) == ("und", 0.0)
    assert identify(NEIGHBOURS[code], among=[code, "en"])[0] == code


def test_quotes_in_other_languages_do_not_flip_it():
    for code, quote in (
        ("ko", NEWS["en"]),
        ("en", NEWS["ko"]),
        ("zh", NEWS["en"]),
        ("vi", NEWS["en"]),
        ("de", NEWS["fr"]),
    ):
        assert identify(f"{NEWS[code]} {NEWS[code]} {NEWS[code]} «{quote}»", among=["ko", "en"])[0] == code


def test_expected_languages_win_only_where_the_evidence_is_close():
    headline = "Xiangshan Forum: Giang, Dong Jun"
    assert identify(headline, among=["ko", "en"])[0] == "en"
    assert identify(headline, among=["ko", "fr"])[0] == "fr"
    assert identify(NEWS["fr"], among=["ko", "en"])[0] == "fr"
    assert identify(NEWS["zh"], among=["kor_Hang", "eng"])[0] == "zh"


def test_decomposed_text_counts_like_composed_text():
    import unicodedata

    for code, text in NEWS.items():
        assert identify(unicodedata.normalize("NFD", text))[0] == code


def test_a_long_text_is_read_from_all_over():
    assert identify("# " * 10 + NEWS["ko"] * 200_000)[0] == "ko"
    assert identify(NEWS["en"] + NEWS["ko"] * 20_000)[0] == "ko"


@given(st.text())
def test_any_text_gets_a_code_and_a_confidence(text):
    code, confidence = identify(text)
    assert 2 <= len(code) <= 3
    assert 0 <= confidence <= 1
    assert (code == "und") == (confidence == 0)


@pytest.mark.skipif(not NTREX.exists(), reason="development data is not here")
@pytest.mark.parametrize("code", FILES)
def test_lines_of_news_are_identified(code):
    lines = (NTREX / f"{FILES[code]}.txt").read_text("utf-8").splitlines()
    right = sum(identify(line)[0] == code for line in lines)
    assert right / len(lines) >= 0.995


@given(
    st.text("가나다 라abcé中文あカж12ㄱ\u1100\u1161\u0301\ufb1d", max_size=40),
    st.sampled_from([[], ["ko"], ["ko", "zh"]]),
)
def test_what_is_mostly_hangul_is_korean(text, among):
    if is_mostly_hangul(text):
        assert identify(text, among)[0] == "ko"
