"""The district's daily round: each reminder once whoever runs it and however often it dies, never off hours; and its e-mail."""

import json
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest
from msgspec import structs

from complaints.events import Event, Forwarded, Noted, Responded, Verified, decode
from complaints.fold import fold
from complaints.reminders import reminder_of, rung_of
from sync.server import accounts, daily_round, mail, notice, reminder_list
from sync.server.check import check
from sync.server.daily_round import Runner
from sync.server.district import District
from sync.server.options import ServerOptions
from sync.server.own_device import OwnDevices
from sync.server.refold import refold
from sync.server.shelf import Folder
from sync.server.statement import PortableStatement
from tests.offices import Clock
from tests.sync.server.conftest import fresh, post_to
from tests.sync.server.pcs import GUNUNG_PERAK, SAOTANRE, TODAY, Pc
from tests.sync.server.processes import command, run

Make = Callable[..., Pc]
_EVENTS = PortableStatement("SELECT content FROM event WHERE complaint <> '' ORDER BY device, seq")
_ROWS = PortableStatement("SELECT complaint, rung, device, seq FROM reminder ORDER BY complaint, rung")


def at(clock: Clock, day: date, hour: int = 9) -> None:
    """Puts the clock on this hour in Sinjai (WITA, eight hours ahead of UTC)."""
    clock.seconds = Clock(day.year, day.month, day.day, hour)() - 8 * 3600


def events(district: District) -> list[Event]:
    return [decode(content) for (content,) in district.database.read(lambda t: t.rows(_EVENTS))]


def rungs(district: District, case: str = "") -> list[str]:
    """What was written, in its order: the rungs of one complaint, or of all."""
    written = [event for event in events(district) if not case or event.complaint == case]
    return [rung_of(one) for event in sorted(written, key=lambda event: event.order) if (one := reminder_of(event))]


def round_at(district: District, clock: Clock, day: date, hour: int = 9) -> int:
    at(clock, day, hour)
    return daily_round.run(district, OwnDevices()).written


def test_a_month_of_rounds_climbs_the_ladder_once(district: District, clock: Clock, pc: Make):
    office = pc()
    case = office.record("Jembatan putus", "Andi")
    office.sync()
    for n in range(45):
        for hour in (3, 9, 9, 15, 22):
            round_at(district, clock, TODAY + timedelta(days=n), hour)
    assert rungs(district) == ["verify.0.-2", "verify.0.0", "verify.0.3", "verify.0.7", "verify.0.14"]
    office.sync()
    received = [event for event in office.events() if event.complaint == case]
    assert [rung_of(one) for event in received if (one := reminder_of(event))] == rungs(district)
    assert all("Andi" not in str(event.step) for event in received)
    assert list(check(district, Folder(Path("/nonexistent")))) == []


@pytest.mark.parametrize(
    ("day", "hour"),
    [(TODAY, 7), (TODAY, 16), (TODAY, 0), (date(2026, 11, 28), 10), (date(2026, 11, 29), 10), (date(2026, 12, 25), 10)],
)
def test_nothing_is_written_at_night_or_on_a_day_off(district: District, clock: Clock, pc: Make, day: date, hour: int):
    office = pc()
    office.record("Lampu padam", received_on=date(2026, 10, 1))
    office.sync()
    at(clock, day, hour)
    assert daily_round.run(district, OwnDevices()) == daily_round.Round(why_not="hours")
    assert Runner(district).once().why_not == "hours"
    assert rungs(district) == []


def test_a_holiday_of_the_district_counts(district: District, clock: Clock, pc: Make):
    office = pc()
    office.record("Lampu padam", received_on=date(2026, 10, 1))
    office.sync()
    set_notice(district, holidays={TODAY.isoformat(): "Hari jadi"})
    assert round_at(district, clock, TODAY) == 0
    assert round_at(district, clock, TODAY + timedelta(days=1)) == 1


def set_notice(district: District, **changes: object) -> None:
    district.database.write(lambda t: notice.change(t, lambda now: structs.replace(now, **changes)))


def test_runners_side_by_side_write_each_once(district: District, clock: Clock, pc: Make):
    office = pc()
    for n in range(30):
        office.record(f"Perkara {n}", received_on=date(2026, 10, 1))
    office.sync()
    at(clock, TODAY)
    counts: list[int] = []

    def work() -> None:
        counts.append(daily_round.run(district, OwnDevices()).written)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) == 30
    assert set(Counter(event.complaint for event in events(district) if reminder_of(event)).values()) == {1}


