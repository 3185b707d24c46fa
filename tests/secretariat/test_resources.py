"""Simple records in sheets: out without formulas, in after a preview, whole or not at all, and logged."""

import io
from datetime import UTC, datetime
from urllib.parse import quote

import openpyxl
import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from planning.arrangements.models import Room, Vehicle
from planning.consultations.models import ConsultationForm
from secretariat import sheets
from secretariat.audit.models import Event
from secretariat.numbering.models import NumberKind
from secretariat.people.models import Department, DepartmentAlias, Post, PostKind, User
from supervision.bulletins.models import BulletinKind
from supervision.items.models import CauseCode
from tests.secretariat.factories import UserFactory

UNITS = ["名称", "简称", "类型", "顺序", "启用", "其他名称"]


@pytest.fixture
def administrator(client, db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    person = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(person)
    return person


def page(model, name):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}")


def xlsx(*rows):
    with sheets.write_xlsx("x", rows[0], rows[1:]) as file:
        return file.read()


def send(client, model, content, name="单位.xlsx"):
    """The preview of a sheet."""
    return client.post(page(model, "import"), {"resource": "0", "import_file": SimpleUploadedFile(name, content)})


def confirm(client, model, preview):
    form = preview.context["confirm_form"]
    return client.post(page(model, "process_import"), form.initial, follow=True)


def take_in(client, model, content):
    return confirm(client, model, send(client, model, content))


def words(answer):
    return answer.content.decode()


# ── Units ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_preview_saves_nothing(client, administrator):
    preview = send(client, Department, xlsx(UNITS, ["提案委员会", "提案委", "专委会", 1, "是", "提案委办"]))

    assert (preview.status_code, Department.objects.exists(), Event.objects.exists()) == (200, False, False)
    assert "<ins>提案委员会</ins>" in words(preview)


def test_units_come_in_with_their_names_and_are_known_again(client, administrator):
    known = Department.objects.create(name="研究室", order=9)

    take_in(
        client,
        Department,
        xlsx(UNITS, ["提案委员会", "提案委", "专委会", 1, "是", "提案委办、提委"], ["研究室", "研究", "", 2, "是", ""]),
    )

    known.refresh_from_db()
    new = Department.objects.get(name="提案委员会")
    assert (known.short_name, known.order, Department.objects.count()) == ("研究", 2, 2)
    assert sorted(new.aliases.values_list("name", flat=True)) == ["提委", "提案委办"]


def test_rule_47_an_import_is_an_event_and_so_is_every_row_that_changed(client, administrator):
    Department.objects.create(name="研究室", order=9)

    take_in(client, Department, xlsx(UNITS[:1] + UNITS[3:4], ["研究室", 2], ["提案委员会", 1]))

    assert [(event.verb, event.data.get("changed")) for event in Event.objects.order_by("pk")] == [
        ("admin.changed", {"order": ["9", "2"]}),
        ("admin.added", {}),
        ("list.imported", None),
    ]
    assert Event.objects.get(verb="list.imported").data["totals"] == {"new": 1, "update": 1}


def test_a_sheet_that_changes_nothing_says_so(client, administrator):
    Department.objects.create(name="研究室", order=2)

    answer = take_in(client, Department, xlsx(["名称", "顺序", "其他名称"], ["研究室", 2, ""]))

    assert "无变化 1 条" in words(answer)
    assert Event.objects.filter(verb="admin.changed").count() == 0


def test_a_bad_row_is_named_and_nothing_is_kept(client, administrator):
    Department.objects.create(name="研究室").aliases.create(name="研室")
    content = xlsx(UNITS, ["提案委员会", "", "", 1, "是", ""], ["甲" * 61, "", "", "一", "也许", "研室"])

    preview = send(client, Department, content)

    row = preview.context["result"].invalid_rows[0]
    assert row.number + 1 == 3  # the third row of the sheet
    said = {str(name): len(errors) for name, errors in row.field_specific_errors.items()}
    assert said == {"名称": 1, "顺序": 1, "启用": 1, "其他名称": 1}
    assert "confirm_form" not in preview.context
    assert Department.objects.count() == 1
    assert default_storage.listdir("django-import-export")[1] == []


def test_rows_that_went_bad_after_the_preview_change_nothing(client, administrator):
    preview = send(client, Department, xlsx(UNITS, ["甲处", "", "", 1, "是", ""], ["乙处", "", "", 2, "是", "丙"]))
    Department.objects.create(name="丁处").aliases.create(name="丙")

    answer = confirm(client, Department, preview)

    assert "预览后数据已发生变化" in words(answer)
    assert list(Department.objects.values_list("name", flat=True)) == ["丁处"]
    assert not Event.objects.exists()


