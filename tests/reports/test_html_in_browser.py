"""The page in a real browser: filters and search work, nothing is asked for, nothing complains."""

import pytest
from browser import CHROMEDRIVER, CHROMIUM, Browser
from builders import FINDING, NOTES, alignment, bitexts, checked

from aligner.records import Bead, Span
from aligner.reports.html import HtmlReport

pytestmark = pytest.mark.skipif(not (CHROMIUM and CHROMEDRIVER), reason="needs chromium and chromedriver")
HOSTILE = "<script>window.broken = true</script><img src=x onerror='window.broken = true'>"
SHOWN = "[...document.querySelectorAll('tr.bead')].filter((row) => row.checkVisibility())"


@pytest.fixture(scope="module")
def browser():
    with Browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    run = [
        alignment(furniture="Sent by the desk"),
        alignment([HOSTILE], [HOSTILE], (Bead(Span(0, 1), Span(0, 1), 0.2),), evidence={HOSTILE: 1.0}, file=HOSTILE),
    ]
    decided = [bitext for aligned in run for bitext in bitexts(aligned, findings=(FINDING,))]
    file = tmp_path_factory.mktemp("report") / "report.html"
    file.write_text(HtmlReport().render(run, decided, NOTES), "utf-8")
    return file


@pytest.fixture
def opened(browser, path):
    browser.open(path)
    browser.run("localStorage.clear()")
    browser.requests()
    browser.console()
    browser.command("Emulation.clearDeviceMetricsOverride")
    browser.command("Emulation.setEmulatedMedia", features=[])
    browser.open(path)
    return browser


@pytest.fixture
def findings(browser, tmp_path):
    """A page with findings, behind so many other pairs that they are far from the list."""
    aligned, decided = checked()
    others = [alignment(file=f"{n}.txt") for n in range(5)]
    file = tmp_path / "findings.html"
    file.write_text(HtmlReport().render([*others, aligned], decided, NOTES), "utf-8")
    browser.command("Emulation.clearDeviceMetricsOverride")
    browser.command("Emulation.setEmulatedMedia", features=[])
    browser.console()
    browser.open(file)
    return browser


LIT = "[...document.querySelectorAll('mark.now')]"


def settled(browser, script):
    """Run a script once the page has followed a link."""
    return browser.run(f"return new Promise((done) => setTimeout(() => done({script}), 200))")


