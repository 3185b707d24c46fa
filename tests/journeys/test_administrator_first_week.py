"""The first week of an administrator: the check-list leads from an empty house to one in which all is set up."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import call_command
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from secretariat.management.demo.house import password
from secretariat.people.models import Post, User
from tests.journeys.hands import hears, press
from tests.journeys.soundness import is_sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

UNITS = Path(__file__).parents[1] / "planning" / "plans" / "units.csv"
NOTICE = "国办发明电〔2026〕9号"
REST = """元旦 01-01 01-02 01-03
春节 02-05 02-06 02-07 02-08 02-09 02-10 02-11
清明节 04-03 04-04 04-05
劳动节 05-01 05-02 05-03 05-04 05-05
端午节 06-09
中秋节 09-15
国庆节 10-01 10-02 10-03 10-04 10-05 10-06 10-07"""
WORK = "春节 01-30 02-20"
PEOPLE = """工号,姓名,单位,电子邮箱,职务
1001,林静远,市政协办公厅,lin@example.org,秘书长
1002,高志明,市政协办公厅,gao@example.org,副秘书长
2041,赵晓岚,督查处,zhao@example.org,督查专员
2031,周远,综合处,zhou@example.org,综合专员
"""
HEAD = {"username": "3210", "name": "罗建平", "email": "luo@example.org", "unit": "农业农村委员会"}
FIRST, OWN = "Xinnian-2027", "Kaichun-2027"


@pytest.fixture(autouse=True)
def empty_house(settings, font_dir, transactional_db, clock):
    """What the machine's keeper has set up: an address, fonts, the tables, and one person who may do everything."""
    settings.FONT_DIR, settings.SITE_URL = font_dir, "https://office.example.org"
    clock("2026-12-07 09:00")
    User.objects.create_superuser("root", "root@example.org", password(), name="系统管理员")


@pytest.mark.slow
def test_the_check_list_leads_through_the_first_week(enter):
    page = enter("root")
    expect(page.get_by_role("heading", name="启用向导")).to_be_visible()
    expect(open_lines(page)).to_have_count(7)

    import_the_calendar(page)
    bring_in_the_units(page)
    bring_in_the_people(page)
    passwords = give_first_passwords(page)
    add_a_person(page)
    enter_a_post(page)
    give_the_deputy_units(page)
    look_over_the_numbers(page)
    found_the_series(page)
    try_the_mail(page)

    expect(open_lines(page)).to_have_count(0)
    expect(page.get_by_text("全部就绪")).to_be_visible()
    is_sound(page)
    choose_a_password(enter("2041"), passwords["2041"])


# ── The check-list ───────────────────────────────────────────────────────────────────────────────────────────────────
def line(page: Page, point: str) -> Locator:
    return page.locator(".s-checklist tbody tr").filter(has=page.locator("b", has_text=re.compile(rf"\d\. {point}$")))


def open_lines(page: Page) -> Locator:
    return page.locator(".s-checklist tbody tr", has_text="待完成")


def work_on(page: Page, point: str, deed: str) -> None:
    line(page, point).get_by_role("link", name=deed).click()


def is_done(page: Page, point: str, stands: str = "") -> None:
    """Back on the check-list, by the link that stands on every page, the point is done."""
    page.get_by_role("link", name="启用向导").first.click()
    expect(line(page, point)).to_contain_text("已完成")
    expect(line(page, point)).to_contain_text(stands)


# ── What the office enters ───────────────────────────────────────────────────────────────────────────────────────────
def import_the_calendar(page: Page) -> None:
    work_on(page, "工作日历", "导入2027年日历")
    page.get_by_label("通知文号").fill(NOTICE)
    page.get_by_label("放假安排").fill("\n".join([*days(REST, "休"), *days(WORK, "班")]))
    press(page, "预览识别结果")
    expect(page.locator(".s-read tbody tr")).to_have_count(29)
    is_sound(page)
    press(page, "导入2027年日历", said="2027年日历已导入。")
    page.get_by_role("link", name="工作台", exact=True).click()
    is_done(page, "工作日历", "已导入2025、2026、2027年。")


def days(text: str, kind: str) -> list[str]:
    rows = [row.split() for row in text.splitlines()]
    return [f"2027-{day}\t{kind}\t{name}" for name, *found in rows for day in found]


def bring_in_the_units(page: Page) -> None:
    work_on(page, "单位", "从表格导入")
    bring_in(page, "units.csv", UNITS.read_bytes())
    is_done(page, "单位", "已有22个单位")


def bring_in_the_people(page: Page) -> None:
    work_on(page, "人员", "从表格导入")
    bring_in(page, "people.csv", PEOPLE.encode())
    page.get_by_role("link", name="启用向导").first.click()
    expect(line(page, "人员")).to_contain_text("已有4人，其中4人尚不能登录")
    expect(line(page, "专员")).to_contain_text("已完成")
    expect(line(page, "领导")).to_contain_text("单位负责人 0")


def bring_in(page: Page, name: str, content: bytes) -> None:
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="读取并预览").click()
    page.get_by_role("button", name="确认导入").click()
    expect(page.locator(".messagelist")).to_contain_text("导入完成")


