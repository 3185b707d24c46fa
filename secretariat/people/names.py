"""Reads the units that running text names: by the grammar of unit names; the table only resolves what was read."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Unit:
    """A unit of the table: what it is called, its other names, its kind, its place in the organisation."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    order: int = 0


@dataclass(frozen=True)
class UnitMention:
    """Words of a text that name a unit, at `start` to `end`.

    `unit` is the row of the table, None for a unit that is not in it. `kind` is set where the words address all units
    of a kind (各处室); `is_group` also where they address many that the table does not list (有关单位).
    """

    start: int
    end: int
    words: str
    unit: Unit | None = None
    kind: str = ""
    is_group: bool = False

    @property
    def name(self) -> str:
        """What the unit is called: by the table, by the full name of its kind, else as written."""
        if self.unit:
            return self.unit.name
        return f"各{FULL_KINDS.get(self.kind, self.kind)}" if self.kind else self.words


# The short word for a kind and the one that is written out.
FULL_KINDS = {"专委会": "专门委员会"}

_GROUP = re.compile(
    r"(?:(?:市级|市直|区级|县级|省级)(?=各))?(?P<all>各)?(?P<some>有关|相关|其他|其它)?(?:市级|市直|区级|县级|省级)?(?:有关|相关)?"
    r"(?P<what>(?:责任|承办|主办|协办|牵头|成员|参与|职能|业务|直属)?(?:单位|部门|处室|委办?室|办室委?|科室)|专门委员会|专委会"
    r"|区县\(?自治县\)?政协|(?:区县|市县|市州|县?市?区县?|[市县州旗盟]|乡镇|镇街|街道)(?:\([市县区旗州盟乡镇街道开发园新自治社村、]{1,12}\))?(?:政协(?!委员)|党委|政府)|区县|界别(?:(?:活动|工作)?小?组(?![织长成员建])|(?![协活委群小召界]))|(?:街道|乡镇|镇街)(?![\u4e00-\u9fff]{0,8}(?:组|站|政协|党委|政府|办|工委|\())|(?:基层)?党?(?:总支|支部|组织|小组)(?![书委大党工建会])|民主党派(?:市委会)?|人民团体)"
    r"(?P<office>办公室)?"
)
# What a unit is called by its last word. Behind `(?!` stand the words that only begin like one (处理, 委员, 部门).
_SUFFIX = re.compile(
    r"(?P<long>委员会(?!会议|议)|办公厅|办公室|领导小组|工作小组|专项小组|工作专班|专班|指挥部|中心(?!组|任务|工作|思想|环节|内容|城)"
    r"|专委会|市委会(?!办(?!理)|同)|妇委会|管委会|筹委会|组委会|常委会(?!会议|议)|工会(?!会员|经费|小组|活动|章程)|协会(?!同)|学会|(?<!协)商会|联合会|联谊会|基金会|人民团体|促进会|研究会(?!议)|工商联"
    r"|供销(?:合作)?社|合作社|杂志社|贸促会|红十字会|慈善会|总会(?!师|计)|海关|调查总?队|妇联|残联|文联|侨联|台联|社科联|青联|[科作律消记美书影台]协(?!商(?![市省区县州团])|[调助同议定]|会(?!同)|作(?!为)|办(?![、理]))|(?<=[区县市省州旗国])政协(?!委员|常委|主席|党组|机关|系统|工作|提案|章程|志"
    r"|全会|会议|全体|第?[一二三四五六七八九十\d]+届)|政府(?!工作|采购|网|信息|性|会议)|公司|集团|大学|学院|党校|医院|法院|检察院"
    r"|银行(?:[\u4e00-\u9fff]{0,6}[分支]行)?|报社|电视台|顾问团|讲师团|宣讲团|艺术团|(?<=教)两会|出版社|办事处|总队|支队|大队|工作队|服务队|研究所|事务所|服务站|管理站|联络站|工作站|科学院|书画院|研究院)"
    r"|(?:(?<=[纪监工])委)机关(?![党各纪事工])"
    r"|(?P<short>(?<![常支])委(?!员|托|派(?![员人出])|任(?!副?组长|召集|牵头|成员|主)|会(?![同后商办签])|以|内)|处(?![理置罚级室境方所事处]|分(?![别管工头批办发解派送类析层块段享赴片组])|长(?!期))"
    r"|(?<!会议)(?<![览动客教事])室(?![外温]|内(?!部))"
    r"|(?<![布格大全结僵变开时当治])局(?![势限长域]|部(?![分门署])|面(?![向对]))|(?<![全内外干总支细局西东南北中学各大上下])部(?!落(?!实)|[门署长位队委级件属]|分(?![别管工头批类析层块段享赴片组]))"
    r"|(?<![开闭建场展布新老旧])馆(?![藏长员])|(?<![大客餐展议会事示告能门])厅(?![长局级堂])|(?<!大)院(?!落(?!实)|[长士校子内坝区])|(?<![学本专])科(?![学技研目协普长室级员创教])"
    r"|(?:(?<![举承主协催督交经开会创筹转联查首包代补合领新分帮上快速盯即必紧操立])|(?<=融合))办(?!理|公|法|事|结|好|案|学(?!习)|报(?![送告请经市省])|文(?!化)|件|实(?![施现])|班|成(?!立)|复|完(?![成善])|展(?![开示])|证(?![明实])|园|会(?![同办]))"
    r"|(?<![党小分编重改机心团])(?<!分[两二三四五六七八九十几])组(?![织长成建员合团稿委件装别群级队]))"
)
# Where only the table can tell: 某某处/于 and 处于.
_UNSURE = re.compile(r"处[于在](?![\d本下每会年当今明一二三四五六七八九十])")
# What a field is called (责任处室:) is no unit.
_FIELD = re.compile(
    r"(?:主?责任|承办|主办|牵头|负责|落实|配合|协办|协同|参与|会办|支持)(?:处室|委室|科室|室|处|委)[::]"
)
# After these words a name may begin. A single character that also opens names says what must not follow it, and in a
# list (、经科委、) the next thing is a name, not a preposition.
_BEFORE = re.compile(
    r"[^\u4e00-\u9fff]|[用办建管抓做搞开守护]好|发挥|依托|借助|盘活|打造|强化|优化(?!营商|办)|拓展|运用|围绕|鉴于|推进(?![办局处委中组])|以及|会同|责成|委托|明确|指定|授权|安排|要求|协同|配合|协助|督促|推动|支持|帮助|提请|报请|报送|提交|抄送|征求|听取"
    r"|同意|按照|根据|依据|结合|通过|包括|涉及|其中|或者|牵头|负责|落实(?!办|处|科)|完成|汇总|关于|提出|印发|审议|(?:起草|审核|审定)(?!小?组|专班)|加强|加快"
    r"|组成|组建|筹建|共建|承担|实施|承办|协办|主办|参与|参加|开展(?!览)|制定|修订|完善|建立|举办|召开|成立|设立|交办|继续|抓紧|尽快|汇报|通报|反馈|移交|交由|转交|邀请|联系|对接|密切|进一步|具体|原则上|必要时|同时|随后|此外|另外|目前|下一步|共同|分别|主责|(?<!事业)单位|(?<!有限)责任(?!公司)|具备|增补|参与|列席|邀约|约请|特邀|连同|偕同|联手|携手|选定|商定|约定|落到|压到|分到|派给|分给|发给|交给|送至|报至|发至|呈报?|抄(?!表)|抄告|致函|致信|去函|赴|拜会|函告|函请|恳请|恭请|敦请|敦促|知会|征得|取得|借鉴|参照|遵照|对照|对标|走访|慰问|前往|动员|发动|吸收|吸纳|确定(?!处)"
    r"|(?<!人大)代表(?!团|处|大会|联络)|派出(?!所|机构)|撰写|编写|编纂|反映|展示|指出|强调|决定|撤销|取消|保留|恢复|调整(?!小?组|专班)|部分|选出|产生|新一届|本届|上届|解决|处置|化解|传达|贯彻|(?:督办|督导|检查|考察|调研|视察|会商|会签|监管|抽调|选派|指派|委派)(?![室处科局办中站院组委部团])"
    r"|统一(?!战线)|组织(?![部处科人关])|会议(?![室中处科])|指导(?![处中站科])|研究(?![室院中会所处局])|协调(?![处办局中科])"
    r"|联合(?!会|国(?![网家有土资]))|监督(?![处委局科所室检])|(?<![、和与及])(?:交(?![通警巡易流管运投])|经(?![济信贸开发营侨])|对(?![外口台])|为(?!民))"
    r"|(?<![情申汇])报(?![社刊业告送请])|送(?!变)|(?<![会共协、])同(?![意心时])|(?<![农电工招外侨微厂客、])商(?![务业会贸标行银])|和(?![平谐])|将(?!来)|在(?![线职编建])"
    r"|从(?!化|业)|于|按(?!照)|与(?!会)|及(?!时)|(?<!、)转(?![型移])|(?<=[处局室办厅部])会(?![议同商计员展客谈签办])|前(?![进海沿])|内(?![蒙江审部务事勤控宣保])|后(?![勤备])|[日号](?![报照常])|底|月"
    r"|给(?!水|排)|把(?!关)|向|(?<!申)请(?!示)|(?<![理自])由|让|的|了|是|并|或|(?<=[实解配派确分压落])[到给]|归口(?![处科办])|归(?![口侨档集])|[列纳并转加划]入|[下内分]设|凡|暨|除|已|(?<![接招优])待|被|每|等(?!级)|以(?!及)|即(?!时)"
    r"|(?<=[\d今明去后当本])年|(?<!机)要(?![求素闻])|应(?![急用对])|须|需(?!求)|可(?!持|再)|不|就(?!业)|[上中下]旬|(?<=[\d一二三四五六七八九十两几])[个名项件家]|其(?![中他它])|跟(?!踪)|周[一二三四五六日]"
)
# A name may tell in brackets which places it means: 各乡镇（街道）政协委员联络组.
_IN_BRACKETS = re.compile(r"各?[市县区旗州盟乡镇街道]{1,4}\([市县区旗州盟乡镇街道开发园新自治社村、]{1,12}\)$")
# A name may hold a conjunction of its own; it is taken for one where the words before it are no unit.
_JOINED = re.compile(r"[\u4e00-\u9fff]{2,8}[和与]")
_PEOPLE = re.compile(r"[长员席任者人导志家记众派团属民友]$|企业$")
_OF_A_PLACE = re.compile(r"[市省区县州旗](?!领导|委|政|直|长|主席|人大)")
# Before a unit of another house the same word means another unit: 市委办公厅, 市财政局办公室.
_OTHER_HOUSE = re.compile(r"(?:[市区县省州旗府局厅院会大校团司协央国]|[^\W\d]委|[^\W\d]部)$")
# 市委党史/研究室: behind another house its part may have a word of its own.
_PART_OF = re.compile(r"[\u4e00-\u9fff]{0,4}?(?:[市区县省州旗国]委|政府|人大)[\u4e00-\u9fff]{0,4}$")
_OWN_HOUSE = ("机关", "政协", "政协机关", "本会", "我会")
_CONJUNCTIONS = ("和", "与")
# Without one of these words no group is addressed.
_ADDRESSED = ("各", "有关", "相关", "其他", "其它", "市级")
LONGEST = 24


