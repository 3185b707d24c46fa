"""A calendar of 2027 as nobody has announced it: New Year until the 5th, Spring Festival, two worked weekends."""

from secretariat.workdays.calendar import Calendar
from secretariat.workdays.parsing import read_text, rows_of
from secretariat.workdays.rules import read_rows

NOTICE = "国办发明电〔2026〕9号"
TEXT = f"""国务院办公厅关于2027年部分节假日安排的通知
{NOTICE}
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2027年部分节假日安排通知如下。
一、元旦：1月1日（周五）至5日（周二）放假调休，共5天。1月9日（周六）、1月10日（周日）上班。
二、春节：2月5日（农历腊月二十九、周五）至12日（周五）放假调休，共8天。
三、清明节：4月5日（周一）放假。
四、劳动节：5月1日（周六）至3日（周一）放假，共3天。
五、端午节：6月9日（周三）放假。
六、中秋节：9月15日（周三）放假。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
2026年11月4日
"""
# Spring Festival begins on the 5th by statute as well; here it does two days before.
EARLY = TEXT.replace("2月5日（农历腊月二十九、周五）至12日（周五）", "2月3日（周三）至12日（周五）").replace(
    "共8天", "共10天"
)


def rows(text: str = TEXT, year: int = 2027) -> list[dict[str, str]]:
    """The rows that an import gets."""
    return rows_of(read_text(text, year=year))


def replaced(calendar: Calendar, text: str = TEXT, year: int = 2027) -> Calendar:
    """`calendar` with the made-up year."""
    taken, _refused = read_rows(rows(text, year), year=year)
    return calendar.replacing(year, ((row.date, row.kind, row.name) for row in taken))
