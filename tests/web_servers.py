"""Real web servers with the files of `deploy/`, on addresses of this machine alone."""

from __future__ import annotations

import getpass
import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path

from programs import program

from wenji.hosting.servers import Place, server_files

HOST = "wenji.test"
PATIENCE = 20  # seconds until a server must answer
# Debian's ways to its modules.
NGINX_MODULES = Path("/etc/nginx/modules-enabled")  # which load from MODULES
MODULES = Path("/usr/lib/nginx/modules")
APACHE_MODULES = Path("/usr/lib/apache2/modules")
APACHE_USED = (
    "mpm_event", "authn_core", "authz_core", "authz_host", "auth_basic", "authz_user", "alias",
    "dir", "mime", "headers", "rewrite", "env",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said."""

    status: int
    headers: Message
    body: bytes

    def __getitem__(self, name: str) -> str:
        return str(self.headers.get(name, ""))


@dataclass(frozen=True, slots=True)
class Running:
    """A server that runs; `path` is where its site begins."""

    name: str
    port: int
    path: str
    folder: Path
    tls: bool = False

    @property
    def address(self) -> str:
        """Of the site."""
        return f"http://127.0.0.1:{self.port}{self.path}"

    def ask(
        self, page: str, method: str = "GET", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Ask for a page of the site; compression only where `headers` ask for it."""
        return self.ask_path(self.path + page, method, headers)

    def ask_path(
        self, path: str, method: str = "GET", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Ask for any path of the server, as it stands."""
        if self.tls:
            trusting = ssl._create_unverified_context()
            talk: http.client.HTTPConnection = http.client.HTTPSConnection(
                "127.0.0.1", self.port, timeout=PATIENCE, context=trusting
            )
        else:
            talk = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            talk.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in {"Host": HOST, **(headers or {})}.items():
                talk.putheader(name, value)
            talk.endheaders()
            got = talk.getresponse()
            return Answer(got.status, got.msg, got.read())
        finally:
            talk.close()


@dataclass(slots=True)
class Release:
    """A folder as `publish` leaves it, made by hand: `current`, and what came before."""

    folder: Path
    place: Place = field(init=False)

    def put(self, name: str, site: Path) -> None:
        """Make a copy of `site` a release, and the one that is served."""
        release = self.folder / "releases" / name
        shutil.copytree(site, release / "site")
        current = self.folder / "current"
        if current.is_symlink():
            self._link("previous", str(current.readlink()))
        self._link("current", f"releases/{name}")

    def _link(self, name: str, to: str) -> None:
        fresh = self.folder / f"{name}.new"
        fresh.symlink_to(to)
        fresh.replace(self.folder / name)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def deployed(folder: Path, published: Path, path: str = "/") -> Path:
    """The files of `deploy/` for what is published there, written into `folder`."""
    files, _ = server_files(published / "current/site", Place(path, str(published), HOST))
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, "utf-8")
    return folder


@contextmanager
def nginx(
    folder: Path,
    published: Path,
    path: str = "/",
    options: tuple[str, ...] = ("brotli.conf",),
    tls: bool = False,
    instead: Mapping[str, str] | None = None,
) -> Iterator[Running]:
    """nginx with its generated files, and those of `options/` beside them.

    `instead` has other content for some of the files in `wenji/`: what a host would write.
    """
    binary = program("nginx", "nginx libnginx-mod-http-brotli-static")
    files, port = deployed(folder / "deploy", published, path) / "nginx", free_port()
    own = folder / "etc"
    (folder / "modules").symlink_to(MODULES)
    shutil.copytree(files / "wenji", own / "wenji", dirs_exist_ok=True)
    for name in options:
        shutil.copyfile(files / "options" / name, own / "wenji" / name)
    for name, words in (instead or {}).items():
        (own / "wenji" / name).write_text(words, "utf-8")
    server = (files / ("wenji-tls.conf" if tls else "wenji.conf")).read_text("utf-8")
    server = re.sub(r".*listen \[::\].*\n", "", server)
    server = server.replace("listen 443 ", f"listen 127.0.0.1:{port} ")
    server = server.replace("listen 80;", f"listen 127.0.0.1:{free_port() if tls else port};")
    if tls:
        server = server.replace("/etc/nginx/wenji/", f"{own}/wenji/")
        _certificate(own / "wenji")
    (own / "server.conf").write_text(server, "utf-8")
    temporary = "\n".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (own / "nginx.conf").write_text(
        f"include {NGINX_MODULES}/*.conf;\nuser {getpass.getuser()};\nworker_processes 2;\n"
        f"pid {folder}/pid;\nerror_log {folder}/error.log warn;\ndaemon off;\n"
        "events { worker_connections 512; }\n"
        f"http {{ include /etc/nginx/mime.types; access_log off; {temporary}\n"
        # What a host may have set for all his sites, and ours must not take over.
        "open_file_cache max=1000 inactive=60s; open_file_cache_valid 60s;\n"
        "index other.html; autoindex on; gzip_static off; charset gbk;\n"
        "sendfile on; include server.conf; }\n",
        "utf-8",
    )
    command = [binary, "-p", str(folder), "-c", str(own / "nginx.conf")]
    with _started("nginx", command, port):
        yield Running("nginx", port, path, folder, tls)


@contextmanager
def apache(folder: Path, published: Path, path: str = "/") -> Iterator[Running]:
    """Apache with its generated file."""
    port = free_port()
    server = (deployed(folder / "deploy", published, path) / "apache/wenji.conf").read_text("utf-8")
    server = server.replace("*:80", f"127.0.0.1:{port}")
    with apache_with(folder, f"Listen 127.0.0.1:{port}\n{server}", port) as running:
        yield Running("apache", running, path, folder)


@contextmanager
def apache_with(folder: Path, config: str, port: int, more: tuple[str, ...] = ()) -> Iterator[int]:
    """Apache with a configuration; `more` are modules that it needs besides."""
    binary = program("apache2", "apache2")
    modules = "".join(
        f"LoadModule {name}_module {APACHE_MODULES}/mod_{name}.so\n"
        for name in (*APACHE_USED, *more)
    )
    run_as = "User www-data\nGroup www-data\n" if os.getuid() == 0 else ""
    (folder / "apache.conf").write_text(
        f"ServerRoot {folder}\n{modules}ServerName {HOST}\nPidFile {folder}/pid\n{run_as}"
        f"DefaultRuntimeDir {folder}\nErrorLog {folder}/error.log\n"
        f"TypesConfig /etc/mime.types\n{config}",
        "utf-8",
    )
    command = [binary, "-X", "-f", str(folder / "apache.conf")]
    if os.getuid() == 0:
        command[1:2] = ["-D", "FOREGROUND"]
    with _started("apache2", command, port):
        yield port


@contextmanager
def caddy(folder: Path, published: Path, path: str = "/") -> Iterator[Running]:
    """Caddy with its generated file."""
    binary, port = program("caddy", "caddy"), free_port()
    server = (deployed(folder / "deploy", published, path) / "caddy/Caddyfile").read_text("utf-8")
    server = server.replace(f"http://{HOST}", f"http://{HOST}:{port}")
    (folder / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https off\n}\n" + server, "utf-8")
    command = [binary, "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with _started("caddy", command, port, home):
        yield Running("caddy", port, path, folder)


@contextmanager
def _started(
    name: str, command: list[str], port: int, more: Mapping[str, str] | None = None
) -> Iterator[None]:
    server = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, **(more or {})},
    )
    try:
        end = time.monotonic() + PATIENCE
        while server.poll() is None and time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        else:
            server.kill()
            said = server.communicate()[0].decode("utf-8", "replace")
            raise AssertionError(f"{name} did not start: {said}")
        yield
    finally:
        server.terminate()
        try:
            server.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            server.kill()
            server.communicate()


def _certificate(folder: Path) -> None:
    """A certificate for this test alone."""
    subprocess.run(
        [program("openssl", "openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt",
         "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", f"/CN={HOST}",
         "-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
