"""E-mail about reminders, through the district's own SMTP server where one is set: to coordinators, web units, the Inspektorat.

Nothing is sent twice: a reminder is mailed once, and a letter is marked before it is sent. One whose fate nobody knows, because a
process or a connection ended in the middle of it, is not sent again. No e-mail names a person or tells what a complaint says.
"""

import logging
import os
import secrets
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.utils import formatdate
from typing import Literal
from urllib.parse import unquote, urlsplit

from complaints import reminders
from complaints.errors import OfficeError
from complaints.events import Reminder
from complaints.phrases import phrase
from sync.server import units
from sync.server.statement import PortableStatement, Transaction

log = logging.getLogger("aduan-distrik")
SMTP, SENDER = "ADUAN_DISTRIK_SMTP", "ADUAN_DISTRIK_SMTP_FROM"
PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
MOST_TRIES = 50
KEPT_DAYS = 3  # older ones that nobody could send are news to nobody
SECONDS = 20.0
MOST_LINES = 200  # of one e-mail

_TAKE_REMINDERS = PortableStatement(
    "UPDATE reminder SET mailed = :yes WHERE written_on = :day AND mailed = :no AND device <> '' "
    "RETURNING complaint, unit, step, working_days, due_on, letter, receivers"
)
_ADDRESSES = PortableStatement(
    "SELECT email, role, unit, head FROM admin WHERE email <> '' AND disabled_at IS NULL ORDER BY name"
)
_NUMBERS = PortableStatement("SELECT id, number, supervisory FROM complaint WHERE id IN :ids")
_PUT = PortableStatement(
    "INSERT INTO mail (id, day, address, state, subject, body, tries, why) VALUES (:id, :day, :address, 'waiting', :subject, :body, 0, '')"
)
_WAITING = PortableStatement(
    "SELECT id, address, subject, body, tries FROM mail WHERE state = 'waiting' ORDER BY tries, id LIMIT 1"
)
_MARK = PortableStatement(
    "UPDATE mail SET state = :state, tries = :tries, why = :why WHERE id = :id AND state = :former"
)
_EXPIRE = PortableStatement(
    "UPDATE mail SET state = 'failed', why = 'terlambat' WHERE state = 'waiting' AND day < :oldest"
)

State = Literal["waiting", "sending", "sent", "failed", "unsure"]


class BadServer(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "{name} harus seperti smtp+tls://nama:sandi@surel.kabupaten.go.id:587, dan {sender} alamat pengirimnya. Tidak ada surel "
                "yang dikirim; pengingat tetap dicatat.",
                name=SMTP,
                sender=SENDER,
            )
        )


@dataclass(frozen=True, slots=True)
class MailServer:
    """`scheme`: 'smtp+tls' asks for TLS and insists on it, 'smtps' begins with it; 'smtp' has none, for a server on the same machine."""

    scheme: str
    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    sent: int = 0
    failed: int = 0


class NotTaken(Exception):
    """The server did not take it; `for_good`: nor will it ever."""

    def __init__(self, why: str, *, for_good: bool = False) -> None:
        super().__init__(why)
        self.for_good = for_good


def configured() -> MailServer | None:
    """The district's SMTP server as the environment names it; None where none is set. Raises BadServer."""
    address, sender = os.environ.get(SMTP, ""), os.environ.get(SENDER, "")
    if not address:
        return None
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS[parts.scheme]
    except (ValueError, KeyError):
        raise BadServer from None
    if parts.scheme not in PORTS or not parts.hostname or not is_address(sender):
        raise BadServer
    return MailServer(
        parts.scheme, parts.hostname, port, sender, unquote(parts.username or ""), unquote(parts.password or "")
    )


def is_address(text: str) -> bool:
    """Whether this may be an e-mail address: one @, something on both sides, nothing that would begin another header."""
    name, at, host = text.partition("@")
    signs_fit = all(sign.isprintable() and sign not in " ,;<>\"'()" for sign in text)
    return bool(name and at and "." in host and "@" not in host) and signs_fit and len(text) <= 200 and text.isascii()


def make(transaction: Transaction, today: date, name: str, address: str) -> int:
    """One e-mail to each person whom today's reminders name, of those that none was made of yet. `address` of the district's pages."""
    rows = transaction.rows(_TAKE_REMINDERS, day=today.isoformat(), yes=True, no=False)
    if not rows:
        return 0
    ids = sorted({row[0] for row in rows})
    numbers = {id: (number, bool(supervisory)) for id, number, supervisory in transaction.rows(_NUMBERS, ids=ids)}
    titles = units.titles(transaction, sorted({row[1] for row in rows}))
    made = 0
    for email, role, unit, head in transaction.rows(_ADDRESSES):
        lines: list[str] = []
        letters = 0
        for id, holder, step, days, due_on, letter, receivers in sorted(rows, key=lambda row: -row[3]):
            number, supervisory = numbers.get(id, ("", False))
            if not number or not _is_for(role, unit, bool(head), holder, set(receivers.split()), supervisory):
                continue
            reminder = Reminder(step, date.fromisoformat(due_on), days, holder, (), bool(letter))
            letters += reminder.letter
            lines.append(
                f"- {number}, {titles[holder]}: {reminders.situation(reminder)}{'; SURAT TEGURAN' if letter else ''}"
            )
        if lines:
            transaction.run(
                _PUT, id=f"{today.isoformat()}-{secrets.token_hex(8)}", day=today.isoformat(), address=email,
                subject=f"Pengingat pengaduan: {len(lines)} perkara, {letters} teguran", body=_body(lines, name, address),
            )  # fmt: skip
            made += 1
    return made


