"""Publishing loses nothing: interrupted after each step, twice at once, refused, stale, rolled back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from life import STEPS, Life, git, page

from publishing.__main__ import main
from publishing.served import revision_line

NEW = {"pages/new.html": page("New")}
OTHER = {"pages/other.html": page("Other")}


@pytest.fixture
def life(tmp_path: Path, serve, monkeypatch: pytest.MonkeyPatch) -> Life:
    """A handbook that nobody has published yet."""
    monkeypatch.delenv("GITHUB_OUTPUT", raising=False)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    started = Life(tmp_path, serve(tmp_path / "host"), monkeypatch)
    started.start()
    return started


@pytest.fixture
def published(life: Life) -> Life:
    """A handbook that was published once."""
    assert life.publish(first="yes") == 0
    return life


def is_whole(life: Life) -> bool:
    """What is served, what is promised there and what the ledger holds are the same."""
    return life.ledger() == life.served() >= life.pages()


def test_what_is_recorded_is_exactly_what_is_published(published: Life) -> None:
    published.commit(NEW)
    assert published.publish() == 0
    assert "new/" in published.ledger() and "new/" in published.pages() and is_whole(published)
    assert "Published: " in git(published.origin, "log", "-1", "--format=%B", "main")


def test_publishing_the_same_again_changes_nothing(published: Life) -> None:
    before = git(published.origin, "rev-parse", "main")
    assert published.publish() == 0
    assert git(published.origin, "rev-parse", "main") == before and is_whole(published)


@pytest.mark.parametrize("last", STEPS)
def test_whatever_interrupts_it_the_next_one_mends(published: Life, last: str) -> None:
    published.commit(NEW)
    before = published.ledger()
    run = published.run()
    for step in STEPS[: STEPS.index(last) + 1]:
        assert run.step(step) == 0
    assert "new/" not in before
    assert ("new/" in published.ledger()) == (
        last == "record"
    )  # a failed deployment records nothing
    assert ("new/" in published.pages()) == (STEPS.index(last) >= STEPS.index("deploy"))
    published.commit(OTHER)
    assert published.publish() == 0
    assert {"new/", "other/"} <= published.ledger() and is_whole(published)


@pytest.mark.parametrize("last", ["deploy", "record"])
def test_a_page_that_was_deployed_but_perhaps_not_recorded_cannot_be_deleted(
    published: Life, last: str, capsys: pytest.CaptureFixture[str]
) -> None:
    published.commit(NEW)
    run = published.run()
    for step in STEPS[: STEPS.index(last) + 1]:
        run.step(step)
    published.commit({"pages/new.html": None})
    assert published.publish() == 1
    assert "published link new/ is broken" in capsys.readouterr().out
    assert "new/" in published.pages()


def test_two_at_once_record_both(published: Life) -> None:
    first = published.commit(NEW)
    one = published.run(first)
    second = published.commit(OTHER)
    two = published.run(second)
    for step in STEPS[:-1]:
        assert one.step(step) == 0
    for step in STEPS[:-1]:
        assert two.step(step) == 0
    assert two.step("record") == 0 and one.step("record") == 0  # the slower one comes last
    assert {"new/", "other/"} <= published.ledger() and is_whole(published)


def test_the_older_of_two_at_once_does_not_deploy_after_the_newer(
    published: Life, capsys: pytest.CaptureFixture[str]
) -> None:
    one = published.run(published.commit(NEW))
    for step in ("read back", "build and record", "check", "seal"):
        assert one.step(step) == 0
    published.commit(OTHER)
    assert published.publish() == 0
    assert one.step("look again") == 1
    assert "older than what is published" in capsys.readouterr().err
    assert is_whole(published)


def test_running_an_old_publication_again_deploys_nothing(published: Life, capsys) -> None:
    old = git(published.origin, "rev-parse", "main")
    published.commit(NEW)
    assert published.publish() == 0
    assert published.publish(old) == 1
    said = capsys.readouterr().err
    assert "older than what is published" in said and "roll-back is a new commit" in said
    assert "new/" in published.pages()


def test_a_roll_back_is_a_new_commit_and_keeps_what_was_published(published: Life) -> None:
    published.commit(NEW)
    assert published.publish() == 0
    published.commit({"pages/new.html": None, "links/moved.txt": "new/\tguide/\n"})
    assert published.publish() == 0
    assert "new/" in published.ledger() and is_whole(published)
    assert "guide/" in (published.host / "new/index.html").read_text()


def test_a_change_that_deletes_a_page_and_its_line_in_the_ledger_is_not_published(
    published: Life, capsys
) -> None:
    ledger = git(published.origin, "show", "main:links/published.txt")
    kept = "".join(line + "\n" for line in ledger.splitlines() if not line.startswith("guide/"))
    published.commit({"pages/guide.html": None, "links/published.txt": kept})
    assert published.publish() == 1
    assert "published link guide/ is broken" in capsys.readouterr().out
    assert "guide/" in published.pages()


def test_a_branch_that_takes_no_push_leaves_the_record_on_a_branch_of_its_own(
    published: Life, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "output"))
    published.commit(NEW)
    published.refuse_pushes("main")
    assert published.publish() == 0
    assert "main takes no push" in capsys.readouterr().out
    assert (tmp_path / "output").read_text() == "refused=true\n"
    assert "new/" not in published.ledger() and "new/" in published.ledger("published-record")
    # The next publication, too, knows it, even though somebody deletes the page meanwhile.
    (published.origin / "hooks" / "update").unlink()
    published.commit({"pages/new.html": None})
    assert published.publish() == 1
    # Once main takes pushes again, the record goes there and the branch of its own goes.
    published.commit(NEW)
    assert published.publish() == 0
    assert "new/" in published.ledger() and is_whole(published)
    assert not git(published.origin, "branch", "--list", "published-record")


def test_a_second_refused_push_keeps_what_the_first_one_left(published: Life) -> None:
    for files in (NEW, OTHER):
        (published.origin / "hooks" / "update").unlink(missing_ok=True)
        published.commit(files)
        published.refuse_pushes("main")
        assert published.publish() == 0
    assert {"new/", "other/"} <= published.ledger("published-record")


def test_when_no_branch_takes_the_record_somebody_is_told_what_to_do(
    published: Life, capsys
) -> None:
    published.commit(NEW)
    published.refuse_pushes("main", "published-record")
    assert published.publish() == 1
    said = capsys.readouterr().err
    assert "download the artifact “record”" in said and "links/published.txt" in said
    assert "protected" in said  # what the server answered
    (published.origin / "hooks" / "update").unlink()
    published.commit(OTHER)
    assert published.publish() == 0 and is_whole(published)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("<!doctype html><h1>Log in</h1>", "a page of HTML"),
        ("", "there, but empty"),
        ("# only a comment\n", "there, but empty"),
        ("./\tyesterday\tHome\n", "cannot be read"),
        ("./\t2026-01-01\tHome\n", "is not the list that was published with commit"),
        (None, "answers 404, but the site was published before"),
    ],
)
def test_a_list_that_is_not_the_published_list_stops_it(
    published: Life, answer: str | None, said: str, capsys
) -> None:
    published.commit(NEW)
    listed = published.host / "published.txt"
    listed.unlink() if answer is None else listed.write_text(answer)
    assert published.publish() == 1
    assert said in capsys.readouterr().err
    assert "new/" not in published.pages()


def test_a_list_shorter_than_the_ledger_stops_it_even_when_it_fits_its_sum(
    published: Life, capsys
) -> None:
    listed = published.host / "published.txt"
    listed.write_text("./\t2026-01-01\tHome\n")
    revision = (published.host / "revision.txt").read_text().split()[0]
    (published.host / "revision.txt").write_bytes(revision_line(revision, listed.read_bytes()))
    assert published.publish() == 1
    assert "shorter than the ledger" in capsys.readouterr().err


def test_a_cache_that_serves_yesterdays_site_stops_it(
    published: Life, tmp_path: Path, capsys
) -> None:
    yesterday = {file.name: file.read_bytes() for file in published.host.glob("*.txt")}
    published.commit(NEW)
    assert published.publish() == 0
    for name, data in yesterday.items():
        (published.host / name).write_bytes(data)
    published.commit({"pages/new.html": None})
    assert published.publish() == 1
    assert "still serves" in capsys.readouterr().err


def test_a_host_that_does_not_answer_stops_it(published: Life, capsys) -> None:
    published.site = "http://127.0.0.1:1/"
    assert published.publish() == 1
    assert "does not answer" in capsys.readouterr().err


def test_the_first_publication_is_stated_not_guessed(life: Life, capsys) -> None:
    assert life.publish() == 1
    assert "“first publication” ticked" in capsys.readouterr().err
    assert life.publish(first="yes") == 0 and is_whole(life)
    assert life.publish(first="yes") == 1
    assert "this is not the first publication" in capsys.readouterr().err


def test_after_the_first_publication_an_empty_host_is_not_a_first_one(
    published: Life, capsys
) -> None:
    for file in published.host.glob("*.txt"):
        file.unlink()
    assert published.publish(first="yes") == 1
    assert "was recorded as published" in capsys.readouterr().err


def test_what_is_published_from_elsewhere_is_replaced_only_by_name(published: Life, capsys) -> None:
    other = "0" * 40
    listed = (published.host / "published.txt").read_bytes()
    (published.host / "revision.txt").write_bytes(revision_line(other, listed))
    assert published.publish() == 1
    assert f"“replaces” set to {other}" in capsys.readouterr().err
    assert published.publish(replaces="1" * 40) == 1
    assert published.publish(replaces=other) == 0 and is_whole(published)


def test_a_site_that_does_not_say_what_it_is_built_from_is_replaced_only_on_purpose(
    published: Life,
) -> None:
    (published.host / "revision.txt").unlink()
    assert published.publish() == 1
    assert published.publish(replaces="unknown") == 0 and is_whole(published)


def test_the_seal_refuses_a_build_that_was_not_recorded(published: Life, capsys) -> None:
    run = published.run()
    assert run.step("read back") == 0 and run.step("build and record") == 0
    (run.machine / "build" / "published.txt").write_text("./\t2026-01-01\tHome\n")
    assert run.step("seal") == 1
    assert "record the build first" in capsys.readouterr().err


def test_the_seal_refuses_a_build_whose_handouts_were_not_printed(published: Life, capsys) -> None:
    run = published.run()
    for step in STEPS[:3]:
        assert run.step(step) == 0
    build, names = run.machine / "build", ("one", "two")
    entries = [{"address": f"handouts/{name}.pdf", "kind": "handout"} for name in names]
    build.with_name("build.anchors.json").write_text(json.dumps({"addresses": entries}))
    (build / "handouts").mkdir()
    (build / "handouts/one.pdf").write_bytes(b"%PDF")
    assert run.step("seal") == 1
    assert "lacks handouts/two.pdf" in capsys.readouterr().err
    (build / "handouts/two.pdf").write_bytes(b"%PDF")
    assert run.step("seal") == 0


def test_pictures_that_were_drawn_are_recorded_and_those_nobody_needs_go(published: Life) -> None:
    published.commit({"_drawings/old.svg": "<svg/>", "_drawings/stays.svg": "<svg/>"})
    run = published.run()
    for step in STEPS[:3]:
        assert run.step(step) == 0
    (run.machine / "_drawings/old.svg").unlink()
    (run.machine / "_drawings/new.svg").write_text("<svg/>")
    for step in STEPS[3:]:
        assert run.step(step) == 0
    files = git(published.origin, "ls-tree", "--name-only", "main", "_drawings/").split()
    assert files == ["_drawings/new.svg", "_drawings/stays.svg"]


def test_a_change_is_judged_with_what_was_published_meanwhile(
    published: Life, monkeypatch, capsys
) -> None:
    desk = published.run()
    published.commit(NEW)
    assert published.publish() == 0
    monkeypatch.chdir(desk.machine)
    assert main(["catch-up", "--site", published.site, "--pause", "0"]) == 0
    assert "new/" in (desk.machine / "links/published.txt").read_text()
    assert main(["catch-up", "--site", "http://127.0.0.1:1/", "--pause", "0"]) == 0
    assert "::notice title=Published list not read::" in capsys.readouterr().out
