"""Who may read: by address, by name and password, by the LDAP directory, with real servers."""

from __future__ import annotations

import base64
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from programs import program, ran
from web_servers import PATIENCE, Release, Running, apache_with, free_port, nginx

from wenji.hosting.servers import TEMPLATES
from wenji.model import Folders

PAGES = ("", "help/", "en/", "en/none", "none", "search/manifest.js")
BASE = "dc=example,dc=org"
SCHEMAS = Path("/etc/ldap/schema")
SLAPD_MODULES = Path("/usr/lib/ldap")
# One reader, the account that nginx's helper asks with, one who is no person.
PEOPLE = f"""dn: {BASE}
objectClass: dcObject
objectClass: organization
o: wenji
dc: example

dn: ou=people,{BASE}
objectClass: organizationalUnit
ou: people

dn: cn=wenji,{BASE}
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: wenji
userPassword: asks

dn: uid=li,ou=people,{BASE}
objectClass: inetOrgPerson
uid: li
cn: Li
sn: Li
userPassword: 读书 2026

dn: uid=printer,ou=people,{BASE}
objectClass: account
objectClass: simpleSecurityObject
uid: printer
userPassword: paper
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that servers, which are other users, can look into."""
    with tempfile.TemporaryDirectory(prefix="wenji-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def release(small_run: Folders, open_folder: Path) -> Release:
    """A small site that is published."""
    published = Release(open_folder / "published")
    published.folder.mkdir()
    published.put("one", small_run.site)
    return published


def named(name: str, password: str) -> dict[str, str]:
    """The header of basic authentication."""
    token = base64.b64encode(f"{name}:{password}".encode()).decode()
    return {"Authorization": f"Basic {token}"}


def statuses(server: Running, headers: dict[str, str] | None = None) -> list[int]:
    """What each of a few pages is answered with."""
    return [server.ask(page, headers=headers).status for page in PAGES]


OPEN = [200, 200, 200, 404, 404, 200]


def test_by_address(release: Release, open_folder: Path) -> None:
    options = ("access-address.conf",)
    with nginx(open_folder, release.folder, options=options) as server:
        assert statuses(server) == OPEN
    rules = open_folder / "etc/wenji/access-address.conf"
    assert "10.0.0.0/8" in rules.read_text("utf-8")


def test_other_addresses_are_refused(release: Release, open_folder: Path) -> None:
    """This machine is asked from an address that the host has not let in."""
    options = ("access-address.conf",)
    rules = TEMPLATES / "nginx/options/access-address.conf"
    left = "".join(line for line in rules.read_text("utf-8").splitlines(True) if "127." not in line)
    assert left.count("allow") == 4
    with nginx(open_folder, release.folder, options=options, instead={options[0]: left}) as server:
        assert statuses(server) == [403] * len(PAGES)


def test_by_name_and_password(release: Release, open_folder: Path) -> None:
    users = open_folder / "etc/wenji/users"
    users.parent.mkdir(parents=True)
    ran(program("htpasswd", "apache2-utils"), "-B", "-b", "-c", users, "li", "读书 2026")
    users.chmod(0o644)
    with nginx(open_folder, release.folder, options=("access-basic.conf",)) as server:
        refused = server.ask("")
        assert refused.status == 401 and refused["WWW-Authenticate"].startswith("Basic ")
        assert statuses(server) == [401] * len(PAGES)
        assert statuses(server, named("li", "wrong")) == [401] * len(PAGES)
        assert statuses(server, named("li", "读书 2026")) == OPEN


@contextmanager
def directory(folder: Path) -> Iterator[int]:
    """A directory of people, on a port of this machine."""
    slapd, port = program("slapd", "slapd"), free_port()
    (folder / "data").mkdir(parents=True)
    included = "".join(
        f"include {SCHEMAS}/{n}.schema\n" for n in ("core", "cosine", "inetorgperson")
    )
    (folder / "slapd.conf").write_text(
        f"{included}pidfile {folder}/pid\nmodulepath {SLAPD_MODULES}\nmoduleload back_mdb\n"
        f'database mdb\nsuffix "{BASE}"\nrootdn "cn=root,{BASE}"\ndirectory {folder}/data\n'
        "access to attrs=userPassword by anonymous auth by * none\n"
        f'access to * by dn.exact="cn=wenji,{BASE}" read by * none\n',
        "utf-8",
    )
    (folder / "people.ldif").write_text(PEOPLE, "utf-8")
    ran(program("slapadd", "slapd"), "-f", folder / "slapd.conf", "-l", folder / "people.ldif")
    command = [slapd, "-f", str(folder / "slapd.conf"), "-h", f"ldap://127.0.0.1:{port}", "-d", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        end = time.monotonic() + PATIENCE
        who = program("ldapwhoami", "ldap-utils")
        while subprocess.run(
            [who, "-x", "-H", f"ldap://127.0.0.1:{port}"], capture_output=True, check=False
        ).returncode:
            assert server.poll() is None and time.monotonic() < end, server.communicate()
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.communicate(timeout=PATIENCE)


def test_by_the_directory(release: Release, open_folder: Path) -> None:
    secret = open_folder / "password"
    secret.write_text("asks", "utf-8")
    helper_port = free_port()
    config = (TEMPLATES / "ldap/wenji-ldap.conf").read_text("utf-8")
    asked = (TEMPLATES / "nginx/options/server-ldap.conf").read_text("utf-8")
    helper = open_folder / "helper"
    helper.mkdir()
    with directory(open_folder / "ldap") as port:
        for was, is_now in (
            ("ldaps://ldap.example/", f"ldap://127.0.0.1:{port}/"),
            ("127.0.0.1:8889", f"127.0.0.1:{helper_port}"),
            ("/etc/apache2/wenji-ldap-password", str(secret)),
        ):
            assert was in config
            config = config.replace(was, is_now)
        asked = asked.replace("127.0.0.1:8889", f"127.0.0.1:{helper_port}")
        options = ("access-ldap.conf", "server-ldap.conf")
        with (
            apache_with(helper, config, helper_port, ("ldap", "authnz_ldap")),
            nginx(
                open_folder, release.folder, options=options, instead={"server-ldap.conf": asked}
            ) as server,
        ):
            refused = server.ask("")
            assert refused.status == 401 and refused["WWW-Authenticate"].startswith("Basic ")
            assert statuses(server) == [401] * len(PAGES)
            assert statuses(server, named("li", "读书 2026")) == OPEN
            for name, password in (("li", "wrong"), ("li", ""), ("wang", "x"), ("*", "读书 2026")):
                assert set(statuses(server, named(name, password))) == {401}, name
            assert server.ask("", headers=named("printer", "paper")).status == 401  # no person
            assert server.ask_path("/_wenji_ldap").status == 404  # only nginx itself asks it


@pytest.mark.parametrize("path", ["/ziliao/wenji/"])
def test_the_rest_of_a_server_stays_open(release: Release, open_folder: Path, path: str) -> None:
    users = open_folder / "etc/wenji/users"
    users.parent.mkdir(parents=True)
    ran(program("htpasswd", "apache2-utils"), "-B", "-b", "-c", users, "li", "x")
    users.chmod(0o644)
    with nginx(open_folder, release.folder, path, options=("access-basic.conf",)) as server:
        assert statuses(server) == [401] * len(PAGES)
        assert server.ask_path("/").status != 401
        assert statuses(server, named("li", "x")) == OPEN
