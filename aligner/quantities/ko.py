"""Korean numbers."""

from __future__ import annotations

import re

from .. import languages
from ..records import Span
from ._grammar import Context, Grammar, Literal, Numeral, Quantity, Reading, by_word, clock, listed, nothing, one
from ._myriads import DIGITS, Myriads, mixed, vague
from ._shared import (
    ABBREVIATED_UNITS,
    CLOCK_IN_DIGITS,
    CURRENCY_SYMBOLS,
    DIGIT_FRACTION,
    DOLLAR,
    GLUED_CODE,
    PHONE_NUMBER,
    amounts,
    counts,
    dates_in_digits,
    digit_fraction,
    latin_code,
)
from ._words import in_order, one_of

_SINO = {"영": 0, "공": 0, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "륙": 6, "칠": 7, "팔": 8, "구": 9}
MYRIADS = Myriads(digits=_SINO, small={"십": 10, "백": 100, "천": 1000}, large={"만": 1e4, "억": 1e8, "조": 1e12})
_UNITS_OF_NATIVE = {
    "하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "석": 3, "서": 3, "넷": 4, "네": 4, "넉": 4,
    "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9,
}  # fmt: skip
_TENS_OF_NATIVE = {
    "열": 10,
    "스물": 20,
    "스무": 20,
    "서른": 30,
    "마흔": 40,
    "쉰": 50,
    "예순": 60,
    "일흔": 70,
    "여든": 80,
    "아흔": 90,
}
NATIVE = {
    **_UNITS_OF_NATIVE,
    **_TENS_OF_NATIVE,
    **{ten + unit: t + u for ten, t in _TENS_OF_NATIVE.items() for unit, u in _UNITS_OF_NATIVE.items()},
}
_HOURS = {word: value for word, value in NATIVE.items() if value <= 12}
_DAYS = {
    "하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8, "아흐레": 9, "열흘": 10, "보름": 15,
}  # fmt: skip
_COUNTERS = in_order("""명 분 개국 개월 개 번째 번 째 살 시간 시 초 가지 달 사람 차례 건 곳 군데 배 마리 대 권
    척 팀 쌍 주 차 회 위 등 년 해 층 쪽 장 점 골 표 석 세트 라운드 경기 게임 형제 자매 아이 자녀 남성 여성 남자
    여자 밤 잔 병 그루 주년 세기 세 퍼센트 프로 포인트 킬로 미터 마일 톤 단계 종 편 채 끼 줄 판 모금 나라 국가
    후보 학생 선수 소녀 소년 아들 딸 주일 주간 조각 방 발 부분 집 요소 연속 요원 회사 기업 도시 군 학교 대학
    정상 장관 대회 영화 작품 에피소드 시즌""")
_COUNTER = one_of(_COUNTERS)
_COUNTED = rf"(?=\s?(?:여\s?|몇\s?)?(?:{_COUNTER}))"
_PARTICLE = r"(?=(?:은|는|이|가|을|를|도|만|의|과|와|로|에서|에게|에|까지|부터)?(?:[\s,.!?)\]’”'\"]|$))"
_LONG_NATIVE = sorted((word for word, value in NATIVE.items() if len(word) >= 3 and value > 10), key=len, reverse=True)
_ALONE = "|".join(["하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉", *_LONG_NATIVE])
_SINO_RUN = r"(?:[일이삼사오육칠팔구]?천)?(?:[일이삼사오육칠팔구]?백)?(?:[일이삼사오육칠팔구]?십)?[일이삼사오육칠팔구]?"
_SINO_COUNTER = one_of(
    in_order("""명 개국 개월 개 년대 년간 년 월 일간 일 분 초 시간 세기 세 회 위 주년 주간 주 차례 차 대 달러 파운드
    유로 위안 엔 원 루피
    퍼센트 프로 포인트 마일 킬로 미터 톤 배 건 가구 권 점 층 도 인 표 석 마리 여""")
)
# One character alone is a number only before a few counters: 조명, 백인, 일원 and 만점 are words.
_SINO_NUMERAL = (
    r"(?<![가-힣\d])(?:"
    rf"(?=[일이삼사오육칠팔구십백천만억]{{2}}){_SINO_RUN}[만억조]?{_SINO_RUN}(?<=[일이삼사오육칠팔구십백천만억조])(?=\s?(?:{_SINO_COUNTER}))"
    r"|[십백천만](?=\s(?:명|달러|파운드|유로|원|배)|\s?(?:년(?!대)|퍼센트|마일|킬로|톤))"
    r"|[삼사오육칠팔구](?=\s?(?:개월|개국|년간|주년|퍼센트|층|달러)))"
)
_AFTER_SPACE = r"\s?(?:여|명|개|원|달러|파운드|유로|위안|엔|건|표|대|톤|마리|가구|루피|페소|루블|배|장|권|\d|[,.)])"


