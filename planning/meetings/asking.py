"""Whether a decision that names no lead asks for anything: what only informs, approves or drops a matter does not."""

import re

from secretariat.patterns import regex

_QUOTED = regex(r"《[^》]*》|“[^”]*”")
_TOPIC = regex(r"^(?:对|就|关于)[^,。;]{2,40},")
# Words before what a meeting says or does: 本次会议上,与会同志还认真…
_OPENING = (
    r"(?:经?(?:此|本|这|该)?次?会议?(?:上|期间)?,?|与会(?:人?员|同志|者)?|大家|会上|各位[^,。;]{2,6}|[^,。;]{0,8}(?:秘书长|主席|书记))?,?"
    r"(?:还|又|一并|书面|集体|专题|认真|首先|一致|组织|仔细|再次|研究|讨论)*"
)
_INFORMS = regex(
    _OPENING
    + r"(?:传达|学习|听取|通报|观看|交流|指出|强调|认为|肯定|总结|回顾|审阅|传阅|宣读|知悉|获悉|了解|收悉|阅知|收看"
    r"|讨论了|研究了|审议了|分析了|印发了|下发了"
    r"|(?:对|就|围绕)[^,。]{0,30}(?:给予|予以|表示|[作做]了?|进行了|开展了|交换了)"
    r"|[^,。;]{0,30}(?:进行|[作做]|开展|交换)了|[^,。;]{0,20}(?:汇报|通报|介绍|报告|传达|宣读|说明|交流)了)"
)
_APPROVES = regex(
    r"(?:经|主席|会议|党组会?|一致|原则上?|书面|集体|认真|研究|讨论|审议|审核|[了并后,])*(?:同意|通过|审定|确认|追认)"
)
_PRAISES = regex(
    r"(?:予以|给予|表示)(?:充分|高度)?(?:肯定|满意|赞同|感谢|好评)|(?:充分|高度)肯定了?|(?:予以|给予)[^,。]{0,10}(?:表扬|嘉奖)|应予肯定"
    r"|对[^,。]{0,30}提出了?(?:明确|具体|严肃)?(?:要求|意见|希望|建议|批评|表扬)(?=[。;]|$)|已(?:于|经)?[^,。]{0,20}(?:到位|完成|结束|落实|办结|拨付|印发)"
)
_VIEWS = regex(_OPENING + r"(?:指出|强调|认为|听取|传达|传阅|学习|通报)")
_ASKS = regex(
    r"(?<![申邀聘报呈])请(?!示|假)|要(?:抓|进|加|在|于|认|切|严|继|尽)|应当|应(?!急|用|对|予|邀)|必须|务必|抓紧|做好|加快|加强|报批|组织实施|督促|确保|抓好"
    r"|要求(?=[,各相有]|[^,。]{0,12}要)|(?:印发|落实|推进|修改|完善|制定|办理|执行|完成)(?!情况|了|的|之日|进展|进度|方面|[作做]了|进行了)"
)
# What a meeting says besides, it may ask of somebody: 会议传达了精神，请各位同志抓好贯彻.
_REQUESTS = regex(r"[,。;](?:现|并|会议)?(?:请(?!示|假)|责成)")
# A matter that is put off, given up or left undecided, said of the matter itself at the end of its clause.
_DROPS = regex(
    r"下一?次会议再(?:行)?(?:议|研究|讨论|审议)|不(?:列入|纳入|作为?)督办|(?:顺延|推迟|延后?)[至到]?下一?次|本次会议(?:未|不)(?:予)?研究|(?:暂缓|暂不|缓议|不再|不予|不同意|未予|搁置|作罢|终止|撤销|取消|留待|容后|暂停)[^,。;]{0,14}(?=[,。;]|$)"
    r"|未(?:获|被|予)?(?:通过|同意|批准|采纳)|(?:推迟|延期|延后)(?:举行|召开|举办|实施|进行)?(?=[,。;]|$)"
    r"|(?:未|不|没有)(?:[作做]|形成|提出|达成|通过|涉及)(?:[^,。;]{0,8}(?:议定|决定|决议|结论|意见|异议|安排|要求|一致))"
    r"|(?:没有|无)(?:其他|新的|需要)?[^,。;]{0,6}(?:异议|不同意见|议定事项|事项)|(?:择[期机]|另行|适时|待[^,。;]{2,14}[时后])再?(?:议|研究|讨论|审议)(?=[,。;]|$)"
    r"|(?:条件|时机)[^,。;]{0,4}[不未](?:具备|成熟)|维持[^,。;]{0,14}(?:不变|现状)"
)

