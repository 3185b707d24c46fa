"""The components that pages include: steps, pager, form, conflict."""

from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string


def draw(component, rf, address="/", **facts):
    request = rf.get(address)
    request.user = SimpleNamespace(is_authenticated=False)
    return render_to_string(component, facts, request=request)


def test_step_is_a_form_of_its_own_that_carries_the_version(rf):
    steps = [{"label": "签收", "url": "/x/", "method": "post", "primary": True, "version": 3, "confirm": "真的？"}]

    drawn = draw("components/steps.html", rf, steps=steps)

    assert '<form class="s-step" method="post" action="/x/" data-confirm="真的？">' in drawn
    assert '<input type="hidden" name="version" value="3">' in drawn
    assert "csrfmiddlewaretoken" in drawn


def test_step_that_asks_for_more_is_a_link(rf):
    drawn = draw("components/steps.html", rf, steps=[{"label": "退回", "url": "/x/", "method": "get", "key": "r"}])

    assert '<a class="btn" href="/x/" data-key="r">退回</a>' in drawn


def test_pager_keeps_what_the_address_asks(rf):
    page = Paginator(range(61), 30).get_page(2)

    drawn = draw("components/pager.html", rf, "/?state=open&page=2", page=page)

    assert 'href="?state=open&amp;page=3"' in drawn
    assert '<b aria-current="page">2</b>' in drawn


def test_pager_of_one_page_only_counts(rf):
    drawn = draw("components/pager.html", rf, page=Paginator([1], 30).get_page(1))

    assert ("第1—1条，共1条" in drawn, "s-pages" in drawn) == (True, False)


@pytest.mark.parametrize(("level", "role"), [("bad", "alert"), ("warn", "status"), ("", "status")])
def test_notice_interrupts_only_where_something_is_wrong(rf, level, role):
    assert f'role="{role}"' in draw("components/notice.html", rf, text="x", level=level)


def test_empty_list_says_what_it_is_for_and_offers_one_step(rf):
    drawn = draw("components/empty.html", rf, title="还没有", text="这里列出…", url="/new/", label="新建")

    assert '<a class="btn btn-sm" href="/new/">新建</a>' in drawn


def test_conflict_shows_both_versions_and_marks_what_differs(rf):
    rows = [("标题", "甲", "乙"), ("时限", "11-27", "11-27")]

    drawn = draw("409.html#conflict", rf, rows=rows, back="/x/")

    assert drawn.count('class="is-other"') == 1
    assert 'href="/x/">保留已保存的版本</a>' in drawn
