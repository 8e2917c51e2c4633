"""German numbers."""

from __future__ import annotations

from .. import languages
from ._grammar import Context, Grammar, Literal, by_word, clock, listed, one, roman_numeral
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
from ._words import Words, below_hundred, digits, in_order, one_of, spelled

_ONES = in_order("""null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn
    fünfzehn sechzehn siebzehn achtzehn neunzehn""")
_TENS = dict(
    zip(range(20, 100, 10), in_order("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"), strict=True)
)
_BELOW = below_hundred(_ONES, _TENS, lambda ten, unit: f"{'ein' if unit == 'eins' else unit}und{ten}")
_HUNDREDS = {f"{unit}hundert": 100 * value for value, unit in enumerate(_ONES[:10]) if value > 1} | {"einhundert": 100}
_ORDINAL_STEMS = in_order("""erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft dreizehnt
    vierzehnt fünfzehnt sechzehnt siebzehnt achtzehnt neunzehnt zwanzigst""")
_ENDINGS = ("e", "er", "en", "es", "em")
WORDS = Words(
    small={word: value for word, value in _BELOW.items() if word != "acht"} | {"acht": 8, "dutzend": 12} | _HUNDREDS,
    hundreds={"hundert": 100},
    scales={
        "tausend": 1e3,
        "million": 1e6,
        "millionen": 1e6,
        "milliarde": 1e9,
        "milliarden": 1e9,
        "billion": 1e12,
        "billionen": 1e12,
    },
    ordinals={
        stem + ending: value
        for value, stem in enumerate(_ORDINAL_STEMS, start=1)
        for ending in _ENDINGS
        if stem + ending != "achten"
    },
    articles={"eine halbe": 0.5, "eine": 1, "ein": 1, "einer": 1},
    tight_scales={"mio": 1e6, "mio.": 1e6, "mrd": 1e9, "mrd.": 1e9, "tsd": 1e3, "tsd.": 1e3},
)
_LANGUAGE = languages.get("de")
_MONTHS = "|".join(_LANGUAGE.months)
_TENS_S = {f"{stem}er": float(ten) for ten, stem in _TENS.items()}
_DECADES = {
    word + ending: ten for word, ten in _TENS_S.items() for ending in ("", "n", " jahre", " jahren", "n jahren")
}

