"""What several languages have in common: numeric dates, news agencies, Latin titles, addresses, share buttons."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


def either(text: str) -> str:
    """Return a pattern that matches any of the alternatives written in a text, separated by `|` and any white space."""
    return "(?:" + "|".join(" ".join(part.split()) for part in text.split("|")) + ")"


ISO_DATE = r"(?<!\d)(?P<year>(?:19|20)\d{2})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)"
YEAR_FIRST_DATE = r"(?<!\d)(?P<year>(?:19|20)\d{2})\s?[./]\s?(?P<month>\d{1,2})\s?[./]\s?(?P<day>\d{1,2})(?!\d)"
YEAR_LAST_DATE = r"(?<!\d)(?P<day>\d{1,2})\s?[./-]\s?(?P<month>\d{1,2})\s?[./-]\s?(?P<year>(?:19|20)\d{2})(?!\d)"
NUMERIC_DATES = (ISO_DATE, YEAR_FIRST_DATE, YEAR_LAST_DATE)

LATIN_TITLES = words("mr mrs ms dr prof st rev hon gen lt col maj capt cmdr sgt cpl adm brig sen sens rep reps gov amb")
LATIN_FINAL_ABBREVIATIONS = words("inc corp co ltd llc plc bros jr sr etc a.m p.m u.s u.k u.n e.u ph.d")

# Atomic, and the general case first: no name is matched in two ways, which would multiply in lists of agencies.
AGENCY = (
    "(?>(?-i:[A-Z]{2,5})(?![a-z])|"
    + either(
        """VNA | VNS | VNP | VOV | TTXVN | AP | AFP | DPA | EFE | ANSA | PA | PTI | UPI | TASS | RIA | CNA | CNS | Reuters |
    Xinhua | Yonhap | Newsis | News1 | Kyodo | Jiji | Interfax | Bernama | Antara | Bloomberg | 연합뉴스 | 뉴시스 | 뉴스1 |
    신화 | 新华社 | 新華社 | 中新社 | 中新网 | 中央社 | 越通社 | 法新社 | 共同 | 時事"""
    )
    + ")"
)
_BUTTON = either(
    """facebook | twitter | x | zalo | line | whatsapp | telegram | linkedin | pinterest | instagram | weibo | kakaotalk |
    e-?mail | print | copy link | 카카오톡 | 카카오스토리 | 페이스북 | 트위터 | 밴드 | URL\\s?복사 | 微信 | 微博 | QQ"""
)
_NAMED_AGENCY = r"[^\W\d_][^()（）\[\]【】]{0,18}(?:通讯社|通訊社|通信社|新闻网|日报|日報|新聞|통신|뉴스|일보|신문)"

FURNITURE = (
    ("agency-tail", rf"[-–—/(\[（【\s]*{AGENCY}(?:\s?[/,&+·-]\s?{AGENCY})*[-–—/)\]）】.。\s]*"),
    ("agency-tail", rf"[(（\[【]\s?{_NAMED_AGENCY}\s?[)）\]】]"),
    ("share", rf"{_BUTTON}(?:(?:\s|\s?[|·•/,]\s?){_BUTTON})*"),
    ("copyright", r"(?:copyright\b|©|\(c\)|ⓒ|저작권자).{0,200}"),
    (
        "breadcrumb",
        r"(?:home|homepage|trang chủ|首页|首頁|홈|ホーム|トップ|startseite|accueil|inicio|portada|главная)\s?[>»›/|→].{1,80}",
    ),
    ("breadcrumb", r"(?=[^>]{1,31}>)[^.!?。<>]{1,30}(?:\s?>\s?[^.!?。<>]{1,30}){1,5}"),
    ("initials", r"(?-i:[a-z]{2,4}(?:/[a-z]{2,4}){1,2})"),
    ("address", r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+"),
    ("rule", r"[-–—_=*~·•.#\s]{3,}"),
)
