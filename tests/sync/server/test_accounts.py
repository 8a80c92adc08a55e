"""The coordinator comes in, whatever strangers guess; who is in leaves a trace; a second factor, and accounts that end."""

import json
import os
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from sync.server import attempts, totp
from sync.server.database import Database
from sync.server.district import District
from sync.server.refusal import Refuse
from tests.sync.server.processes import Running, command, run, serving
from tests.sync.server.test_pages import Browser

PASSWORD = "kata-sandi-panjang"


def create(folder: Path, name: str) -> None:
    environment = os.environ | {"ADUAN_DISTRIK_PASSWORD": PASSWORD}
    subprocess.run(command(folder, "admin", "create", name), check=True, capture_output=True, env=environment)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    create(tmp_path, "Rahma")
    with serving(tmp_path) as running:
        yield running


def enter(server: Running, session: requests.Session, password: str = PASSWORD, code: str = "", **headers: str) -> int:
    fields = {"name": "Rahma", "password": password, "code": code}
    answer = session.post(server.url + "/masuk", fields, headers=headers, timeout=30)
    return 200 if answer.url.endswith("/aduan") else answer.status_code


def test_who_guesses_waits_longer_and_longer(database: Database):
    waits: list[int] = []
    now = 0

    def check(*callers: str) -> None:
        database.read(lambda t: attempts.check(t, callers, now))

    for _ in range(14):
        try:
            check("address", "name")
        except Refuse as refuse:
            waits.append(refuse.retry_after)
            now += refuse.retry_after * 1000
        database.write(lambda t: attempts.failed(t, ["name", "address"], now))  # noqa: B023 - runs at once
    assert waits == [31, 61, 121, 241, 481, 961, 1921, 3601, 3601]
    check("another")
    database.write(lambda t: attempts.succeeded(t, ["address", "name"]))
    check("address")


def test_wrong_attempts_of_yesterday_are_forgotten(database: Database):
    for caller, at in [("early", 0)] * 6 + [("late", attempts.FORGOTTEN_MS)] * 6:
        database.write(lambda t, caller=caller, at=at: attempts.failed(t, [caller], at))
    later = attempts.FORGOTTEN_MS + 1
    database.write(lambda t: attempts.forget(t, later))
    database.read(lambda t: attempts.check(t, ["early"], later))
    with pytest.raises(Refuse):
        database.read(lambda t: attempts.check(t, ["late"], later))


def test_a_restart_gives_no_new_guesses(tmp_path: Path):
    create(tmp_path, "Rahma")
    session = requests.Session()
    with serving(tmp_path) as server:
        assert [enter(server, session, "salah") for _ in range(6)][-1] == 429
    with serving(tmp_path) as server:
        assert enter(server, session) == 429


def test_strangers_keep_the_coordinator_out_of_no_browser_that_came_in_before(server: Running):
    own, stranger = requests.Session(), requests.Session()
    assert enter(server, own) == 200
    own.cookies.clear(domain="127.0.0.1", path="/", name="kunjungan")
    statuses = [enter(server, stranger, "salah") for _ in range(6)]
    assert statuses == [403] * 5 + [429]
    assert enter(server, stranger) == 429
    assert enter(server, own) == 200


