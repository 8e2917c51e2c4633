"""English."""

from __future__ import annotations

from . import Language
from ._shared import AGENCY, FURNITURE, LATIN_FINAL_ABBREVIATIONS, LATIN_TITLES, NUMERIC_DATES, either, words

_MONTHS = (
    r"jan(?:uary|\.)?",
    r"feb(?:ruary|\.)?",
    r"mar(?:ch|\.)?",
    r"apr(?:il|\.)?",
    r"may",
    r"june?\.?",
    r"july?\.?",
    r"aug(?:ust|\.)?",
    r"sep(?:tember|t\.?|\.)?",
    r"oct(?:ober|\.)?",
    r"nov(?:ember|\.)?",
    r"dec(?:ember|\.)?",
)
_MONTH = "|".join(_MONTHS)
_NAME = r"(?-i:[A-Z])[\w.'’-]+"
_NAMES = rf"{_NAME}(?:(?:\s|,\s?|\s?[;&|/]\s?|\sand\s|\sin\s|;?\s(?:writing|editing|reporting)\sby\s){_NAME}){{0,12}}"
_DESK = r"(?:(?:the|our|a)\s)?(?:[\w-]+\s){0,3}(?:desk|staff|correspondents?|reporters?|newsroom|agencies)"
_PHOTO = r"(?:(?:file|illustrative|courtesy|handout)\s)?(?:photos?|images?|pictures?|graphics?|illustrations?|videos?)"

