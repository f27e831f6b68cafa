"""Check and test the project: `python3 scripts/test.py [pytest arguments]`.

Sets up the environment of `requirements-dev.txt` if needed, then runs the formatter, the
linter, the type checker and every test. Ends with pytest's closing line. The options that
are not pytest's own: `--install-system` lets it install the browser (Debian, as root).
"""

import os
import shutil
import subprocess
import sys

import bootstrap

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
SYSTEM_PACKAGES = ("chromium", "fonts-noto-cjk")
INSTALL_SYSTEM = "--install-system"
# More workers than processors: half of the time tests wait for browsers and servers. A file goes to
# one worker, which builds what its tests share once; the files in their order, because those that
# take longest do not lie at one end. A worker that a test ended (the time limit of pyproject.toml)
# is not started anew: it would run that test again, and pytest-xdist 3.8 then waits without end.
WORKERS = max(2, (os.cpu_count() or 1) * 3 // 2)
SHARED_OUT = f"-n {WORKERS} --dist loadfile --no-loadscope-reorder --max-worker-restart=0".split()
CHECKS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy", "scripts", "tests", "benchmarks"),
)


def main(arguments: "list[str]") -> int:
    """Run the checks and the tests; returns the exit status."""
    if not bootstrap.is_inside():
        return bootstrap.run_inside("requirements-dev.txt", __file__, arguments)
    bootstrap.speak_to_console()
    in_ci = os.environ.get("CI") == "true"
    wanted = [a for a in arguments if a != INSTALL_SYSTEM]
    if not provide_browser(install=in_ci or len(wanted) < len(arguments)) and in_ci:
        return bootstrap.CANNOT_RUN
    statuses = [run([sys.executable, "-m", *check]) for check in CHECKS]
    statuses.append(run([sys.executable, "-m", "pytest", *SHARED_OUT, *wanted]))
    return next((status for status in statuses if status), 0)


def provide_browser(install: bool) -> bool:
    """Whether a Chromium is there, installed now if that is asked for and can be done.

    Without one, says how to get it; the tests that need it are skipped then.
    """
    if find_browser():
        return True
    if install and shutil.which("apt-get") and is_root():
        bootstrap.say(bootstrap.message("test.browser-install", "zh"))
        env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        for words in (["update", "-qq"], ["install", "-y", "-qq", *SYSTEM_PACKAGES]):
            subprocess.run(["apt-get", *words], env=env, stdout=subprocess.DEVNULL, check=False)
    if find_browser():
        return True
    command = "apt-get install -y " + " ".join(SYSTEM_PACKAGES)
    bootstrap.say(bootstrap.both("test.browser-missing", command=command), sys.stderr)
    return False


def find_browser() -> "str | None":
    """The Chromium of this machine, None when there is none."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def is_root() -> bool:
    """Whether this process may install packages."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def run(command: "list[str]") -> int:
    """Run one check in the repository root."""
    env = {k: v for k, v in os.environ.items() if k != bootstrap.INSIDE}
    return subprocess.run(command, cwd=str(bootstrap.ROOT), env=env, check=False).returncode


if __name__ == "__main__":
    bootstrap.require_python()
    sys.exit(main(sys.argv[1:]))