def give_first_passwords(page: Page) -> dict[str, str]:
    work_on(page, "人员", "发放初始密码")
    page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option("give_first_passwords")
    page.locator("button[name=index]").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="发放4人的初始密码并下载").click()
    _header, *rows = load_workbook(BytesIO(download.value.path().read_bytes())).active.values
    is_done(page, "人员", "已有4人")
    return {str(login): str(word) for _name, _unit, login, word in rows}


def add_a_person(page: Page) -> None:
    work_on(page, "人员", "逐个添加")
    # Once it is loaded the page takes the cursor there by itself, out of a field that is being filled.
    expect(page.locator("#id_username")).to_be_focused()
    for field in ("username", "name", "email"):
        page.locator(f"#id_{field}").fill(HEAD[field])
    choose(page, "department", HEAD["unit"])
    for field in ("password1", "password2"):
        page.locator(f"#id_{field}").fill(FIRST)
    page.locator("input[name=_save]").click()
    expect(page.locator(".messagelist")).to_contain_text(HEAD["name"])
    is_done(page, "人员", "已有5人")


def enter_a_post(page: Page) -> None:
    work_on(page, "领导", "登记职务")
    choose(page, "user", HEAD["name"])
    page.locator("#id_kind").select_option(label="单位负责人")
    choose(page, "department", HEAD["unit"])
    page.locator("input[name=_save]").click()
    expect(page.locator(".messagelist")).to_contain_text(HEAD["name"])
    page.get_by_role("link", name="启用向导").first.click()
    expect(line(page, "领导")).to_contain_text("单位负责人 1，1名副秘书长尚未明确分管单位")


def choose(page: Page, field: str, words: str) -> None:
    """Type into a field that looks up what is meant, and take the first that is found."""
    page.locator(f".field-{field} .select2-selection").click()
    page.locator(".select2-container--open .select2-search__field").fill(words)
    page.locator(".select2-results__option", has_text=words).first.click()


def give_the_deputy_units(page: Page) -> None:
    work_on(page, "领导", "查看职务")
    page.get_by_role("row", name="副秘书长").get_by_role("link").first.click()
    for unit in ("督查处", "农业农村委员会"):
        choose(page, "oversees", unit)
    page.locator("input[name=_save]").click()
    expect(page.locator(".messagelist")).to_contain_text("高志明")
    overseen = Post.objects.get(kind="deputy").oversees.order_by("order").values_list("name", flat=True)
    assert list(overseen) == ["督查处", "农业农村委员会"]
    is_done(page, "领导")


def look_over_the_numbers(page: Page) -> None:
    expect(line(page, "编号规则")).to_contain_text("督〔2026〕1号")
    work_on(page, "编号规则", "核对编号规则")
    expect(page.locator("#result_list")).to_contain_text("督〔{year}〕{n}号")
    is_done(page, "编号规则")


def found_the_series(page: Page) -> None:
    work_on(page, "会议系列", "建立会议系列")
    page.get_by_label("名称").fill("秘书长办公会")
    page.get_by_label("首次会议日期").fill("2026-12-14")
    page.get_by_label("首次会议次号").fill("45")
    page.get_by_label("星期").select_option("星期一")
    page.get_by_label("遇休息日").select_option("顺延至下一工作日")
    page.get_by_label("开始时间").fill("09:00")
    page.get_by_label("地点").fill("机关三楼会议室")
    page.get_by_label("主持").fill("秘书长")
    expect(page.locator("#preview tbody tr").first).to_contain_text("第45次")
    page.get_by_role("button", name="建立系列").click()
    expect(page.get_by_role("heading", name="秘书长办公会")).to_be_visible()
    page.get_by_role("link", name="工作台", exact=True).click()
    is_done(page, "会议系列", "秘书长办公会")


# ── What the machine does ────────────────────────────────────────────────────────────────────────────────────────────
def try_the_mail(page: Page) -> None:
    """The clock ticks: the trial mail leaves, and background work is seen to run."""
    expect(line(page, "后台任务")).to_contain_text("待完成")
    line(page, "邮件").get_by_role("button", name="给我发一封测试邮件").click()
    hears(page, "测试邮件正在发往root@example.org。")
    call_command("tick")
    is_done(page, "邮件", "最近一封邮件已于12-07 ")
    assert [message.to for message in mail.outbox] == [["root@example.org"]]
    expect(line(page, "后台任务")).to_contain_text("运行正常")


# ── Whoever was brought in ───────────────────────────────────────────────────────────────────────────────────────────
def choose_a_password(page: Page, given: str) -> None:
    """The page stays while its new owner types, and leads on to the first page."""
    page.wait_for_load_state("networkidle")
    expect(page).to_have_url(re.compile("/password/$"))
    is_sound(page)
    page.locator("#id_old_password").press_sequentially(given)
    for field in ("new_password1", "new_password2"):
        page.locator(f"#id_{field}").fill(OWN)
    press(page, "修改密码", said="密码已修改，")
    expect(page.locator(".s-rail")).to_be_visible()
