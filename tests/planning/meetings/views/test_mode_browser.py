"""Meeting mode in a real browser: keys, and what a colleague notes while one types."""

import pytest
from playwright.sync_api import expect

from planning.meetings.models import Note, Sitting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def opened(page, live_server, client, planner, begun):
    """Meeting mode in the planner's browser, at the first line."""
    client.force_login(planner)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(f"{begun.get_absolute_url()}mode/")
    return page


def test_a_line_is_noted_and_turned_by_keys_while_a_colleague_notes(opened, note, planner):
    notes, field = opened.locator(".s-mode-notes li p"), opened.locator("#new_note")

    opened.keyboard.press("d")
    opened.keyboard.type("由行政处牵头，10月30日前完成。")
    opened.keyboard.press("Control+Enter")
    expect(notes).to_have_text(["由行政处牵头，10月30日前完成。"])
    expect(field).to_be_focused()
    opened.keyboard.type("还没有写完")
    note("info", "同事记的话", line=0)
    expect(notes).to_have_text(["由行政处牵头，10月30日前完成。", "同事记的话"])
    expect(field).to_have_value("还没有写完")
    expect(field).to_be_focused()

    opened.keyboard.press("Escape")
    opened.keyboard.press("ArrowRight")

    expect(opened.get_by_role("heading", level=1)).to_have_text("文史馆布展方案")
    expect(field).to_have_value("还没有写完")
    assert Note.objects.get(kind="decision").by == planner

    hint = opened.locator("#compose .s-mode-hint")
    expect(hint).to_have_text("Ctrl Enter 记录，Enter 换行")
    field.fill("一行\n" * 6)
    assert field.evaluate("one => one.scrollHeight <= one.clientHeight")

    opened.set_viewport_size({"width": 390, "height": 844})
    expect(hint).to_be_hidden()
    assert opened.evaluate("document.documentElement.scrollWidth") == 390


@pytest.fixture
def three(opened, begun):
    """The same with a third line, 研究其他事项."""
    begun.agenda.create(ordinal=9, title="研究其他事项", minutes=5, source="own:1", kind="own")
    opened.reload()
    return opened


@pytest.fixture
def slow(three):
    """`slow("**/turn/")` holds what goes there back; what it returns lets it through."""

    def hold(address):
        held, is_open = [], []
        three.route(address, lambda route: route.continue_() if is_open else held.append(route))

        def let_through():
            is_open.append(True)
            for route in held:
                route.continue_()

        return let_through

    return hold


@pytest.fixture
def unasked(three):
    """The page does not ask by itself what is new: it shows what its own deeds are answered with."""
    three.route("**/mode/?*seen=*", lambda route: route.abort())


def heading(page):
    return page.get_by_role("heading", level=1)


def test_two_quick_presses_turn_two_lines_and_the_note_is_for_the_line_shown(three, slow, unasked):
    let_through = slow("**/turn/")

    three.keyboard.press("ArrowRight")
    three.keyboard.press("ArrowRight")
    expect(heading(three)).to_have_text("研究其他事项")
    three.keyboard.press("a")
    three.keyboard.type("综合处印发纪要")
    let_through()
    three.keyboard.press("Control+Enter")

    expect(three.locator(".s-mode-notes li p")).to_have_text(["综合处印发纪要"])
    # The server has followed: the meeting is at this line.
    expect(three.locator("[data-line]").last.locator("svg")).to_be_visible()
    assert (Note.objects.get().line.title, Sitting.objects.get().line.title) == ("研究其他事项", "研究其他事项")


def test_a_note_goes_to_the_line_on_which_it_was_begun(three, unasked):
    three.keyboard.press("d")
    three.keyboard.type("上周工作已完成")
    three.keyboard.press("Escape")
    three.keyboard.press("ArrowRight")
    expect(three.locator("[data-elsewhere]")).to_contain_text("1 听取上周工作")
    three.locator("#new_note").press("Control+Enter")

    expect(three.locator("#new_note")).to_have_value("")
    expect(three.locator("[data-elsewhere]")).to_be_hidden()
    expect(heading(three)).to_have_text("文史馆布展方案")
    expect(three.locator("[data-line]").first.locator(".s-count")).to_have_text("1")
    assert Note.objects.get().line.title == "听取上周工作"


def test_a_turn_that_is_answered_after_a_note_is_shown_at_once(three, slow, unasked):
    let_through = slow("**/turn/")
    three.keyboard.press("ArrowRight")
    three.keyboard.press("i")
    three.keyboard.type("汇报了方案")
    three.keyboard.press("Control+Enter")
    expect(three.locator(".s-mode-notes li p")).to_have_text(["汇报了方案"])
    second = three.locator("[data-line]").nth(1)
    expect(second.locator("svg")).to_be_hidden()
    let_through()

    expect(second.locator("svg")).to_be_visible()
    expect(second.locator(".s-count")).to_have_text("1")


def test_a_note_can_be_moved_to_the_line_shown(three):
    three.keyboard.press("i")
    three.keyboard.type("汇报了方案")
    three.keyboard.press("Escape")
    three.keyboard.press("ArrowRight")
    three.locator("[data-note-here]").click()
    three.keyboard.press("Control+Enter")

    expect(three.locator(".s-mode-notes li p")).to_have_text(["汇报了方案"])
    assert Note.objects.get().line.title == "文史馆布展方案"


def test_what_is_typed_while_a_note_is_on_its_way_stays(three, slow):
    let_through = slow("**/notes/add/")
    three.keyboard.press("i")
    three.keyboard.type("第一条")
    three.keyboard.press("Control+Enter")
    three.keyboard.type("第二条")
    let_through()

    expect(three.locator(".s-mode-notes li p")).to_have_text(["第一条"])
    expect(three.locator("#new_note")).to_have_value("第二条")
    three.keyboard.press("Control+Enter")
    expect(three.locator(".s-mode-notes li p")).to_have_text(["第一条", "第二条"])


def test_a_note_that_is_not_taken_comes_back(three):
    three.route("**/notes/add/", lambda route: route.abort())
    three.keyboard.press("i")
    three.keyboard.type("没有送到")
    three.keyboard.press("Control+Enter")

    expect(three.locator(".s-toast-error")).to_be_visible()
    expect(three.locator("#new_note")).to_have_value("没有送到")
