"""Set up: from a bare Python to the project's own environment, `.venv` in the repository.

Standard library only. The file must *parse* on Python 3.6, so that an old Python gets a
message instead of a SyntaxError; its annotations are therefore strings. What it says stands
in `wenji/messages.toml` like everything else.
"""

import hashlib
import io
import json
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
MESSAGES = Path(__file__).resolve().parent / "wenji" / "messages.toml"

OLDEST_PYTHON = (3, 11)  # tomllib, StrEnum and exception notes arrived with it
CANNOT_RUN = 2
STAMP = "wenji-installed.json"  # in .venv: what was installed, by the hash of its list
UNFINISHED = "wenji-unfinished"  # in .venv while it is being made or filled
LOCKED = ".work/setup"  # beside .venv: held by the one that makes or fills it
PATIENCE = 0.5  # seconds between looks at it
INSIDE = "WENJI_INSIDE"  # environment variable: the environment that a process was started in
CONSOLE = "WENJI_CONSOLE"  # environment variable: the encoding of the console
FOREIGN = ("PYTHONHOME", "PYTHONPATH", "PYTHONIOENCODING")  # settings meant for other programs
PROBE = (
    "import sys, importlib.util as u;"
    "print('{}.{}'.format(*sys.version_info), int(u.find_spec('pip') is not None))"
)
WHEELS = "wheels"  # beside the lists: the packages of a kit for machines without a network
CONTENTS = "kit.json"  # in it: for which systems, Pythons and lists it has them
REASON_LINES = 8  # how much of pip's output a failure shows
NAME_WIDTH = 40  # columns for a package's name in the line of progress


class SetupError(Exception):
    """The environment cannot be made; the text says why and what to do."""


# --- talking ------------------------------------------------------------------------------


def message(key: str, lang: str, **values: object) -> str:
    """A text of `messages.toml`, read line by line: an old Python has no tomllib."""
    section = '[text."' + key + '"]'
    lines = MESSAGES.read_text(encoding="utf-8").split("\n")
    for line in lines[lines.index(section) + 1 :]:
        if line.startswith(lang + " = "):
            return str(json.loads(line.split(" = ", 1)[1])).format(**values)
        if line.startswith("["):
            break
    raise KeyError(key)


def both(key: str, **values: object) -> str:
    """The text in Chinese, then in English on the next line."""
    return message(key, "zh", **values) + "\n" + message(key, "en", **values)


def say(text: str, stream: "TextIO | None" = None, end: str = "\n") -> None:
    """Print on any console: what its encoding lacks becomes a question mark."""
    out = sys.stdout if stream is None else stream
    encoding = out.encoding or "ascii"
    out.write(text.encode(encoding, "replace").decode(encoding) + end)
    out.flush()


def require_python(version: "tuple[int, int]" = sys.version_info[:2]) -> None:
    """End with status 2 and a clear message when Python is too old."""
    if version < OLDEST_PYTHON:
        found, needed = (".".join(str(n) for n in v) for v in (version, OLDEST_PYTHON))
        say(both("setup.python-old", found=found, needed=needed), sys.stderr)
        sys.exit(CANNOT_RUN)


# --- where --------------------------------------------------------------------------------