GRAMMAR = Grammar(
    guards=(
        r"\b(?:zum\sersten\smal|erst(?:er|en|e)\sstelle|zweite\shalbzeit|erste\shalbzeit|unter\svier\saugen|allererste[rn]?)\b",
    ),
    literals=(
        Literal(
            r"\b(?:dutzende|hunderte|tausende|zehntausende|hunderttausende|millionen|milliarden)n?\b(?=\s(?:von|der|menschen))|\b(?:dutzende|hunderte|tausende|zehntausende|hunderttausende)[nr]?\b|\b(?:mehrere|einige|viele)\s(?:hundert|tausend|millionen|dutzend)\b",
            one("vague"),
        ),
        PHONE_NUMBER,
        dates_in_digits(day_first=True),
        Literal(
            rf"(?:{CLOCK_IN_DIGITS}|(?<![\d.,])\d{{1,2}}(?:\.\d{{2}})?(?=\s?uhr\b))(?:\s?uhr\b)?(?:\s(?:morgens|vormittags|nachmittags|abends|nachts|früh))?",
            clock(r"(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?", r"morgens|vormittags|früh", r"nachmittags|abends"),
        ),
        Literal(
            r"\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)(?:s|e|en)?\b|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)(?=(?:morgen|vormittag|mittag|nachmittag|abend|nacht))",
            listed("weekday", tuple(f"(?:{name})(?:s|e|en)?" for name in _LANGUAGE.weekdays), 0, hard=False),
        ),
        Literal(r"\bachten(?=\s(?-i:[A-ZÄÖÜ]))", one("ordinal", 8)),
        Literal(r"\bvorgestern\b", one("relative day", -2)),
        Literal(r"\bgestern\b|\bam\svortag\b", one("relative day", -1)),
        Literal(r"\bheute\b", one("relative day", 0)),
        Literal(r"(?<!guten\s)\bmorgen\b(?=[\s,.])|\bam\s(?:nächsten|folgenden)\stag\b", one("relative day", 1)),
        Literal(r"\b(?:letzten|vergangenen|vorigen)\smonat\b", one("relative month", -1)),
        Literal(r"\bdiesen\smonat\b|\bin\sdiesem\smonat\b", one("relative month", 0)),
        Literal(r"\bnächsten\smonat\b|\bkommenden\smonat\b", one("relative month", 1)),
        Literal(r"\b(?:letzte[sn]|vergangene[sn]|vorige[sn])\sjahr(?:es)?\b|\bim\svorjahr\b", one("relative year", -1)),
        Literal(r"\bdieses\sjahr\b|\bin\sdiesem\sjahr\b|\bheuer\b", one("relative year", 0)),
        Literal(r"\b(?:nächste[sn]|kommende[sn])\sjahr(?:es)?\b", one("relative year", 1)),
        Literal(
            rf"(?-i:\b(?=[A-ZÄÖÜ]))(?=\w{{3}})(?:{_MONTHS})s?(?!\w)(?<!\bMar)(?<!\bSept)(?<!\bJan)(?<!\bJun)",
            listed("month", tuple(f"(?:{m})s?" for m in _LANGUAGE.months), 1, hard=True),
        ),
        Literal(rf"\b(?:{one_of(_TENS_S)})(?:n|n?[\s-]jahren?)?\b", by_word("decade", _DECADES)),
        Literal(r"\b(?:zwei\sdrittel)\b", one("fraction", 2 / 3)),
        Literal(r"\b(?:ein\s)?drittel\b", one("fraction", 1 / 3)),
        Literal(r"\b(?:drei\sviertel|dreiviertel)\b", one("fraction", 3 / 4)),
        Literal(r"\b(?:ein\s)?viertel\b(?!stunde|final)", one("fraction", 1 / 4)),
        Literal(r"\bviertelstunde\b", one("number", 15, "minute")),
        Literal(r"\bhalbe\sstunde\b", one("number", 30, "minute")),
        Literal(r"\bhälfte\b", one("fraction", 1 / 2)),
        Literal(DIGIT_FRACTION, digit_fraction),
        Literal(r"\bjahrzehnts?\b", one("number", 10, "year")),
        Literal(r"\b(?:verdoppel\w*|doppelt\w*|zweimal)\b", one("number", 2)),
        Literal(r"\b(?:verdreifach\w*|dreimal)\b", one("number", 3)),
        Literal(r"\bmittags?\b", one("clock", 720)),
        Literal(r"\bmitternacht\b", one("clock", 0)),
        Literal(r"(?<=[A-Za-z]\s)(?-i:[IVX]{2,7})\b", roman_numeral("ordinal")),
        latin_code("mitte|anfang|ende|us|hk"),
        GLUED_CODE,
    ),
    numerals=(
        digits(WORDS, decimal=",", group=".", ordinal=r"\.(?=\s[^\W\d_])|(?:te|ter|tes|ten)\b", group_spaces=True),
        spelled(WORDS),
    ),
    before=(*CURRENCY_SYMBOLS,),
    after=(
        Context("percent", r"[\s-]?(?:%|prozent(?:punkte?n?)?\b|prozentige\w*)"),
        Context("day", rf"(?=\s(?-i:(?=[A-ZÄÖÜ]))(?:{_MONTHS})(?!\w))", "day", 1, 31),
        Context("century", r"\s(?:jahrhunderts?|jh\.)"),
        *amounts(
            {
                "USD": r"\s?(?:us-dollar|US\$|usd)",
                "AUD": r"\s?(?:australische\sdollar|aud)\b",
                "CAD": r"\s?(?:kanadische\sdollar|cad)\b",
                DOLLAR: r"[\s-]?(?:dollars?\b|\$)",
                "GBP": r"\s?(?:britische\spfund|pfund\ssterling|gbp\b|£)",
                "GBP/lb/halfkg": r"[\s-]pfund\b",
                "EUR": r"[\s-]?(?:euros?\b|eur\b|€)",
                "JPY": r"\s(?:japanische\s)?yen\b",
                "CNY": r"\s(?:yuan|renminbi)\b",
                "KRW": r"\swon\b",
                "RUB": r"\s(?:russische\s)?rubel\b",
                "INR": r"\s(?:indische\s)?rupien?\b",
                "CHF": r"\s(?:schweizer\s)?franken\b",
                "cent": r"\s(?:cents?|pence|penny)\b",
                "MXN/PHP/ARS/CLP/COP": r"\s(?:mexikanische\s)?pesos?\b",
            }
        ),
        Context("decade", r"(?<=\d0)er(?:[\s-]?jahren?)?\b"),
        *counts(
            {
                "mph": r"[\s-](?:meilen?\spro\sstunde|mph)\b",
                "kph": r"[\s-](?:km/h|stundenkilometern?|kilometern?\spro\sstunde)\b",
                "sqmi": r"[\s-]quadratmeilen?\b",
                "km2": r"[\s-]quadratkilometern?\b",
                "m2": r"[\s-]quadratmetern?\b",
                "sqft": r"[\s-]quadratfuß\b",
                "nmi": r"[\s-]seemeilen?\b",
                "mile": r"[\s-]meilen?\b",
                "km": r"[\s-]kilometern?\b",
                "cm": r"[\s-]zentimetern?\b",
                "mm": r"[\s-]millimetern?\b",
                "m": r"[\s-]metern?\b|\s?m\b",
                "foot": r"[\s-](?:fuß|ft)\b",
                "inch": r"[\s-](?:zoll|inch)\b",
                "yard": r"[\s-](?:yards?)\b",
                "acre": r"[\s-](?:acres?|morgen)\b",
                "hectare": r"[\s-](?:hektar|ha)\b",
                "kg": r"[\s-](?:kilogramm|kilos?)\b",
                "tonne/ton": r"[\s-]tonnen?\b",
                "oz": r"[\s-]unzen?\b",
                "gallon": r"[\s-]gallonen?\b",
                "litre": r"[\s-]litern?\b",
                "g": r"[\s-]gramm\b",
                "F": r"\s?(?:°\s?|grad\s)fahrenheit\b",
                "C": r"\s?(?:°\s?|grad\s)celsius\b",
                "C/F": r"\s?(?:°|grad\b)",
                "year": r"[\s-]?(?:jahre?n?s?\b|jährige\w*|jährig\b|jährlich\w*)",
                "month": r"[\s-]?(?:monate?n?\b|monatige\w*)",
                "week": r"[\s-]?(?:wochen?\b|wöchige\w*)",
                "day": r"[\s-]?(?:tage?n?\b|tägige\w*)",
                "hour": r"[\s-]?(?:stunden?\b|stündige\w*)",
                "minute": r"[\s-]?(?:minuten?\b|minütige\w*|min\b)",
                "second": r"[\s-]?(?:sekunden?\b|sekündige\w*)",
            },
            ABBREVIATED_UNITS,
        ),
    ),
    range_mark=r"\s?[-‐‑–—~]\s?|\s(?:bis(?:\szu)?|und|oder)\s",
)
