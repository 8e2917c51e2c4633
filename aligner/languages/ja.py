"""Japanese."""

from __future__ import annotations

from . import Language
from ._shared import AGENCY, FURNITURE, LATIN_TITLES, NUMERIC_DATES, either, words

_PICTURE = either("写真|画像|動画|図|イラスト|映像|資料写真|提供写真|ファイル写真")

LANGUAGE = Language(
    code="ja",
    name="Japanese",
    tight_terminators="。！？｡!?",
    titles=LATIN_TITLES,
    final_abbreviations=words("inc corp co ltd jr sr"),
    continues=r"(?:と[言述話語い思答聞叫書し主]|って|という)",
    continues_after_quote=either("と|って|という|との|など|の|は|が|を|に|も|で|へ|や|から|だ|です"),
    spaced=False,
    months=tuple(rf"(?<!\d)0?{number}\s?月" for number in range(1, 13)),
    weekdays=tuple(f"{day}曜日?" for day in "月火水木金土日"),
    date_patterns=(
        r"(?<!\d)(?P<year>(?:19|20)\d{2})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日",
        *NUMERIC_DATES,
    ),
    day_alone=r"(?P<day>\d{1,2})日",
    countries=(("アメリカ", "US"), ("米国", "US"), ("英国", "GB"), ("中国", "CN")),
    address_words=words("jp"),
    reporters=words("記者"),
    furniture=(
        *FURNITURE,
        (
            "byline",
            r"[(（【\[]?\s?"
            + either("文|取材|執筆|編集|翻訳|訳|構成|筆者|記者|聞き手|日本語版")
            + r"\s?[:：・=＝/].{1,60}",
        ),
        ("byline", r"[(（【\[][^)）】\]]{1,20}[=＝][^)）】\]]{1,20}[)）】\]]"),
        ("byline", r"[\u3040-\u30ff\u4e00-\u9fff]{1,6}\s?[\u3040-\u30ff\u4e00-\u9fff]{0,4}(?:記者|特派員|通信員)"),
        ("source", r"[(（【\[]?\s?(?:出典|出所|提供|引用元|配信元?|情報提供)\s?[:：=＝].{1,60}"),
        ("published", r"(?:公開|更新|配信|掲載|投稿|最終更新)(?:日時?|日付)?\s?[:：]?\s?\d{4}.{0,40}(?<!。)"),
        (
            "share",
            either(
                """シェア | シェアする | ツイート | ツイートする | ポスト | いいね！? | 印刷 | 印刷する | 保存 |
                コメント(?:する|を書く|を見る)? | フォロー(?:する)? | (?:この)?記事をシェア(?:する)? |
                ブックマーク | 文字サイズ.{0,20} | トップへ戻る | 一覧へ? |
                前の記事.{0,60} | 次の記事.{0,60}"""
            )
            + r"\s?\d*",
        ),
        ("byline", r"(?:記者|編集委員|特派員|文)\s?[:：・\s]\s?[^\W\d_]{2,8}"),
        ("copyright", r".{0,60}(?:無断転載|転載禁止|禁無断).{0,120}"),
        ("tags", r"(?:タグ|キーワード|カテゴリー?|関連タグ)\s?[:：].{0,120}"),
        ("advertisement", r"広告|PR|スポンサーリンク|advertisement"),
        ("end", r"[(（【]?(?:おわり|終わり|了|完)[)）】]?"),
    ),
    captions=(
        rf"[(（【\[]?\s?{_PICTURE}(?:説明|提供)?\s?[:：=＝/|・].{{0,300}}",
        rf".{{0,300}}[(（【\[/=＝]\s?(?:{_PICTURE}(?:提供)?\s?[:：=＝・/].{{1,40}}|{_PICTURE}|撮影\s?[:：=＝].{{1,40}})[)）】\]]",
        rf".{{0,300}}[。！？\s]{_PICTURE}(?:提供)?\s?[:：=＝].{{1,40}}",
        rf".{{0,300}}(?:[(（]c[)）]|©)\s?{AGENCY}.{{0,40}}",
    ),
    related_headings=(
        r"[【\[■▼▶]*\s?"
        + either(
            """関連記事 | 関連ニュース | 関連リンク | 関連コンテンツ | あわせて読みたい | こちらもおすすめ |
            おすすめ | おすすめの?記事 | 人気の?記事 | 最新記事 | 最新ニュース | (?:アクセス)?ランキング | もっと見る |
            続きを読む | その他の記事 | その他のニュース | 主要ニュース"""
        )
        + r"\s?[】\]:：>]*",
    ),
)