def press(browser, key, code):
    for kind in ("keyDown", "keyUp"):
        text = {"text": "\r"} if key == "Enter" and kind == "keyDown" else {}
        browser.command("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **text)


def in_view(browser):
    return settled(
        browser,
        f"{LIT}.length > 0 && {LIT}.every((mark) => {{ const box = mark.getBoundingClientRect();"
        " return mark.checkVisibility() && box.top >= 0 && box.bottom <= innerHeight; })",
    )


def choose(browser, kind):
    browser.run(f"document.querySelector('input[value={kind}]').click()")


def search(browser, words):
    browser.run(
        f"document.querySelector('#words').value = '{words}'; document.querySelector('#filters').requestSubmit()"
    )


def shown(browser):
    return browser.run(f"return {SHOWN}.length")


def test_the_page_asks_for_nothing_and_the_console_is_silent(opened, path):
    for kind in ("null", "rejected", "all"):
        choose(opened, kind)
    opened.run("document.querySelector('#theme').click(); document.querySelector('#fold').click()")
    assert opened.console() == []
    assert [address for address in opened.requests() if not address.startswith("data:")] == [path.as_uri()]


def test_text_that_looks_like_code_stays_text(opened):
    assert opened.run("return window.broken === undefined")
    assert opened.run("return document.querySelectorAll('img, iframe, object').length") == 0
    assert opened.run("return [...document.querySelectorAll('td.source p span')].at(-1).textContent") == HOSTILE


def test_the_security_policy_is_in_force(opened):
    opened.run("const image = new Image(); image.src = 'https://example.org/x.png'; document.body.append(image)")
    assert any("Content Security Policy" in message for message in opened.console())


@pytest.mark.parametrize(
    ("kind", "count"),
    [("all", 10), ("one", 6), ("many", 1), ("null", 2), ("crossing", 2), ("kept", 5), ("rejected", 4), ("low", 2)],
)
def test_a_filter_shows_its_rows_and_no_others(opened, kind, count):
    choose(opened, kind)
    assert shown(opened) == count
    if kind != "all":
        assert opened.run(f"return {SHOWN}.every((row) => row.classList.contains('{kind}'))")
        assert opened.run("return document.querySelector('#found').textContent") == f"{count} of 10 rows"


def test_search_narrows_and_can_find_nothing(opened):
    search(opened, "DONG  jun")
    assert shown(opened) == 1
    search(opened, "국경일")
    assert shown(opened) == 1
    choose(opened, "kept")
    assert shown(opened) == 0
    assert opened.run("return document.querySelector('#nothing').checkVisibility()")
    search(opened, "")
    assert shown(opened) == 5


def test_a_link_reaches_a_row_that_was_hidden(opened):
    choose(opened, "null")
    opened.run("for (const pair of document.querySelectorAll('.pair')) pair.open = false")
    goal = opened.run("return document.querySelector('tr.crossing.one').id")
    opened.run(f"location.hash = '{goal}'")
    assert opened.run(
        f"return new Promise((done) => setTimeout(() => done(document.getElementById('{goal}').checkVisibility()), 200))"
    )


def test_scores_appear_on_focus_and_go_with_escape(opened):
    visible = "return getComputedStyle(document.querySelector('.why')).visibility"
    assert opened.run(visible) == "hidden"
    opened.run("document.querySelector('.link a').focus()")
    assert opened.run(visible) == "visible"
    opened.run("dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}))")
    assert opened.run(visible) == "hidden"


def test_the_theme_follows_the_system_until_chosen(opened, path):
    ground = "return getComputedStyle(document.documentElement).backgroundColor"
    found = {}
    for scheme in ("light", "dark"):
        opened.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        found[scheme] = opened.run(ground)
    assert found["light"] != found["dark"]
    opened.run("while (document.documentElement.dataset.theme !== 'light') document.querySelector('#theme').click()")
    assert opened.run(ground) == found["light"]
    opened.open(path)
    assert opened.run(ground) == found["light"], "the choice is remembered"


def test_a_phone_stacks_the_sides_and_needs_no_sideways_scrolling(opened):
    beside = (
        "const row = document.querySelector('tr.one');"
        "const [left, right] = ['.source', '.target'].map((side) => row.querySelector(side).getBoundingClientRect());"
        "return right.top >= left.bottom"
    )
    assert not opened.run(beside)
    opened.command("Emulation.setDeviceMetricsOverride", width=360, height=740, deviceScaleFactor=1, mobile=True)
    assert opened.run(beside)
    assert opened.run("return document.documentElement.scrollWidth") == 360


def test_without_scripts_everything_is_visible(opened, path):
    opened.command("Emulation.setScriptExecutionDisabled", value=True)
    try:
        opened.open(path)
        opened.command("Emulation.setScriptExecutionDisabled", value=False)
        assert shown(opened) == 10
        assert not opened.run("return document.querySelector('#filters').checkVisibility()")
    finally:
        opened.command("Emulation.setScriptExecutionDisabled", value=False)


def test_a_click_on_a_finding_shows_its_place(findings):
    assert findings.run(f"return {LIT}.length") == 0
    findings.run("document.querySelector('.findings .critical a').click()")
    assert in_view(findings)
    assert findings.run(f"return {LIT}.map((mark) => mark.textContent)") == ["제12차", "12th"]
    assert findings.run("return document.activeElement.matches('.issues li.critical:target')")
    findings.run("document.querySelector('.findings .minor a').click()")
    assert in_view(findings)
    assert findings.run(f"return {LIT}.map((mark) => mark.textContent)") == ["둥쥔", "Dong Jun"]
    assert findings.console() == []


def test_the_same_finding_is_shown_again(findings):
    for _ in range(2):
        findings.run("document.querySelector('.findings .critical a').click()")
        assert in_view(findings)
        findings.run("scrollTo(0, 0)")
        assert not in_view(findings)


def test_a_finding_is_reached_where_a_filter_or_a_closed_pair_hides_it(findings):
    choose(findings, "rejected")
    findings.run("for (const pair of document.querySelectorAll('.pair')) pair.open = false")
    findings.run("document.querySelector('.findings .critical a').click()")
    assert in_view(findings)


def test_the_keyboard_alone_leads_to_a_finding(findings):
    findings.run("document.querySelector('#severities input:checked').focus()")
    press(findings, "Tab", 9)
    assert findings.run("return document.activeElement.matches('.findings li.critical > a')")
    press(findings, "Enter", 13)
    assert in_view(findings)


def test_findings_can_be_narrowed_by_severity(findings):
    severities = (
        "return [...document.querySelectorAll('.findings li')]"
        ".filter((item) => item.checkVisibility()).map((item) => item.classList[0])"
    )
    assert findings.run(severities) == ["critical", "major", "minor"]
    findings.run("document.querySelector('#severities [value=major]').click()")
    assert findings.run(severities) == ["major"]
    findings.run("document.querySelector('#severities [value=all]').click()")
    findings.run("document.querySelector('details.accepted').open = true")
    assert findings.run(severities) == ["critical", "major", "minor", "info"]


def test_an_accepted_finding_appears_in_its_row_only_when_asked_for(findings):
    line = "return document.querySelector('.issues .info').checkVisibility()"
    assert not findings.run(line)
    findings.run("document.querySelector('details.accepted').open = true")
    findings.run("document.querySelector('.accepted a').click()")
    assert in_view(findings)
    assert findings.run(line)


def test_a_click_on_a_mark_leads_to_what_is_said_of_it(findings):
    findings.run("document.querySelector('mark.critical').click()")
    assert in_view(findings)
    assert findings.run("return document.querySelector('.issues li:target').className") == "critical"


def test_a_row_and_its_findings_are_hidden_together(findings):
    choose(findings, "null")
    assert (
        findings.run("return [...document.querySelectorAll('.issues')].filter((row) => row.checkVisibility()).length")
        == 1
    )


def test_findings_fit_a_phone(findings):
    findings.command("Emulation.setDeviceMetricsOverride", width=360, height=740, deviceScaleFactor=1, mobile=True)
    assert findings.run("return document.documentElement.scrollWidth") == 360
    findings.run("document.querySelector('.findings .critical a').click()")
    assert in_view(findings)
    assert findings.run("return document.documentElement.scrollWidth") == 360
