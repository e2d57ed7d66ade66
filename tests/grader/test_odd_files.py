"""One odd file spoils nothing: it is named, and everybody else is graded."""

import os
import struct
import zipfile
from datetime import datetime
from types import SimpleNamespace

import pytest

from grader.archives import LARGEST
from grader.collect import collect, time_of

from .uploads import save_zip

GOOD = b'{"cells": ["hw01-entropy"]}'
BOMB = 3_000_000_000


def patched(data, name, at, value):
    """Change bytes of one member's entry in the table at the end of a zip file."""
    place = data.rfind(name) - 46 + at
    assert data[data.rfind(name) - 46 :][:4] == b"PK\x01\x02"
    return data[:place] + value + data[place + len(value) :]


def zip_of(path, data=GOOD):
    """Return a zip file that holds one file."""
    inner = save_zip(path / "inner.zip", {"hw01.ipynb": data})
    return inner.read_bytes()


def damaged(data):
    place = data.find(b"odd_1_hw01.ipynb") + len(b"odd_1_hw01.ipynb")
    return data[: place + 2] + b"\xff\xff\xff\xff" + data[place + 6 :]


NAME = b"odd_1_hw01.ipynb"
ODD_MEMBERS = [  # what is odd, what is done to the zip file, the student, what is said
    ("no date", lambda data: patched(data, NAME, 12, bytes(4)), "odd_1", ""),
    ("second 60", lambda data: patched(data, NAME, 12, b"\x1e\x00"), "odd_1", ""),
    ("month 15", lambda data: patched(data, NAME, 14, b"\xf0\x5d"), "odd_1", ""),
    ("damaged", damaged, "odd_1", "it is damaged in the zip file"),
    ("encrypted", lambda data: patched(data, NAME, 8, b"\x01\x00"), "odd_1", "locked with a passw"),
    ("a newer zip", lambda data: patched(data, NAME, 6, b"\x99\x00"), "odd_1", ""),
    ("LZMA", lambda data: patched(data, NAME, 10, b"\x0e\x00"), "odd_1", "a way that is not read"),
    (
        "method 77",
        lambda data: patched(data, NAME, 10, b"\x4d\x00"),
        "odd_1",
        "a way that is not r",
    ),
    ("a link", lambda data: patched(data, NAME, 38, b"\0\0\xff\xa1"), "odd_1", "it is a link"),
    (
        "a bomb",
        lambda data: patched(data, NAME, 24, struct.pack("<I", BOMB)),
        "odd_1",
        "it would unpack to 3,000,000,000 bytes; at most 30,000,000 are read",
    ),
]


def graded(place):
    """Return what can be read of each student, or what is said."""
    submissions, _ = collect(place, "hw01")
    found = {}
    for submission in submissions:
        try:
            found[submission.student] = submission.file.read()
        except ValueError as error:
            found[submission.student] = str(error)
    return found


@pytest.mark.parametrize(
    ("odd", "student", "said"),
    [(odd, student, said) for _, odd, student, said in ODD_MEMBERS],
    ids=[what for what, *_ in ODD_MEMBERS],
)
def test_an_odd_member_of_a_zip_is_one_named_trouble(odd, student, said, tmp_path):
    files = {"ada_1_hw01.ipynb": GOOD, NAME.decode(): GOOD, "zoe_1_hw01.ipynb": GOOD}
    place = save_zip(tmp_path / "all.zip", files)
    place.write_bytes(odd(place.read_bytes()))
    found = graded(place)
    assert set(found) == {"ada_1", student, "zoe_1"}
    assert found["ada_1"] == found["zoe_1"] == GOOD
    if said:
        assert said in found[student]
    else:
        assert found[student] == GOOD


@pytest.mark.parametrize(
    ("date", "time"),
    [
        ((2026, 3, 5, 12, 0, 60), datetime(2026, 3, 5, 12, 0, 59)),
        ((1980, 0, 0, 0, 0, 0), datetime.min),
        ((2026, 2, 30, 25, 61, 62), datetime.min),
    ],
)
def test_an_odd_date_is_read_as_far_as_it_can_be(date, time):
    assert time_of(SimpleNamespace(date_time=date)) == time


