"""USB sticks between offices and a district: bundles as bytes in the hand, to be carried, lost, doubled and spoilt."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from desktop.office.office import Office
from desktop.office.stick import ReadAnswer as ReadHere
from sync.bundle.attachments import LARGEST
from sync.server import bundles
from sync.server.bundles import ReadBundle, WrittenBundle
from sync.server.district import District
from sync.server.filing import Filing
from sync.server.shelf import Folder
from sync.server.uploads import Uploads


@dataclass(slots=True)
class Counter:
    """Where sticks are handed over: the district's files, and a folder that stands for the stick."""

    district: District
    folder: Path
    filing: Filing
    told: WrittenBundle | None = None

    @classmethod
    def at(cls, district: District, folder: Path) -> "Counter":
        files = folder / "files"
        stick = folder / "stick"
        stick.mkdir(parents=True)
        return cls(district, stick, Filing(district, Folder(files), Uploads(files / "uploads")))

    def written(self, office: Office) -> bytes:
        """A bundle of this office."""
        place = self.folder / "kirim.aduan-usb"
        office.stick.write(place)
        return self._taken_off(place)

    def read(self, bundle: bytes) -> ReadBundle:
        """The district reads it."""
        return bundles.take(self.district, self.filing, BytesIO(bundle))

    def answer(self, unit: str, largest: int = LARGEST) -> bytes:
        place = self.folder / "balas.aduan-usb"
        self.told = bundles.write(self.district, self.filing, unit, place, largest)
        return self._taken_off(place)

    def take_home(self, office: Office, answer: bytes) -> ReadHere:
        """The office reads what the district answered."""
        place = self.folder / "balas.aduan-usb"
        place.write_bytes(answer)
        try:
            return office.stick.read(place)
        finally:
            place.unlink()

    def there_and_back(self, office: Office) -> ReadHere:
        self.read(self.written(office))
        return self.take_home(office, self.answer(office.settings.unit_code))

    def _taken_off(self, place: Path) -> bytes:
        content = place.read_bytes()
        place.unlink()
        assert list(self.folder.iterdir()) == []
        return content
