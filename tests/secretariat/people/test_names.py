"""Units in running text: read by grammar, resolved by the table."""

import pytest

from secretariat.people.names import Unit, read_units

UNITS = [
    Unit("省政协办公厅", ("办公厅",), "办公厅", 1),
    Unit("文秘处", ("秘书一处",), "处室", 2),
    Unit("接待处", (), "处室", 3),
    Unit("研究中心", ("政协研究中心",), "直属单位", 4),
    Unit("教育和卫生委员会", ("教卫委",), "专委会", 5),
    Unit("联络和信息委员会", ("联络委",), "专委会", 6),
    Unit("同心苑", (), "直属单位", 7),
]


def words(text: str) -> list[str]:
    return [mention.words for mention in read_units(text, UNITS)]


def names(text: str) -> list[str]:
    return [mention.name for mention in read_units(text, UNITS)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("由文秘处牵头，接待处配合", ["文秘处", "接待处"]),
        ("请教卫委会同联络委抓好落实", ["教育和卫生委员会", "联络和信息委员会"]),
        ("教育和卫生委员会、联络和信息委员会要于月底前报送", ["教育和卫生委员会", "联络和信息委员会"]),
        ("省政协教卫委牵头", ["教育和卫生委员会"]),
        ("办公厅文秘处负责", ["文秘处"]),
        ("报办公厅审定", ["省政协办公厅"]),
        ("会后秘书一处抓紧整理", ["文秘处"]),
        ("11月20日前文秘处完成", ["文秘处"]),
        ("由同心苑承办", ["同心苑"]),
        ("责成研究中心研究", ["研究中心"]),
    ],
)
def test_table_resolves_names_and_aliases(text, found):
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("由市委统战部牵头，市财政局、市发展改革委配合", ["市委统战部", "市财政局", "市发展改革委"]),
        ("请省委办公厅支持", ["省委办公厅"]),
        ("会同市政府办公厅、区政协提案委", ["市政府办公厅", "区政协提案委"]),
        ("由人事科负责，办公室协助", ["人事科", "办公室"]),
        ("市民族和宗教事务委员会参加", ["市民族和宗教事务委员会"]),
        ("委托省社会科学院评估", ["省社会科学院"]),
        ("市工商联、团市委、市科协协办", ["市工商联", "团市委", "市科协"]),
        ("与市大数据局对接", ["市大数据局"]),
        ("由会务工作专班落实", ["会务工作专班"]),
        ("市委机要和保密局、市自然资源和规划局配合", ["市委机要和保密局", "市自然资源和规划局"]),
        ("由市委党史和地方志研究室、市政务服务和大数据局协助", ["市委党史和地方志研究室", "市政务服务和大数据局"]),
        ("市政府和市国防动员办公室", ["市政府", "市国防动员办公室"]),
        ("市交通局、市经济信息委、市对外友好协会参与", ["市交通局", "市经济信息委", "市对外友好协会"]),
    ],
)
def test_unknown_units_are_kept_as_written(text, found):
    mentions = read_units(text, UNITS)

    assert [mention.words for mention in mentions] == found
    assert [mention.unit for mention in mentions] == [None] * len(found)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("请各专委会", "各专门委员会", "专委会"),
        ("各专门委员会要", "各专门委员会", "专委会"),
        ("各处室配合", "各处室", "处室"),
        ("各单位要", "各单位", ""),
        ("有关专委会参加", "有关专委会", ""),
        ("有关区县政协参加", "有关区县政协", ""),
        ("市级有关部门负责人", "市级有关部门", ""),
    ],
)
def test_groups(text, name, kind):
    (mention,) = read_units(text, UNITS)

    assert (mention.name, mention.kind, mention.is_group, mention.unit) == (name, kind, True, None)


@pytest.mark.parametrize(
    "text",
    [
        "统筹处理好各项事务",
        "全部完成，部分整改，干部职工",
        "在会议室召开会议",
        "委员要履职，委托评估",
        "顾全大局，形成格局",
        "办理举办承办主办",
        "组织开展，党组会议",
        "以经济建设为中心，中心组学习",
        "分管副秘书长调度",
        "行政处罚处分条例",
    ],
)
def test_words_that_only_look_like_units(text):
    assert words(text) == []


@pytest.mark.parametrize(
    "text", ["文秘处于12月5日前报送", "文秘处分别落实", "文秘处在本周内完成", "教卫委会同各方", "教卫委会后研究"]
)
def test_a_name_ends_where_another_word_begins(text):
    assert len(words(text)) == 1
    assert names(text)[0] in ("文秘处", "教育和卫生委员会")


def test_places_are_those_of_the_text():
    text = "　请各专委会、文秘处和接待处"

    for mention in read_units(text, UNITS):
        assert text[mention.start : mention.end] == mention.words


def test_an_empty_table_still_reads():
    assert [mention.name for mention in read_units("由文秘处牵头，各处室配合", [])] == ["文秘处", "各处室"]