# 会议要求，各单位要高度重视，切实抓好落实: said to all and of nothing in particular. What is asked with 请 is a task.
_HOW = r"(?:进一步|切实|认真|扎实|全力|坚决|务必|共同|真正|严格|主动|积极|全面|迅速|更加|持续|不断|要|都)*"
_WHAT = r"(?:(?:各项|有关|相关|会议|讲话|文件|上级|全会)*(?:工作|任务|措施|精神|部署|要求|议定事项)*的?)"
_GENERAL = (
    rf"{_HOW}(?:高度重视|引起重视|(?:抓好|抓实|抓紧|做好|狠抓|推动|推进|加强)?{_WHAT}(?:学习)?(?:贯彻)?(?:落实|落地)(?:到位|见效|见行动|落地)*"
    r"|(?:提高|提升|增强|强化|统一|压实|扛牢|加强|明确|凝聚)(?:政治|思想|组织|责任|工作|大局|协作|沟通)*(?:站位|认识|思想|责任感?|担当|意识|领导|协作|配合|协调|共识)"
    r"|齐心协力|通力合作|密切配合|加强协作|服从大局|顾全大局|勇于担当|主动作为|担当作为|履职尽责|尽职尽责|精心组织|周密(?:安排|部署)|细化措施|落地见效"
    r"|(?:确保|推动|把)[^,。;]{0,10}(?:取得实效|见到实效|落到实处|落地见效|落实到位|圆满成功|抓紧抓好|抓出成效))"
)
_EXHORTS = regex(
    r"(?:会议(?:最后|还)?(?:强调|要求|指出|号召),?)?(?:(?:全体|各|有关|相关|大家|全市)[^,。;请由]{0,8}(?<!负责))?(?:要|应|须|必须|务必)?"
    rf"{_GENERAL}(?:[,、]{_GENERAL})*"
)
_TASKS = regex(r"[由请]|责成|牵头|负责|要")
# A title above what the meeting says of it, words that are left out, and the day on which one meets again.
_TITLE = regex(r"^[^。;\n]{2,60}\n(?=会议|\()")
_LEFT_OUT = regex(r"[^,。;\n]*[。\n]?(?:\((?:从?略|略去|另(?:行|文|发)[^()]{0,4})\)|从?略)[。;]?\s*|散会。?")
_NEXT_TIME = regex(
    r"(?:关于)?下一?次[^,。;:由请]{0,14}(?:时间|地点|议题)?[^,。;:由请]{0,4}(?::|为|[拟定暂]+[于在]|安排在|初定|召开)[^。;由请]{2,40}[。;]?\s*"
)


def only_exhorts(flat: str) -> bool:
    """Whether the words `flat` (half-width) only ask everybody for care, apart from what the meeting was told."""
    said = [one.strip() for one in re.split("[。;!\n]", flat) if one.strip()]
    general = [one for one in said if _EXHORTS.fullmatch(one)]
    rest = [one for one in said if one not in general]
    return bool(general) and all(_INFORMS.match(one) and not _TASKS.search(one) for one in rest)


def needs_handling(flat: str, *, has_limit: bool) -> bool:
    """Whether the words `flat` (half-width) of a decision without lead or rhythm ask for something to be done."""
    words = _TITLE.sub("", _TOPIC.sub("", _QUOTED.sub("", flat)))
    if _LEFT_OUT.fullmatch(words) or _NEXT_TIME.fullmatch(words):
        return False
    if _DROPS.search(words):
        return _ASKS.search(_DROPS.sub("", words)) is not None
    if has_limit and not _PRAISES.search(words):
        return True
    if _PRAISES.search(words) or _VIEWS.match(words):
        return _REQUESTS.search(words) is not None and _VIEWS.match(words) is not None
    if _INFORMS.match(words) or _APPROVES.match(words):
        return _ASKS.search(words) is not None
    return True
