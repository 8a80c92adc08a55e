"""An attachment that comes, by whatever way: who may bring it, how much of it is here, and putting it away when it is whole."""

from dataclasses import dataclass
from http import HTTPStatus

from sync.server import file_access, quota, rollout
from sync.server.device import Requester
from sync.server.district import District
from sync.server.file_access import StoredFile
from sync.server.quota import Used
from sync.server.refusal import Refuse, forbidden
from sync.server.shelf import Shelf
from sync.server.uploads import Upload, UploadStore


@dataclass(frozen=True, slots=True)
class Filing:
    """The district's shelf, and what is on its way there."""

    district: District
    shelf: Shelf
    uploads: UploadStore

    def begin(self, requester: Requester, upload: Upload) -> int:
        """How many bytes of it are here already; all of them when the district has the file. Raises Refuse."""
        self.district.database.read(lambda t: rollout.refuse_below(t, requester.version))
        may, stored = self.district.database.read(
            lambda t: (
                file_access.may_bring(t, requester, upload.original, upload.sha256, upload.size),
                file_access.find(t, requester.unit, upload.original),
            )
        )
        if not may:
            raise forbidden("file")
        if stored is not None and stored.sha256 in (upload.sha256, upload.original) and self.shelf.has(stored.sha256):
            if stored.sha256 == upload.original and stored.unit != requester.unit:
                # Whoever may read it has as good as brought it, for those who see its own complaints.
                unit_copy = StoredFile(requester.unit, stored.sha256, stored.size)
                self.district.database.write(
                    lambda t: file_access.keep(t, upload.original, unit_copy, self.district.now())
                )
            self.uploads.note(upload)
            return upload.size
        if self.uploads.find(upload.id) is None:
            district, used = self.district, Used(files=1, file_bytes=upload.size)
            district.database.write(lambda t: quota.spend(t, requester.id, district.now(), used, district.limits))
        offset = self.uploads.begin(upload)
        if offset == upload.size:  # whole, but the process ended before it could be put away
            self.finish(upload)
        return offset

    def finish(self, upload: Upload) -> None:
        """Puts it away. Raises Refuse when the bytes are others than were announced; then they are gone."""
        try:
            if not self.uploads.put_away(upload, self.shelf):
                self.uploads.forget(upload.id)
                raise Refuse(HTTPStatus.UNPROCESSABLE_ENTITY, "hash")
        except FileNotFoundError:
            if not self.shelf.has(upload.sha256):  # another connection has put the same bytes away meanwhile
                raise Refuse(HTTPStatus.CONFLICT, "offset") from None
        stored = StoredFile(upload.unit, upload.sha256, upload.size)
        self.district.database.write(lambda t: file_access.keep(t, upload.original, stored, self.district.now()))
        self.uploads.end(upload.id)

    def arrived(self, requester: Requester, upload: Upload) -> int:
        """How many bytes of an upload have come: all of them only when the district has put it away. Raises Refuse."""
        offset = self.uploads.offset(upload.id)
        if offset == upload.size > 0:  # whole, but the shelf was away or the process ended
            self.finish(upload)
        if offset or self.uploads.has_begun(upload.id):
            return offset
        stored = self.has(requester.unit, upload.original)
        return upload.size if stored is not None and stored.sha256 in (upload.sha256, upload.original) else offset

    def has(self, unit: str, original: str) -> StoredFile | None:
        """The bytes that this unit may have of the file, when they are on the shelf."""
        stored = self.district.database.read(lambda t: file_access.find(t, unit, original))
        return stored if stored is not None and self.shelf.has(stored.sha256) else None
