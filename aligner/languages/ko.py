"""Korean."""

from __future__ import annotations

from . import Language
from ._shared import AGENCY, FURNITURE, LATIN_TITLES, NUMERIC_DATES, either, words

_REPORTER = r"[가-힣]{2,4}(?:\s?[·,]\s?[가-힣]{2,4})*\s?(?:기자|특파원|통신원|논설위원|인턴기자|객원기자)"
_PICTURE = r"(?:자료\s?)?(?:사진|그래픽|이미지|영상|일러스트|그림)"
# A quotation goes on in its particle: `...했다."라고`, `...했다" 며`.
_QUOTATIVE = r"(?:이?라고|이?라며|이?라면서|이?라는|이?라던)"

LANGUAGE = Language(
    code="ko",
    name="Korean",
    titles=LATIN_TITLES,
    abbreviations=words("vs"),
    final_abbreviations=words("inc corp co ltd jr sr"),
    number_abbreviations=words("no vol"),
    ordinal_stop=True,
    sentence_endings=either("다|요|까|죠|네|군|랴|라|자|소|오|음|임|함|됨|것"),
    continues=rf"{_QUOTATIVE}(?=[\s,.]|$)",
    continues_after_quote=rf"(?:{_QUOTATIVE}|{either('고|며|면서|하고|하며|하는|는|란|이란')})(?=[\s,.]|$)",
    unfinished=r"(?:[,·(\[“‘]|"
    + either(
        """은|는|을|를|의|에|에서|에게|와|과|로|으로|고|며|면서|지만|는데|해|하여|하는|하고|된|한|할|던|및|등|이라는|라고|위해|위한|대한|통해|
        따라|따른|있는|없는|밝힌|이날|오전|오후"""
    )
    + ")$",
    months=tuple(rf"(?<!\d)0?{number}\s?월" for number in range(1, 13)),
    weekdays=tuple(f"{day}요일" for day in "월화수목금토일"),
    date_patterns=(
        r"(?<!\d)(?P<year>(?:19|20)\d{2})\s?년\s?(?P<month>\d{1,2})\s?월\s?(?P<day>\d{1,2})\s?일",
        *NUMERIC_DATES,
    ),
    day_alone=r"(?P<day>\d{1,2})일(?=[\s(,]|$)",
    countries=(("한국", "KR"), ("터키", "TR"), ("체코", "CZ")),
    not_countries=words("수단 가나 이란 인도 오만 말리 피지 기니 차드"),
    names_take_endings=True,
    address_words=words("kr"),
    reporters=words("기자 특파원"),
    furniture=(
        *FURNITURE,
        ("byline", rf"[\[(【<]?(?:.{{1,12}}[=·/]\s?)?{_REPORTER}[\])】>]?(?:\s?[=/]?\s?[\w.+-]+@[\w.-]+)?\s?=?"),
        ("byline", rf"[\[(【]\s?[^\])】]{{1,20}}=[^\])】]{{1,20}}[\])】]\s?(?:{_REPORTER})?\s?=?"),
        ("byline", r"(?:글|취재|정리|작성자?|기자|취재기자)\s?[:=]\s?.{1,40}"),
        ("translator", r"[(\[]?(?:번역자?|옮긴이|역자|감수|편집|검수)(?:\s?[:=/|]\s?.{1,30}|\s[가-힣]{2,4}[)\]]?)"),
        (
            "published",
            either("입력|수정|등록|기사\\s?입력|최종\\s?수정|최종\\s?업데이트|업데이트|송고|게재|승인|발행일?|작성일?")
            + r"(?:\s?시간|\s?일시)?\s?:?\s?\d{4}\s?[-./년].{1,50}(?<!다\.)",
        ),
        (
            "share",
            either(
                """기자\\s?프로필 | 텍스트\\s?줄이기 | 텍스트\\s?키우기 | 프린트 |
                [가-힣]{2,4}\\s?기자\\s?구독 | 본문\\s?글[자씨]\\s?크기.{0,20} |
                공유 | 공유하기 | (?:SNS|기사)\\s?공유(?:하기)? | 기사\\s?저장 | 북마크 |
                이메일\\s?(?:보내기|공유) | (?:네이버|카카오)\\s?채널\\s?구독(?:하기)? |
                스크랩 | 인쇄 | 인쇄하기 | 글[자씨]\\s?크기.{0,20} |
                좋아요\\s?\\d* |
                댓글\\s?\\d* | 구독 | 구독하기 | 목록 | 이전\\s?기사 | 다음\\s?기사 | 맨\\s?위로 | 본문\\s?듣기 | 기사\\s?듣기"""
            ),
        ),
        ("copyright", r".{0,60}(?:무단\s?전재|재배포\s?금지|저작권자|ⓒ|All rights reserved).{0,120}"),
        ("source", r"[(\[<]?(?:출처|자료|제공|자료제공)\s?[:=]\s?.{1,40}[)\]>]?"),
        ("tags", r"(?:태그|키워드|관련\s?태그)\s?:\s?.{0,120}|#\S+(?:\s#\S+)*"),
        ("contact", r".{0,40}(?:카카오톡|이메일|제보|전화)\s?[:>]\s?.{1,80}"),
        ("contact", r"제보는.{1,80}(?<!다\.)"),
        ("agency-tail", r"◎.{1,80}"),
        ("advertisement", r"광고|스폰서(?:\s?링크)?|advertisement"),
        ("end", r"[(\[<]?\s?(?:끝|계속)\s?[)\]>]?\.?"),
    ),
    captions=(
        rf".{{0,300}}[.)]\s[가-힣]{{2,6}}\s?[/=]\s?{AGENCY}(?:\s{AGENCY})?\.?",
        r".{0,300}재판매\s?및\s?DB\s?금지.{0,20}",
        rf".{{0,300}}[(\[<【]\s?{_PICTURE}\s?(?:[=:/·]|제공|출처|\s)[^)\]>】]{{0,40}}[)\]>】]\.?",
        rf"[(\[<【]?{_PICTURE}(?:\s?(?:제공|출처|설명))?\s?[=:/].{{1,300}}",
        rf"[(\[<【]\s?{_PICTURE}\s?[)\]>】]\s?.{{0,30}}",
        rf"[▲△▼◀▶]\s?.{{1,300}}(?:사진|제공|ⓒ|[=/]\s?{AGENCY}).{{0,40}}",
        rf"(?=.*{_PICTURE}).{{0,300}}\s/?\s?(?:{_PICTURE}\s?=\s?.{{1,30}}|{AGENCY}\s?(?:자료\s?)?사진|사진\s?제공.{{1,30}})",
    ),
    related_headings=(
        r"[\[<(■▶#]*\s?"
        + r"(?:"
        + either(
            "관련|주요|인기|추천|최신|다른|이\\s?시각\\s?주요|많이\\s?본|이\\s?시각\\s?많이\\s?본|함께\\s?본|함께\\s?볼\\s?만한"
        )
        + r"\s?(?:기사|뉴스|글|보도|소식|영상)|"
        + either("다른\\s?기사\\s?보기 | 더\\s?보기 | 기사\\s?더\\s?보기")
        + ")"
        + r"\s?[\]>):]*",
    ),
)
