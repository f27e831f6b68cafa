"""Laws of publishing, on sequences nobody thought of: one whole release is on show, and so on."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from publishing import make_site, published, release_names, shown, tidy, tree, wrong_in

from wenji.publish import PublishError
from wenji.publish.release import roll_back
from wenji.publish.target import parse_target

# Contents of one length, so that only times tell versions of a page apart; one long enough for
# variants; a name that is a file in one site and a folder in another.
TEXTS = st.sampled_from(["甲", "乙", "丙", "渠水清清。" * 99, "稻花香香。" * 99])
SITES = st.dictionaries(st.sampled_from(["a.html", "b/c.html", "b/d.html", "e"]), TEXTS) | (
    st.dictionaries(st.sampled_from(["a.html", "e/f.html", "b/c.html"]), TEXTS)
)
BACK = st.none() | st.integers(0, 9)  # None: the one before; else one of those that are there
STEPS = st.lists(SITES | BACK, min_size=2, max_size=9)


@dataclass
class World:
    """What must be true of a target, kept beside it."""

    root: Path
    keep: int
    contents: dict[str, dict[str, bytes]] = field(default_factory=dict)  # of each release ever
    versions: dict[tuple[str, int, int], bytes] = field(default_factory=dict)
    undo: list[str] = field(default_factory=list)  # what a reader's site was, step by step

    def publish(self, site: dict[str, str]) -> None:
        """Publish a site, and know that it is on show."""
        folder = make_site(self.root / "site", site)
        name = published(folder, self.root / "target", self.keep).name
        self.contents[name] = tree(folder)
        if not self.undo or self.undo[-1] != name:
            self.undo.append(name)

    def back(self, which: int | None) -> None:
        """Go back one step, or to any release."""
        names = release_names(self.root / "target") if self.undo else []
        chosen = names[which % len(names)] if names and which is not None else ""
        try:
            name = roll_back(parse_target(str(self.root / "target")), chosen)
        except PublishError:
            older = [n for n in names if n < self.undo[-1]]
            assert not older and not chosen
            return
        if not chosen:
            assert name < self.undo[-1]
        if self.undo[-1] != name:
            self.undo.append(name)

    def check(self) -> None:
        """The laws, after each step."""
        target = self.root / "target"
        if not self.undo:
            return
        current, names = self.undo[-1], release_names(target)
        assert (target / "current").readlink() == Path(f"releases/{current}")
        assert shown(target) == self.contents[current]
        if len(self.undo) > 1:
            assert (target / "previous").readlink() == Path(f"releases/{self.undo[-2]}")
        assert {*self.undo[-2:]} <= {*names} and len(names) <= self.keep + 2
        assert tidy(target)
        for name in names:
            release = target / "releases" / name
            assert wrong_in(release) == [], name
            for path, content in tree(release / "site").items():
                stat = (release / "site" / path).stat()
                seconds, fraction = divmod(stat.st_mtime_ns, 1_000_000_000)
                assert fraction == 0
                # An ETag is made of these: it never stands for two contents.
                assert self.versions.setdefault((path, seconds, stat.st_size), content) == content


@given(STEPS, st.integers(1, 3))
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
def test_laws(steps: list[dict[str, str] | int | None], keep: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder), keep)
        for step in steps:
            if isinstance(step, dict):
                world.publish(step)
            else:
                world.back(step)
            world.check()


def test_a_publication_can_be_undone_at_once(tmp_path: Path) -> None:
    """Whatever was done before: the step back after a publication shows what was on show."""
    world = World(tmp_path, keep=5)
    for back in (None, 0, 1):
        for n in range(3):
            world.publish({"a.html": f"{back} {n}"})
        world.back(back)
        before = world.undo[-1]
        world.publish({"a.html": f"{back}"})
        world.back(None)
        assert world.undo[-1] == before
        world.check()
