"""The district's server: where this PC is enrolled, and the form that enrols it, for the first time or again."""

from desktop.office.district import ConnectionState
from desktop.screens.settings.section import Section, Surroundings
from desktop.screens.sync.enrolment import EnrolForm
from desktop.screens.widgets import label
from desktop.wording.translation import tr


class DistrictSection(Section):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(
            around,
            tr(
                "Server kabupaten menerima pengaduan kantor ini dan mengirim disposisinya; buku tetap dapat dipakai tanpa itu."
            ),
        )
        now = self.card("district-now-card", tr("Pendaftaran komputer ini"))
        self.now = label("", name="district-now", wrap=True)
        now.column.addWidget(self.now)
        card = self.card(
            "district-enrol-card",
            tr("Daftarkan dengan kode"),
            tr(
                "Mintalah alamat dan kode pendaftaran dari admin kabupaten. Daftarkan lagi bila pendaftaran dicabut, servernya pindah alamat, atau buku ini dipindah ke komputer baru."
            ),
        )
        self.form = EnrolForm(around.operations, around.office)
        self.form.enrolled.connect(self._enrolled)
        card.column.addWidget(self.form)

    def shown(self) -> None:
        self.around.operations.query("settings-district", lambda: self.around.office.district.standing(), self._show)

    def refresh(self, kinds: frozenset[str]) -> None:
        if "sync" in kinds and self.isVisible():
            self.shown()

    def leave(self) -> None:
        self.form.code.editor.clear()

    def _show(self, standing: ConnectionState) -> None:
        if not standing.enrolled:
            self.now.setText(tr("Belum terdaftar. Semua data aman di komputer ini."))
        elif standing.stopped:
            self.now.setText(
                tr("Pendaftaran di {address} tidak berlaku lagi; daftarkan lagi.", address=standing.address)
            )
        else:
            told = tr("Terdaftar di {address}. Nomor register komputer ini memakai huruf {letter}.", address=standing.address, letter=standing.letter)  # fmt: skip
            self.now.setText(told)
        if standing.enrolled and not self.form.address.editor.text():
            self.form.address.editor.setText(standing.address)

    def _enrolled(self) -> None:
        self.around.say(tr("Komputer ini terdaftar di kabupaten."), "ok")
        self.shown()
