"""What Korean calls places and bodies whose name it does not spell by sound: CLDR's territories and cities, and a list."""

from __future__ import annotations

from functools import cache

from .phonemes import folded

_BY_HAND = """
africa: 아프리카 | alps: 알프스 | america: 미국 아메리카 미주 | americans: 미국 | asia: 아시아 | athens: 아테네 그리스
australia: 호주 오스트레일리아 | austria: 오스트리아 | bavaria: 바이에른 바바리아 | beijing: 베이징 북경 중국
berlin: 베를린 독일 | big ben: 빅벤 | blue house: 청와대 | brexit: 브렉시트 | britain: 영국 브리튼
brussels: 브뤼셀 유럽연합 | buddha: 부처 붓다 | bundestag: 연방의회 의회 분데스탁 | cairo: 카이로
california: 캘리포니아 | capitol hill: 국회의사당 의회 | capitol: 국회의사당 의사당 캐피톨 의회 | carolina: 캐롤라이나
catalonia: 카탈루냐 카탈로니아 | chiang kai-shek: 장제스 장개석 | china: 중국 중 차이나 | choi: 최
christ: 그리스도 예수 | cologne: 쾰른 | commonwealth: 영연방 영국연방 | congress: 의회 | copenhagen: 코펜하겐
crimea: 크림 크림반도 | danube: 다뉴브 도나우 | deng xiaoping: 덩샤오핑 등소평 | dokdo: 독도
downing street: 다우닝 총리실 | easter: 부활절 | egypt: 이집트 | england: 영국 잉글랜드 | europa: 유로파 유럽
europe: 유럽 구주 | florence: 피렌체 플로렌스 | gaza: 가자 | geneva: 제네바 | germany: 독일 | great britain: 영국
greece: 그리스 | guangdong: 광둥 광동 | guangzhou: 광저우 | guardian: 가디언 | ha noi: 하노이 | hainan: 하이난
halloween: 핼러윈 할로윈 | hanoi: 하노이 | hawaii: 하와이 | himalayas: 히말라야 | ho chi minh: 호찌민 호치민
holland: 네덜란드 홀란드 | hong kong: 홍콩 | hungary: 헝가리 | india: 인도 | ireland: 아일랜드 | israel: 이스라엘
japan: 일본 일 재팬 | jerusalem: 예루살렘 | jesus: 예수 | john paul: 요한 | kiev: 키이우 키예프
korea: 한국 북한 남한 코리아 한반도 조선 | koreas: 한국 남북 북한 한반도 | kremlin: 크렘린 크레믈린 러시아
kyiv: 키이우 키예프 | kyoto: 교토 | labour: 노동당 | lee: 이 리 | lisbon: 리스본 | london: 런던 영국
los angeles: 로스앤젤레스 | manchuria: 만주 | mao zedong: 마오쩌둥 모택동 | mecca: 메카 | milan: 밀라노
mongolia: 몽골 | moon: 문 문재인 | moscow: 모스크바 러시아 | moses: 모세 | muhammad: 무함마드 마호메트 | munich: 뮌헨
naples: 나폴리 | nato: 나토 | new york: 뉴욕 | nile: 나일 | nobel: 노벨 | north korea: 북한 조선 | okinawa: 오키나와
osaka: 오사카 | palestine: 팔레스타인 | paris: 파리 프랑스 | park chung-hee: 박정희 | park: 박
pentagon: 국방부 펜타곤 | pope francis: 프란치스코 | prague: 프라하 | pyongyang: 평양 북한 | red cross: 적십자
rhine: 라인강 라인 | rome: 로마 이탈리아 | scotland: 스코틀랜드 | seine: 센강 | seoul: 서울 한국
shakespeare: 셰익스피어 | shanghai: 상하이 상해 | siberia: 시베리아 | sichuan: 쓰촨 사천 | south korea: 한국 남한
spain: 스페인 에스파냐 | sun yat-sen: 쑨원 손문 | syngman rhee: 이승만 | taiwan: 대만 타이완 | thailand: 태국 타이
thames: 템스 템즈 | tibet: 티베트 | tokyo: 도쿄 동경 일본 | tories: 보수당 토리 | tory: 보수당 토리 | turin: 토리노
turkey: 터키 튀르키예 | uk: 영국 | ukraine: 우크라이나 | us: 미국 | usa: 미국 | venice: 베네치아 베니스
vienna: 빈 비엔나 | viet nam: 베트남 월남 | vietnam: 베트남 월남 | virginia: 버지니아 | wales: 웨일스 웨일즈
wall street: 월가 월스트리트 | warsaw: 바르샤바 | washington: 워싱턴 미국 | westminster: 웨스트민스터 의회
white house: 백악관 | whitehall: 화이트홀 정부 | xi jinping: 시진핑 | xiangshan: 샹산 향산 | xinjiang: 신장
york: 뉴욕 요크 | yunnan: 윈난 운남
"""


@cache
def exonyms(lang: str) -> dict[str, tuple[str, ...]]:
    """Return the Korean forms of names in a language of the Latin script: folded name -> forms.

    Territories and cities are those of CLDR (through babel); the list by hand is for English.
    """
    found: dict[str, list[str]] = {}
    for name, form in _cldr(lang):
        found.setdefault(folded(name), []).append(form)
    for entry in _BY_HAND.replace("\n", "|").split("|"):
        name, _, forms = entry.strip().partition(": ")
        if name:
            found.setdefault(name, []).extend(forms.split())
    return {name: tuple(dict.fromkeys(forms)) for name, forms in found.items()}


def _cldr(lang: str) -> list[tuple[str, str]]:
    """Return (name, Korean name) of territories, and of cities: CLDR leaves a city out where its key already names it."""
    from babel import Locale, UnknownLocaleError

    try:
        here = Locale.parse(lang)
    except (UnknownLocaleError, ValueError):
        return []
    korean = Locale.parse("ko")
    out = [(here.territories[key], form) for key, form in korean.territories.items() if key in here.territories]
    for key, zone in korean.time_zones.items():
        if "city" in zone:
            name = here.time_zones.get(key, {}).get("city") or key.rsplit("/", 1)[-1].replace("_", " ")
            out.append((str(name), str(zone["city"])))
    return out
