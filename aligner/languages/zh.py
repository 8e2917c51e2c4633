"""Chinese, simplified and traditional."""

from __future__ import annotations

from . import Language
from ._shared import AGENCY, FURNITURE, LATIN_TITLES, NUMERIC_DATES, either, words

_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_PICTURE = either("图|圖|图片|圖片|资料图|資料圖|资料图片|資料圖片|配图|附图|照片|视频|視頻|网图")

LANGUAGE = Language(
    code="zh",
    name="Chinese",
    tight_terminators="。！？｡!?",
    titles=LATIN_TITLES,
    final_abbreviations=words("inc corp co ltd jr sr"),
    continues_after_quote=either("的|地|等|之|和|与|與|或|是|在|为|為|这|這|一词|一詞|一文|一书|一書|说|說|称|稱|道"),
    spaced=False,
    months=tuple(rf"(?:(?<!\d)0?{number}|(?<!十){numeral})\s?月" for number, numeral in enumerate(_NUMERALS, start=1)),
    weekdays=tuple(rf"(?:星期|礼拜|禮拜|周|週){day}" for day in ("一", "二", "三", "四", "五", "六", "[日天]")),
    date_patterns=(
        r"(?<!\d)(?P<year>(?:19|20)\d{2})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?[日号號]",
        *NUMERIC_DATES,
    ),
    furniture=(
        *FURNITURE,
        (
            "editor",
            r"[(\[（【]?\s?"
            + either(
                """责任编辑 | 責任編輯 | 责编 | 責編 | 编辑 | 編輯 | 记者 | 記者 | 作者 | 撰稿 | 通讯员 | 通訊員 | 翻译 | 翻譯 |
                编译 | 編譯 | 校对 | 校對 | 审核 | 審核 | 监制 | 監製"""
            )
            + r"\s?[:：/].{0,60}",
        ),
        (
            "byline",
            r"(?:本报|本報|本台|本网|本網)?(?:记者|記者|通讯员|通訊員)\s*[\u4e00-\u9fff·]{2,4}(?:\s[\u4e00-\u9fff·]{2,4})*",
        ),
        (
            "source",
            r"[(（【]?\s?(?:来源|來源|文章来源|文章來源|稿源|原标题|原標題|转自|轉自|出处|出處)\s?[:：].{0,80}",
        ),
        ("published", r"(?:发布|發布|發佈|更新|发表|發表)(?:时间|時間|日期|于|於)?\s?[:：]?\s?\d{4}.{0,40}(?<!。)"),
        (
            "share",
            either(
                """分享 | 分享到.{0,20} | 分享至.{0,20} | 转发 | 轉發 | 收藏 | 点赞 | 點讚 | 打印 | 列印 |
                我要评论 | 评论\\s?\\d* |
                評論\\s?\\d* | 字[号號體体]\\s?[:：]?.{0,10} | 返回顶部 | 返回頂部 | 返回首页 | 返回首頁 | 扫一扫.{0,30} |
                关注我们 |
                關注我們 | 上一篇.{0,60} | 下一篇.{0,60} | 首页 | 首頁"""
            ),
        ),
        ("copyright", r".{0,60}(?:版权所有|版權所有|不得转载|不得轉載|禁止转载|禁止轉載|版权声明|版權聲明).{0,120}"),
        ("tags", r"(?:标签|標籤|关键词|關鍵詞|关键字|關鍵字)\s?[:：].{0,120}"),
        ("advertisement", r"广告|廣告|advertisement"),
        ("end", r"[(（【]?(?:完|全文完|结束)[)）】]?"),
    ),
    captions=(
        rf"[(（【\[]?\s?{_PICTURE}(?:为|為|源|说|說|来源|來源|说明|說明)?\s?[:：/|].{{0,300}}",
        r"(?:图为|圖為).{1,300}",
        rf".{{0,300}}[。！？\s]{_PICTURE}(?:来源|來源|提供)?\s?[:：].{{1,40}}",
        rf".{{0,300}}[(（【\[/]\s?(?:{_PICTURE}(?:来源|來源)?\s?[:：/].{{1,40}}|资料图片?|資料圖片?)[)）】\]]?",
        rf".{{0,300}}(?:{AGENCY}|记者|記者)\s?(?:[\u4e00-\u9fff·]{{2,4}}\s?)?(?:摄|攝|供图|供圖|发|發)[)）】]?。?",
    ),
    related_headings=(
        r"[【\[]?\s?"
        + either("相关|相關|更多|推荐|推薦|热门|熱門|最新|延伸|其他|其它")
        + either("新闻|新聞|文章|报道|報道|報導|阅读|閱讀|链接|鏈接|连结|連結|资讯|資訊|内容|內容|稿件|信息")
        + r"\s?[】\]:：>]*",
        either(
            """查看更多 | 阅读更多 | 閱讀更多 | 更多 | 猜你喜欢 | 猜你喜歡 | 大家都在看 | 往期回顾 | 往期回顧 |
            精彩推荐 | 精彩推薦 |
            热点排行 | 排行榜"""
        )
        + r"\s?[:：>»]*",
    ),
)
