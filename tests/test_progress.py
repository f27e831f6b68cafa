"""What a run shows while it works."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from wenji.progress import Lines, Live, Progress, Silent, display


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def work(progress: Progress) -> None:
    with progress.stage("read", total=2) as step:
        step()
        step()
    with progress.stage("site"):
        pass


def test_elsewhere_than_on_a_terminal_there_is_one_line_a_stage() -> None:
    out = io.StringIO()
    work(Lines(out))
    assert out.getvalue() == "· 读取文件（2）\n· 生成网站\n"


def test_a_terminal_gets_a_bar_that_leaves_nothing_behind() -> None:
    out = io.StringIO()
    work(Live(Console(file=out, force_terminal=True, width=80)))
    assert "读取文件" in out.getvalue() and "2/2" in out.getvalue()


@pytest.mark.parametrize(("out", "kind"), [(io.StringIO(), Lines), (Terminal(), Live)])
def test_the_display_fits_its_stream(out: io.StringIO, kind: type) -> None:
    assert type(display(out)) is kind


@pytest.mark.parametrize("progress", [Silent(), Lines(io.StringIO())])
def test_the_time_of_every_stage_is_kept_also_of_one_that_fails(progress: Progress) -> None:
    work(progress)
    with pytest.raises(OSError), progress.stage("write"):
        raise OSError
    assert [t.stage for t in progress.times] == ["read", "site", "write"]
    assert all(t.seconds >= 0 for t in progress.times)
