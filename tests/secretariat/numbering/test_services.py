"""Rule 21: numbers per kind and year, unique, without gaps, given back by what is aborted."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from secretariat.numbering.models import Counter, NumberKind
from secretariat.numbering.services import Number, take

THREADS, EACH, ABORTED = 32, 10, 0.2


class Abort(Exception):
    """The transaction that took the number came to nothing."""


@pytest.mark.django_db
def test_rule_21_a_number_is_written_by_its_pattern_without_zeros():
    assert take("item", year=2026) == Number(2026, 1, "督〔2026〕1号")


@pytest.mark.django_db
def test_rule_21_numbers_run_per_year_and_kind():
    taken = [take(code, year=year).n for code, year in [("item", 2026), ("item", 2026), ("item", 2027)]]

    assert (taken, take("report-bulletin", year=2026).text) == ([1, 2, 1], "第1期")


@pytest.mark.django_db
def test_a_counter_through_all_years_stands_under_year_zero():
    take("report-bulletin-overall", year=0)

    assert take("report-bulletin-overall", year=0).text == "总第2期"


@pytest.mark.django_db
def test_an_unknown_kind_is_a_mistake():
    with pytest.raises(NumberKind.DoesNotExist):
        take("unheard-of", year=2026)


@pytest.mark.django_db
def test_rule_21_an_aborted_transaction_gives_its_number_back():
    with pytest.raises(Abort), transaction.atomic():
        take("item", year=2026)
        raise Abort

    assert take("item", year=2026).n == 1


@pytest.mark.django_db(transaction=True)
def test_a_number_outside_a_transaction_is_a_mistake():
    with pytest.raises(RuntimeError):
        take("item", year=2026)

    assert not Counter.objects.exists()


def _take_many(seed):
    chance, kept = random.Random(seed), []
    for _ in range(EACH):
        try:
            with transaction.atomic():
                number = take("item", year=2026).n
                if chance.random() < ABORTED:
                    raise Abort
        except Abort:
            continue
        kept.append(number)
    connection.close()
    return kept


@pytest.mark.django_db(transaction=True)
def test_rule_21_thirty_two_threads_with_aborts_leave_no_duplicate_and_no_gap():
    with ThreadPoolExecutor(THREADS) as pool:
        taken = [number for numbers in pool.map(_take_many, range(THREADS)) for number in numbers]

    assert 0.6 * THREADS * EACH < len(taken) < THREADS * EACH
    assert sorted(taken) == list(range(1, len(taken) + 1))
    assert Counter.objects.get().last == len(taken)