def venv_python(venv: Path = VENV) -> Path:
    """The interpreter of an environment, on this system."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def is_inside(venv: Path = VENV) -> bool:
    """Whether this process was started by `run_inside` (and so runs with the environment)."""
    mark = os.environ.get(INSIDE, "")
    return mark == str(venv) and Path(sys.prefix).resolve() == venv.resolve()


def child_environment(venv: Path = VENV) -> "dict[str, str]":
    """The environment variables of the inner process.

    It and its own children exchange UTF-8; only what it prints itself is in the console's
    encoding (`speak_to_console`).
    """
    env = {k: v for k, v in os.environ.items() if k not in FOREIGN}
    env[INSIDE] = str(venv)
    env[CONSOLE] = sys.stdout.encoding or "utf-8"
    env["PYTHONUTF8"] = "1"
    return env


def speak_to_console() -> None:
    """Inside: print in the encoding of the console, with `?` for what it lacks."""
    encoding = os.environ.get(CONSOLE)
    for stream in (sys.stdout, sys.stderr):
        if encoding and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=encoding, errors="replace")


# --- what is installed --------------------------------------------------------------------


def requirement_files(path: Path) -> "list[Path]":
    """A list of requirements and those that it names with `-r`, itself first."""
    found = [path]
    for line in path.read_text(encoding="utf-8").splitlines():
        named = re.match(r"-r\s+(\S+)", line)
        if named:
            found.extend(requirement_files(path.parent / named.group(1)))
    return found


def fingerprint(path: Path) -> str:
    """The hash of what a list asks for; comments and blank lines do not count."""
    digest = hashlib.sha256()
    for file in requirement_files(path):
        for line in file.read_text(encoding="utf-8").splitlines():
            wish = line.split("#", 1)[0].strip()
            if wish:
                digest.update(wish.encode("utf-8") + b"\n")
    return digest.hexdigest()


def wishes(path: Path) -> int:
    """How many packages a list asks for."""
    lines = [
        line
        for file in requirement_files(path)
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    return sum(1 for line in lines if re.match(r"[A-Za-z0-9]", line))


def read_stamp(venv: Path) -> "dict[str, str]":
    """What was installed: name of the list → fingerprint, and `python` → its version."""
    try:
        stamp = json.loads((venv / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in stamp.items()} if isinstance(stamp, dict) else {}


def write_stamp(venv: Path, python: str, path: Path) -> None:
    """Record that `path` (and every list it names) is installed for Python `python`."""
    stamp = read_stamp(venv)
    if stamp.get("python") != python:
        stamp = {"python": python}
    for file in requirement_files(path):
        stamp[file.name] = fingerprint(file)
    (venv / STAMP).write_text(json.dumps(stamp, indent=1, sort_keys=True), encoding="utf-8")


def is_installed(venv: Path, python: str, path: Path) -> bool:
    """Whether the stamp says that `path` is installed for this Python."""
    stamp = read_stamp(venv)
    return stamp.get("python") == python and stamp.get(path.name) == fingerprint(path)


# --- making it ----------------------------------------------------------------------------


def probe(venv: Path) -> "tuple[str, bool]":
    """The version of the environment's Python ("" if it does not run), and whether it has pip."""
    command = [str(venv_python(venv)), "-I", "-c", PROBE]
    try:
        done = subprocess.run(command, capture_output=True)
    except OSError:
        return "", False
    words = done.stdout.decode("ascii", "replace").split()
    if done.returncode or len(words) != 2:
        return "", False
    return words[0], words[1] == "1"


def is_usable(venv: Path) -> bool:
    """Whether the environment is whole: finished, with a Python new enough, and with pip."""
    if (venv / UNFINISHED).exists():
        return False
    version, has_pip = probe(venv)
    return has_pip and tuple(int(n) for n in version.split(".")) >= OLDEST_PYTHON