def test_a_preview_is_confirmed_once(client, administrator):
    preview = send(client, Department, xlsx(UNITS, ["甲处", "", "", 1, "是", ""]))
    confirm(client, Department, preview)

    assert "预览已失效" in words(confirm(client, Department, preview))


def test_headings_are_understood_in_every_language(client, administrator):
    take_in(client, Department, xlsx(["name", "short name", "active"], ["提案委员会", "提案委", "yes"]))

    assert Department.objects.get().short_name == "提案委"


# ── People ───────────────────────────────────────────────────────────────────────────────────────────────────────────
PEOPLE = ["工号", "姓名", "单位", "内线电话", "电子邮箱", "职务"]


def test_people_come_in_with_unit_and_posts_and_without_a_way_in(client, administrator):
    unit = Department.objects.create(name="提案委员会")
    DepartmentAlias.objects.create(department=unit, name="提案委")

    take_in(client, User, xlsx(PEOPLE, [1024, "林静远", "提案委", 8021, "lin@example.org", "单位负责人、督查专员"]))

    person = User.objects.get(username="1024")
    assert (person.name, person.department, person.phone, person.pinyin) == ("林静远", unit, "8021", "lin jing yuan")
    assert (person.has_usable_password(), person.is_staff, person.is_superuser) == (False, False, False)
    assert {(post.kind, post.department) for post in person.posts.all()} == {("head", unit), ("supervisor", None)}


def test_the_preview_tells_posts_and_other_names_as_well(client, administrator):
    Department.objects.create(name="提案委员会").aliases.create(name="提案委")

    people = send(client, User, xlsx(PEOPLE, ["1024", "林静远", "提案委", "", "", "单位负责人、督查专员"]))
    units = send(client, Department, xlsx(UNITS, ["提案委员会", "", "", 1, "是", "提委"]))

    assert "<ins>单位负责人、督查专员</ins>" in people.content.decode()
    assert "<del>提案委</del> <ins>提案委、提委</ins>" in units.content.decode()


def test_the_page_of_an_import_says_what_posts_there_are(client, administrator):
    page = words(client.get(reverse("admin:secretariat_user_import")))

    assert "“职务”可填单位负责人、督查专员" in page


def test_no_sheet_gives_a_password_or_rights(client, administrator):
    heads = ["工号", "姓名", "is_superuser", "is_staff", "password"]

    preview = send(client, User, xlsx(heads, ["1024", "林静远", "是", "是", "x"]))

    assert "无法识别下列列名：is_superuser" in words(preview)
    assert "confirm_form" not in preview.context


def test_a_known_person_keeps_password_rights_and_posts(client, administrator):
    person = UserFactory(username="1024", name="林静", is_superuser=True)
    person.set_password("Secretariat-2026")
    person.save()
    Post.objects.create(user=person, kind=PostKind.PLANNER)

    take_in(client, User, xlsx(["工号", "姓名", "职务", "启用"], ["1024", "林静远", "", "否"]))

    person.refresh_from_db()
    assert (person.name, person.is_superuser, person.is_active) == ("林静远", True, True)
    assert person.check_password("Secretariat-2026")
    assert person.posts.count() == 1


def test_unknown_units_and_posts_are_named(client, administrator):
    preview = send(client, User, xlsx(PEOPLE, ["1024", "林静远", "没有的处", "", "", "没有的职务"]))

    assert "没有名为“没有的处”的单位" in words(preview)
    assert "没有下列职务：没有的职务" in words(preview)


def test_who_may_not_give_posts_imports_no_people(client, administrator, django_user_model):
    client.force_login(UserFactory(is_staff=True))

    assert client.get(page(User, "import")).status_code == 403
    assert client.get(page(User, "export")).status_code == 403


def test_a_format_that_cannot_be_filled_in_is_refused(client, administrator):
    preview = send(client, NumberKind, xlsx(["代码", "名称", "编号格式"], ["x", "某号", "督〔{year}〕{0.x}号"]))

    assert "不得使用其他花括号" in words(preview)


