"""Taking a file in."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secretariat.attachments.models import Attachment
from secretariat.attachments.services import attach, no_file_without_its_row
from secretariat.audit.models import Event
from secretariat.errors import Refused
from tests.secretariat.attachments.specimens import PDF, SOUND
from tests.secretariat.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def user():
    return UserFactory()


def put(user, name="通知.pdf", content=PDF):
    return attach(owner=user, upload=ContentFile(content, name=name), by=user)


@pytest.mark.parametrize("ending", SOUND)
def test_every_allowed_kind_is_taken(user, ending):
    attachment = put(user, f"通知.{ending.upper()}", SOUND[ending])

    assert (attachment.kind, attachment.size) == ({"jpeg": "jpg"}.get(ending, ending), len(SOUND[ending]))


def test_file_belongs_to_its_owner_and_sender(user):
    attachment = put(user)

    assert (attachment.owner, attachment.uploaded_by) == (user, user)


def test_file_lies_under_its_id_and_nothing_of_its_name_is_on_disk(user, folder):
    attachment = put(user)

    [stored] = [path for path in folder.rglob("*") if path.is_file()]
    assert (stored.name, stored.read_bytes()) == (attachment.uid.hex, PDF)


def test_digest_is_that_of_the_bytes(user):
    assert put(user).sha256 == hashlib.sha256(PDF).hexdigest()


def test_adding_a_file_is_recorded_with_its_owner(user):
    put(user)

    event = Event.objects.get()
    assert (event.verb, event.actor, event.whole) == ("attachment.added", user, user)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("通知.docm", SOUND["docx"]),
        ("表.xlsm", SOUND["xlsx"]),
        ("page.html", b"<script>"),
        ("picture.svg", b"<svg/>"),
        ("通知", PDF),
        (".pdf", PDF),
        ("", PDF),
        ("通知.pdf.exe", PDF),
        ("通知.pdf", b""),
        ("通知.pdf", b"MZ"),
        ("图.png", SOUND["jpg"]),
        ("a\0.pdf", PDF),
        ("a\n.pdf", PDF),
        ("a\u202efdp.pdf", PDF),
        ("文" * 197 + ".pdf", PDF),
        ("机密★1年 名单.pdf", PDF),
    ],
)
def test_what_is_not_allowed_is_refused_and_nothing_kept(user, folder, name, content):
    with pytest.raises(Refused) as refusal:
        put(user, name, content)

    assert (refusal.value.field, Attachment.objects.count(), list(folder.rglob("*"))) == ("file", 0, [])


@pytest.mark.parametrize("names", [["一.pdf", "二.exe"], ["一.pdf", "二.pdf", "机密★1年.pdf"]])
def test_a_file_that_is_refused_takes_those_before_it_along(user, folder, names):
    with pytest.raises(Refused), no_file_without_its_row(), transaction.atomic():
        for name in names:
            put(user, name)

    assert (Attachment.objects.count(), [path for path in folder.rglob("*") if path.is_file()]) == (0, [])


def test_a_file_whose_row_cannot_be_written_does_not_stay(user, folder):
    with pytest.raises(IntegrityError):
        attach(owner=user, upload=ContentFile(PDF, name="通知.pdf"), by=None)

    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_files_stay_where_all_goes_well(user, folder):
    with no_file_without_its_row(), transaction.atomic():
        put(user, "一.pdf")
        put(user, "二.pdf")

    assert len([path for path in folder.rglob("*") if path.is_file()]) == 2


def test_file_above_twenty_megabytes_is_refused(user):
    with pytest.raises(Refused, match="20"):
        put(user, "大.txt", b"a" * (20 * 1024 * 1024 + 1))


def test_path_of_the_sender_is_dropped(user):
    assert [put(user, name).name for name in (r"C:\secret\通知.pdf", "../../通知.pdf")] == ["通知.pdf"] * 2


# Every sign that can be written: all but the halves of pairs, found without writing each of them.
SIGNS = st.characters(exclude_categories=["Cs"])


@given(
    name=st.text(SIGNS, max_size=220),
    ending=st.sampled_from(["", *(f".{kind}" for kind in SOUND)]),
    content=st.binary(),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_fuzzed_uploads_are_taken_or_refused_in_words(user, name, ending, content):
    try:
        put(user, name + ending, content)
    except Refused as refusal:
        assert str(refusal)
