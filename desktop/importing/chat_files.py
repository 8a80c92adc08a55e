"""What was sent along with a chat: read from its zip when a row is recorded, and told where it can't come along."""

from complaints.attachment import LARGEST_BYTES, MEGABYTE, MOST_FILES
from complaints.errors import InvalidField
from complaints.phrases import Phrase, phrase
from desktop.importing.chat import ENDING, OMITTED, ChatArchive
from desktop.importing.source import Source
from desktop.office.chosen_files import checked, too_many
from desktop.store.attachments import Content

ATTACHMENTS = "attachments"


class ChatFiles:
    """The files of each row. Only the zip that WhatsApp wrote is looked into: what a message calls attached could name any file of the PC.

    `keeps`: the rows are being recorded; a trial reads no content.
    """

    def __init__(self, source: Source, *, keeps: bool) -> None:
        self._names, self._keeps = source.files, keeps
        is_zip = source.is_chat and source.file.suffix.lower() == ENDING
        self._archive = ChatArchive(source.file) if is_zip else None
        self._in_archive = self._archive.names() if self._archive is not None and self._names else frozenset[str]()

    def of(self, row: int) -> tuple[tuple[Content, ...], list[InvalidField]]:
        """What is attached to the complaint of this row, and what is not, with the reasons."""
        files: list[Content] = []
        unread: list[InvalidField] = []
        named = [name for name in self._names.get(row, ()) if name != OMITTED]
        if len(named) < len(self._names.get(row, ())):
            unread.append(_unread(phrase("Ada media yang tidak disertakan saat percakapan diekspor.")))
        for name in named[:MOST_FILES]:
            if name not in self._in_archive:
                unread.append(_unread(phrase("“{name}” tidak ada di dalam ekspornya.", name=name)))
            elif self._keeps:
                self._read(name, files, unread)
        if len(named) > MOST_FILES:
            unread.append(_unread(too_many()))
        return tuple(files), unread

    def _read(self, name: str, files: list[Content], unread: list[InvalidField]) -> None:
        assert self._archive is not None
        content = self._archive.read(name, LARGEST_BYTES)
        if content is None:
            too_large = phrase("“{name}” lebih besar dari {limit} MB.", name=name, limit=LARGEST_BYTES // MEGABYTE)
            unread.append(_unread(too_large))
            return
        try:
            files.append(checked(Content(name, content)))
        except InvalidField as refusal:
            unread.append(_unread(refusal.phrase))


def _unread(reason: Phrase) -> InvalidField:
    return InvalidField(ATTACHMENTS, reason)
