"""French numbers."""

from __future__ import annotations

from .. import languages
from ._grammar import Context, Grammar, Literal, clock, listed, one, roman_numeral
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
from ._words import Words, digits, in_order, spelled

_ONES = in_order("""zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze
    seize dix-sept dix-huit dix-neuf""")
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}


def _below_hundred() -> dict[str, int]:
    table = {word: value for value, word in enumerate(_ONES) if word != "un"} | {
        "quatre-vingts": 80,
        "septante": 70,
        "nonante": 90,
    }
    for ten, word in _TENS.items():
        table[word] = ten
        for value in range(1, 20 if ten >= 60 else 10):
            join = " et " if value in (1, 11) and ten < 80 else "-"
            table[f"{word}{join}{_ONES[value]}"] = ten + value
            table[f"{word}{join}{_ONES[value]}".replace(" et ", "-et-")] = ten + value
    return table


_ORDINALS = in_order("""première deuxième troisième quatrième cinquième sixième septième huitième neuvième
    dixième onzième douzième treizième quatorzième quinzième seizième""")
WORDS = Words(
    small=_below_hundred() | {"douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
    "cinquantaine": 50},
    hundreds={"cent": 100, "cents": 100},
    scales={
        "mille": 1e3, "millier": 1e3, "million": 1e6, "millions": 1e6, "milliard": 1e9, "milliards": 1e9, "mds": 1e9,
        "billion": 1e12,
    },
    ordinals={word: value for value, word in enumerate(_ORDINALS, start=1)} | {"premier": 1, "second": 2,
    "seconde": 2, "vingtième": 20},
    articles={"un demi": 0.5, "un": 1, "une": 1},
    tight_scales={"m": 1e6, "md": 1e9, "mds": 1e9},
)  # fmt: skip
_LANGUAGE = languages.get("fr")
_MONTHS = "|".join(_LANGUAGE.months)