def read_units(text: str, units: Sequence[Unit]) -> list[UnitMention]:
    """Every unit that `text` names, in order. A unit that is not in the table is kept as written."""
    table = _table(tuple(units))
    mentions: list[UnitMention] = []
    groups = list(_groups(text, table))
    # Nobody gives the whole house a task, and before its own group (市政协/各部门) a house is not named for itself.
    names = [found for found in _names(text, table) if found.words not in table.houses]
    if groups:
        taken = {place for group in groups for place in range(group.start, group.end)}
        names = [found for found in names if not taken & {found.start, found.end - 1, found.end}]
    for mention in sorted([*groups, *names], key=lambda found: (found.start, -found.end)):
        if not mentions or mention.start >= mentions[-1].end:
            mentions.append(mention)
    return mentions


class _Table:
    """The units by every name under which they may be written."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.by_name: dict[str, Unit] = {}
        self.kinds: set[str] = set()
        for unit in units:
            self.kinds.add(unit.kind)
            for name in (unit.name, *unit.aliases):
                self.by_name.setdefault(name, unit)
        names = sorted(self.by_name, key=len, reverse=True)
        # A name that the grammar does not know as a unit (an office with a name of its own).
        own = [name for name in names if not _SUFFIX.search(name[-3:])]
        self.own = re.compile("|".join(map(re.escape, own))) if own else None
        houses = {found[1] for name in names if (found := re.match(r"([^\W\d]{1,4}政协)(?=.)", name))}
        # Without a hint in the table the house may be of any level.
        self.houses = {*_OWN_HOUSE, *(houses or {"市政协", "省政协", "区政协", "县政协"})}
        offices = {name for name in names if name.endswith("办公厅")}
        self.prefixes = sorted(self.houses | offices, key=len, reverse=True)

    def resolve(self, words: str) -> Unit | None:
        if words in self.by_name:
            return self.by_name[words]
        for prefix in self.prefixes:
            if words.startswith(prefix) and len(words) > len(prefix):
                return self.resolve(words[len(prefix) :])
        return None

    def resolve_end(self, words: str) -> tuple[int, Unit] | None:
        """The unit of the table at the end of `words` and where it starts, unless another house stands before it."""
        for start in range(1, len(words) - 1):
            unit = self.by_name.get(words[start:])
            if unit:
                # 成都/市政协办公厅 is not the house of the table.
                before = words[:start]
                is_other = words[start] in "市省区县州" or _OTHER_HOUSE.search(before) or _PART_OF.match(before)
                return None if is_other else (start, unit)
        return None


@lru_cache(maxsize=4)
def _table(units: tuple[Unit, ...]) -> _Table:
    return _Table(units)


def _groups(text: str, table: _Table) -> Iterable[UnitMention]:
    if not any(word in text for word in _ADDRESSED):
        return
    for match in _GROUP.finditer(text):
        if not (
            match["all"] or match["some"] or match[0].startswith("市级") or "有关" in match[0] or "相关" in match[0]
        ):
            continue
        short = {full: kind for kind, full in FULL_KINDS.items()}.get(match["what"], match["what"])
        is_kind = bool(match["all"] and not match["some"] and not match["office"] and short in table.kinds)
        yield UnitMention(match.start(), match.end(), match[0], kind=short if is_kind else "", is_group=True)


def _names(text: str, table: _Table) -> Iterable[UnitMention]:
    begins = [0, *(match.end() for match in _BEFORE.finditer(text))]
    place = 0
    for match in _SUFFIX.finditer(text):
        while place + 1 < len(begins) and begins[place + 1] <= match.start():
            place += 1
        mention = _name(text, begins[max(0, place - 1)], begins[place], match, table)
        if mention:
            yield mention
    if table.own:
        opening = set(begins)
        for match in table.own.finditer(text):
            if match.start() in opening:
                yield UnitMention(match.start(), match.end(), match[0], table.by_name[match[0]])


def _name(text: str, earlier: int, begin: int, suffix: re.Match[str], table: _Table) -> UnitMention | None:
    begin, end = max(begin, suffix.end() - LONGEST), suffix.end()
    if text[begin - 1 : begin] == ")" and (places := _IN_BRACKETS.search(text, max(0, begin - LONGEST), begin)):
        begin = places.start()
    joined = _JOINED.fullmatch(text, earlier, begin)
    is_one = joined is not None and _holds_conjunction(joined[0][:-1], suffix[0])
    for start in [joined.start(), *([] if is_one else [begin])] if joined else [begin]:
        if unit := table.resolve(text[start:end]):
            return UnitMention(start, end, text[start:end], unit)
    if joined and is_one:
        return UnitMention(joined.start(), end, text[joined.start() : end])
    begin = _behind_an_act(text, begin, end)
    known = table.resolve_end(text[begin:end])
    if known:
        return UnitMention(begin + known[0], end, text[begin + known[0] : end], known[1])
    if (
        _UNSURE.match(text, suffix.start())
        or _FIELD.fullmatch(text, begin, end + 1)
        or not _is_name(text[begin:end], suffix)
    ):
        return None
    return UnitMention(begin, end, text[begin:end])


# 办公厅/致函/市财政局: between a whole name and one that says of which place it is, stands what the first does.
_TWO = re.compile(
    "(?:"
    + re.sub(r"\?P<\w+>", "", _SUFFIX.pattern)
    + r")[\u4e00-\u9fff]{1,4}?(?=(?:[市省县]|国家|全国)[\u4e00-\u9fff]{2})"
)


def _behind_an_act(text: str, begin: int, end: int) -> int:
    two = _TWO.search(text, begin, end)
    return two.end() if two else begin


# Offices of one character and 办; of most others that says what is done (主办).
_OFFICES = ("外办", "台办", "侨办", "编办")
# Bodies that are called by nothing but what they are.
_WHOLE = (
    "办公室",
    "办公厅",
    "工会",
    "人民团体",
    "工商联",
    "妇联",
    "妇委会",
    "残联",
    "侨联",
    "台联",
    "文联",
    "科协",
    "贸促会",
    "海关",
)


def _holds_conjunction(before: str, suffix: str) -> bool:
    """Whether 和 joins two subjects of one unit (市文化和旅游局), not two that act."""
    if any(_is_name(before[: found.end()], found) for found in _SUFFIX.finditer(before)) or _PEOPLE.search(before):
        return False
    return suffix.startswith("委") or (suffix in "局厅办部" and _OF_A_PLACE.match(before) is not None)


# 部分处室 and its like are no names.
_SOME = re.compile(
    r"(?:部分|个别|少数|(?:大)?多数|所在|本|该|此|某|每个|一些|这些|我方|对方|双方)(?:处室|[处委室办局科]|委室|办公室)"
)


def _is_name(words: str, suffix: re.Match[str]) -> bool:
    if _SOME.fullmatch(words):
        return False
    core = len(words) - len(suffix[0])
    if suffix["long"]:
        return core >= 1 or suffix[0] in _WHOLE
    return core >= (1 if suffix[0] in "委局" or words in _OFFICES else 2)


# A plan names its leaders by their posts as often as by their names.
_POST = re.compile(r"(?:市政协|政协|办公厅)?(?P<deputy>(?:分管|联系)(?:的)?副)?秘书长")


def leading_post(words: str) -> str:
    """The kind of post that these words name and nothing else: "secretary_general", "deputy" (of a unit), or none."""
    match = _POST.fullmatch("".join(words.split()))
    return ("deputy" if match["deputy"] else "secretary_general") if match else ""