def test_of_many_workers_one_does_the_days_round(district: District, clock: Clock, pc: Make):
    office = pc()
    office.record("Lampu padam", received_on=date(2026, 10, 1))
    office.sync()
    at(clock, TODAY)
    runners = [Runner(district) for _ in range(4)]
    assert sorted((runner.once().written, runner.once().why_not) for runner in runners)[-1] == (1, "elsewhere")
    assert len(rungs(district)) == 1
    # Who died with the lease in hand holds nobody up for long.
    at(clock, TODAY + timedelta(days=1))
    dead = Runner(district)
    assert dead._lease(TODAY + timedelta(days=1))  # pyright: ignore[reportPrivateUsage]
    assert runners[0].once().why_not == "elsewhere"
    clock.seconds += 600
    assert runners[0].once().why_not == ""


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_killed_again_and_again_it_writes_each_once(kind: str, tmp_path: Path, request: pytest.FixtureRequest):
    address = "" if kind == "sqlite" else fresh(request.getfixturevalue("postgres"))
    district = ServerOptions(tmp_path, address).open()
    office = Pc(post_to(district))
    office.enrol(district.issue_code(SAOTANRE))
    for n in range(150):
        office.record(f"Perkara {n}", received_on=date(2026, 10, 1))
    office.sync()
    clock = Clock()
    at(clock, TODAY)
    words = [sys.executable, "-m", "tests.sync.server.round_process", str(tmp_path), address, str(clock())]
    for enough in (1, 20, 60):
        process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        while len(rungs(district)) < enough and process.poll() is None:
            pass
        process.kill()
        process.wait(30)
        process.stdout.close()
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.startswith("begun")
    written = Counter(event.complaint for event in events(district) if reminder_of(event))
    assert (len(written), set(written.values())) == (150, {1})
    assert len(district.database.read(lambda t: t.rows(_ROWS))) == 150


def test_a_district_from_an_old_backup_shows_each_once_when_it_has_all_again(
    district: District, clock: Clock, pc: Make
):
    """It had forgotten that it reminded, and wrote it once more before the office gave the first one back."""
    office = pc()
    case = office.record("Jembatan putus", received_on=date(2026, 10, 1))
    office.sync()
    round_at(district, clock, TODAY)
    [first] = [event for event in events(district) if reminder_of(event)]
    step = first.step
    assert isinstance(step, Noted)
    district.database.write(
        lambda t: OwnDevices().write(
            t, district.desk(t), "73.07", "Pengingat otomatis", case, lambda _: [step], district.now()
        )
    )
    now = fold(event for event in events(district) if event.complaint == case)
    assert now is not None
    assert len(now.reminders) == 1


def test_the_holder_is_reminded_and_what_is_done_stands_no_more(district: District, clock: Clock, pc: Make):
    office, kecamatan = pc(), pc("73.07.04")
    case = office.record("Jalan rusak", received_on=date(2026, 10, 1))
    office.write(Verified(TODAY), case)
    office.write(Forwarded(TODAY, unit="73.07.04", name="Kecamatan"), case)
    office.sync()
    kecamatan.sync()
    assert round_at(district, clock, TODAY + timedelta(days=1)) == 1
    [row] = district.database.read(lambda t: reminder_list.of_unit(t, "73.07.04"))
    assert (row.unit, row.step, row.working_days, row.letter, row.is_standing) == ("73.07.04", "done", 14, True, True)
    for _ in range(5):
        kecamatan.note(case)  # so that its stamps come behind those of the office
    kecamatan.write(Responded(TODAY + timedelta(days=1), "Sudah"), case)
    kecamatan.sync()
    assert district.database.read(lambda t: reminder_list.of_unit(t, "73.07.04")) == []
    [past] = district.database.read(lambda t: reminder_list.newest(t, past=True))
    assert not past.is_standing
    assert district.database.read(reminder_list.newest) == []


def test_folding_anew_finds_the_same_reminders(district: District, clock: Clock, pc: Make):
    office = pc()
    office.record("Jembatan putus", received_on=date(2026, 10, 1))
    office.sync()
    round_at(district, clock, TODAY)
    before = district.database.read(lambda t: t.rows(_ROWS))
    district.database.write(lambda t: t.run(PortableStatement("DELETE FROM reminder")))
    refold(district)
    assert district.database.read(lambda t: t.rows(_ROWS)) == before
    assert round_at(district, clock, TODAY) == 0


