"""Reads a WhatsApp chat as people export or copy it: what one person wrote within half an hour is one row of a table.

Android and iPhone write days by the phone's settings, and each names media and messages of its own in another way. The shapes here were
gathered from exports in Indonesian and English: WhatsApp documents none of them. A zip is never unpacked: what is asked for is read by name.
"""

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from complaints.errors import Refused
from complaints.phrases import phrase
from desktop.importing.table import Line, Table

ATTACHMENTS_HEADING = "Lampiran"
HEADINGS = ("Tanggal", "Nama", "Isi pengaduan", "Kanal", "Lintang", "Bujur", ATTACHMENTS_HEADING)
ENDING = ".zip"
CHANNEL = "WhatsApp"
TOGETHER = 30  # minutes
_DAY_MINUTES = 24 * 60
LARGEST_TEXT = 64 * 1024 * 1024
LONGEST_SENDER = 100
# Stands for the name of a file that the export left out.
OMITTED = ""
# Lines looked at to tell a chat from another text, and how many of them must begin a message.
_FIRST_LINES, _FEWEST = 30, 1

_DAY = r"(?P<day>\d{1,4}[/.\-]\d{1,2}(?:[/.\-]\d{2,4})?)"
_TIME = r"(?:pukul |at )?(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:[.:]\d{2})?(?: ?(?P<half>[AaPp])\.? ?[Mm]\.?)?"
# '12/03/25 14.05 - Budi: …' of Android, '[12/03/25 14.05.33] Budi: …' of iPhone, '[14.05, 12/3/2025] Budi: …' as copied.
_HEADS = (
    re.compile(rf"^{_DAY},? {_TIME} [-–] (?P<rest>.*)$", re.DOTALL),
    re.compile(rf"^\[{_DAY},? {_TIME}\] (?P<rest>.*)$", re.DOTALL),
    re.compile(rf"^\[{_TIME}, {_DAY}\] (?P<rest>.*)$", re.DOTALL),
)
_SENDER = re.compile(rf"^(?P<name>[^\n:]{{1,{LONGEST_SENDER}}}): ?(?P<text>.*)$", re.DOTALL)
# iPhones put this sign before what nobody typed.
_UNTYPED = "\u200e"
_MARKS = str.maketrans({"\u200f": None, "\u202a": None, "\u202c": None, "\ufeff": None, "\u202f": " ", "\u00a0": " "})
_ATTACHED = re.compile(r"^(?P<name>[^\n<>:/\\]+\.\w{2,5}) \((?:file terlampir|berkas terlampir|file attached)\)$")
_ATTACHED_IPHONE = re.compile(r"<(?:terlampir|attached): (?P<name>[^\n<>:/\\]+)>")
_NO_WORDS = re.compile(
    r"(?i)^(?:<(?:media|[\w ]+?) (?:tidak disertakan|omitted)>|(?:gambar|foto|video|audio|stiker|gif|dokumen|kartu kontak|image|photo|sticker|document|"
    r"contact card) (?:tidak disertakan|omitted)|(?:pesan ini|anda) (?:telah )?(?:di|meng)hapus(?: pesan ini)?\.?|this message was deleted\.?|"
    r"you deleted this message\.?|null|menunggu pesan ini.*|waiting for this message.*)$"
)
_OMITTED = re.compile(r"(?i)(?:tidak disertakan|omitted)>?$")
_EDITED = re.compile(r"(?i)\s*<(?:pesan ini diedit|this message was edited)>\s*$")
_PLACE = re.compile(
    r"(?i)^(?:lokasi|location|lokasi terkini|live location)\b[^\n]*?https?://\S*?[?&=/@](?P<latitude>-?\d{1,2}\.\d+),(?P<longitude>-?\d{1,3}\.\d+)\S*$"
)


@dataclass(slots=True)
class _Message:
    """`day` as it was written; `minute` within it."""

    line: int
    day: str
    minute: int
    sender: str
    text: str