def make_venv(venv: Path) -> None:
    """Make the environment anew; SetupError when this Python cannot."""
    say(message("setup.venv", "zh"))
    if venv.is_symlink() or venv.is_file():
        venv.unlink()
    elif venv.exists():
        shutil.rmtree(str(venv))
    venv.mkdir(parents=True)
    (venv / UNFINISHED).touch()
    done = subprocess.run(
        [sys.executable, "-m", "venv", str(venv)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode or not probe(venv)[1]:
        output = done.stdout.decode("utf-8", "replace").strip()
        shutil.rmtree(str(venv), ignore_errors=True)
        missing = "ensurepip" in output or "No module named venv" in output
        raise SetupError(both("setup.no-venv" if missing else "setup.venv-failed", reason=output))
    (venv / UNFINISHED).unlink()


def this_system() -> str:
    """The name of this system, as kits name those that they have packages for.

    Of the running Python, which makes the environment: one of 32 bits is a system of its own, and
    so is a Linux without glibc.
    """
    if sys.platform == "darwin":
        return "macos-" + platform.machine()
    name = sysconfig.get_platform()
    return name if os.name == "nt" or platform.libc_ver()[0] == "glibc" else name + "-musl"


def from_wheels(path: Path) -> "list[str]":
    """Options of pip that install from the kit beside a list, none where there is no kit.

    SetupError when the kit tells that it has nothing for this system, this Python or this list.
    """
    folder = path.parent / WHEELS
    if not folder.is_dir():
        return []
    try:
        has = json.loads((folder / CONTENTS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        has = {}  # a folder that somebody has put together by hand: pip will tell
    told = {key: ", ".join(values) for key, values in has.items()}
    python = ".".join(str(n) for n in sys.version_info[:2])
    system = this_system()
    if system not in has.get("systems", [system]) or python not in has.get("pythons", [python]):
        told.update(system=system, python=python)
        raise SetupError(both("setup.no-wheels", **told))
    if path.name not in has.get("lists", [path.name]):
        raise SetupError(both("setup.no-list", file=path.name, **told))
    return ["--no-index", "--find-links", str(folder)]


def install(venv: Path, path: Path) -> None:
    """Install a list into the environment, quietly; SetupError tells what to do on failure.

    Only files whose hashes stand in the list are taken, from wherever they come.
    """
    offline = from_wheels(path)
    unfinished = venv / UNFINISHED
    unfinished.touch()
    command = [str(venv_python(venv)), "-m", "pip", "install", "--no-input", "--require-hashes"]
    command += [*offline, "-r", str(path)]
    env = dict(os.environ, PYTHONUTF8="1", PIP_DISABLE_PIP_VERSION_CHECK="1")
    env.pop("PYTHONPATH", None)
    total = wishes(path)
    say(message("setup.install", "zh", total=total, file=path.name))
    lines = []
    collected = 0
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env
    ) as pip:
        for raw in pip.stdout or ():
            line = raw.decode("utf-8", "replace").strip()
            lines.append(line)
            if line.startswith("Collecting "):
                collected += 1
                _rewrite(f"  {collected}/{total} {line.split()[1]}")
    _rewrite("")
    unfinished.unlink()  # an interruption leaves the mark; a refusal of pip does not
    if pip.returncode:
        reason = "\n".join([line for line in lines if line][-REASON_LINES:])
        key = "setup.kit-failed" if offline else "setup.install-failed"
        raise SetupError(both(key, reason=reason, file=path.name))


def _rewrite(text: str) -> None:
    """Show one line of progress in place of the former, on a terminal only."""
    if sys.stdout.isatty():
        say("\r" + text[:NAME_WIDTH].ljust(NAME_WIDTH) + ("" if text else "\r"), end="")


def prepare(requirements: str, venv: Path = VENV, root: Path = ROOT) -> Path:
    """Make the environment ready for a list of requirements; returns its interpreter.

    Does nothing, and needs no network, when the stamp says that all is there. Of several that
    start at once the first makes it; to the others it would look unfinished, and they wait.
    """
    path = root / requirements
    if is_usable(venv) and is_installed(venv, probe(venv)[0], path):
        return venv_python(venv)
    with alone(venv):
        if not is_usable(venv):
            make_venv(venv)
        version = probe(venv)[0]
        if not is_installed(venv, version, path):
            install(venv, path)
            write_stamp(venv, version, path)
    return venv_python(venv)


@contextmanager
def alone(venv: Path) -> "Iterator[None]":
    """Hold the environment for this process; wait for another that makes or fills it."""
    from wenji.lock import LockedError, locked  # not for a Python that is too old

    told = False
    while True:
        with ExitStack() as held:
            try:
                held.enter_context(locked(venv.resolve().parent / LOCKED))
            except LockedError:
                if not told:
                    say(message("setup.waiting", "zh"))
                    told = True
            else:
                yield
                return
        time.sleep(PATIENCE)


# --- handing over -------------------------------------------------------------------------


def run_inside(requirements: str, script: str, arguments: "list[str]") -> int:
    """Make the environment ready, run `script` inside it and return its exit status."""
    try:
        python = prepare(requirements)
    except SetupError as error:
        say(str(error), sys.stderr)
        return CANNOT_RUN
    except OSError as error:
        say(both("setup.venv-failed", reason=error), sys.stderr)
        return CANNOT_RUN
    except KeyboardInterrupt:
        return 130
    return hand_over([str(python), str(Path(script).resolve()), *arguments], child_environment())


def hand_over(command: "list[str]", env: "dict[str, str]") -> int:
    """Run a command to its end. Ctrl-C reaches it by itself; this process only waits."""
    child = subprocess.Popen(command, env=env)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    while True:
        try:
            status = child.wait()
        except KeyboardInterrupt:
            continue
        return status if status >= 0 else 128 - status