def test_a_kecamatan_hears_of_its_villages_without_what_they_are_about(district: District, clock: Clock, pc: Make):
    office, other = pc(), pc(GUNUNG_PERAK)
    for made in (office, other):
        made.record("Rahasia warga", received_on=date(2026, 10, 1))
        made.sync()
    round_at(district, clock, TODAY)
    [row] = district.database.read(lambda t: reminder_list.of_villages(t, "73.07.04"))
    assert (row.unit, row.title, row.working_days) == (SAOTANRE, "", 14)
    assert district.database.read(lambda t: reminder_list.of_villages(t, "73.07")) == []


def test_a_ladder_of_the_district_counts_and_reaches_offices(tmp_path: Path):
    text = (Path(__file__).parents[3] / "resources" / "pengingat.toml").read_text("utf-8")
    (tmp_path / "tangga.toml").write_text(text.replace("times = 1", "times = 3"))
    (tmp_path / "salah.toml").write_text(text.replace("times = 1", "times = -3"))
    run(tmp_path / "d", "district", "--code", "73.07", "--ladder", str(tmp_path / "tangga.toml"))
    district = ServerOptions(tmp_path / "d").open()
    assert daily_round.ladder_of(district).voice.times == 3
    refused = subprocess.run(
        command(tmp_path / "d", "district", "--ladder", str(tmp_path / "salah.toml")), capture_output=True, text=True
    )
    assert refused.returncode == 1
    assert "voice.times" in refused.stderr
    office = Pc(post_to(district))
    office.enrol(district.issue_code(SAOTANRE))
    answer = office.exchange()
    assert answer.notice is not None
    assert "times = 3" in answer.notice.ladder


def test_the_command_says_what_it_did_or_why_not(tmp_path: Path):
    run(tmp_path, "district", "--code", "73.07")
    told = json.loads(run(tmp_path, "remind", "--json"))
    assert told == {"reminders": 0, "letters": 0, "mailed": 0, "mail_failed": 0, "why_not": told["why_not"]}
    assert told["why_not"] in (None, "hours")
    assert run(tmp_path, "remind").strip()


# E-mail, with a real SMTP server in a process of its own ---------------------------------------------------------------


