"""What is published becomes one commit of the data files and of nothing else."""

import subprocess

import pytest

from lib.inbox import repository
from lib.inbox.repository import GitFailed


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A repository with a data folder, and a file beside it that someone is at work on."""
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Somebody")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "somebody@example.org")
    # Whatever the machine has set up: hooks, signatures, a home with settings.
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    root = tmp_path / "repo"
    (root / "pkg" / "data").mkdir(parents=True)
    (root / "pkg" / "data" / "events.csv").write_text("id\n1\n")
    (root / "pkg" / "data" / "datapackage.json").write_text("{}\n")
    (root / "other.txt").write_text("one\n")
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "First")
    return root


def git(root, *arguments):
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout


def found(root):
    repo = repository.around(root / "pkg" / "data", "datapackage.json")
    assert repo is not None
    return repo


def test_only_the_files_that_are_named_are_in_the_commit(root):
    (root / "other.txt").write_text("two\n")
    (root / "staged.txt").write_text("staged\n")
    git(root, "add", "staged.txt")
    data = root / "pkg" / "data"
    (data / "events.csv").write_text("id\n1\n2\n")
    (data / "versions").mkdir()
    (data / "versions" / "0.1.0.zip").write_bytes(bytes(range(256)))
    made = found(root).commit(["events.csv", "versions/0.1.0.zip"], "Two\n\nWhy")
    assert git(root, "rev-parse", "HEAD").strip() == made
    assert git(root, "show", "--format=%an%n%B", "--name-only", "HEAD").split() == [
        *("Somebody", "Two", "Why"),
        *("pkg/data/events.csv", "pkg/data/versions/0.1.0.zip"),
    ]
    # What others were at is as they left it, and the data folder is clean.
    assert git(root, "status", "--porcelain").splitlines() == [" M other.txt", "A  staged.txt"]
    assert found(root).dirty() == []
    assert found(root).last("events.csv") == made
    assert found(root).committed("events.csv") == b"id\n1\n2\n"


def test_what_is_not_committed_is_named(root):
    assert found(root).dirty() == []
    (root / "pkg" / "data" / "events.csv").write_text("id\n")
    (root / "pkg" / "data" / "new.csv").write_text("id\n")
    (root / "other.txt").write_text("two\n")
    assert found(root).dirty() == ["pkg/data/events.csv", "pkg/data/new.csv"]


def test_a_commit_that_comes_in_between_is_built_upon(root, monkeypatch):
    repo = found(root)
    (root / "pkg" / "data" / "events.csv").write_text("id\n3\n")
    made = repository.Repository._made
    others = ["Between"]

    def overtaken(self, paths, parent, message):
        result = made(self, paths, parent, message)
        if others:
            git(root, "commit", "--quiet", "--allow-empty", "-m", others.pop())
        return result

    monkeypatch.setattr(repository.Repository, "_made", overtaken)
    repo.commit(["events.csv"], "Three")
    assert git(root, "log", "--format=%s").split() == ["Three", "Between", "First"]


def test_a_folder_that_git_does_not_keep_is_no_repository(root, tmp_path):
    loose = tmp_path / "loose"
    loose.mkdir()
    (loose / "datapackage.json").write_text("{}\n")
    assert repository.around(loose, "datapackage.json") is None
    ignored = root / "ignored"
    ignored.mkdir()
    (ignored / "datapackage.json").write_text("{}\n")
    assert repository.around(ignored, "datapackage.json") is None


def test_a_repository_without_a_commit_or_an_author_is_told_before(root, monkeypatch):
    found(root).ready()
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{name}_NAME")
        monkeypatch.delenv(f"GIT_{name}_EMAIL")
    git(root, "config", "user.useConfigOnly", "true")
    with pytest.raises(GitFailed):
        found(root).ready()