def test_names_in_a_zip_need_not_be_utf8(tmp_path):
    files = {"ada_1_hw01.ipynb": GOOD, "Zoö_1_hw01.ipynb": GOOD, "Zo\u0142_1_hw01.ipynb": GOOD}
    place = save_zip(tmp_path / "all.zip", files)
    latin = place.read_bytes().replace("Zoö".encode(), b"Zo\xf6x")  # it says that it is UTF-8
    place.write_bytes(latin)
    assert set(graded(place)) == {"ada_1", "Zoöx_1", "Zoł_1"}
    assert set(graded(place).values()) == {GOOD}


@pytest.mark.parametrize(
    ("stored", "seen"),
    [("Zoë".encode(), "Zoë"), (b"Zo\x89", "Zoë"), (b"Zo\xeb", "Zoë"), ("李".encode(), "李")],
    ids=["UTF-8", "DOS", "Windows", "Chinese"],
)
def test_old_zip_programs_do_not_say_which_letters_they_write(stored, seen, tmp_path):
    dummy = b"X" * len(stored)
    place = save_zip(tmp_path / "all.zip", {f"{dummy.decode()}_1_hw01.ipynb": GOOD})
    place.write_bytes(place.read_bytes().replace(dummy, stored))
    assert graded(place) == {f"{seen}_1": GOOD}


