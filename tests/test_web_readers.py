"""Pages, archives and feeds: what is taken from them, and that nothing is fetched."""

import gzip
import socket

import pytest
from article_files import feed, page, warc

from aligner.errors import InputError
from aligner.parts import build
from aligner.readers._pages import as_utf8
from aligner.records import Document, Note

pytest.importorskip("trafilatura")

SENTENCES = (
    "The forum opened in Beijing on Thursday with speeches by two ministers, and it will go on.",
    "Officials said the second round of talks would take place in the autumn after the harvest ends.",
    "Nobody was hurt, the town council added in a statement that was read out in the evening.",
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Forum opens - Example Site</title>
<meta property="article:published_time" content="2025-09-18T00:10:00+09:00"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Forum opens</h1>{"".join(f"<p>{sentence}</p>" for sentence in SENTENCES)}
<p>Q&amp;A <b>follows</b> soon.</p></article>
<footer>All rights reserved</footer></body></html>"""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    def refused(*_arguments, **_options):
        raise AssertionError("a reader opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refused)


def read(folder, name, data):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    kind = {"html": "html", "rss": "feed", "atom": "feed", "warc": "warc"}[name.split(".")[1]]
    return list(build("readers", kind).read(path))


def test_a_page_gives_main_text_title_and_its_local_day(tmp_path):
    (document,) = read(tmp_path, "a.html", PAGE)
    assert document.title == "Forum opens"
    assert document.date == "2025-09-18T00:10:00+09:00"
    lines = document.text.split("\n")
    assert [line for line in lines if line in SENTENCES] == list(SENTENCES)
    assert "Q&A follows soon." in lines
    assert "Home" not in document.text


@pytest.mark.parametrize(
    "body", ["<p>Short &amp; good.<p>Two", "<div>Short &amp; good.<br>Two</div><script>x</script>"]
)
def test_a_page_without_a_main_text_gives_all_its_text(tmp_path, body):
    assert read(tmp_path, "a.html", body)[0].text == "Short & good.\nTwo"


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ('<meta property="article:published_time" content="2025-09-18">', "2025-09-18"),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "2025-09-18T12:00:00Z",'
            ' "datePublished": "2025-09-18T08:00:00Z"}</script>',
            "2025-09-18T08:00:00Z",
        ),
        (
            '<meta property="article:published_time" content="2025-09-18T08:00:00Z">'
            '<script type="application/ld+json">{"datePublished": "2025-09-18T09:30:00Z"}</script>',
            "2025-09-18",
        ),
    ],
)
def test_a_page_gives_its_time_where_it_states_one(tmp_path, head, date):
    text = PAGE.replace('<meta property="article:published_time" content="2025-09-18T00:10:00+09:00">', head)
    assert head in text
    assert read(tmp_path, "a.html", text)[0].date == date


def test_a_page_without_a_date_has_none(tmp_path):
    text = "On 3 May 2019 it rained. The forum opened in Beijing with speeches by two ministers and a long debate."
    assert read(tmp_path, "a.html", page(text))[0].date is None


def test_a_declared_encoding_is_believed_where_nothing_else_fits(tmp_path):
    polish = "Zażółć gęślą jaźń, powiedział źrebak."
    head = '<meta charset="iso-8859-2">'
    note, document = read(tmp_path, "a.html", page(polish, head).encode("iso-8859-2"))
    assert (note.outcome, document.text) == ("decoded", polish)


@pytest.mark.parametrize("name", ["\0", "utf\0-8", "no-such", "undefined"])
def test_a_declared_encoding_that_is_none_is_no_crash(name):
    with pytest.raises(InputError):
        as_utf8(bytes(range(256)) * 4, name)


def test_a_feed_gives_each_entry_with_its_local_day(tmp_path):
    item = (
        "<item><title>Forum &amp; more</title><link>https://example.com/1</link>"
        "<pubDate>Thu, 18 Sep 2025 00:30:00 +0900</pubDate>"
        "<description>&lt;p&gt;One &lt;b&gt;two&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;Three.&lt;/p&gt;</description></item>"
    )
    assert read(tmp_path, "a.rss", feed(item)) == [
        Document("One two.\nThree.", "https://example.com/1", "Forum & more", "Thu, 18 Sep 2025 00:30:00 +0900")
    ]


def test_an_atom_entry_gives_its_content_rather_than_its_summary(tmp_path):
    entry = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title><id>urn:1</id><updated>2025-09-18</updated>'
        '<summary>One.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p>'
        "</div></content></entry></feed>"
    )
    assert read(tmp_path, "a.atom", entry) == [Document("One.\nTwo.", "urn:1", "T", "2025-09-18")]


def test_outside_entities_stay_outside(tmp_path):
    (tmp_path / "secret").write_text("hidden words")
    doctype = f'<!DOCTYPE r [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    text = feed("<item><description>Open &x; text</description></item>").replace("<rss", f"{doctype}<rss")
    assert "hidden" not in str(read(tmp_path, "a.rss", text))


def test_an_archive_gives_its_pages_under_their_addresses(tmp_path):
    archive = warc({"https://example.com/1": PAGE, "https://example.com/2": page("Short.")})
    first, second = read(tmp_path, "a.warc", archive)
    assert (first.source, first.title, first.date) == (
        "https://example.com/1",
        "Forum opens",
        "2025-09-18T00:10:00+09:00",
    )
    assert second == Document("Short.", "https://example.com/2")
    assert read(tmp_path, "b.warc.gz", gzip.compress(archive, mtime=0)) == [first, second]


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Transfer-Encoding: chunked", b"6\r\n<p>One\r\n5\r\n two.\r\n0\r\n\r\n"),
        ("Transfer-Encoding: chunked", b"<p>One two."),
        ("Content-Encoding: gzip", gzip.compress(b"<p>One two.", mtime=0)),
        ("Content-Encoding: gzip", b"<p>One two."),
    ],
)
def test_what_http_wrapped_is_unwrapped(tmp_path, headers, body):
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + headers.encode() + b"\r\n\r\n" + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: {len(http)}\r\n\r\n"
    (document,) = read(tmp_path, "a.warc", head.encode() + http + b"\r\n\r\n")
    assert document.text == "One two."


def test_unknown_compression_is_noted_and_the_rest_goes_on(tmp_path):
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\n\x8b\x02\x80"
    head = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: {len(http)}\r\n\r\n"
    found = read(
        tmp_path, "a.warc", head.encode() + http + b"\r\n\r\n" + warc({"https://example.com/2": page("Short.")})
    )
    assert isinstance(found[0], Note)
    assert "'br'" in found[0].message
    assert found[1].text == "Short."


def test_endless_headers_are_refused(tmp_path):
    with pytest.raises(InputError, match="header lines"):
        read(tmp_path, "a.warc", b"WARC/1.0\r\n" + b"a: b\r\n" * 5000)
    with pytest.raises(InputError, match="no WARC"):
        read(tmp_path, "b.warc", b"\0" * 5_000_000)


def test_without_the_packages_the_message_names_the_extra(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "trafilatura", None)
    with pytest.raises(InputError, match=r"aligner\[web\]"):
        read(tmp_path, "a.html", PAGE)
