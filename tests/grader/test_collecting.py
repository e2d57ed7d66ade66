"""Whatever the learning system calls a file, its student is found, and the latest copy wins."""

import os
from datetime import datetime

import pytest
from classroom import save_zip

from grader.collect import LARGEST, collect, student_of


def found(place, belongs=lambda data: True):
    submissions, left_out = collect(place, belongs)
    return {s.student: (s.file.data, s.notes) for s in submissions}, left_out


@pytest.mark.parametrize(
    ("path", "student"),
    [
        ("ada_12345_hw01.ipynb", "ada_12345"),
        ("ada_12345_hw01 (2).ipynb", "ada_12345"),
        ("ada_12345_hw01-2.ipynb", "ada_12345"),
        ("ada_LATE_12345_hw01.ipynb", "ada_12345"),
        ("Zoë Müller_7_hw01.ipynb", "Zoë Müller_7"),
        ("hw01 - Ada Lovelace.ipynb", "Ada Lovelace"),
        ("hw01.ipynb", "hw01"),
        ("lateefah_1_hw01.ipynb", "lateefah_1"),
        ("ada/hw01.ipynb", "ada"),
        ("Ada Lovelace_77_assignsubmission_file_/my work.ipynb", "Ada Lovelace_77"),
        ("../../x_hw01.ipynb", "../../x"),
        ("=cmd()_1_hw01.ipynb", "=cmd()_1"),
    ],
)
def test_a_student_is_named_by_folder_or_file(path, student):
    assert student_of(tuple(path.split("/"))) == student


def test_of_several_copies_the_latest_is_graded_and_reported(tmp_path):
    for number, text in enumerate(["old", "new", "older"]):
        path = tmp_path / f"ada_1_hw01{['', '-1', ' (2)'][number]}.ipynb"
        path.write_text(text)
        time = datetime(2026, 3, [2, 3, 1][number]).timestamp()
        os.utime(path, (time, time))
    submissions, _ = found(tmp_path)
    assert submissions["ada_1"] == (
        b"new",
        ["3 copies: the latest, ada_1_hw01-1.ipynb, was graded"],
    )


def test_copies_of_the_same_minute_are_told_apart_by_their_number(tmp_path):
    place = save_zip(
        tmp_path / "all.zip",
        {"a_1_hw01-2.ipynb": "second", "a_1_hw01.ipynb": "first", "a_1_hw01-10.ipynb": "tenth"},
    )
    assert found(place)[0]["a_1"][0] == b"tenth"


def test_a_copy_of_another_assignment_does_not_hide_the_right_one(tmp_path):
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "hw01.ipynb").write_text("right")
    (tmp_path / "ada" / "hw02.ipynb").write_text("other")
    assert found(tmp_path, lambda data: data == b"right")[0]["ada"][0] == b"right"


def test_a_zip_keeps_spaces_accents_and_a_common_folder_out_of_the_way(tmp_path):
    names = ["all/Zoë Ω_1_hw01.ipynb", "all/李 明_2_hw01.ipynb", "__MACOSX/all/._x.ipynb"]
    place = save_zip(tmp_path / "all.zip", dict.fromkeys([*names, "all/.DS_Store"], "{}"))
    assert set(found(place)[0]) == {"Zoë Ω_1", "李 明_2"}


def test_folders_in_a_zip_are_students(tmp_path):
    place = save_zip(
        tmp_path / "all.zip", {"ada/hw01.ipynb": "a", "ben/hw01.ipynb": "b", "cy/essay.pdf": "c"}
    )
    submissions, _ = found(place)
    assert {name: data for name, (data, _) in submissions.items()} == {
        "ada": b"a",
        "ben": b"b",
        "cy": None,
    }


def test_accents_spelt_in_two_ways_are_one_student(tmp_path):
    place = save_zip(
        tmp_path / "all.zip", {"Zoe\u0308_1_hw01.ipynb": "1", "Zo\u00eb_1_hw01-1.ipynb": "2"}
    )
    assert list(found(place)[0]) == ["Zo\u00eb_1"]


def test_links_and_giants_are_reported_and_not_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("the solutions")
    place = tmp_path / "in"
    place.mkdir()
    (place / "sly_1_hw01.ipynb").symlink_to(secret)
    with (place / "big_1_hw01.ipynb").open("wb") as file:
        file.truncate(LARGEST + 1)
    submissions, _ = collect(place, lambda data: True)
    problems = {s.student: (s.file.data, s.file.problem) for s in submissions}
    assert problems["sly_1"] == (None, "it is a link, not a file")
    assert problems["big_1"] == (None, "it has more than 10,000,000 bytes")


def test_a_bomb_in_a_zip_is_not_unpacked(tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb_1_hw01.ipynb", b" " * (3 * LARGEST))
    submissions, _ = collect(tmp_path / "all.zip", lambda data: True)
    assert submissions[0].file.data is None


def test_files_that_are_no_notebooks_are_named(tmp_path):
    (tmp_path / "ada_1_hw01.ipynb").write_text("{}")
    (tmp_path / "notes.txt").write_text("to myself")
    assert found(tmp_path)[1] == ["notes.txt"]


def test_a_place_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(SystemExit, match="no folder and no zip"):
        collect(tmp_path / "nothing", lambda data: True)
    (tmp_path / "file").write_text("no zip")
    with pytest.raises(SystemExit, match="neither a folder nor a zip"):
        collect(tmp_path / "file", lambda data: True)
