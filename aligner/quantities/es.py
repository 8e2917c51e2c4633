"""Spanish numbers."""

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

_ONES = in_order("""cero un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince
    dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco
    veintiséis veintisiete veintiocho veintinueve""")
_TENS = in_order("treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_HUNDREDS = in_order("doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos")
_ORDINALS = in_order("primer segund tercer cuart quint sext séptim octav noven décim undécim duodécim")
WORDS = Words(
    small={word: value for value, word in enumerate(_ONES) if word != "un"}
    | {"veintiún": 21, "veintiuna": 21, "docena": 12}
    | {ten: 30 + 10 * i for i, ten in enumerate(_TENS)}
    | {
        f"{ten} y {unit}": 30 + 10 * i + value
        for i, ten in enumerate(_TENS)
        for value, unit in enumerate(_ONES[1:10], start=1)
    }
    | {f"{ten} y {one}": 31 + 10 * i for i, ten in enumerate(_TENS) for one in ("uno", "una")}
    | {word[:-2] + ending: 200 + 100 * i for i, word in enumerate(_HUNDREDS) for ending in ("os", "as")},
    hundreds={"cien": 100, "ciento": 100, "cientos": 100},
    scales={"mil": 1e3, "millón": 1e6, "millones": 1e6, "mil millones": 1e9, "billón": 1e12, "billones": 1e12},
    ordinals={
        stem + ending: value for value, stem in enumerate(_ORDINALS, start=1) for ending in ("o", "a", "os", "as")
    }
    | {"primer": 1, "tercer": 3, "vigésimo": 20, "vigésima": 20},
    articles={"medio": 0.5, "un": 1, "una": 1},
    tight_scales={"m": 1e6, "mdd": 1e6, "mm": 1e6},
)
_LANGUAGE = languages.get("es")
_PART_OF_DAY = "mañana|tarde|noche|madrugada"
_MONTHS = "|".join(_LANGUAGE.months)

GRAMMAR = Grammar(
    guards=(r"\b(?:primer(?:a)?\s(?:ministr[oa]|dama)|segundo\splano|en\sprimer\slugar|a\ssegundos)\b",),
    literals=(
        Literal(
            r"\b(?:decenas|docenas|cientos|centenares|miles|millones)(?:\sde\s(?:miles|millones))\b|\b(?:decenas|docenas|centenares|cientos|miles)\b|\b(?:varios|varias|algunos|unos\spocos)\s(?:cientos|miles|millones)\b|\bmillones\b",
            one("vague"),
            before=r"(?<![\w\s])\s?|^|\b(?:[^\W\d]+[^\W\d])\s(?<!\bmil\s)",
        ),
        PHONE_NUMBER,
        dates_in_digits(day_first=True),
        Literal(
            rf"(?:{CLOCK_IN_DIGITS}|(?<=\blas\s)\d{{1,2}}(?:[.:][0-5]\d)?(?!\d|[.,]\d))(?:\s?(?:horas|h)\b)?(?:\s?(?:[ap]\.?\s?m\b\.?|de\sla\s(?:mañana|tarde|noche|madrugada)))?"
            r"|(?<![\d.,:])\d{1,2}(?:[.:][0-5]\d)?\s?(?:[ap]\.\s?m\b\.?|[ap]m\b|de\sla\s(?:mañana|tarde|noche|madrugada)\b)",
            clock(
                r"(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?",
                r"a\.?\s?m\b|mañana|madrugada",
                r"p\.?\s?m\b|tarde|noche",
            ),
        ),
        Literal(
            r"\b(?:lunes|martes|miércoles|jueves|viernes|sábados?|domingos?)\b",
            listed("weekday", tuple(f"(?:{d})s?" for d in _LANGUAGE.weekdays), 0, hard=False),
        ),
        Literal(
            rf"(?<=\blas\s)(?:{'|'.join(_ONES[2:13])})\sde\sla\s(?:{_PART_OF_DAY})\b",
            clock(
                r"(?P<hour>\w+)(?P<minute>(?!))?",
                "mañana|madrugada",
                "tarde|noche",
                {w: v for v, w in enumerate(_ONES)},
            ),
        ),
        Literal(r"\banteayer\b", one("relative day", -2)),
        Literal(r"\b(?:ayer|anoche|el\sdía\santerior)\b", one("relative day", -1)),
        Literal(r"\b(?:hoy|esta\s(?:mañana|tarde|noche))\b", one("relative day", 0)),
        Literal(r"(?<!la\s)(?<!de\s)\bmañana\b|\bal\sdía\ssiguiente\b", one("relative day", 1)),
        Literal(r"\b(?:el\s)?mes\spasado\b|\bpasado\smes\b", one("relative month", -1)),
        Literal(r"\beste\smes\b", one("relative month", 0)),
        Literal(r"\bpróximo\smes\b|\bmes\sque\sviene\b", one("relative month", 1)),
        Literal(r"\baño\s(?:pasado|anterior)\b|\bpasado\saño\b", one("relative year", -1)),
        Literal(r"\beste\saño\b", one("relative year", 0)),
        Literal(r"\b(?:próximo|siguiente)\saño\b|\baño\s(?:próximo|siguiente|que\sviene)\b", one("relative year", 1)),
        Literal(rf"(?<!\w)(?=\w{{4}})(?:{_MONTHS})(?!\w)", listed("month", _LANGUAGE.months, 1, hard=True)),
        Literal(r"\b(?:dos\stercios|dos\sterceras\spartes)\b", one("fraction", 2 / 3)),
        Literal(r"\b(?:un\stercio|una\stercera\sparte|tercio)\b", one("fraction", 1 / 3)),
        Literal(r"\btres\scuartos\b", one("fraction", 3 / 4)),
        Literal(r"\bcuarto\sde\shora\b", one("number", 15, "minute")),
        Literal(r"\b(?:un\scuarto|una\scuarta\sparte)\b", one("fraction", 1 / 4)),
        Literal(r"\bmedia\shora\b", one("number", 30, "minute")),
        Literal(r"\b(?:la\s)?mitad\b", one("fraction", 1 / 2)),
        Literal(DIGIT_FRACTION, digit_fraction),
        Literal(r"\bdécada\b", one("number", 10, "year")),
        Literal(r"\b(?:doble|duplic\w+)\b", one("number", 2)),
        Literal(r"\b(?:triple|triplic\w+)\b", one("number", 3)),
        Literal(r"\bmediodía\b", one("clock", 720)),
        Literal(r"\bmedianoche\b", one("clock", 0)),
        Literal(r"(?<=siglo\s)(?-i:[IVX]{1,7})\b", roman_numeral("century")),
        Literal(r"(?<=[A-Za-z]\s)(?-i:[IVX]{2,7})\b", roman_numeral("ordinal")),
        latin_code("us|hk|nt"),
        GLUED_CODE,
    ),
    numerals=(
        digits(
            WORDS,
            decimal=",",
            group=".",
            ordinal=r"(?:\.?[ºª°](?!\s?[CF])|er|ra|ro|do|da|to|ta|mo|ma|vo|va|no|na)(?![\w])",
            group_spaces=True,
        ),
        spelled(WORDS),
    ),
    before=(
        *CURRENCY_SYMBOLS,
        Context("decade", r"\b(?:años\s|década\sde(?:\slos)?\s)", "", 20, 2020),
        Context("day", rf"(?:{_MONTHS})\s", "day", 1, 31),
    ),
    after=(
        Context("percent", r"\s?(?:%|por\sciento\b|puntos?\sporcentuales?\b)"),
        Context("day", rf"(?=\s(?:de\s)?(?=\w{{4}})(?:{_MONTHS})(?!\w))", "day", 1, 31),
        *amounts(
            {
                "USD": r"\s(?:de\s)?dólares\s(?:estadounidenses|americanos)\b|\s?(?:US\$|USD\b)",
                "AUD": r"\s(?:de\s)?dólares\saustralianos\b",
                "CAD": r"\s(?:de\s)?dólares\scanadienses\b",
                DOLLAR: r"\s(?:de\s)?dólar(?:es)?\b|\s?\$",
                "GBP": r"\s(?:de\s)?libras\sesterlinas\b|\s?£|\s?GBP\b",
                "GBP/lb": r"\s(?:de\s)?libras?\b",
                "EUR": r"\s?(?:(?:de\s)?euros?\b|€|EUR\b)",
                "JPY": r"\s(?:de\s)?yen(?:es)?\b",
                "CNY": r"\s(?:de\s)?yuan(?:es)?\b",
                "KRW": r"\s(?:de\s)?wones\b",
                "RUB": r"\s(?:de\s)?rublos\b",
                "INR": r"\s(?:de\s)?rupias\b",
                "CHF": r"\s(?:de\s)?francos\b",
                "MXN/PHP/ARS/CLP/COP": r"\s(?:de\s)?pesos?\b",
                "cent": r"\s(?:centavos?|céntimos?|peniques?)\b",
            }
        ),
        *counts(
            {
                "mph": r"\s(?:millas?\s(?:por|a\sla)\shora|mph)\b",
                "kph": r"\s(?:kilómetros?\s(?:por|a\sla)\shora|km/h)\b",
                "sqmi": r"\smillas?\scuadradas?\b",
                "km2": r"\s(?:kilómetros?|km)\scuadrados?\b",
                "m2": r"\s(?:metros?|m)\scuadrados?\b",
                "sqft": r"\spies\scuadrados\b",
                "nmi": r"\smillas?\s(?:náuticas?|marinas?)\b",
                "mile": r"\smillas?\b",
                "km": r"\skilómetros?\b",
                "cm": r"\scentímetros?\b",
                "mm": r"\smilímetros?\b",
                "m": r"\smetros?\b|\s?m\b",
                "foot": r"\s(?:pies?|ft)\b",
                "inch": r"\spulgadas?\b",
                "yard": r"\syardas?\b",
                "acre": r"\sacres?\b",
                "hectare": r"\s(?:hectáreas?|ha)\b",
                "kg": r"\s(?:kilogramos?|kilos?)\b",
                "tonne/ton": r"\stoneladas?\b",
                "oz": r"\sonzas?\b",
                "gallon": r"\sgalones?\b",
                "litre": r"\slitros?\b",
                "g": r"\sgramos?\b",
                "F": r"\s?(?:°\s?|grados\s)fahrenheit\b",
                "C": r"\s?(?:°\s?|grados\s)(?:celsius|centígrados)\b",
                "C/F": r"\s?(?:°|grados?\b)",
                "year": r"\saños?\b",
                "month": r"\smes(?:es)?\b",
                "week": r"\ssemanas?\b",
                "day": r"\s(?:días?|noches?)\b",
                "hour": r"\s?(?:horas?)\b",
                "minute": r"\s?(?:minutos?|min)\b",
                "second": r"\ssegundos?\b",
            },
            ABBREVIATED_UNITS,
        ),
    ),
    range_mark=r"\s?[-‐‑–—~]\s?|\s(?:a|y|o)\s",
)
