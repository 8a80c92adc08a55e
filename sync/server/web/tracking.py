"""The public page: a tracking code from a receipt, and how far that complaint is. Nothing else, and of confidential ones only the stage.

The QR code of a letter or a receipt leads here, too: whether that paper is genuine, by its signature alone (paper_check.py).

With the word from the same receipt its complainant reads the answer and speaks: not done, something more, how satisfied they are.
"""

from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from complaints.complaint import VoiceKind
from complaints.errors import InvalidField, OfficeError
from complaints.ladder import VoiceRule
from complaints.numbering import parse_tracking_code
from complaints.phrases import phrase
from complaints.signed_paper import LONGEST, PARAMETER, NoPaperCode, SignedPaper, parse, read_code
from sync.server import citizen, notice, paper_check, reckoning
from sync.server.citizen import Reading
from sync.server.own_device import NothingToWrite, OwnDevices, WrittenHead
from sync.server.paper_check import PaperVerdict, Verdict
from sync.server.statement import PortableStatement, Transaction
from sync.server.web.desk import Desk, caller, check_origin, form, text

_FIND = PortableStatement(
    "SELECT stage, received_on, responded_on, closed_on, confidential FROM complaint WHERE tracking_code = :code AND stage <> '' LIMIT 2"
)
# What the public reads: not which desk it lies on.
PUBLIC_WORDS = {
    "new": "Diterima, menunggu diperiksa", "returned": "Menunggu kelengkapan dari pelapor", "verified": "Sudah diperiksa",
    "in_progress": "Sedang ditindaklanjuti", "forwarded": "Diteruskan ke instansi yang berwenang",
    "awaiting_approval": "Sedang ditindaklanjuti", "responded": "Sudah dijawab", "closed": "Selesai", "archived": "Ditutup",
}  # fmt: skip


KINDS: dict[str, VoiceKind] = {"unsatisfied": "unsatisfied", "addition": "addition", "rating": "rating"}
SAID: dict[VoiceKind, str] = {
    "unsatisfied": "Tersimpan: kantor diberi tahu bahwa pengaduan ini belum selesai.",
    "addition": "Tersimpan: keterangan tambahan Anda diteruskan kepada kantor.",
    "rating": "Tersimpan: terima kasih atas penilaian Anda. Penilaian yang lebih baru menggantikan yang lama.",
}


PAPER_STATUS: dict[Verdict, int] = {"genuine": 200, "revoked": 200, "unknown": 404, "forged": 422}


