"""Spanish."""

from __future__ import annotations

from . import Language
from ._shared import AGENCY, FURNITURE, LATIN_FINAL_ABBREVIATIONS, LATIN_TITLES, NUMERIC_DATES, either, words

_MONTHS = (
    r"ene(?:ro|\.)?",
    r"feb(?:rero|\.)?",
    r"mar(?:zo|\.)?",
    r"abr(?:il|\.)?",
    r"may(?:o|\.)?",
    r"jun(?:io|\.)?",
    r"jul(?:io|\.)?",
    r"ago(?:sto|\.)?",
    r"se(?:p?tiembre|pt?\.?|t\.)",
    r"oct(?:ubre|\.)?",
    r"nov(?:iembre|\.)?",
    r"dic(?:iembre|\.)?",
)
_MONTH = "|".join(_MONTHS)
_NAME = r"(?-i:[A-ZÁÉÍÓÚÑ])[\w.'’-]+"
_PICTURE = r"(?:fotos?(?:\sde\sarchivo)?|fotografía|imagen|ilustración|vídeo|video|crédito)"

LANGUAGE = Language(
    code="es",
    name="Spanish",
    titles=LATIN_TITLES
    | words(
        """sr sra sres sras srta dña dra dres drs profa lic ing arq mons gral cnel tte cap cmdte alm sgto dip gob pdte av
        avda ee sta sto"""
    ),
    abbreviations=words("vs p.ej cf"),
    final_abbreviations=(LATIN_FINAL_ABBREVIATIONS | words("ee.uu uu ud uds vd vds s.a s.l a.c d.c r.u ff.aa aa"))
    - {"sr"},
    number_abbreviations=words("no nos art arts pág págs núm vol cap p pp fig"),
    months=_MONTHS,
    weekdays=("lunes", "martes", r"mi[ée]rcoles", "jueves", "viernes", r"s[áa]bado", "domingo"),
    date_patterns=(
        rf"(?<!\d)(?P<day>\d{{1,2}})\s(?:de\s)?(?P<month>{_MONTH})(?:,|\sdel?)?\s(?P<year>(?:19|20)\d{{2}})\b",
        rf"\b(?P<month>{_MONTH})\s(?P<day>\d{{1,2}}),?\s(?P<year>(?:19|20)\d{{2}})\b",
        *NUMERIC_DATES,
    ),
    furniture=(
        *FURNITURE,
        (
            "translator",
            rf"\(?(?:traducido|traducción|editado|edición|redactado|redacción)(?:\s?:\s?|\s(?:por|de)\s){_NAME}.{{0,60}}(?<![!?])",
        ),
        (
            "byline",
            rf"por\s{_NAME}(?:\s(?:(?:de|del|la|los)\s){{0,2}}{_NAME}){{1,3}}(?:(?:,|\sy|\s\|)\s.{{1,40}})?(?<![.!?])",
        ),
        (
            "published",
            r"(?:publicado|actualizado|última actualización|modificado)(?:\s(?:el|a las?))?\s?:?\s?\d.{1,50}(?<![.!?])",
        ),
        (
            "share",
            either(
                """compartir | compartir (?:en|por) .{1,20} | comentarios?\\s?\\(?\\d*\\)? | comentar | imprimir | guardar |
                escuchar(?: artículo)? | enviar por (?:e-?mail|correo)"""
            ),
        ),
        ("copyright", r"todos los derechos reservados\.?|.{0,60}\bprohibida (?:su|la) reproducción\b.{0,80}"),
        ("source", rf"fuentes?\s?:\s?.{{1,60}}|con información de (?:{AGENCY}|agencias).{{0,40}}"),
        ("tags", r"(?:tags?|etiquetas?|temas?|palabras clave)\s?:\s?.{0,200}"),
        (
            "subscribe",
            r"(?:suscríbete|suscríbase)(?:\s(?:a|al|para)\s.{1,60})?|suscribirse|regístrate|iniciar sesión|boletín",
        ),
        ("advertisement", r"publicidad|anuncio"),
    ),
    captions=(
        rf"\(?{_PICTURE}(?:\s?:.{{0,300}}|\)?)",
        rf".{{0,400}}(?:[-–—(/|.]|\s)\s?{_PICTURE}\s?:\s?.{{1,60}}",
        rf".{{0,400}}\(\s?{_PICTURE}\s?\)\.?",
    ),
    related_headings=(
        either("noticias | artículos | notas | temas | contenidos? | información")
        + r"\s(?:relacionad[oa]s?|similares|destacad[oa]s|recientes)\s?:?",
        either(
            """lea también | lee también | leer también | vea también | te puede interesar | también te puede interesar |
            más noticias | más leíd[oa]s | lo más (?:leído|visto) | ver más | leer más | más información | relacionad[oa]s? |
            otras noticias"""
        )
        + r"\s?:?",
    ),
    letters="ñ¿¡íóú",
    word_endings=words("ción ado ada ados adas ido ida os as dad ía ar ían ó án aron ero o ez ia"),
    common_words=words(
        """el la los las lo un una unos unas de del y e o u pero a al en con sin por para entre sobre desde hasta según
        contra durante que quien cual cuando donde como porque si no ni se su sus le les él ella ellos nos me te yo mi es
        son era fue fueron ser está están ha han había muy más menos también ya este esta estos estas ese esa eso esto
        todo todos otro otros tras ante así aunque sólo solo hay dijo"""
    ),
)
