"""What app.js does, in a real browser: keys, dialogs, toasts, one submit only, theme."""

import pytest
from playwright.sync_api import expect

from secretariat.outbox.models import Notice

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOCUSED = "document.activeElement.textContent.trim()"
HTMX_BUTTON = """(url) => {
  const button = document.createElement('button');
  button.id = 'ask';
  button.textContent = 'ask';
  button.setAttribute('hx-post', url);
  document.querySelector('.s-head').append(button);
  htmx.process(button);
}"""


@pytest.fixture
def inbox(page, live_server, client, staff, notify):
    """The inbox of `staff` with three notices, in the browser."""
    notify(staff, 3)
    client.force_login(staff)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto("/inbox/")
    return page


LONG_FORM = """() => {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = '/nowhere/';
  form.innerHTML = '<textarea data-longest="3" data-too-long="文字过长"></textarea><button type="submit">send</button>';
  document.querySelector('.s-head').append(form);
}"""


def answering(status, body):
    return lambda route: route.fulfill(status=status, body=body)


def test_what_is_too_long_stays_in_the_browser_and_is_refused_in_words(inbox):
    sent = []
    inbox.route("**/nowhere/", lambda route: sent.append(route.request.post_data) or answering(200, "")(route))
    inbox.evaluate(LONG_FORM)
    text = inbox.locator("textarea[data-longest]")

    text.fill("会议纪要")
    inbox.get_by_role("button", name="send").click()

    assert text.evaluate("field => [field.value, field.validationMessage]") == ["会议纪要", "文字过长"]
    assert (sent, inbox.url.endswith("/inbox/")) == ([], True)

    text.fill("纪要")
    inbox.get_by_role("button", name="send").click()
    inbox.wait_for_url("**/nowhere/")


def test_slash_and_control_k_lead_to_the_search(inbox):
    inbox.keyboard.press("/")
    expect(inbox.locator(".s-search input")).to_be_focused()

    inbox.keyboard.press("Escape")
    inbox.keyboard.press("Control+k")
    expect(inbox.locator(".s-search input")).to_be_focused()


def test_letters_typed_into_a_field_are_no_keys(inbox):
    inbox.keyboard.press("/")
    inbox.keyboard.type("j?")

    expect(inbox.locator(".s-search input")).to_have_value("j?")
    expect(inbox.locator("#keys")).to_be_hidden()


def test_keys_rest_while_an_input_method_composes(inbox):
    for facts in ("isComposing: true", "keyCode: 229"):
        event = f"new KeyboardEvent('keydown', {{key: '?', bubbles: true, {facts}}})"
        inbox.evaluate(f"document.body.dispatchEvent({event})")
        expect(inbox.locator("#keys")).to_be_hidden()

    inbox.keyboard.press("?")
    expect(inbox.locator("#keys")).to_be_visible()


def test_question_mark_lists_the_keys_of_the_page(inbox):
    inbox.keyboard.press("?")

    expect(inbox.locator("#keys dd")).to_contain_text(["搜索", "快捷键一览", "下一行", "打开此行", "到通知"])


def test_j_and_k_move_and_enter_opens(inbox):
    inbox.keyboard.press("j")
    inbox.keyboard.press("j")
    assert inbox.evaluate(FOCUSED) == "通知1"

    inbox.keyboard.press("k")
    assert inbox.evaluate(FOCUSED) == "通知2"

    inbox.keyboard.press("Enter")
    inbox.wait_for_url("**/me/")
    assert Notice.objects.filter(read_at=None).count() == 2


def test_g_and_a_letter_lead_to_a_page(inbox):
    inbox.goto("/me/")
    inbox.keyboard.press("g")
    inbox.keyboard.press("i")

    expect(inbox.locator(".s-notices")).to_be_visible()


def test_failed_htmx_call_is_told_in_words(inbox):
    answers = {500: "服务器出错", 403: "您无权进行这一操作", 404: "该记录不存在"}
    inbox.evaluate(HTMX_BUTTON, "/fails/")

    for status, words in answers.items():
        inbox.route("**/fails/", answering(status, "not to be shown"))
        inbox.locator("#ask").click()
        expect(inbox.locator(".s-toast-error").last).to_contain_text(words)

    expect(inbox.locator("#ask")).to_have_text("ask")
    expect(inbox.locator("#ask")).to_be_enabled()


def test_unreachable_server_is_told_in_words(inbox):
    inbox.route("**/fails/", lambda route: route.abort())
    inbox.evaluate(HTMX_BUTTON, "/fails/")

    inbox.locator("#ask").click()

    expect(inbox.locator(".s-toast-error")).to_contain_text("无法连接服务器")


def test_refused_form_is_swapped_in(inbox):
    inbox.evaluate(HTMX_BUTTON, "/refuses/")

    for status in (409, 422):
        inbox.route("**/refuses/", answering(status, f"mend {status}"))
        inbox.locator("#ask").click()
        expect(inbox.locator("#ask")).to_have_text(f"mend {status}")

    expect(inbox.locator(".s-toast")).to_have_count(0)


def test_ended_session_leads_an_htmx_call_to_the_log_in(inbox):
    inbox.evaluate(HTMX_BUTTON, "/inbox/read/")
    inbox.context.clear_cookies(name="sessionid")

    inbox.locator("#ask").click()

    inbox.wait_for_url("**/login/**")


def test_form_is_sent_once_however_often_it_is_pressed(inbox):
    sent = []
    inbox.route("**/inbox/read/", lambda route: sent.append(route.request.method) or route.fulfill(status=204))

    inbox.evaluate("""() => {
      const form = document.querySelector('form[action="/inbox/read/"]');
      form.requestSubmit(); form.requestSubmit();
      setTimeout(() => form.requestSubmit(), 50);
    }""")

    expect(inbox.get_by_role("button", name="全部标为已读")).to_be_disabled()
    inbox.wait_for_timeout(200)
    assert sent == ["POST"]


def test_question_is_asked_before_a_form_that_wants_it(inbox):
    inbox.evaluate("""document.querySelector('form[action="/inbox/read/"]').dataset.confirm = '真的？'""")
    read_all = inbox.get_by_role("button", name="全部标为已读")

    read_all.click()
    expect(inbox.locator("#confirm p")).to_have_text("真的？")
    inbox.locator("#confirm").get_by_role("button", name="取消").click()
    assert Notice.objects.filter(read_at=None).count() == 3

    read_all.click()
    inbox.locator("#confirm").get_by_role("button", name="确认").click()
    expect(read_all).to_have_count(0)
    assert Notice.objects.filter(read_at=None).count() == 0


def test_theme_is_remembered(inbox):
    inbox.get_by_role("button", name="深色显示").first.click()
    inbox.reload()

    assert inbox.evaluate("document.documentElement.dataset.bsTheme") == "dark"


def test_menu_of_the_person_logs_out(inbox):
    inbox.locator(".s-person summary").click()
    inbox.get_by_role("button", name="退出登录").click()

    inbox.wait_for_url("**/login/")


def test_password_can_be_shown(page, db):
    page.goto("/login/")
    page.get_by_label("密码", exact=True).fill("secret")

    page.get_by_role("button", name="显示密码").click()

    assert page.get_by_label("密码", exact=True).get_attribute("type") == "text"


def test_no_page_scrolls_sideways(inbox):
    for address in ("/inbox/", "/me/", "/platform/service/", "/search/?q=农", "/password/", "/nothing/"):
        inbox.goto(address)
        for width in (390, 1024, 1440):
            inbox.set_viewport_size({"width": width, "height": 844})
            assert inbox.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (address, width)
