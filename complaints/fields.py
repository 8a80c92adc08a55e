"""Every field of a complaint, once: its name, label, part, how typed text is read, its limit, and its headings in old registers.

The wire's structs (`Facts`, `Identity`) and the values (`Draft`, `Complaint`) are written by hand; a test holds them to this list.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from complaints import vocabulary
from complaints.events import CHANNELS

Part = Literal["matter", "place", "person", "marks"]
Reading = Literal["text", "line", "day", "rupiah", "degrees", "switch", "category", "choice"]

TITLE_LIMIT = 200
TEXT_LIMIT = 20_000
LINE_LIMIT = 300

_UNITS: dict[Reading, str] = {"rupiah": "Rp"}
_FOLDERS: dict[Part, str] = {"matter": "", "place": "location.", "person": "complainant.", "marks": ""}


@dataclass(frozen=True, slots=True)
class Field:
    """A field by its name in docs/cli.md.

    `label` is Indonesian, the same on screens, on papers and in registers; `headings` are what other registers call it, in lower
    case without signs. `limit` is in letters, 0 for what is no free text.
    `choices` are the words for a choice's codes, `synonyms` those that old registers use, written as `headings` are;
    `usual` is the code where nobody said another. `unknown_left_out`: an old register's word that nobody knows is reported and left
    out, and the rest of its row is recorded.
    `search_place`: its place among the words that a search finds the complaint by, 0 for what is not searched. Offices keep a hash of
    these words in this order, so that a place once given must stay.
    `personal`: it tells who someone is, so that it travels sealed. `kept_when_anonymous`: also of a person who gives no name.
    """

    name: str
    part: Part
    label: str
    reads: Reading
    headings: tuple[str, ...] = ()
    limit: int = 0
    choices: Mapping[str, str] = dataclasses.field(default_factory=dict[str, str])
    synonyms: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict[str, tuple[str, ...]])
    usual: str = ""
    unknown_left_out: bool = False
    search_place: int = 0
    personal: bool = False
    kept_when_anonymous: bool = False

    @property
    def folder(self) -> str:
        """'complainant.' of a person's field, 'location.' of a place's, '' of one that stands by itself."""
        return _FOLDERS[self.part]

    @property
    def path(self) -> str:
        """'complainant.phone': where the field stands in a Draft, in a Complaint and in JSON."""
        return self.folder + self.name

    def accepts(self, value: object) -> bool:
        """Whether it may be entered: a newer version's choice is kept and shown, and can't be chosen here."""
        return not self.choices or value in self.choices

    @property
    def empty(self) -> str | bool | None:
        """The value of a field that nobody filled in."""
        match self.reads:
            case "day" | "rupiah" | "degrees":
                return None
            case "switch":
                return False
            case _:
                return self.usual

    @property
    def many_lines(self) -> bool:
        """Whether people write paragraphs into it."""
        return self.limit == TEXT_LIMIT

    @property
    def unit(self) -> str:
        """What a bare number in it counts; '' where a value says that itself."""
        return _UNITS.get(self.reads, "")

    @property
    def column(self) -> str:
        """The heading of its column in an exported register, with the unit: 'Dugaan kerugian (Rp)'."""
        return f"{self.label} ({self.unit})" if self.unit else self.label


def _person(name: str, label: str, headings: tuple[str, ...], search_place: int = 0) -> Field:
    return Field(name, "person", label, "line", headings, LINE_LIMIT, search_place=search_place, personal=True)


# In the order of an exported register.
FIELDS: tuple[Field, ...] = (
    Field(
        "received_on", "matter", "Tanggal diterima", "day",
        (
            "tanggal", "tgl", "tanggal diterima", "tgl diterima", "tanggal terima", "tgl terima", "tanggal masuk", "tgl masuk",
            "tanggal pengaduan", "tgl pengaduan", "tanggal aduan", "tgl aduan", "tanggal laporan", "tgl laporan", "date", "received",
            "received on", "date received", "hari tanggal", "hari tgl", "tanggal lapor", "tgl lapor", "waktu lapor", "waktu pengaduan",
            "created at", "tanggal dibuat", "dibuat pada", "timestamp", "stempel waktu", "cap waktu", "tanggal laporan masuk", "tgl laporan masuk",
            "tanggal pelaporan", "tgl pelaporan", "tanggal jam", "tgl jam", "hari tanggal jam", "hari tanggal bulan tahun", "tanggal bulan tahun",
            "tgl bln thn", "waktu masuk", "waktu diterima", "tanggal penerimaan", "tgl penerimaan", "tanggal waktu",
        ),
    ),
    Field(
        "kind", "matter", "Jenis laporan", "choice",
        ("jenis", "jenis laporan", "jenis pengaduan", "jenis aduan", "tipe", "bentuk laporan", "kind", "type", "klasifikasi"),
        choices=vocabulary.KINDS, synonyms=vocabulary.KIND_SYNONYMS, usual="complaint",
    ),
    Field(
        "channel", "matter", "Kanal", "choice",
        (
            "kanal", "kanal pengaduan", "saluran", "media", "media pengaduan", "melalui", "diterima melalui", "diterima lewat", "sarana",
            "cara penyampaian", "channel", "via", "sumber", "sumber pengaduan", "sumber informasi", "jalur", "cara pengaduan",
        ),
        choices={code: vocabulary.CHANNELS[code] for code in CHANNELS}, synonyms=vocabulary.CHANNEL_SYNONYMS, usual="in_person",
    ),
    _person(
        "name", "Nama pelapor",
        (
            "nama", "nama pelapor", "nama pengadu", "pelapor", "pengadu", "nama lengkap", "name", "complainant", "full name", "nama warga",
            "nama lengkap pelapor", "complainant name", "pengirim", "nama pengirim", "asal surat", "pemohon",
            "nama pemohon", "nama masyarakat", "reporter", "reporter name", "pihak pelapor", "pihak pengadu", "yang mengadu", "nama yang mengadu",
            "yang melapor", "nama yang melapor", "pengusul", "nama pengusul", "disampaikan oleh", "nama terang", "nama terang pelapor", "penyampai",
        ),
        search_place=7,
    ),
    Field(
        "sex", "person", "Jenis kelamin", "choice",
        ("jenis kelamin", "kelamin", "jk", "l p", "jns kelamin", "sex", "gender", "jenis kelamin pelapor", "complainant sex"),
        choices=vocabulary.SEXES, synonyms=vocabulary.SEX_SYNONYMS, personal=True, kept_when_anonymous=True,
    ),
    _person(
        "national_id", "NIK",
        ("nik", "no nik", "nomor nik", "no ktp", "nomor ktp", "ktp", "national id", "nik pelapor", "nik ktp", "complainant national id"),
    ),
    _person(
        "phone", "Nomor telepon",
        (
            "telepon", "telp", "no telp", "no telepon", "nomor telepon", "hp", "no hp", "nomor hp", "no wa", "wa", "whatsapp",
            "nomor whatsapp", "handphone", "kontak", "phone", "phone number", "telepon pelapor", "no hp pelapor", "no telp hp",
            "no telepon hp", "tlp", "telpon", "cp", "contact person", "kontak person", "ponsel", "no ponsel", "nomor yang bisa dihubungi",
            "nomor yang dapat dihubungi", "no yang bisa dihubungi", "telepon wa", "telepon whatsapp", "complainant phone",
        ),
    ),
    _person("email", "Email", ("email", "e mail", "surel", "alamat email", "alamat surel", "complainant email")),
    _person(
        "address", "Alamat",
        (
            "alamat", "alamat pelapor", "alamat pengadu", "address", "tempat tinggal", "domisili", "alamat lengkap", "alamat rumah", "alamat domisili",
            "alamat tinggal", "alamat tempat tinggal", "alamat ktp", "alamat dusun", "complainant address",
        ),
    ),
    Field(
        "role", "person", "Status pelapor", "choice",
        (
            "status pelapor", "jabatan", "jabatan pelapor", "status pengadu", "kedudukan pelapor", "unsur pelapor", "peran pelapor",
            "complainant role",
        ),
        choices=vocabulary.COMPLAINANT_ROLES, synonyms=vocabulary.COMPLAINANT_ROLE_SYNONYMS, personal=True, unknown_left_out=True,
    ),
    _person("disability", "Ragam disabilitas", ("disabilitas", "ragam disabilitas", "ragam disabilitas bila ada", "kebutuhan khusus", "penyandang disabilitas", "disability", "difabel")),
    Field(
        "title", "matter", "Perihal", "text",
        (
            "judul", "perihal", "hal", "tentang", "title", "subjek laporan", "pokok pengaduan", "judul aduan", "judul laporan", "subject line",
        ),
        limit=TITLE_LIMIT, search_place=2,
    ),
    Field(
        "body", "matter", "Isi pengaduan", "text",
        (
            "isi", "isi pengaduan", "isi aduan", "isi laporan", "uraian", "uraian pengaduan", "uraian masalah", "pengaduan", "aduan",
            "masalah", "permasalahan", "deskripsi", "keluhan", "materi pengaduan", "materi aduan", "pokok aduan", "pokok masalah", "masalah yang diadukan", "hal yang diadukan", "laporan", "body", "complaint",
            "description", "details", "content", "message", "isi ringkas", "isi pesan", "pesan", "substansi", "substansi pengaduan", "substansi laporan",
            "kronologi", "kronologis", "kasus", "isi laporan awal", "hal pengaduan", "hal aduan", "keluhan saran", "kritik dan saran", "kritik saran",
            "permasalahan yang diadukan", "permasalahan yang dilaporkan", "masalah yang dilaporkan", "hal yang dilaporkan", "materi", "rincian", "rincian pengaduan",
            "rincian aduan", "rincian masalah", "isi surat", "uraian kejadian", "peristiwa", "pengaduan yang disampaikan", "jenis dan isi pengaduan", "aspirasi",
            "usulan", "saran",
        ),
        limit=TEXT_LIMIT, search_place=3,
    ),
    Field(
        "expectation", "matter", "Harapan pelapor", "line",
        ("harapan", "harapan pelapor", "harapan pengadu", "keinginan", "permintaan", "expectation", "tuntutan"),
        limit=TEXT_LIMIT, search_place=4,
    ),
    Field(
        "category", "matter", "Kategori", "category",
        ("kategori", "kategori pengaduan", "kategori aduan", "bidang", "bidang pengaduan", "topik", "category", "sektor"),
    ),
    Field(
        "subject", "matter", "Terlapor", "line",
        (
            "terlapor", "nama terlapor", "pihak terlapor", "yang diadukan", "pihak yang diadukan", "oknum", "subject", "reported person",
            "petugas yang diadukan", "personil yang diadukan", "teradu", "nama teradu", "pihak teradu",
            "yang dilaporkan", "pihak yang dilaporkan", "nama yang dilaporkan",
        ),
        limit=LINE_LIMIT, search_place=8, personal=True,
    ),
    Field(
        "suspected_loss", "matter", "Dugaan kerugian", "rupiah",
        ("kerugian", "nilai kerugian", "dugaan kerugian", "dugaan penyalahgunaan dana", "nilai rupiah", "suspected loss", "loss"),
    ),
    Field(
        "supervisory", "marks", "Berkadar pengawasan", "switch",
        ("berkadar pengawasan", "pengawasan", "kadar pengawasan", "supervisory"),
    ),
    Field("anonymous", "marks", "Anonim", "switch", ("anonim", "anonymous", "tanpa nama")),
    Field(
        "confidential", "marks", "Penanganan rahasia", "switch",
        ("penanganan rahasia", "rahasia", "confidential", "dirahasiakan", "rahasiakan identitas", "identitas dirahasiakan"),
    ),
    Field(
        "occurred_on", "matter", "Tanggal kejadian", "day",
        (
            "tanggal kejadian", "tgl kejadian", "waktu kejadian", "tanggal peristiwa", "occurred", "occurred on", "incident date",
            "date of incident",
        ),
    ),
    Field(
        "dusun", "place", "Dusun", "line",
        ("dusun", "lingkungan", "nama dusun", "dusun lingkungan", "hamlet", "kampung", "lokasi dusun"), limit=LINE_LIMIT,
        search_place=5,
    ),
    Field("rt", "place", "RT", "line", ("rt", "no rt"), limit=LINE_LIMIT),
    Field("rw", "place", "RW", "line", ("rw", "rk", "no rw"), limit=LINE_LIMIT),
    Field(
        "detail", "place", "Patokan lokasi", "line",
        (
            "lokasi", "lokasi kejadian", "tempat kejadian", "alamat kejadian", "tempat", "lokasi masalah", "alamat lokasi", "patokan", "patokan lokasi", "detail lokasi",
            "location", "place", "location detail",
        ),
        limit=LINE_LIMIT, search_place=6,
    ),
    Field("latitude", "place", "Lintang", "degrees", ("lintang", "latitude", "lat", "garis lintang")),
    Field("longitude", "place", "Bujur", "degrees", ("bujur", "longitude", "lon", "lng", "long", "garis bujur")),
    Field(
        "lapor_id", "matter", "Nomor SP4N-LAPOR", "line",
        (
            "id lapor", "no lapor", "nomor lapor", "id sp4n", "id sp4n lapor", "nomor sp4n lapor", "no sp4n lapor", "lapor id",
            "nomor di sp4n lapor", "tracking id lapor",
        ),
        limit=LINE_LIMIT, search_place=1,
    ),
)  # fmt: skip

# What old registers have besides: no field takes these columns, and none may be guessed from a part of their headings.
NO_FIELD_HEADINGS: tuple[str, ...] = (
    "no", "nomor", "no urut", "nomor urut", "no register", "nomor register", "no reg", "nomor pengaduan", "no pengaduan", "nomor aduan",
    "jabatan petugas", "jabatan terlapor", "jabatan penerima", "keterangan", "ket", "keterangan masalah", "no baris asal", "catatan",
    "petugas", "petugas penerima", "tanda tangan", "paraf", "umur", "usia", "pekerjaan", "pendidikan",
    "diteruskan", "kode lacak", "jenis pekerjaan", "lampiran", "tenggat", "number", "remarks", "id", "penanggung jawab", "disposisi",
    "foto", "ip address", "config id", "aksi", "status perkawinan", "status kawin", "status warga", "hari kerja tindak lanjut", "desa", "kelurahan", "kecamatan",
    "kabupaten", "provinsi", "desa kelurahan", "nama desa", "nama kelurahan", "nama kecamatan", "nama desa kelurahan", "nama instansi", "nama opd", "nama dinas",
    "tanggal cetak", "tgl cetak", "nomor register lama", "nomor lama",
)  # fmt: skip

# `location` is the whole place of what happened: dusun, RT, RW and landmark.
LABELS: dict[str, str] = {field.name: field.label for field in FIELDS} | {"location": "Lokasi kejadian"}
NAMED: dict[str, Field] = {field.name: field for field in FIELDS}
PERSON: tuple[Field, ...] = tuple(field for field in FIELDS if field.part == "person")
PLACE: tuple[Field, ...] = tuple(field for field in FIELDS if field.part == "place")
OPEN: tuple[Field, ...] = tuple(field for field in FIELDS if not field.personal and field.part != "place")
SEARCHED: tuple[Field, ...] = tuple(
    sorted((field for field in FIELDS if field.search_place), key=lambda field: field.search_place)
)
PERSONAL: frozenset[str] = frozenset(field.name for field in FIELDS if field.personal)


def value(field: Field, complaint: object) -> object:
    """What a Complaint or a Draft has in this field."""
    return attrgetter(field.path)(complaint)