class TrackingPages:
    def __init__(self, desk: Desk, own_devices: OwnDevices) -> None:
        self._desk = desk
        self._own_devices = own_devices

    async def show(self, request: Request) -> Response:
        typed_code, scanned = request.query_params.get("kode", "")[:60], request.query_params.get("teks", "")
        in_address = request.query_params.get(PARAMETER, "")
        if not (typed_code or scanned or in_address):
            return self._tracking()
        if typed_code:
            await self._desk.trackings.spend(caller(request), self._desk.clock)
        paper, wrong_paper = None, ""
        if scanned or in_address:
            try:
                code = parse(in_address) if in_address else read_code(scanned)
                paper = await self._checked(code)
            except NoPaperCode as error:
                wrong_paper = error.sentence
        if not typed_code:
            status = 422 if paper is None else PAPER_STATUS[paper.verdict]
            return self._tracking(paper=paper, wrong_paper=wrong_paper, scanned=scanned[:LONGEST], status=status)
        try:
            tracking_code = parse_tracking_code(typed_code)
        except OfficeError as error:
            return self._tracking(typed_code, wrong=error.sentence, paper=paper, wrong_paper=wrong_paper, status=422)
        return await self._progress(tracking_code, paper=paper, wrong_paper=wrong_paper)

    async def _checked(self, paper: SignedPaper) -> PaperVerdict:
        zone = self._desk.zone
        return await self._desk.read(lambda t: paper_check.check(t, paper, zone))

    def _tracking(
        self, typed: str = "", *, wrong: str = "", progress: object = None, wrong_word: str = "",
        paper: PaperVerdict | None = None, wrong_paper: str = "", scanned: str = "", status: int = 200,
    ) -> Response:  # fmt: skip
        values = {
            "typed": typed, "wrong": wrong, "progress": progress, "wrong_word": wrong_word, "paper": paper,
            "wrong_paper": wrong_paper, "scanned": scanned,
        }  # fmt: skip
        return self._desk.html("tracking.html", values, status)

    async def _progress(
        self, code: str, wrong_word: str = "", status: int = 200, *, paper: PaperVerdict | None = None, wrong_paper: str = ""
    ) -> Response:  # fmt: skip
        rows = await self._desk.read(lambda t: t.rows(_FIND, code=code))
        if len(rows) != 1:
            wrong = "Kode ini belum dikenal. Pengaduan yang baru dicatat muncul setelah kantor desa mengirimkannya."
            return self._tracking(code, wrong=wrong, paper=paper, wrong_paper=wrong_paper, status=404)
        stage, received_on, responded_on, closed_on, confidential = rows[0]
        dates = [] if confidential else [("Diterima", received_on), ("Dijawab", responded_on), ("Selesai", closed_on)]
        progress = {"stage": PUBLIC_WORDS[stage], "dates": dates}
        return self._tracking(
            code, progress=progress, wrong_word=wrong_word, paper=paper, wrong_paper=wrong_paper, status=status
        )  # fmt: skip

    async def answer(self, request: Request) -> Response:
        """The answer in full, for who knows the word."""
        check_origin(request)
        form_data = await form(request)
        code, word = parse_tracking_code(text(form_data, "kode")[:60]), text(form_data, "kata")
        try:
            id = await self._known(request, code, word)
        except citizen.WrongWord as wrong:
            return await self._progress(code, wrong.sentence, 403)
        return await self._page(code, word, id)

    async def say(self, request: Request) -> Response:
        """What the complainant says, from the page that `answer` gave."""
        check_origin(request)
        form_data = await form(request)
        code, word = parse_tracking_code(text(form_data, "kode")[:60]), text(form_data, "kata")
        try:
            id = await self._known(request, code, word)
        except citizen.WrongWord as wrong:
            return await self._progress(code, wrong.sentence, 403)
        kind = KINDS.get(text(form_data, "jenis"))
        if kind is None:
            raise InvalidField("kind", phrase("Jenis jawaban tidak dikenal. Tidak ada yang berubah."))
        note, rated = text(form_data, "note"), text(form_data, "nilai")
        satisfaction = int(rated) if rated in ("1", "2", "3", "4", "5") else None
        context = await self._desk.read(self._desk.district.desk)
        rule, today = await self._desk.read(self._rule), self._desk.today()
        now = self._desk.district.now()

        def work(transaction: Transaction) -> WrittenHead:
            return citizen.say(transaction, context, self._own_devices, id, kind, note, satisfaction, rule, today, now)

        try:
            self._own_devices.keep(await self._desk.write(work))
        except NothingToWrite:
            pass  # the same form came twice: it is as they said
        except OfficeError as error:
            return await self._page(code, word, id, wrong=error.sentence, kind=kind, note=note, status=422)
        return await self._page(code, word, id, said=SAID[kind])

    async def _known(self, request: Request, code: str, word: str) -> str:
        """Raises WrongWord, and Refuse (429) for who tries too often."""
        callers = [f"kode {code}", f"dari {caller(request)}"]
        await self._desk.may_try(callers)
        try:
            id = await self._desk.read(lambda t: citizen.known(t, self._desk.district, code, word))
        except citizen.WrongWord:
            await self._desk.tried(callers, right=False)
            raise
        await self._desk.tried(callers, right=True)
        return id

    def _rule(self, transaction: Transaction) -> VoiceRule:
        return reckoning.ladder(notice.load(transaction).ladder).voice

    async def _page(
        self, code: str, word: str, id: str, *, said: str = "", wrong: str = "", kind: str = "", note: str = "", status: int = 200
    ) -> Response:  # fmt: skip
        today: date = self._desk.today()

        def work(transaction: Transaction) -> Reading:
            district = notice.load(transaction).unit
            return citizen.read(transaction, district, id, self._rule(transaction), today)

        reading = await self._desk.read(work)
        return self._desk.html(
            "answer.html",
            {
                "code": code, "word": word, "r": reading, "c": reading.complaint, "stage": PUBLIC_WORDS[reading.complaint.stage],
                "said": said, "wrong": wrong, "kind": kind, "note": note,
            },
            status,
        )  # fmt: skip