def test_a_second_factor_is_asked_for_once_it_is_set_and_each_code_counts_once(server: Running):
    browser = Browser(server.url, requests.Session())
    assert enter(server, browser.session) == 200
    page = browser.post("/akun/kode", "/akun")
    [typed] = re.findall(r'name="secret" value="([A-Z2-7]+)"', page.text)
    secret = totp.parse(typed)
    wrong = browser.post("/akun/kode/pasang", "/akun", secret=typed, code="000000", password=PASSWORD)
    assert wrong.status_code == 422
    before = totp.code(secret, int(time.time()) // 30 - 1)
    assert "Terpasang" in browser.post("/akun/kode/pasang", "/akun", secret=typed, code=before, password=PASSWORD).text
    fresh = requests.Session()
    assert [enter(server, fresh), enter(server, fresh, code=before)] == [403, 403]
    code = totp.code(secret, int(time.time()) // 30)
    assert enter(server, fresh, code=code) == 200
    assert enter(server, requests.Session(), code=code) == 403
    run(server.folder, "admin", "reset-totp", "Rahma")
    assert enter(server, requests.Session()) == 200


def test_an_own_password_is_changed_with_the_old_one(server: Running):
    browser, other = Browser(server.url, requests.Session()), Browser(server.url, requests.Session())
    assert [enter(server, browser.session), enter(server, other.session)] == [200, 200]
    assert browser.post("/akun/sandi", "/akun", old="salah", new="x" * 12).status_code == 422
    guessable = browser.post("/akun/sandi", "/akun", old=PASSWORD, new="1234567890")
    assert guessable.status_code == 422
    assert "pertama dicoba orang" in guessable.text
    assert browser.post("/akun/sandi", "/akun", old=PASSWORD, new="kurang").status_code == 422
    assert browser.post("/akun/sandi", "/akun", old=PASSWORD, new="sandi-yang-baru").status_code == 200
    assert browser.get("/aduan").url.endswith("/aduan")
    assert other.get("/aduan").url.endswith("/masuk")
    assert [enter(server, requests.Session()), enter(server, requests.Session(), "sandi-yang-baru")] == [403, 200]


def test_an_account_that_is_off_or_gone_lets_nobody_in(server: Running):
    browser = Browser(server.url, requests.Session())
    assert enter(server, browser.session) == 200
    run(server.folder, "admin", "disable", "Rahma")
    assert browser.get("/aduan").url.endswith("/masuk")
    assert enter(server, requests.Session()) == 403
    run(server.folder, "admin", "enable", "Rahma")
    assert enter(server, requests.Session()) == 200
    [listed] = [json.loads(line) for line in run(server.folder, "admin", "list").splitlines()]
    assert (listed["name"], listed["disabled_at"], listed["second_factor"]) == ("Rahma", None, False)
    run(server.folder, "admin", "delete", "Rahma")
    assert enter(server, requests.Session()) == 403
    assert subprocess.run(command(server.folder, "admin", "disable", "Rahma"), check=False).returncode == 1


def test_what_each_account_saw_and_did_is_told(server: Running):
    browser = Browser(server.url, requests.Session())
    enter(server, browser.session)
    browser.get("/aduan/aaaaaaaaaaaaaaaa-1")
    browser.post("/unit/kode", "/unit", unit="73.07.04.2009")
    page = browser.get("/akun/riwayat").text
    for told in ("POST /masuk", "GET /unit", "POST /unit/kode", "73.07.04.2009"):
        assert told in page
    entries = [json.loads(line) for line in run(server.folder, "admin", "audit").splitlines()]
    assert all(PASSWORD not in json.dumps(entry) for entry in entries)
    assert entries[0]["admin"] == "Rahma"


def test_a_form_of_another_site_is_refused_by_its_origin(server: Running):
    assert enter(server, requests.Session(), Origin="https://jahat.example") == 403
    assert enter(server, requests.Session(), Origin="null") == 403
    assert enter(server, requests.Session(), Origin=server.url) == 200


def test_codes_are_those_of_the_standard():
    secret = b"12345678901234567890"
    assert [totp.code(secret, step) for step in (1, 37037036, 66666666)] == ["287082", "081804", "279037"]
    assert totp.matching_step(secret, "287 082", 59) == 1
    assert totp.matching_step(secret, "287082", 59, after=1) == 0


def test_accounts_and_their_trace_on_both_databases(district: District, database: Database):
    from sync.server import accounts, audit

    database.write(lambda t: accounts.create(t, "Rahma", PASSWORD, district.now()))
    secret = totp.mint()
    code = totp.code(secret, district.now() // 30_000)
    database.write(
        lambda t: accounts.set_second_factor(t, district.keys, "Rahma", PASSWORD, secret, code, district.now())
    )
    assert database.read(lambda t: accounts.code_step(t, district.keys, "Rahma", code, district.now())) == 0
    token = database.write(lambda t: accounts.know_browser(t, "Rahma", district.now()))
    assert database.read(lambda t: accounts.knows_browser(t, "Rahma", token))
    assert not database.read(lambda t: accounts.knows_browser(t, "Andi", token))
    database.write(lambda t: accounts.disable(t, "Rahma", district.now()))
    assert [one.second_factor for one in database.read(accounts.all_accounts)] == [True]
    for about in ("satu", "dua"):
        database.write(lambda t, about=about: audit.note(t, "Rahma", "GET /aduan", about, district.now()))
    assert [entry.subject for entry in database.read(lambda t: audit.latest(t, "Rahma"))] == ["dua", "satu"]
    assert database.read(lambda t: audit.latest(t, "Andi")) == []
    district.tidy()