LANGUAGE = Language(
    code="en",
    name="English",
    titles=LATIN_TITLES
    | words(
        """mx ste revd fr messrs mme mlle pres vp govs cong del ald atty supt insp det lieut cpt cdr pvt pfc ens spc msgt
        ssgt sfc wo gp flt wg sqn radm vadm sec asst assoc dept dep mt mts ft"""
    ),
    abbreviations=words("vs v cf e.g i.e viz approx"),
    final_abbreviations=LATIN_FINAL_ABBREVIATIONS
    | words("cos esq al ave blvd rd est edt gmt cst pst u.a.e u.s.a d.c l.a a.d b.c m.d b.a m.a m.p univ mfg"),
    number_abbreviations=words(
        "no nos vol vols fig figs p pp art arts ch para jan feb mar apr jun jul aug sep sept oct nov dec"
    ),
    months=_MONTHS,
    weekdays=(
        r"mon(?:day|\.)?",
        r"tue(?:sday|s\.?|\.)?",
        r"wed(?:nesday|\.)?",
        r"thu(?:rsday|rs?\.?|\.)?",
        r"fri(?:day|\.)?",
        r"sat(?:urday|\.)?",
        r"sun(?:day|\.)?",
    ),
    date_patterns=(
        rf"\b(?P<month>{_MONTH})\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>(?:19|20)\d{{2}})\b",
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{_MONTH}),?\s(?P<year>(?:19|20)\d{{2}})\b",
        *NUMERIC_DATES,
    ),
    countries=(
        ("Viet Nam", "VN"),
        ("Việt Nam", "VN"),
        ("Britain", "GB"),
        ("U.S.", "US"),
        ("US", "US"),
        ("UK", "GB"),
        ("Czech Republic", "CZ"),
        ("Turkey", "TR"),
    ),
    not_countries=words("Georgia Jersey Chad Jordan"),
    address_words=words("us gb uk"),
    furniture=(
        *FURNITURE,
        (
            "translator",
            rf"\(?(?:translated|edited|compiled|reported|reporting|writing)\sby:?\s(?:{_NAMES}|{_DESK})\)?\.?",
        ),
        ("byline", rf"by:?\s{_NAME}(?:\s{_NAME}){{1,3}}(?:(?:,|\sand|\s&|\s\||\s/)\s.{{1,60}})?(?<![.!?])"),
        ("byline", rf"(?:by|from)\s{_DESK}"),
        ("byline", rf"{AGENCY}\sin\s{_NAME}(?:\s{_NAME}){{0,2}}"),
        ("byline", rf"by\s(?:the\sassociated\spress|{AGENCY})"),
        ("byline", rf"{AGENCY}\s?[-–—|,]\s?(?:staff|correspondent|reporter|desk).{{0,40}}"),
        (
            "published",
            r"(?:first |last )?(?:published|updated|posted|modified)(?:\s(?:on|at))?\s?:?\s.{1,60}(?<![.!?])",
        ),
        ("share", r"(?:share|tweet|follow|comments?)(?:\s(?:this|on|us|to|via)\b.{0,40}(?<![.!?])|\s?\(?\d*\)?)"),
        (
            "share",
            r"(?:save|bookmark|gift|listen to|print|e-?mail|copy)(?:\sthis)?\s(?:article|story|page|link)|save|bookmark|"
            r"(?:add to|my) favou?rites|back to top|(?:leave|post|add|write) a comment|(?:view|show|see) (?:all )?comments",
        ),
        ("translator", rf"(?:edit(?:or|ed|ing)|reporting|writing|translat(?:or|ion))(?:\sby)?\s?:?\s{_NAMES}\.?"),
        ("related", r"(?:read more|read also|also read|see also|related)\s?:\s.{1,150}(?<![.!?])"),
        ("copyright", r"all rights reserved\.?"),
        (
            "copyright",
            r"(?=.{3,63} not be ).{0,60}\bmay not be (?:published|reproduced|republished|broadcast|redistributed).{0,140}",
        ),
        ("source", r"(?:source|via)\s?:\s?.{1,60}"),
        ("reading-time", r"\d{1,2}\smin(?:ute)?s?\sread"),
        (
            "translator",
            r"(?:additional\s)?reporting\sby\s.{1,80};\s?(?:additional\s)?(?:writing|editing|reporting)\sby\s.{1,80}",
        ),
        ("translator", r"(?=.{12,131} to this ).{1,120}\bcontributed to this (?:report|story|article)\.?"),
        ("source", r"our standards\s?:.{0,80}"),
        ("tags", r"(?:tags?|keywords?|topics?|categor(?:y|ies))\s?:\s?.{0,200}"),
        ("contact", r"(?:e-?mail|tel|phone|fax|hotline)\s?:\s?.{1,120}"),
        (
            "subscribe",
            r"(?:subscribe|sign up)(?:\s(?:to|for|now|today|here)\b.{0,80})?|log ?in|register(?: now| here)?",
        ),
        ("advertisement", r"advertisement|sponsored(?: content)?|story continues below.{0,30}"),
        ("end", r"ends?\.?|enditem|-\s?30\s?-|###"),
    ),
    captions=(
        rf"\(?{_PHOTO}(?:\s(?:by|from|credit|courtesy)\b.{{0,80}}|\s?:.{{0,300}}|\)?)",
        rf".{{0,400}}[-–—(/|.]\s?{_PHOTO}(?:\s?:\s?|\s(?:by|courtesy of|from|credit)\s).{{1,60}}",
        rf".{{0,400}}[-–—(/|]\s?{_PHOTO}\s?\)\.?",
        rf".{{0,400}} \(?(?=\S+ (?:file|photo)){AGENCY}(?:/{AGENCY})*\s"
        r"(?:(?:file\s)?photos?[).]*|(?-i:(?:File\s)?Photos?)\b[\w\s]{0,30}[).]*)",
    ),
    related_headings=(
        either("related | more | latest | other | similar | top | recommended | most read")
        + r"\s(?:news|stories|articles|posts|topics|coverage|headlines|content)\s?:?",
        either(
            """read more | see more | view more | more on this | more on this story | you may also like | also read |
            read also | see also | related | most read | most popular | trending | trending now | recommended |
            recommended for you | more from .{1,40}"""
        )
        + r"\s?:?",
    ),
    word_endings=words("ing ed ght ly th ty ry rs ful ck ey ss ks ts ow sh ay ies ld 's ’s"),
    common_words=words(
        """the a an and or but of to in on at by for from with without about as into over after before during between
        is are was were be been has have had would could should can said says not no it its he she they we you i his
        her their our your this that these those there which who whom what when where while if than then also more
        most other some such only just because so all one under against since until"""
    ),
)