GRAMMAR = Grammar(
    guards=(
        r"\b(?:premier\sministre|première\sministre|premi(?:er|ère)\s(?:rôle|ligne)|quatre-heures|six\snations)\b",
    ),
    literals=(
        Literal(
            r"\b(?:des\s)?(?:dizaines|vingtaines|centaines|milliers|millions|milliards)(?:\sde\s(?:milliers|millions|milliards))?\b|\b(?:plusieurs|quelques)\s(?:dizaines|centaines|milliers|millions)\b|\bdizaine\b|\bcentaine\b",
            one("vague"),
            before=r"(?<![\d\s])\s?|\b(?:des|de|les|aux|plusieurs|quelques|par)\s",
        ),
        Literal(r"\b(?:une\s)?dizaine\b", one("number", 10)),
        Literal(r"\b(?:une\s)?centaine\b", one("number", 100)),
        PHONE_NUMBER,
        dates_in_digits(day_first=True),
        Literal(
            rf"(?:{CLOCK_IN_DIGITS}|(?<![\d.,])\d{{1,2}}\s?(?:h\b|h(?=\d{{2}}\b)|heures?\b(?!\s(?:de|d['’]|après|plus|par|pour|avant)))(?:\s?[0-5]\d\b)?)(?:\s(?:du\smatin|de\sl['’]après-midi|du\ssoir))?",
            clock(r"(?P<hour>\d{1,2})\s?(?:h(?:eures?)?|:)?\s?(?P<minute>[0-5]\d)?", r"matin", r"après-midi|soir"),
        ),
        Literal(
            r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?\b",
            listed("weekday", tuple(f"{d}s?" for d in _LANGUAGE.weekdays), 0, hard=False),
        ),
        Literal(r"\bavant-hier\b", one("relative day", -2)),
        Literal(r"\b(?:hier|la\sveille)\b", one("relative day", -1)),
        Literal(r"\baujourd['’]hui\b|\bce\s(?:matin|soir)\b|\bcet\saprès-midi\b", one("relative day", 0)),
        Literal(r"\b(?:demain|le\slendemain)\b", one("relative day", 1)),
        Literal(r"\ble\smois\s(?:dernier|passé|précédent)\b", one("relative month", -1)),
        Literal(r"\bce\smois(?:-ci)?\b", one("relative month", 0)),
        Literal(r"\ble\smois\sprochain\b", one("relative month", 1)),
        Literal(r"\bl['’](?:an|année)\s(?:dernière?|passée?|précédente?)\b", one("relative year", -1)),
        Literal(r"\bcette\sannée\b", one("relative year", 0)),
        Literal(r"\bl['’](?:an|année)\s(?:prochaine?|suivante?)\b", one("relative year", 1)),
        Literal(
            rf"(?<!\w)(?=\w{{3}})(?:{_MONTHS})(?!\w)(?<!\bmar)(?<!\bjan)(?<!\bsep)(?<!\bsept)(?<!\boct)(?<!\bdec)(?<!\bavr)",
            listed("month", _LANGUAGE.months, 1, hard=True),
        ),
        Literal(r"\bdeux\stiers\b", one("fraction", 2 / 3)),
        Literal(r"\b(?:un\s|le\s)?tiers\b", one("fraction", 1 / 3)),
        Literal(r"\btrois\squarts\b", one("fraction", 3 / 4)),
        Literal(r"\bquart\sd['’]heure\b", one("number", 15, "minute")),
        Literal(r"\b(?:un|le)\squart\b(?!\sde\sfinale)", one("fraction", 1 / 4)),
        Literal(r"\bdemi-heure\b", one("number", 30, "minute")),
        Literal(r"\bmoitié\b", one("fraction", 1 / 2)),
        Literal(DIGIT_FRACTION, digit_fraction),
        Literal(r"\bdécennie\b", one("number", 10, "year")),
        Literal(r"\b(?:double|doublé?e?s?|doubler|doublant)\b", one("number", 2)),
        Literal(r"\b(?:triple|triplé?e?s?|tripler)\b", one("number", 3)),
        Literal(r"\bmidi\b", one("clock", 720)),
        Literal(r"\bminuit\b", one("clock", 0)),
        Literal(r"(?-i:\b[IVX]{1,7})(?:e|ème|er|ᵉ)\s(?:siècles?)\b", roman_numeral("century")),
        Literal(r"(?<=[A-Za-z]\s)(?-i:[IVX]{2,7})\b", roman_numeral("ordinal")),
        latin_code("mi|us|hk|nt"),
        GLUED_CODE,
    ),
    numerals=(
        digits(
            WORDS, decimal=",", group=".", ordinal=r"(?:ers?|ères?|e|es|èmes?|ième|nde?|ᵉ)(?![\w])", group_spaces=True
        ),
        spelled(WORDS),
    ),
    before=(*CURRENCY_SYMBOLS, Context("decade", r"\bannées\s(?:19)?(?=$)")),
    after=(
        Context("percent", r"\s?(?:%|pour\s?cent\b|points?\sde\spourcentage\b)"),
        Context("day", rf"(?=\s(?:{_MONTHS})(?!\w))", "day", 1, 31),
        Context("century", r"\ssiècles?\b"),
        *amounts(
            {
                "USD": r"\s(?:de\s)?dollars?\s(?:américains?|us)\b|\s?(?:US\$|USD\b|\$\s?US\b)",
                "AUD": r"\s(?:de\s)?dollars?\saustraliens?\b",
                "CAD": r"\s(?:de\s)?dollars?\scanadiens?\b",
                DOLLAR: r"\s(?:de\s)?dollars?\b|\s?\$",
                "GBP": r"\s(?:de\s)?livres?\ssterling\b|\s?£|\s?GBP\b",
                "GBP/lb": r"\s(?:de\s)?livres?\b",
                "EUR": r"\s?(?:(?:d['’])?euros?\b|€|EUR\b)",
                "JPY": r"\s(?:de\s)?yens?\b",
                "CNY": r"\s(?:de\s)?(?:yuans?|renminbi)\b",
                "KRW": r"\s(?:de\s)?wons?\b",
                "RUB": r"\s(?:de\s)?roubles?\b",
                "INR": r"\s(?:de\s)?roupies?\b",
                "CHF": r"\s(?:de\s)?francs?\b",
                "MXN/PHP/ARS/CLP/COP": r"\s(?:de\s)?pesos?\b",
                "cent": r"\s(?:cents|centimes|pence)\b",
            }
        ),
        *counts(
            {
                "mph": r"\s(?:miles?|milles?)(?:\spar\sheure|/h|\s?à\sl['’]heure)|\s?mph\b",
                "kph": r"\s(?:kilomètres?(?:\spar\sheure|/h|-heure|\sà\sl['’]heure)|km/h)",
                "sqmi": r"\s(?:miles?|milles?)\scarrés?\b",
                "km2": r"\s(?:kilomètres?|km)\scarrés?\b",
                "m2": r"\s(?:mètres?|m)\scarrés?\b",
                "sqft": r"\spieds?\scarrés?\b",
                "nmi": r"\s(?:milles?)\s(?:marins?|nautiques?)\b",
                "mile": r"\s(?:miles?|milles)\b",
                "km": r"\s(?:kilomètres?)\b",
                "cm": r"\scentimètres?\b",
                "mm": r"\smillimètres?\b",
                "m": r"\smètres?\b|\s?m\b",
                "foot": r"\s(?:pieds?|ft)\b",
                "inch": r"\spouces?\b",
                "yard": r"\s(?:yards?|verges?)\b",
                "acre": r"\sacres?\b",
                "hectare": r"\s(?:hectares?|ha)\b",
                "kg": r"\s(?:kilogrammes?|kilos?)\b",
                "tonne/ton": r"\stonnes?\b",
                "oz": r"\sonces?\b",
                "gallon": r"\sgallons?\b",
                "litre": r"\slitres?\b",
                "g": r"\sgrammes?\b",
                "F": r"\s?(?:°\s?|degrés?\s)fahrenheit\b",
                "C": r"\s?(?:°\s?|degrés?\s)celsius\b",
                "C/F": r"\s?(?:°|degrés?\b)",
                "year": r"\s(?:ans?|années?)\b",
                "month": r"\smois\b",
                "week": r"\ssemaines?\b",
                "day": r"\s(?:jours?|nuits?)\b",
                "hour": r"\s?(?:heures?|h)\b",
                "minute": r"\s?(?:minutes?|min|mn)\b",
                "second": r"\s(?:secondes?)\b",
            },
            ABBREVIATED_UNITS,
        ),
    ),
    range_mark=r"\s?[-‐‑–—~]\s?|\s(?:à|et|ou)\s",
)
