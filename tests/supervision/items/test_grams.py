"""What the index of items holds: characters and pairs, in a time that grows with the text and not with its square."""

import time as clock

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db
LINE = "关于修订提案办理办法。由提案委员会牵头，办公厅配合，11月25日前形成送审稿报主任会议审议。"


def grams(*texts):
    with connection.cursor() as cursor:
        cursor.execute("SELECT item_grams(%s, %s, %s)", texts)
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("手册", "编印", "督1"), {"手", "册", "手册", "编", "印", "编印", "督", "1", "督1"}),
        (("手 册", "", ""), {"手", "册"}),
        (("AB", "ab", ""), {"a", "b", "ab"}),
        (("", "", ""), set()),
        (("好好好", "", ""), {"好", "好好"}),
    ],
)
def test_characters_and_pairs_of_words_that_stand_together(texts, found):
    assert set(grams(*texts)) == found


def test_ten_times_the_text_takes_no_more_than_its_share():
    def seconds(count):
        begin = clock.perf_counter()
        grams("会务", LINE * count, "")
        return clock.perf_counter() - begin

    # By the square of the length this would take a hundred times as long.
    assert min(seconds(2000) for _ in range(3)) < 40 * min(seconds(200) for _ in range(3))