@dataclass(slots=True)
class _Turn:
    """What one person wrote, one message soon after the other; `last` in minutes."""

    first: _Message
    last: int | None
    texts: list[str] = field(default_factory=list[str])
    files: list[str] = field(default_factory=list[str])
    place: tuple[str, str] = ("", "")
    omitted: int = 0


def is_chat(text: str) -> bool:
    """Whether one of the first lines begins a message of somebody."""
    lines = text.translate(_MARKS).split("\n", _FIRST_LINES)[:_FIRST_LINES]
    heads = [match for line in lines if (match := _head(line.rstrip("\r"))) is not None]
    return sum(_SENDER.match(match["rest"]) is not None for match in heads) >= _FEWEST


def read_chat(text: str) -> Table:
    """The chat as a table, a row for what one person wrote at a time.

    Days that the whole chat doesn't decide ('03/04/25') stay as they were written, to be asked.
    """
    messages = list(_messages(text))
    days = _days([message.day for message in messages])
    turns = list(_turns(messages, days))
    rows: list[Line] = [Line(1, HEADINGS)]
    for turn in turns:
        day = days.get(turn.first.day, turn.first.day)
        sender = turn.first.sender.removeprefix("~").strip()
        body = "\n".join(turn.texts)
        rows.append(Line(turn.first.line, (day, sender, body, CHANNEL, *turn.place, "\n".join(turn.files))))
    files = {turn.first.line: (*turn.files, *[OMITTED] * turn.omitted) for turn in turns if turn.files or turn.omitted}
    return Table("", rows, files=files, is_chat=True)


def _head(line: str) -> re.Match[str] | None:
    plain = line.lstrip(_UNTYPED)
    return next((match for head in _HEADS if (match := head.match(plain)) is not None), None)


def _messages(text: str) -> Iterator[_Message]:
    """Those of people; what WhatsApp itself says has no sender."""
    current: _Message | None = None
    for number, line in enumerate(text.translate(_MARKS).replace("\r\n", "\n").split("\n"), 1):
        match = _head(line)
        if match is None:
            if current is not None:
                current.text += f"\n{line.lstrip(_UNTYPED)}"
            continue
        if current is not None:
            yield current
        said = _SENDER.match(match["rest"])
        hour = int(match["hour"]) % (12 if match["half"] else 24) + (12 if (match["half"] or "").lower() == "p" else 0)
        minute = 60 * hour + int(match["minute"])
        # The lines below what WhatsApp itself says belong to nobody.
        is_theirs = said is not None and not _is_of_whatsapp(said["text"])
        current = (
            _Message(number, match["day"], minute, said["name"].strip(), said["text"].lstrip(_UNTYPED))
            if said and is_theirs
            else None
        )
    if current is not None:
        yield current


def _is_of_whatsapp(text: str) -> bool:
    """Whether nobody typed it and nothing is attached: 'Pesan dan panggilan terenkripsi', 'Anda menambahkan Ani'."""
    plain = text.lstrip(_UNTYPED).strip()
    attached = _ATTACHED.match(plain) or _ATTACHED_IPHONE.search(plain) or _NO_WORDS.match(plain) or _PLACE.match(plain)
    return text.startswith(_UNTYPED) and not attached


def _turns(messages: Iterable[_Message], days: dict[str, date]) -> Iterator[_Turn]:
    """In the order of their first messages. Others may write between."""
    open_turns: dict[str, _Turn] = {}
    turns: list[_Turn] = []
    for message in messages:
        day = days.get(message.day)
        at = day.toordinal() * _DAY_MINUTES + message.minute if day else None
        turn = open_turns.get(message.sender)
        if turn is None or not _is_soon(turn, message, at):
            turn = open_turns[message.sender] = _Turn(message, at)
            turns.append(turn)
        turn.last = at
        _add(turn, message.text)
    return (turn for turn in turns if turn.texts or turn.files or turn.omitted or turn.place[0])


def _is_soon(turn: _Turn, message: _Message, at: int | None) -> bool:
    if at is None or turn.last is None:
        return turn.first.day == message.day
    return 0 <= at - turn.last <= TOGETHER


