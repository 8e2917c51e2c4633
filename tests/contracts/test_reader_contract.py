"""What every reader promises: whatever lies at a path ends in documents and notes or in a clear InputError."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aligner.errors import InputError
from aligner.parts import build, names
from aligner.records import Document, Note


@pytest.fixture(params=names("readers"))
def reader(request):
    return build("readers", request.param)


def place(reader, folder):
    return folder / f"x{reader.suffixes[0]}"


def test_suffixes_are_lower_case_with_their_dot(reader):
    assert reader.suffixes
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in reader.suffixes)


def test_no_two_readers_claim_one_suffix():
    suffixes = [suffix for name in names("readers") for suffix in build("readers", name).suffixes]
    assert len(suffixes) == len(set(suffixes))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_end_in_items_or_an_input_error(reader, tmp_path, data):
    path = place(reader, tmp_path)
    path.write_bytes(data)
    try:
        items = list(reader.read(path))
    except InputError as error:
        assert str(path) in str(error)
        return
    for item in items:
        assert isinstance(item, Document | Note)
        assert item.source
        if isinstance(item, Document):
            item.text.encode("utf-8")
            item.title.encode("utf-8")


def test_an_empty_file_holds_no_words(reader, tmp_path):
    path = place(reader, tmp_path)
    path.touch()
    assert not any(isinstance(item, Document) and item.text.strip() for item in reader.read(path))


def test_a_folder_is_refused(reader, tmp_path):
    path = place(reader, tmp_path)
    path.mkdir()
    with pytest.raises(InputError, match="not a file"):
        list(reader.read(path))


def test_a_link_to_itself_is_refused(reader, tmp_path):
    path = place(reader, tmp_path)
    path.symlink_to(path)
    with pytest.raises(InputError, match="cannot be opened"):
        list(reader.read(path))


def test_a_missing_file_is_refused(reader, tmp_path):
    with pytest.raises(InputError, match="cannot be opened"):
        list(reader.read(place(reader, tmp_path)))


def test_a_named_pipe_is_refused_and_not_waited_for(reader, tmp_path):
    path = place(reader, tmp_path)
    os.mkfifo(path)
    with pytest.raises(InputError, match="not a file"):
        list(reader.read(path))


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_may_not_be_read_is_refused(reader, tmp_path):
    path = place(reader, tmp_path)
    path.touch(mode=0)
    with pytest.raises(InputError, match="cannot be opened"):
        list(reader.read(path))


def test_a_megabyte_on_one_line_is_read(reader, tmp_path):
    path = place(reader, tmp_path)
    path.write_bytes(b'{"text": "' + b"word " * 200_000 + b'"}')
    (document,) = [item for item in reader.read(path) if isinstance(item, Document)]
    assert document.text.count("word ") == 200_000