def _is_for(role: str, unit: str, head: bool, holder: str, receivers: set[str], supervisory: bool) -> bool:
    match role:
        case "unit" if unit == holder:
            return ("head" if head else "officer") in receivers or (head and "officer" in receivers)
        case "unit":
            return "kecamatan" in receivers and holder.startswith(f"{unit}.") and unit.count(".") == 2
        case "coordinator" | "admin":
            return "coordinator" in receivers
        case "inspectorate":
            return supervisory and "inspectorate" in receivers
        case _:
            return False


def _body(lines: list[str], name: str, address: str) -> str:
    more = len(lines) - MOST_LINES
    shown = "\n".join(lines[:MOST_LINES]) + (f"\n- dan {more} lagi" if more > 0 else "")
    where = f"\n\nSelengkapnya: {address}" if address else ""
    return f"Tenggat pengaduan yang dekat atau sudah lewat:\n\n{shown}{where}\n\n{name or 'Kabupaten'}\nSurel ini dikirim otomatis; tidak untuk dibalas.\n"


Write = Callable[[Callable[[Transaction], object]], object]


def send_all(write: Write, server: MailServer, today: date) -> Sent:
    """Sends what waits. `write` runs work in a transaction of its own."""
    sent = failed = 0
    oldest = date.fromordinal(today.toordinal() - KEPT_DAYS).isoformat()
    write(lambda t: t.run(_EXPIRE, oldest=oldest))
    tried: set[str] = set()
    while True:
        row = _take(write, tried)
        if row is None:
            return Sent(sent, failed)
        id, to, subject, body, tries = row
        tried.add(id)
        state, why = _try(server, id, to, subject, body, tries)
        sent += state == "sent"
        failed += state != "sent"
        write(lambda t, id=id, state=state, tries=tries, why=why: t.run(
            _MARK, id=id, state=state, tries=tries, why=why, former="sending"
        ))  # fmt: skip


def _take(write: Write, tried: set[str]) -> tuple[str, str, str, str, int] | None:
    """One that waits, marked as being sent; durable before anything goes out."""
    taken: list[tuple[str, str, str, str, int]] = []

    def work(transaction: Transaction) -> None:
        taken.clear()
        row = transaction.first(_WAITING)
        if row is None or row[0] in tried:
            return
        id, to, subject, body, tries = row
        if transaction.run(_MARK, id=id, state="sending", tries=tries + 1, why="", former="waiting"):
            taken.append((id, to, subject, body, tries + 1))

    write(work)
    return taken[0] if taken else None


def _try(server: MailServer, id: str, to: str, subject: str, body: str, tries: int) -> tuple[State, str]:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = server.sender, to, subject
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = f"<{id}@{server.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body)
    try:
        send(server, to, message.as_bytes(policy=message.policy.clone(linesep="\r\n")))
    except NotTaken as refusal:
        log.warning("mail", extra={"reason": str(refusal)})
        return ("failed" if refusal.for_good or tries >= MOST_TRIES else "waiting"), str(refusal)[:200]
    except (smtplib.SMTPException, OSError) as error:
        log.warning("mail", extra={"reason": type(error).__name__})
        return "unsure", type(error).__name__
    return "sent", ""


def send(server: MailServer, to: str, content: bytes) -> None:
    """Raises NotTaken when the server did not take it; SMTPException or OSError when nobody knows whether it did."""
    context = ssl.create_default_context()
    try:
        if server.scheme == "smtps":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=context)
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    except (smtplib.SMTPException, OSError) as error:
        raise NotTaken(type(error).__name__) from error
    try:
        try:
            smtp.ehlo_or_helo_if_needed()
            if server.scheme == "smtp+tls":
                smtp.starttls(context=context)
                smtp.ehlo()
            if server.user:
                smtp.login(server.user, server.password)
            _expect(smtp.mail(server.sender))
            _expect(smtp.rcpt(to))
        except (smtplib.SMTPException, OSError) as error:
            raise NotTaken(type(error).__name__) from error
        try:
            code, answer = smtp.data(content)
        except smtplib.SMTPDataError as error:
            raise NotTaken(f"DATA {error.smtp_code}", for_good=error.smtp_code >= 500) from error
        _expect((code, answer))
    finally:
        try:
            smtp.quit()
        except (smtplib.SMTPException, OSError):
            smtp.close()


def _expect(reply: tuple[int, bytes]) -> None:
    if reply[0] not in (250, 251):
        raise NotTaken(f"{reply[0]} {reply[1][:100].decode('utf-8', 'replace')}", for_good=reply[0] >= 500)