def _native(text: str, start: int, stop: int) -> Reading | None:
    value = NATIVE.get(text[start:stop].replace(" ", ""))
    return None if value is None else Reading(float(value), stop - start)


def _fraction(matched: str) -> list[Quantity]:
    under, over = (_count(part) for part in re.split(r"\s?분의\s?", matched))
    return [Quantity(over / under, "fraction", "", False, Span(0, len(matched)))] if under > over else []


def _month_day(matched: str) -> list[Quantity]:
    """Read a date that became a name, such as 9·11; it is soft, for a translation may name the event another way."""
    month, day = re.finditer(r"\d+", matched)
    if not (1 <= int(month[0]) <= 12 and 1 <= int(day[0]) <= 31):
        return []
    return [
        Quantity(float(month[0]), "month", "month", False, Span(*month.span())),
        Quantity(float(day[0]), "day", "day", False, Span(*day.span())),
    ]


def _article(matched: str) -> list[Quantity]:
    """Read an article of a law, `헌법 9조`, which is no nine trillion."""
    return [Quantity(float(matched[:-1]), "ordinal", "", True, Span(0, len(matched)))]


def _year_month(matched: str) -> list[Quantity]:
    """Read 2006.09, which is how archives date a page and seldom part of the sentence: soft."""
    return [
        Quantity(float(matched[:4]), "year", "year", False, Span(0, 4)),
        Quantity(float(matched[5:]), "month", "month", False, Span(5, 7)),
    ]


def _batting_average(matched: str) -> list[Quantity]:
    value = sum(int(digit) / 10**places for places, digit in enumerate(re.findall(r"\d", matched), start=1))
    return [Quantity(round(value, 3), "number", "", True, Span(0, len(matched)))]


def _count(written: str) -> float:
    reading = MYRIADS.read(written, 0, len(written))
    return reading.value if reading else 0.0


_TIME = (
    rf"(?P<hour>\d{{1,2}}|{one_of(_HOURS)})\s?시(?:\s?(?P<minute>\d{{1,2}}(?=\s?분)|반(?!\s?(?:경|정))))?|(?P<h>(?!))"
)