class Mailbox:
    """A running SMTP server: aiosmtpd, which keeps what it takes in a Maildir."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port

    def letters(self) -> list[Message]:
        return [message_from_bytes(path.read_bytes()) for path in sorted((self.folder / "new").glob("*"))]


@pytest.fixture
def smtp(tmp_path: Path) -> Iterator[Mailbox]:
    pytest.importorskip("aiosmtpd")
    folder, port = tmp_path / "maildir", free_port()
    words = ["-n", "-l", f"127.0.0.1:{port}", "-c", "aiosmtpd.handlers.Mailbox", str(folder)]
    process = subprocess.Popen([sys.executable, "-m", "aiosmtpd", *words], stderr=subprocess.DEVNULL)
    try:
        wait_for(port, process)
        yield Mailbox(folder, port)
    finally:
        process.kill()
        process.wait(30)


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    import socket

    while process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
    raise AssertionError("the SMTP server ended")


def people(district: District) -> None:
    def make(transaction: object) -> None:
        for name, role, unit, head in (
            ("Rahma", "coordinator", "", False),
            ("Hasnah", "unit", "73.07.04.2009", False),
            ("Kades", "unit", "73.07.04.2009", True),
            ("Camat", "unit", "73.07.04", True),
            ("Auditor", "inspectorate", "", False),
            ("Bupati", "leader", "", False),
            ("Lain", "unit", "73.07.01.2003", False),
        ):
            accounts.invite(transaction, name, role, 0, unit=unit, head=head)  # pyright: ignore[reportArgumentType]
            accounts.set_email(transaction, name, f"{name.lower()}@sinjai.go.id")  # pyright: ignore[reportArgumentType]

    district.database.write(make)


def use(monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    monkeypatch.setenv(mail.SMTP, f"smtp://127.0.0.1:{port}")
    monkeypatch.setenv(mail.SENDER, "aduan@sinjai.go.id")


def test_each_gets_one_e_mail_a_day_and_it_names_nobody(
    district: District, clock: Clock, pc: Make, smtp: Mailbox, monkeypatch: pytest.MonkeyPatch
):
    office = pc()
    late = office.record("Jembatan putus di rumah Andi", "Andi Baso", received_on=date(2026, 10, 1))
    office.record("Lampu padam", received_on=TODAY - timedelta(days=1))
    office.sync()
    people(district)
    use(monkeypatch, smtp.port)
    round_at(district, clock, TODAY)
    for _ in range(3):
        daily_round.mail_now(district, "https://aduan.sinjai.go.id")
    by_address = {letter["To"]: letter for letter in smtp.letters()}
    assert len(by_address) == len(smtp.letters())
    assert set(by_address) == {f"{name}@sinjai.go.id" for name in ("rahma", "hasnah", "kades", "camat")}
    text = {name: letter.get_payload(decode=True).decode() for name, letter in by_address.items()}  # pyright: ignore
    number = district.database.read(lambda t: reminder_list.newest(t))[0].number
    assert all("2026-A-0001" in body and "Andi" not in body and "Jembatan" not in body for body in text.values())
    assert "2026-A-0002" in text["hasnah@sinjai.go.id"]
    assert "2026-A-0002" not in text["rahma@sinjai.go.id"]
    assert number
    assert late


def test_no_e_mail_at_night_and_the_next_days_is_another(
    district: District, clock: Clock, pc: Make, smtp: Mailbox, monkeypatch: pytest.MonkeyPatch
):
    office = pc()
    office.record("Jembatan putus", received_on=TODAY)
    office.sync()
    people(district)
    use(monkeypatch, smtp.port)
    round_at(district, clock, TODAY + timedelta(days=1))
    at(clock, TODAY + timedelta(days=1), 22)
    assert daily_round.mail_now(district) == mail.Sent()
    assert smtp.letters() == []
    at(clock, TODAY + timedelta(days=1), 10)
    daily_round.mail_now(district)
    round_at(district, clock, TODAY + timedelta(days=3))
    daily_round.mail_now(district)
    assert Counter(letter["To"] for letter in smtp.letters())["hasnah@sinjai.go.id"] == 2


def test_a_server_that_is_away_gets_it_later_and_once(
    district: District, clock: Clock, pc: Make, smtp: Mailbox, monkeypatch: pytest.MonkeyPatch
):
    office = pc()
    office.record("Jembatan putus", received_on=date(2026, 10, 1))
    office.sync()
    people(district)
    use(monkeypatch, free_port())
    round_at(district, clock, TODAY)
    assert daily_round.mail_now(district).failed == 4
    use(monkeypatch, smtp.port)
    assert daily_round.mail_now(district) == mail.Sent(4, 0)
    assert daily_round.mail_now(district) == mail.Sent()
    assert len(smtp.letters()) == 4


def test_what_was_under_way_when_the_process_died_is_not_sent_again(
    district: District, clock: Clock, pc: Make, smtp: Mailbox, monkeypatch: pytest.MonkeyPatch
):
    office = pc()
    office.record("Jembatan putus", received_on=date(2026, 10, 1))
    office.sync()
    people(district)
    use(monkeypatch, smtp.port)
    round_at(district, clock, TODAY)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(mail, "_try", die)
        with pytest.raises(KeyboardInterrupt):
            daily_round.mail_now(district)
    assert daily_round.mail_now(district).sent == 3
    assert len(smtp.letters()) == 3


@pytest.mark.parametrize(
    "address", ["", "a", "a@b", "a@b.c\nBcc: x@y.z", "a b@c.d", "a@b@c.d", "é@contoh.id", "<a@b.c>"]
)
def test_what_is_no_address_is_refused(district: District, address: str):
    assert not mail.is_address(address)


@pytest.mark.parametrize("setting", ["http://x", "smtp://", "smtp://h:99999", "surel.go.id"])
def test_a_wrong_setting_is_told(setting: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(mail.SMTP, setting)
    monkeypatch.setenv(mail.SENDER, "aduan@sinjai.go.id")
    with pytest.raises(mail.BadServer):
        mail.configured()
    monkeypatch.setenv(mail.SMTP, "smtps://u:p%40ss@h.example")
    server = mail.configured()
    assert server is not None
    assert (server.port, server.password) == (465, "p@ss")
    monkeypatch.setenv(mail.SENDER, "bukan alamat")
    with pytest.raises(mail.BadServer):
        mail.configured()