# ── What is no sheet ─────────────────────────────────────────────────────────────────────────────────────────────────
BAD = {
    "a.docx": (b"x", "请上传 .xlsx 或 .csv"),
    "a.xlsx": (b"not a workbook", "这不是Excel表格"),
    "c.csv": (b"\xff\xff\xff\xff", "不是 UTF-8 或 GB 18030"),
    "d.csv": ("名称,没有这列\n甲,乙\n".encode(), "无法识别下列列名：没有这列"),
    "e.csv": ("简称\n甲\n".encode(), "缺少下列列：名称"),
    "f.csv": ("名称\n".encode(), "除标题行外没有数据"),
    "g.csv": (b"\n\n", "表格为空"),
    "h.csv": (("名称\n" + "甲\n" * (sheets.MAX_ROWS + 1)).encode(), "不得超过 5000 行"),
    "i.csv": (b"x" * (sheets.MAX_BYTES + 1), "不得超过 5 MB"),
    "j.csv": ('名称\n"甲'.encode(), "没有可读取的行"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_sheet_is_refused_in_words_and_not_kept(client, administrator, name):
    content, reason = BAD[name]

    answer = send(client, Department, content, name)

    assert reason in words(answer)
    assert not Department.objects.exists()
    assert (
        not default_storage.exists("django-import-export") or default_storage.listdir("django-import-export")[1] == []
    )


def test_a_sheet_of_an_older_program_is_read_in_its_encoding(client, administrator):
    preview = send(client, Department, "名称,简称\n提案委员会,提案委\n".encode("gb18030"), "x.csv")

    assert "<ins>提案委员会</ins>" in words(preview)


# ── Out ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_rule_47_an_export_holds_the_filtered_rows_and_is_an_event(client, administrator):
    Department.objects.create(name="=1+1", short_name="@x", order=1)
    Department.objects.create(name="研究室", is_active=False)

    answer = client.post(f"{page(Department, 'export')}?is_active__exact=1", {"format": "0", "resource": "0"})

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert [list(row) for row in sheet.values] == [UNITS, ["=1+1", "@x", None, 1, "是", None]]
    assert sheet["A2"].data_type == "s"
    event = Event.objects.get()
    assert (event.verb, event.label, event.data["rows"], event.data["filter"]) == (
        "list.exported",
        "单位",
        1,
        "is_active__exact=1",
    )


def test_what_went_out_comes_in_again(client, administrator):
    unit = Department.objects.create(name="提案委员会", short_name="提案委", order=1)
    unit.aliases.create(name="提委")
    out = client.post(page(Department, "export"), {"format": "0", "resource": "0"})

    assert "无变化 1 条" in words(take_in(client, Department, out.content))


KEPT = {
    Room: ("名称,座位数,备注,顺序,启用", "第一会议室,60,有投影,1,是"),
    Vehicle: ("名称,座位数,备注,顺序,启用", "中巴,18,,2,否"),
    ConsultationForm: ("名称,顺序,启用", "对口协商会,3,是"),
    CauseCode: ("原因,顺序,启用", "等待上级批复,4,否"),
    BulletinKind: (
        "代码,名称,刊头,编发单位,编号规则,报,送,发,印数,每月自动编写",
        "brief,工作简报,工作简报,市政协办公厅,议字号,主席会议成员,各委室,市委办公厅,50,是",
    ),
}


@pytest.mark.parametrize("model", KEPT)
def test_a_list_that_the_administrator_keeps_comes_in_and_goes_out(client, administrator, model):
    heads, row = KEPT[model]
    NumberKind.objects.create(code="x", name="议字号", pattern="议〔{year}〕{n}号")

    take_in(client, model, xlsx(heads.split(","), row.split(",")))
    out = client.post(page(model, "export"), {"format": "1", "resource": "0"}).content.decode("utf-8-sig").splitlines()

    assert (out[0], row in out) == (heads, True)


def test_a_format_that_nobody_knows_is_named(client, administrator):
    heads, row = KEPT[BulletinKind]

    assert "没有名为“议字号”的编号规则" in words(send(client, BulletinKind, xlsx(heads.split(","), row.split(","))))


def test_a_sheet_is_called_by_what_it_holds_and_the_day_of_the_office(client, administrator):
    # In Greenwich it is still the day before.
    with time_machine.travel(datetime(2026, 11, 26, 16, 21, tzinfo=UTC)):
        out = client.post(page(Department, "export"), {"format": "0", "resource": "0"})

    assert out["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('单位')}-2026-11-27.xlsx"


def test_an_export_of_people_holds_no_secret(client, administrator):
    out = client.post(page(User, "export"), {"format": "1", "resource": "0"})

    assert out.content.decode("utf-8-sig").splitlines()[0] == "工号,姓名,单位,内线电话,电子邮箱,职务,启用"


def test_the_export_speaks_the_language_of_the_person(client, administrator):
    administrator.language = "en"
    administrator.save()

    with translation.override("en"):
        out = client.post(page(Department, "export"), {"format": "1", "resource": "0"})

    assert out.content.decode("utf-8-sig").splitlines()[0] == "name,short name,kind,order,active,other names"
