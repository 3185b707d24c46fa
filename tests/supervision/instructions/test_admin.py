"""Rule 46 in the administration: of a private instruction it tells neither the text nor the names of its files."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from secretariat.attachments.models import Attachment

FILES, INSTRUCTIONS = "/admin/secretariat/attachment/", "/admin/supervision/instruction/"
LABEL = "（内部件）"


@pytest.fixture
def file(enter, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    enter(is_private=True, attachments=[SimpleUploadedFile("群众来信.txt", "内容".encode())])
    return Attachment.objects.get()


@pytest.fixture
def administer(cast, log_in):
    """`administer("leader")`: that person in the administration, with every right there."""

    def as_(role):
        person = getattr(cast, role)
        person.is_staff = person.is_superuser = True
        person.save(update_fields=["is_staff", "is_superuser"])
        return log_in(role)

    return as_


@pytest.mark.parametrize(("role", "seen"), [("leader", True), ("administrator", False), ("auditor", False)])
@pytest.mark.parametrize("page", ["", "{pk}/change/", "{pk}/history/"])
def test_a_file_is_named_to_who_may_read_the_instruction(administer, file, role, seen, page):
    answer = administer(role).get(FILES + page.format(pk=file.pk))

    words = answer.content.decode()
    assert (answer.status_code, "群众来信" in words, LABEL in words) == (200, seen, not seen)


@pytest.mark.parametrize(("role", "count"), [("leader", 1), ("administrator", 0)])
def test_a_search_finds_a_name_for_who_may_read_it(administer, file, role, count):
    answer = administer(role).get(FILES, {"q": "来信"})

    assert answer.context["cl"].result_count == count


def test_the_order_of_names_does_not_tell_what_is_hidden(administer, enter, file):
    enter(document="专报", attachments=[SimpleUploadedFile("甲.txt", b"1"), SimpleUploadedFile("a.txt", b"1")])
    enter(document="来信", is_private=True, attachments=[SimpleUploadedFile("b.txt", b"1")])

    told = [one.told for one in administer("auditor").get(FILES, {"o": "0"}).context["cl"].result_list]

    # By their own names, b.txt would stand behind a.txt and the letter elsewhere.
    first = told.index(LABEL)
    assert told[first : first + 2] == [LABEL, LABEL]


@pytest.mark.parametrize("asked", [f"{FILES}?name__contains=来信", f"{INSTRUCTIONS}?text__contains=方案"])
def test_what_is_hidden_is_not_found_out_by_an_address(administer, file, asked):
    assert administer("administrator").get(asked).status_code == 400


def test_the_filters_of_the_lists_still_work(administer, file):
    client = administer("administrator")

    assert client.get(INSTRUCTIONS, {"is_private__exact": "1", "given_on__year": "2026"}).status_code == 200
    assert client.get(FILES, {"kind": "txt", "owner_type__id__exact": file.owner_type_id}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_files_takes_ten_queries(administer, enter, file, django_assert_num_queries, count):
    for _ in range(count - 1):
        enter(is_private=True, attachments=[SimpleUploadedFile("群众来信.txt", b"1")])
    client = administer("administrator")
    client.get(FILES)

    with django_assert_num_queries(10):
        client.get(FILES)
