"""Stamps: what counts as a change."""

from script.house import stamps


def test_digest_takes_files_in_any_order(tmp_path):
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_text("1")
    second.write_text("2")

    assert stamps.digest(files=[first, second]) == stamps.digest(files=[second, first])


def test_digest_changes_with_content_and_with_name(tmp_path):
    file = tmp_path / "a"
    file.write_text("1")
    before = stamps.digest(files=[file])
    file.write_text("2")
    changed = stamps.digest(files=[file])
    moved = stamps.digest(files=[file.rename(tmp_path / "b")])

    assert len({before, changed, moved}) == 3


def test_digest_keeps_texts_apart():
    assert stamps.digest(texts=["ab", "c"]) != stamps.digest(texts=["a", "bc"])


def test_stamp_is_current_only_for_what_was_written(tmp_path):
    stamp = tmp_path / "new" / "stamp"
    missing = stamps.is_current(stamp, "one")
    stamps.write(stamp, "one")

    assert (missing, stamps.is_current(stamp, "one"), stamps.is_current(stamp, "two")) == (False, True, False)


def test_files_below_leaves_out_hidden_files_and_missing_folders(tmp_path):
    (tmp_path / "css").mkdir()
    for name in ("css/a.css", ".stamp"):
        (tmp_path / name).touch()

    assert stamps.files_below(tmp_path, tmp_path / "missing") == [tmp_path / "css" / "a.css"]