GRAMMAR = Grammar(
    guards=(
        r"(?<![가-힣])(?:열세(?!\s?(?:명|살|개|번|시))|열차|서서|이일|만일|천만에|천만다행|구이|사오정|두세|서너|한두|한편|한때|한층|한국|한인|한반도|한화|한시름|세대|세기|네티즌|두바이)",
        r"구조(?:원|대|물|선|된|되|하|활|작|를|가|의|적|조)|사구(?!\s?\d)|이사(?:회|장|국|진|벨)|오천만원권",
        r"제일|제삼자|삼성|오월드|육군|구월동|백만장자|억만장자|천국|만국|만원버스|사만다|오만(?:한|함)|이천(?=\s?시)|백일장|천일염|일이(?=\s)|이사(?=\s)|조사|사조|구구",
    ),
    literals=(
        Literal(r"\d{1,4}조(?!\s?[\d여])", _article, before=r"(?:헌법|법|법률|조약|협약|협정|규정|헌장|제)\s?"),
        Literal(r"(?:수|몇)\s?[십백천만억조]{1,3}(?:\s?[만억조])?", vague(MYRIADS)),
        Literal(r"[6육]자\s?회담", one("number", 6)),
        Literal(r"십여|백여|(?<![가-힣])(?:여러|몇)\s?(?=명|개|번|차례|년|달|주|시간)", one("vague")),
        Literal(r"(?<![\d.])(?:19|20)\d\d\.(?:0[1-9]|1[0-2])(?![\d.])", _year_month),
        Literal(r"(?<![\d.])\d{1,2}[.·]\d{1,2}(?=\s?(?:남북\s?)?(?:공동\s?선언|선언|테러|사태|전쟁|항쟁))", _month_day),
        # 4.1 before an earthquake is how strong it was; a day of one digit takes the other point.
        Literal(r"(?<!규모)(?<!규모\s)(?<![\d.])\d{1,2}(?:·\d{1,2}|\.\d\d)(?=\s?지진)", _month_day),
        PHONE_NUMBER,
        dates_in_digits(day_first=False),
        Literal(rf"{CLOCK_IN_DIGITS}", clock(r"(?P<hour>\d{1,2}):(?P<minute>\d{2})", r"(?!)", r"(?!)")),
        Literal(
            rf"(?:(?:오전|오후|새벽|아침|저녁|밤|낮|정오)\s?)?(?:(?<![\d.,])\d{{1,2}}|(?<![가-힣])(?:{one_of(_HOURS)}))\s?시"
            r"(?!간|즌|민|장|리|대|도|작|드|청|내|위|합|절|의회|범|상|립|설|간대|점)"
            r"(?:\s?(?:\d{1,2}\s?분|반(?![가-힣])))?",
            clock(_TIME, "오전|새벽|아침", "오후|저녁|밤|낮", {word: int(v) for word, v in _HOURS.items()}),
        ),
        Literal(r"[월화수목금토일]요일", listed("weekday", languages.get("ko").weekdays, 0, hard=False)),
        Literal(r"(?<=[\d일]\()[월화수목금토일](?=\))", listed("weekday", tuple("월화수목금토일"), 0, hard=False)),
        Literal(r"(?<![가-힣])(?:그저께|그제)", one("relative day", -2)),
        Literal(r"(?<![가-힣])(?:어제|전날|어젯밤|전일)", one("relative day", -1)),
        Literal(r"(?<![가-힣])(?:오늘|이날|당일|금일|오늘날)", one("relative day", 0)),
        Literal(r"(?<![가-힣])(?:내일|다음\s?날|이튿날|다음날)", one("relative day", 1)),
        Literal(r"(?<![가-힣])(?:지난\s?달|전달|저번\s?달)", one("relative month", -1)),
        Literal(r"(?<![가-힣])(?:이달|이번\s?달)", one("relative month", 0)),
        Literal(r"(?<![가-힣])(?:다음\s?달|내달)", one("relative month", 1)),
        Literal(r"(?<![가-힣])재작년", one("relative year", -2)),
        Literal(r"(?<![가-힣])(?:지난\s?해|작년|전년|지난\s?(?:여름|겨울|봄|가을))", one("relative year", -1)),
        Literal(r"(?<![가-힣])(?:올해|금년|올\s?(?:여름|겨울|봄|가을|초|연말))", one("relative year", 0)),
        Literal(r"(?<![가-힣])(?:내년|이듬해|다음\s?해)", one("relative year", 1)),
        Literal(
            rf"{DIGITS}\s?분의\s?{DIGITS}|(?<![가-힣])[이삼사오육칠팔구십]\s?분의\s?[일이삼사오육칠팔구]", _fraction
        ),
        Literal(r"(?<![\d.])9[/·.‧]\s?11(?![\d.]\d|\d)", _month_day),
        Literal(r"(?<![\d.])\d할(?:\s?\d푼)?(?:\s?\d리)?", _batting_average),
        Literal(DIGIT_FRACTION, digit_fraction),
        Literal(r"절반|(?<![가-힣])반(?=\s|을|이|은|의)", one("fraction", 0.5)),
        Literal(
            rf"(?<![가-힣])(?:{one_of(_DAYS)})(?![가-힣]?(?:성|름))",
            by_word("number", {w: float(v) for w, v in _DAYS.items()}, "day"),
        ),
        Literal(r"(?<![가-힣\d])(?:첫\s?(?:번째|번|째)?|최초|처음)", one("ordinal", 1)),
        Literal(r"(?<![가-힣])(?:정오)", one("clock", 720)),
        Literal(r"(?<![가-힣])(?:자정)", one("clock", 0)),
        Literal(r"(?<![가-힣\d])십대(?=[들의이가은는를을,. ])", one("decade", 10)),
        Literal(r"(?<=\d)\s?분의\s", nothing),
        latin_code(),
        GLUED_CODE,
    ),
    numerals=(
        mixed(MYRIADS, _AFTER_SPACE),
        Numeral(
            rf"(?<![가-힣\d])(?:(?:{one_of(_TENS_OF_NATIVE)})\s(?:{one_of(_UNITS_OF_NATIVE)})|(?:{one_of(NATIVE)}))"
            rf"(?=\s?(?:여\s?)?(?:{_COUNTER}))|(?<![가-힣\d])(?:{_ALONE}){_PARTICLE}",
            _native,
            spelled=True,
        ),
        Numeral(_SINO_NUMERAL, MYRIADS.read, spelled=True),
    ),
    before=(
        *CURRENCY_SYMBOLS,
        Context("ordinal", r"(?<![가-힣])제\s?"),
        Context("number", r"시속\s?(?:약\s?)?", "per hour"),
        Context("number", r"섭씨\s?(?:영하\s?|약\s?)?", "C"),
        Context("number", r"화씨\s?(?:영하\s?|약\s?)?", "F"),
    ),
    combined={("per hour", "mile"): "mph", ("per hour", "km"): "kph", ("C", "C/F"): "C", ("F", "C/F"): "F"},
    after=(
        Context("percent", r"\s?(?:여\s?)?(?:%(?:\s?p\b|\s?포인트)?|퍼센트(?:\s?포인트)?|프로(?=[\s,.의가를은이]|$))"),
        *amounts(
            {
                "AUD": r"\s?(?:여\s?)?(?:호주\s?달러|호주달러)",
                "CAD": r"\s?(?:여\s?)?캐나다\s?달러",
                "NZD": r"\s?(?:여\s?)?뉴질랜드\s?달러",
                "HKD": r"\s?(?:여\s?)?홍콩\s?달러",
                "SGD": r"\s?(?:여\s?)?싱가포르\s?달러",
                "USD": r"\s?(?:여\s?)?(?:미국\s?달러|미\s?달러|미화)",
                DOLLAR: r"\s?(?:여\s?)?(?:달[러라]|불(?=[\s,.에을]))",
                "GBP": r"\s?(?:여\s?)?(?:영국\s)?파운드\s?스털링",
                "GBP/lb": r"\s?(?:여\s?)?파운드",
                "EUR": r"\s?(?:여\s?)?유로(?!파|존|피|스|비|터|화\b|\s?20)",
                "JPY": r"\s?(?:여\s?)?엔(?=[\s,.화을이에의가으짜(]|$)",
                "CNY": r"\s?(?:여\s?)?(?:위안|인민폐)",
                "KRW": r"\s?(?:여\s?)?원(?!정|주민|인|숭|유|래|형|칙|자|전|정대|내|장|룸|소|곡|작|서|년)",
                "INR": r"\s?(?:여\s?)?루피(?!아)",
                "IDR": r"\s?(?:여\s?)?루피아",
                "RUB": r"\s?(?:여\s?)?루블",
                "MXN/PHP/ARS/CLP/COP": r"\s?(?:여\s?)?페소",
                "VND": r"\s?(?:여\s?)?동(?=[\s,.을의(]|$)(?<=[만억조천백]동)",
                "CHF": r"\s?(?:여\s?)?(?:스위스\s?)?프랑(?!스)",
                "cent": r"\s?(?:센트(?!럴|리|레)|펜스|페니)",
            }
        ),
        Context("decade", r"(?<=0)\s?년대|(?<=[1-9]0)대(?=[에의들이가은는를을,.]|\s(?!\d)|$)"),
        Context("century", r"\s?세기"),
        Context("ordinal", r"\s?(?:번째|번\s째|주년|회째|차(?=[\s의는전회례세]|$)|위(?=[\s를에의로,.]|$))"),
        Context("number", r"\s?개월|\s?달(?!러)", "month"),
        Context("month", r"\s?월(?!드|요일|급|세|간|트|터|스)", "month", 1, 12),
        Context(
            "day",
            r"\s?일(?!\s?(?:간|동안|째|본|반|정|만에|후(?!보|반)|뒤|전(?![가-힣])|이내|내(?![가-힣]))|\s만에)",
            "day",
            1,
            31,
        ),
        Context("number", r"\s?(?:여\s?)?일(?:간|\s?동안|째)?(?!본|반)", "day"),
        Context("year", r"\s?년(?!\s?(?:간|동안|째|만|전|후|뒤|여))", "year", 1000, 2199),
        Context(
            "number", r"\s?(?:여\s?)?(?:년|살|세(?!트|계|대|력|금|이|상|력|부|션|기|제)|해(?=\s|동안)|주년)", "year"
        ),
        *counts(
            ABBREVIATED_UNITS,
            {
                "hour": r"\s?(?:여\s?)?시간",
                "minute": r"\s?(?:여\s?)?분(?!기|야|의|파|석|양|위|쟁|담|홍|노|명|별|리|할|산|배|포)",
                "second": r"\s?초(?!등|과|반|대|기|점|청|보|록|래|콜|안|인|월)",
                "week": r"\s?(?:여\s?)?(?:주일|주간|주(?=[\s가의를후동만차,.]|$))",
                "mph": r"\s?(?:마일(?:의)?\s?시속|mph)",
                "km2": r"\s?(?:제곱|평방)\s?(?:킬로미터|㎞|km)|\s?㎢",
                "m2": r"\s?(?:제곱|평방)\s?(?:미터|m\b)|\s?㎡",
                "sqmi": r"\s?(?:제곱|평방)\s?마일",
                "sqft": r"\s?(?:제곱|평방)\s?(?:피트|풋)",
                "nmi": r"\s?해리",
                "mile": r"\s?(?:여\s?)?마일",
                "kg": r"\s?(?:여\s?)?(?:킬로그램|킬로그람)",
                "km": r"\s?(?:여\s?)?(?:킬로미터|킬로미타)",
                "km/kg": r"\s?킬로(?!와|바|칼|헤)",
                "cm": r"\s?(?:센티미터|센치미터|센티|센치)",
                "mm": r"\s?(?:밀리미터|밀리)",
                "m": r"\s?(?:여\s?)?미터|(?<=\d)\s?m(?![A-Za-z])",
                "foot": r"\s?(?:피트|풋|ft\b)",
                "inch": r"\s?인치",
                "yard": r"\s?야드",
                "acre": r"\s?에이커",
                "hectare": r"\s?(?:헥타르|㏊|ha\b)",
                "pyeong": r"\s?평(?=[\s의에을,.]|$)",
                "tonne/ton": r"\s?(?:여\s?)?톤(?!네)|\s?t(?![A-Za-z])",
                "oz": r"\s?온스",
                "gallon": r"\s?갤런",
                "litre": r"\s?리터|\s?ℓ",
                "g": r"\s?(?:그램|g(?![A-Za-z]))",
                "F": r"\s?(?:화씨|°F)",
                "C": r"\s?(?:섭씨|°C)|\s?℃",
                "C/F": r"\s?도(?=[\s에로를의가,.이까였인(]|$)",
            },
        ),
        Context("number", r"\s?(?:여\s?)?(?:명|인(?=[\s의이]|$)|사람)", "person"),
    ),
    starts=r"(?:(?<![가-힣])(?=\S)|(?=[\d월화수목금토일절&½⅓⅔¼¾⅕]))",
    range_mark=r"\s?[-‐‑–—~～∼〜]\s?|\s?(?:에서|내지|또는)\s?",
)