def test_a_broken_extra_field_keeps_nobody_out(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        odd = zipfile.ZipInfo("odd_1_hw01.ipynb")
        odd.extra = b"\x01\x00\x08\x00" + bytes(8)
        archive.writestr(odd, GOOD)
        archive.writestr("ada_1_hw01.ipynb", GOOD)
    data = (tmp_path / "all.zip").read_bytes()
    broken = data.replace(b"\x01\x00\x08\x00", b"\x01\x00\x63\x00")
    (tmp_path / "all.zip").write_bytes(broken)
    assert graded(tmp_path / "all.zip")["ada_1"] == GOOD


def test_what_is_no_notebook_is_named(tmp_path):
    inner = zip_of(tmp_path)
    files = {
        "ada_1_hw01.ipynb": GOOD,
        "ben_1_hw01.ipynb.txt": GOOD,
        "cy_1_hw01.ipynb.json": GOOD,
        "dee_1_hw01.zip": inner,
        "eve_1_hw01.ipynb.zip": inner,
        "flo/hw01.zip": inner,
        "gus/essay.pdf": b"%PDF",
        "hal_123_4567_hw01.py": b"pass",
        "notes.txt": b"to myself",
    }
    place = save_zip(tmp_path / "all.zip", files)
    assert graded(place) == dict.fromkeys(["ada_1", "ben_1", "cy_1"], GOOD) | {
        "dee_1": "dee_1_hw01.zip is a packed file; hand in the notebook itself",
        "eve_1": "eve_1_hw01.ipynb.zip is a packed file; hand in the notebook itself",
        "flo": "hw01.zip is a packed file; hand in the notebook itself",
        "gus": "there is no notebook; essay.pdf is none",
        "hal_123": "there is no notebook; hal_123_4567_hw01.py is none",
    }
    submissions, left_out = collect(place, "hw01")
    assert left_out == ["notes.txt"]
    note = "ben_1_hw01.ipynb.txt was read as the notebook that its name hides"
    assert submissions[1].notes == [note]


def test_a_notebook_beside_its_packed_copy_is_read(tmp_path):
    files = {"ada/hw01.ipynb": GOOD, "ada/hw01.zip": zip_of(tmp_path), "ben/hw01.ipynb": GOOD}
    assert graded(save_zip(tmp_path / "all.zip", files)) == {"ada": GOOD, "ben": GOOD}


def test_a_real_bomb_is_refused_before_it_is_unpacked(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb_1_hw01.ipynb", bytes(LARGEST + 1))
        archive.writestr("ada_1_hw01.ipynb", GOOD)
    submissions, _ = collect(tmp_path / "all.zip", "hw01")
    submissions[1].file.give = pytest.fail  # nobody may ask for its bytes
    assert "it would unpack to 30,000,001 bytes" in submissions[1].file.problem
    assert submissions[0].file.read() == GOOD


def test_a_member_that_lies_about_its_size_is_cut_off(tmp_path):
    place = save_zip(tmp_path / "all.zip", {"odd_1_hw01.ipynb": bytes(1_000_000)})
    place.write_bytes(patched(place.read_bytes(), NAME, 24, struct.pack("<I", 10)))
    assert "it is damaged in the zip file" in graded(place)["odd_1"]


def test_a_damaged_later_copy_does_not_hide_the_good_one(tmp_path):
    place = save_zip(
        tmp_path / "all.zip", {"odd_1_hw01 (1).ipynb": GOOD, "odd_1_hw01.ipynb": GOOD + b" "}
    )
    place.write_bytes(place.read_bytes().replace(b"(1)", b"(9)", 1))  # its two names differ now
    assert graded(place) == {"odd_1": GOOD + b" "}


@pytest.mark.skipif(os.name == "nt", reason="Windows' names are Unicode")
def test_names_on_the_disk_need_not_be_utf8(tmp_path):
    for name in [b"Zo\xeb_1_hw01.ipynb", "Zoë_2_hw01.ipynb".encode(), b"\xff\xfe_3_hw01.ipynb"]:
        with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:
            file.write(GOOD)
    found = graded(tmp_path)
    assert set(found) == {"Zoë_1", "Zoë_2", "ÿþ_3"}
    assert set(found.values()) == {GOOD}


def test_links_giants_and_pipes_are_named_and_not_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("the solutions")
    place = tmp_path / "in"
    place.mkdir()
    (place / "sly_1_hw01.ipynb").symlink_to(secret)
    (place / "sly_2_hw01.ipynb").symlink_to(tmp_path)
    os.mkfifo(place / "fifo_1_hw01.ipynb")
    (place / "ada_1_hw01.ipynb").write_bytes(GOOD)
    with (place / "big_1_hw01.ipynb").open("wb") as file:
        file.truncate(LARGEST + 1)
    link = "it is a link, not a file"
    assert graded(place) == {
        "ada_1": GOOD,
        "big_1": "it has more than 30,000,000 bytes",
        "fifo_1": "it is no ordinary file",
        "sly_1": link,
        "sly_2": link,
    }


def test_of_several_copies_the_latest_is_graded_and_reported(tmp_path):
    for number, text in enumerate(["old", "new", "older"]):
        path = tmp_path / f"ada_1_hw01{['', '-1', ' (2)'][number]}.ipynb"
        path.write_text(text)
        time = datetime(2026, 3, [2, 3, 1][number]).timestamp()
        os.utime(path, (time, time))
    (submission,), _ = collect(tmp_path, "hw01")
    assert submission.file.read() == b"new"
    assert submission.notes == ["3 copies: the latest, ada_1_hw01-1.ipynb, was graded"]


def test_copies_of_the_same_minute_are_told_apart_by_their_number(tmp_path):
    names = ["a_1_hw01-2.ipynb", "a_1_hw01.ipynb", "a_1_hw01-10.ipynb"]
    place = save_zip(tmp_path / "all.zip", {name: name for name in names})
    assert graded(place) == {"a_1": b"a_1_hw01-10.ipynb"}


def test_a_copy_of_another_assignment_does_not_hide_the_right_one(tmp_path):
    files = {"ada/hw01.ipynb": GOOD, "ada/hw02.ipynb": b'"hw02-q"', "ben/hw01.ipynb": GOOD}
    assert graded(save_zip(tmp_path / "all.zip", files))["ada"] == GOOD


def test_a_zip_keeps_spaces_accents_and_a_common_folder_out_of_the_way(tmp_path):
    names = ["all/Zoë Ω_1_hw01.ipynb", "all/李 明_2_hw01.ipynb", "__MACOSX/all/._x.ipynb"]
    place = save_zip(tmp_path / "all.zip", dict.fromkeys([*names, "all/.DS_Store"], "{}"))
    assert set(graded(place)) == {"Zoë Ω_1", "李 明_2"}


def test_accents_spelt_in_two_ways_are_one_student(tmp_path):
    files = {"Zoe\u0308_1_hw01.ipynb": "1", "Zo\u00eb_1_hw01-1.ipynb": "2"}
    assert graded(save_zip(tmp_path / "all.zip", files)) == {"Zo\u00eb_1": b"2"}


def test_a_place_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(SystemExit, match="no folder and no zip"):
        collect(tmp_path / "nothing", "hw01")
    (tmp_path / "file").write_text("no zip")
    with pytest.raises(SystemExit, match="neither a folder nor a zip"):
        collect(tmp_path / "file", "hw01")
    place = save_zip(tmp_path / "all.zip", {"ada_1_hw01.ipynb": GOOD})
    place.write_bytes(place.read_bytes()[:-30])
    with pytest.raises(SystemExit, match="cut off"):
        collect(place, "hw01")
