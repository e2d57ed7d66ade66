"""The instructors' page: each exercise serves a goal, and each plan can be followed."""

import shutil

import pytest

from authoring import contents, order, teaching

PAGE = contents.ROOT / f"{teaching.PAGE}.md"


@pytest.fixture
def copy(tmp_path):
    """A copy of the whole book's sources."""
    for path in order.text_files(contents.ROOT):
        target = tmp_path / path.relative_to(contents.ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return tmp_path


def test_every_exercise_serves_a_goal():
    assert teaching.without_goal() == []


def test_no_plan_asks_for_what_it_has_not_taught():
    assert teaching.out_of_reach() == []


def test_there_are_plans_of_four_eight_and_fifteen_hours():
    names = [plan.partition(" ")[0] for plan in teaching.plans()]
    assert names == ["Four", "Eight", "Fifteen"]
    assert all(pages or places for rows in teaching.plans().values() for pages, places in rows)


def test_an_exercise_without_a_goal_is_found(copy):
    page, exercise = copy / PAGE.relative_to(contents.ROOT), teaching.exercises()[0]
    place = exercise.partition("#")[2]
    page.write_text(page.read_text("utf8").replace(f"#{place})", "#)"), "utf8")
    assert teaching.without_goal(copy) == [exercise]


def test_a_plan_that_skips_what_a_chapter_needs_is_found(copy):
    page = copy / PAGE.relative_to(contents.ROOT)
    lines = page.read_text("utf8").splitlines(keepends=True)
    third = next(n for n, line in enumerate(lines) if line.startswith("| three | "))
    page.write_text("".join(lines[:third] + lines[third + 1 :]), "utf8")
    plan, (learning, needed) = "Four hours: what is my loss function?", found(copy)
    assert (plan, learning, needed) in teaching.out_of_reach(copy)


def found(root):
    """Return the last chapter of the shortest plan, and the need that the third hour meets."""
    rows = next(iter(teaching.plans(root).values()))
    learning = rows[-1][0][-1]
    return learning, next(need for need in contents.needs(learning) if "kl_divergence" in need)


def test_two_chapters_of_one_hour_stand_in_the_order_of_their_needs(copy):
    page = copy / PAGE.relative_to(contents.ROOT)
    line = next(x for x in page.read_text("utf8").splitlines() if x.startswith("| one to eight | "))
    first, second = line.removeprefix("| one to eight | ").split(", ")[:2]
    turned = line.replace(f"{first}, {second}", f"{second}, {first}")
    page.write_text(page.read_text("utf8").replace(line, turned), "utf8")
    needing, needed = contents.chapters()[1], contents.chapters()[0]
    assert [found[1:] for found in teaching.out_of_reach(copy)] == [(needing, needed)]


def test_a_page_without_its_sections_is_told(copy):
    page = copy / PAGE.relative_to(contents.ROOT)
    page.write_text(page.read_text("utf8").replace(f"## {teaching.PLANS}", "## Plans"), "utf8")
    with pytest.raises(ValueError, match="has no section `## Course plans`"):
        teaching.out_of_reach(copy)
