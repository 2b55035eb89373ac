"""The git repository that a data folder lies in: what is published becomes one commit of it.

Only the files of the package are in the commit, whatever else is changed or staged; no hook runs,
as the checks of the data have run before.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

# A commit that another one overtakes is made anew on top of it, so many times.
_TRIES = 3
# How git says that a folder or file is none of its business.
_NOT_UNDER_CARE = ("not a git repository", "did not match any file")


class GitFailed(RuntimeError):
    """git could not do it; the argument is what it said."""


@dataclass(frozen=True)
class Repository:
    """The repository with its root, and the path of the data folder within it ("data")."""

    root: Path
    prefix: str

    def dirty(self) -> list[str]:
        """The files of the data folder that differ from the last commit, by their paths."""
        lines = self._git("status", "--porcelain", "--untracked-files=all", "--", self.prefix)
        return [line[3:] for line in lines.splitlines()]

    def ready(self) -> None:
        """Raises GitFailed if no commit could be made: no author is set, there is none yet, …"""
        self._git("rev-parse", "--verify", "HEAD")
        self._git("var", "GIT_COMMITTER_IDENT")
        self._git("var", "GIT_AUTHOR_IDENT")

    def committed(self, file: str) -> bytes | None:
        """A file of the data folder as the last commit has it; None where it has none."""
        try:
            return self._git("show", f"HEAD:{self.prefix}/{file}").encode()
        except GitFailed:
            return None

    def last(self, file: str) -> str:
        """The id of the last commit that changed a file of the data folder."""
        return self._git("log", "-1", "--format=%H", "--", f"{self.prefix}/{file}").strip()

    def commit(self, files: Iterable[str], message: str) -> str:
        """Commit files of the data folder as they are on the disk; returns the id of the commit.

        Raises GitFailed.
        """
        paths = [f"{self.prefix}/{file}" for file in files]
        for attempt in range(_TRIES):
            parent = self._git("rev-parse", "HEAD").strip()
            made = self._made(paths, parent, message)
            try:
                self._git("update-ref", "-m", message.splitlines()[0], "HEAD", made, parent)
                break
            except GitFailed:
                if attempt == _TRIES - 1:
                    raise
        # What stands for these files in the index is what was committed, and no change of its own.
        self._git("reset", "--quiet", "HEAD", "--", *paths)
        return made

    def _made(self, paths: list[str], parent: str, message: str) -> str:
        """A commit that no branch has yet."""
        with tempfile.TemporaryDirectory() as folder:
            own = {"GIT_INDEX_FILE": str(Path(folder, "index"))}
            self._git("read-tree", parent, **own)
            for path in paths:
                blob = self._git("hash-object", "-w", f"--path={path}", "--", path).strip()
                self._git("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}", **own)
            tree = self._git("write-tree", **own).strip()
        return self._git("commit-tree", tree, "-p", parent, "-m", message).strip()

    def _git(self, *arguments: str, **variables: str) -> str:
        return git(self.root, *arguments, **variables)


def around(folder: Path, known: str) -> Repository | None:
    """The repository that has `known`, a file of the data folder, under its care; None without.

    Raises GitFailed where there is one that git will not read, as that of another user.
    """
    try:
        root = Path(git(folder, "rev-parse", "--show-toplevel").strip()).resolve()
        git(folder, "ls-files", "--error-unmatch", "--", known)
    except FileNotFoundError:
        return None
    except GitFailed as error:
        if any(says in str(error) for says in _NOT_UNDER_CARE):
            return None
        raise
    return Repository(root, folder.resolve().relative_to(root).as_posix())


def git(folder: Path, *arguments: str, **variables: str) -> str:
    """What git prints; raises GitFailed, or FileNotFoundError where there is no git."""
    # A hook's or an outer git's own variables would lead it to another repository or index.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    named = {n: v for n, v in os.environ.items() if n.startswith(("GIT_AUTHOR", "GIT_COMMITTER"))}
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**kept, **named, **variables, "LC_ALL": "C"},
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise GitFailed(done.stderr.decode(errors="replace").strip() or f"git {arguments[0]}")
    return done.stdout.decode(errors="replace")
