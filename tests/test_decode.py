import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.decode import decode, mojibake
from aligner.errors import InputError

SENTENCES = {
    "cp949": "베트남 국방장관은 18일 베이징에서 중국 국방부장과 회담했다고 밝혔다. 두 장관은 협력을 넓히기로 했다.",
    "gb18030": "越南国防部长十八日在北京与中国国防部长举行会谈，双方同意在国防工业等领域加强合作。",
    "big5hkscs": "越南國防部長十八日在北京與中國國防部長舉行會談，雙方同意在國防工業等領域加強合作。",
    "cp932": "ベトナムの国防相は18日、北京で中国の国防相と会談した。両国は協力を広げることで一致した。",
    "euc_jp": "ベトナムの国防相は18日、北京で中国の国防相と会談した。両国は協力を広げることで一致した。",
    "cp1251": "Министр обороны Вьетнама встретился в Пекине с китайским коллегой и обсудил сотрудничество.",
    "cp1252": "Der vietnamesische Verteidigungsminister führte in Peking Gespräche über die Zusammenarbeit.",
}


@pytest.mark.parametrize("encoding", SENTENCES)
def test_a_national_encoding_is_found_by_its_most_ordinary_text(encoding):
    text = SENTENCES[encoding]
    assert decode(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_with_its_mark_and_without(encoding):
    text = "판 반 장 장관\r\nGen. Phan Văn Giang\n越南"
    assert decode(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["Vietnam and China\n", "베트남 국방장관은 18일\n베이징에서 회담했다.\n"])
def test_utf_16_without_a_mark_is_told_by_its_zero_bytes(encoding, text):
    assert decode(text.encode(encoding)) == (text, encoding)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_utf_8_comes_back_as_it_went_in(text):
    decoded, encoding = decode(text.encode())
    assert encoding in ("utf-8", "utf-8-sig")
    assert decoded == (text.removeprefix("\ufeff") if encoding == "utf-8-sig" else text)


@given(st.binary() | st.binary().map(lambda tail: "베이징에서 ".encode("cp949") + tail))
def test_any_bytes_give_text_without_surrogates_or_an_input_error(data):
    try:
        text, encoding = decode(data)
    except InputError as error:
        assert str(error)
    else:
        text.encode("utf-8")
        assert "\0" not in text
        assert encoding


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (bytes(range(256)) * 40, "NUL bytes"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "NUL bytes"),
        (bytes(range(1, 32)) * 40, "control characters"),
        (b"%PDF-1.7 and so on", "PDF"),
        (b"PK\x03\x04rest", "ZIP"),
    ],
)
def test_binary_data_is_refused_with_what_to_do(data, word):
    with pytest.raises(InputError, match=word) as caught:
        decode(data)
    assert "UTF-8" in str(caught.value)


@pytest.mark.parametrize("text", SENTENCES.values())
@pytest.mark.parametrize("stray", [b"\xff", b"\x80", b"\xed\xa0\x80"])
def test_damaged_utf_8_is_not_taken_for_another_encoding(text, stray):
    data = text.encode()
    with pytest.raises(InputError, match=r"Byte \d+ is not UTF-8"):
        decode(data[:30] + stray + data[30:])


def test_a_broken_utf_16_file_says_where():
    with pytest.raises(InputError, match="byte 2 breaks it"):
        decode(b"\xff\xfe\x00\xd8A\x00")


def test_line_ends_are_kept():
    assert decode(b"one\r\ntwo\rthree\n")[0] == "one\r\ntwo\rthree\n"


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
@pytest.mark.parametrize("text", ["Café d’été", "The minister’s “plan”", "대한민국 국방부", "国防部长", "Việt Nam"])
def test_utf_8_read_as_latin_1_is_seen(text, wrong):
    try:
        damaged = text.encode().decode(wrong)
    except UnicodeDecodeError:
        pytest.skip(f"{wrong} has no such bytes")
    assert "read as Latin-1" in mojibake(f"Word. {damaged}.")


@pytest.mark.parametrize(
    "text", [*SENTENCES.values(), "Il a dit : « À Noël, l’été… » à 5 €.", "Ã", "São João", "«\xa0LIBERTÉ\xa0»", ""]
)
def test_ordinary_text_is_no_mojibake(text):
    assert mojibake(text) == ""


def test_lost_characters_are_counted():
    assert mojibake("a \ufffd b \ufffd").startswith("2 characters were lost")
