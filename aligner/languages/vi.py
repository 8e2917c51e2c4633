"""Vietnamese."""

from __future__ import annotations

from . import Language
from ._shared import AGENCY, FURNITURE, LATIN_FINAL_ABBREVIATIONS, LATIN_TITLES, NUMERIC_DATES, either, words

_MONTH_NAMES = (
    "(?:một|giêng)",
    "hai",
    "ba",
    "(?:tư|bốn)",
    "năm",
    "sáu",
    "(?:bảy|bẩy)",
    "tám",
    "chín",
    r"mười(?!\s(?:một|hai)\b)",
    r"mười\smột",
    r"(?:mười\shai|chạp)",
)
_WEEKDAY_NAMES = ("hai|2", "ba|3", "tư|4", "năm|5", "sáu|6", "bảy|bẩy|7")
_PICTURE = r"(?:ảnh|hình ảnh|hình|nguồn ảnh|video|đồ họa|đồ hoạ)(?:\s(?:minh h[ọo][ạa]|tư liệu))?"

LANGUAGE = Language(
    code="vi",
    name="Vietnamese",
    titles=LATIN_TITLES | words("tp tx tt ts ths th.s gs pgs gs.ts pgs.ts bs bs.ck ths.bs cn ks ls tskh nsnd nsưt"),
    abbreviations=words("đ/c vs v"),
    final_abbreviations=LATIN_FINAL_ABBREVIATIONS | words("v.v vv tp.hcm"),
    number_abbreviations=words("no tr vol art"),
    months=tuple(rf"tháng\s(?:0?{number}(?!\d)|{name}\b)" for number, name in enumerate(_MONTH_NAMES, start=1)),
    weekdays=(*(rf"thứ\s(?:{name})\b" for name in _WEEKDAY_NAMES), r"chủ\snhật"),
    date_patterns=(
        r"(?<!\d)(?P<day>\d{1,2})\stháng\s(?P<month>\d{1,2})(?:,|\snăm|,\snăm)?\s(?P<year>(?:19|20)\d{2})(?!\d)",
        *NUMERIC_DATES,
    ),
    address_words=words("vn"),
    furniture=(
        *FURNITURE,
        ("agency-tail", r"[(\[-]*\s?(?:theo\s)?(?:TTXVN|Vietnam\+|VOV|VTV|(?-i:Báo\s[A-ZĐ])[^.!?]{2,30})\s?[)\]]*"),
        ("translator", r"[(\[]?(?:người dịch|biên dịch|dịch|biên tập|hiệu đính|thực hiện|lược dịch)\s?[:–-]\s?.{1,60}"),
        ("byline", r"(?:bài|ảnh|bài và ảnh|bài, ảnh|tin, ảnh|tin|tác giả|phóng viên|pv|nguồn tin)\s?[:–-]\s?.{1,60}"),
        ("published", r"(?:cập nhật|ngày đăng|đăng lúc|xuất bản|thời gian)(?:\slúc)?\s?:?\s?\d.{1,50}(?<![.!?])"),
        ("source", r"(?:nguồn|theo)\s?:\s?.{1,60}"),
        (
            "share",
            either(
                """chia sẻ | chia sẻ bài viết | chia sẻ (?:facebook|zalo|twitter|x|email) | lưu | gửi |
                chia sẻ (?:lên|trên|qua) .{1,20} | bình luận\\s?\\(?\\d*\\)? | thích | lưu bài |
                lưu bài viết | in bài | in bài viết | gửi bài viết | gửi email | theo dõi chúng tôi.{0,30} | về trang chủ |
                trang chủ | trở lại | nghe bài viết | đọc bài viết | sao chép liên kết"""
            ),
        ),
        ("copyright", r".{0,60}(?:giữ bản quyền|bản quyền thuộc|cấm sao chép|ghi rõ nguồn).{0,140}"),
        ("share", r"(?:viết|gửi)\sbình\sluận"),
        ("byline", rf"[^\W\d_][^.!?/]{{1,30}}/{AGENCY}[\w.]{{0,4}}"),
        ("byline", rf"(?-i:[A-ZĐ])[^\W\d_]+(?:\s(?-i:[A-ZĐÁÂ])[^\W\d_]+){{0,3}}\s?\({AGENCY}\)"),
        ("agency-tail", rf"theo\s{AGENCY}|{AGENCY}/(?:vietnam\+|vnexpress|vnanet)"),
        ("tags", r"(?:tags?|từ khóa|từ khoá|chủ đề|thẻ)\s?:\s?.{0,200}"),
        ("contact", r"(?:hotline|đường dây nóng|điện thoại|email|tòa soạn|liên hệ)\s?:\s?.{1,120}"),
        ("advertisement", r"quảng cáo|advertisement"),
    ),
    captions=(
        r".{0,200}[-–—]\s?ảnh\s?\d{1,2}\.?",
        rf"[(\[]?{_PICTURE}(?:\s?:.{{0,300}}|\s?[)\]])",
        rf".{{0,400}}(?:[(\[./–-]|\s)\s?{_PICTURE}\s?:\s?.{{1,60}}",
        r".{0,400}[(\[]\s?(?:ảnh|hình)(?:\s(?:minh h[ọo][ạa]|tư liệu))?\s?[)\]]",
        rf".{{0,400}}\(?ảnh\s{AGENCY}\)?",
    ),
    related_headings=(
        either("tin | bài | bài viết | tin tức | nội dung")
        + r"\s"
        + either("liên quan | cùng chuyên mục | cùng chủ đề | khác | mới | mới nhất | nổi bật | đọc nhiều")
        + r"\s?:?",
        either(
            """xem thêm | đọc thêm | xem tiếp | có thể bạn quan tâm | đọc nhiều | đọc nhiều nhất | cùng chuyên mục |
            tin đọc nhiều | mời bạn đọc thêm | liên quan"""
        )
        + r"\s?:?",
    ),
    letters="ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹĩũôâ",
    word_endings=words("nh ng"),
    common_words=words(
        """và của là các những một trong cho với được không có này đã đang sẽ để từ khi đến ông bà anh chị cũng như về tại
        theo nhưng vào ra trên dưới sau trước bị do vì nên mà thì hay hoặc nếu còn đó ở họ chúng tôi nhiều rất lại chỉ
        phải ngày tháng cùng giữa qua đây cả mới hơn ngoài tuy"""
    ),
)
