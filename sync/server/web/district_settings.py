"""The district's settings on the web: each is edited as a text, looked at before it is saved, and can be brought back."""

import asyncio
import logging
from http import HTTPStatus
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from complaints.categories import Categories
from sync.server import district_settings
from sync.server.accounts import Visit
from sync.server.district_settings import SETTINGS, SettingChange, SettingName
from sync.server.refold import follow_rules
from sync.server.refusal import not_found
from sync.server.statement import Transaction
from sync.server.web.desk import HEADERS, Desk, form, in_thread, text

log = logging.getLogger("aduan-distrik")


class SettingWords(NamedTuple):
    title: str
    hint: str


WORDS: dict[SettingName, SettingWords] = {
    "units": SettingWords("Daftar unit", "Satu baris per unit: kode, nama, jenis (kecamatan, desa, kelurahan, opd), kode induk. Perangkat daerah diumumkan kepada semua kantor."),
    "policy": SettingWords("Kebijakan tenggat", "Tenggat, persetujuan dan reaksi sebagai TOML. Berlaku di semua kantor yang tidak punya kebijakan sendiri; tenggat di sini dihitung ulang."),
    "holidays": SettingWords("Hari libur daerah", "Satu baris per hari: 2026-12-24,Cuti bersama. Di samping libur nasional; tenggat dihitung ulang."),
    "ladder": SettingWords("Tangga pengingat", "Kapan tenggat diingatkan dan kepada siapa, dan apa yang boleh dikatakan warga sesudah dijawab, sebagai TOML."),
    "categories": SettingWords("Kategori", "Satu baris per perubahan pada daftar bawaan: kode, nama, kata kunci (dipisah spasi), ya bila disembunyikan. Yang baru: kode kelompoknya dan titik (infrastructure.), atau kata baru untuk kelompok baru; kodenya dibuat sendiri. Kosong: seperti bawaan. Perubahan kantor sendiri didahulukan."),
    "texts": SettingWords("Teks untuk pelapor", "Yang disampaikan kantor kepada pelapor pada tiap langkah, sebagai TOML; langkah yang tidak disebut memakai teks bawaan. Teks kantor sendiri didahulukan."),
    "replies": SettingWords("Balasan siap pakai", "Balasan yang ditawarkan kepada semua kantor di belakang balasannya sendiri, sebagai TOML; menggantikan balasan bawaan."),
    "name": SettingWords("Nama kabupaten", "Tampil di kantor, di halaman ini dan pada halaman lacak warga."),
    "contact": SettingWords("Kontak", "Ke mana warga dan kantor bertanya: telepon, alamat, jam kerja. Tampil pada halaman lacak warga."),
}  # fmt: skip


class SettingPages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._reckoning: set[asyncio.Task[None]] = set()

    async def show(self, _request: Request, visit: Visit) -> Response:
        def read(transaction: Transaction) -> tuple[dict[SettingName, str], list[SettingChange]]:
            texts: dict[SettingName, str] = {name: district_settings.text_of(transaction, name) for name in SETTINGS}
            return texts, district_settings.history(transaction)

        texts, changes = await self._desk.read(read)
        return self._desk.html(
            "settings.html",
            {"visit": visit, "texts": texts, "changes": changes, "words": WORDS, "reckoning": bool(self._reckoning)},
        )

    async def edit(self, request: Request, visit: Visit) -> Response:
        """The text as it is, or as it was before a change that is to be undone."""
        name = _name(request)
        current = await self._desk.read(lambda t: district_settings.text_of(t, name))
        shown, undone = current, None
        number = request.query_params.get("sebelum", "")
        if number.isdecimal() and len(number) < 10:
            undone = await self._desk.read(lambda t: district_settings.change(t, int(number)))
            if undone is None or undone.name != name:
                raise not_found()
            shown = undone.before
        shipped = "" if shown else district_settings.shipped(name)
        return self._desk.html(
            "setting.html",
            {
                "visit": visit, "name": name, "words": WORDS[name], "shown": shown or shipped, "undone": undone,
                "sign": district_settings.sign(current), "lines": None, "listed": self._listed(name),
            },
        )  # fmt: skip

    async def preview(self, request: Request, visit: Visit) -> Response:
        name, form_data = _name(request), await form(request)
        typed = text(form_data, "text")
        checked, lines = await self._desk.read(lambda t: district_settings.preview(t, name, typed))
        return self._desk.html(
            "setting.html",
            {
                "visit": visit, "name": name, "words": WORDS[name], "shown": checked, "undone": None, "sign": text(form_data, "sign"), "lines": lines, "listed": self._listed(name),
            },
        )  # fmt: skip

    def _listed(self, name: SettingName) -> Categories | None:
        """The categories that hold now, to look their codes up."""
        return self._desk.categories if name == "categories" else None

    async def save(self, request: Request, visit: Visit) -> Response:
        name, form_data = _name(request), await form(request)
        typed, sign, now = text(form_data, "text"), text(form_data, "sign"), self._desk.district.now()
        changed = await self._desk.write(lambda t: district_settings.save(t, name, typed, visit.admin, now, sign))
        if changed and name in ("policy", "holidays"):
            # Of a large district it takes minutes. Should this process end before, the next one begins anew.
            task = asyncio.create_task(self._reckon())
            self._reckoning.add(task)
            task.add_done_callback(self._reckoning.discard)
        return RedirectResponse("/aturan", HTTPStatus.SEE_OTHER, HEADERS)

    async def _reckon(self) -> None:
        try:
            await in_thread(lambda: follow_rules(self._desk.district))
        except Exception:
            log.exception("bug", extra={"path": "/aturan"})


def _name(request: Request) -> SettingName:
    """Raises Refuse (404) for a setting that there isn't."""
    named = request.path_params["name"]
    for name in SETTINGS:
        if name == named:
            return name
    raise not_found()