def _add(turn: _Turn, text: str) -> None:
    for line in _EDITED.sub("", text).strip("\n").split("\n"):
        plain = line.strip()
        attached = _ATTACHED.match(plain)
        place = _PLACE.match(plain)
        if attached is not None:
            turn.files.append(attached["name"].strip())
        elif _ATTACHED_IPHONE.search(plain):
            turn.files += [match["name"].strip() for match in _ATTACHED_IPHONE.finditer(plain)]
            plain = _ATTACHED_IPHONE.sub("", plain).strip()
            # Before a document iPhones write its name and pages: 'Surat.pdf • 2 halaman'.
            if plain and "•" not in plain:
                turn.texts.append(plain)
        elif place is not None:
            turn.place = place["latitude"], place["longitude"]
        elif _NO_WORDS.match(plain):
            turn.omitted += _OMITTED.search(plain) is not None
        elif plain or turn.texts:
            turn.texts.append(line.rstrip())
    while turn.texts and not turn.texts[-1]:
        turn.texts.pop()


def _days(written: Sequence[str]) -> dict[str, date]:
    """The day of each text. None of a chat whose order of day and month nobody can tell, and of days without a year.

    All days of a chat are written alike and follow each other: that decides nearly every one.
    """
    texts = list(dict.fromkeys(written))
    readings: list[dict[str, date]] = []
    for order in ("dmy", "mdy", "ymd"):
        days = [day for text in texts if (day := _day(text, order)) is not None]
        if len(days) == len(texts) and days == sorted(days):
            readings.append(dict(zip(texts, days, strict=True)))
    return readings[0] if readings and all(reading == readings[0] for reading in readings) else {}


def _day(text: str, order: str) -> date | None:
    parts = [int(part) for part in re.split(r"[/.\-]", text)]
    if len(parts) != 3 or (len(re.split(r"[/.\-]", text)[0]) == 4) != (order == "ymd"):
        return None
    year, month, day = (parts[order.index(part)] for part in "ymd")
    try:
        return date(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        return None


class ChatArchive:
    """The zip of an export: the chat and what was sent along with it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def text(self) -> str | None:
        """The chat; None where there is none in it. Raises Refused for a zip that can't be read or is too large."""
        with self._open() as archive:
            chats = [entry for entry in archive.infolist() if entry.filename.lower().endswith(".txt")]
            for entry in sorted(chats, key=lambda entry: (not _is_chat_name(entry.filename), entry.filename)):
                if entry.file_size > LARGEST_TEXT:
                    raise _unreadable(self._path)
                text = _content(archive, entry, LARGEST_TEXT, self._path).decode("utf-8-sig", "replace")
                if is_chat(text):
                    return text
        return None

    def read(self, name: str, most: int) -> bytes | None:
        """What was attached under this name; None where the zip lacks it or it is larger than `most` bytes. Raises Refused."""
        with self._open() as archive:
            entry = next((entry for entry in archive.infolist() if PurePosixPath(entry.filename).name == name), None)
            return None if entry is None or entry.file_size > most else _content(archive, entry, most, self._path)

    def names(self) -> frozenset[str]:
        with self._open() as archive:
            return frozenset(PurePosixPath(name).name for name in archive.namelist())

    def _open(self) -> zipfile.ZipFile:
        try:
            return zipfile.ZipFile(self._path)
        except (zipfile.BadZipFile, OSError, ValueError):
            raise _unreadable(self._path) from None


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int, path: Path) -> bytes:
    """Not more than `most` bytes of it, whatever the zip says of its size."""
    try:
        with archive.open(entry) as file:
            content = file.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError):
        raise _unreadable(path) from None
    if len(content) > most:
        raise _unreadable(path)
    return content


def _is_chat_name(name: str) -> bool:
    return "chat" in name.lower() or "whatsapp" in name.lower()


def _unreadable(path: Path) -> Refused:
    return Refused(
        phrase(
            "Zip “{name}” tidak dapat dibaca, terkunci, atau terlalu besar. Tidak ada yang dicatat; ekspor lagi percakapannya dari WhatsApp.",
            name=path.name,
        )
    )
