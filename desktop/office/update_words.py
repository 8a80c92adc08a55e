"""What is said about updates, in the status line and in the settings."""

from desktop.updates.updates import UpdateState
from desktop.wording.formats import size
from desktop.wording.translation import tr, tr_phrase


def status_words(state: UpdateState) -> str:
    """Behind the version in the status line; '' when there is nothing to say."""
    if state.ready:
        return tr("versi {version} siap", version=state.ready)
    if state.offer is not None and state.refused is None and not state.given_up:
        return tr("versi {version} diunduh", version=state.offer.version)
    return ""


def ready_sentence(version: str) -> str:
    return tr(
        "Versi {version} sudah siap. Versi itu dipakai saat Buku Aduan dibuka berikutnya; sekarang Anda dapat terus bekerja.",
        version=version,
    )


def given_up_sentence(version: str) -> str:
    return tr(
        "Versi {version} dua kali tidak sampai ke Beranda, jadi versi sebelumnya dipakai lagi. Buku utuh; kabupaten diberi tahu pada sinkronisasi berikutnya.",
        version=version,
    )


def state_sentence(state: UpdateState) -> str:
    """How updates stand, in one sentence or two."""
    if state.beside is not None:
        return tr_phrase(state.beside)
    if not state.has_keys:
        return tr(
            "Program ini dibuat tanpa kunci rilis, jadi tidak memasang versi baru. Mintalah pemasang resmi dari kabupaten."
        )
    if state.ready:
        return ready_sentence(state.ready)
    if state.refused is not None and state.offer is not None:
        return (
            tr("Versi {version} dari kabupaten belum dapat dipasang.", version=state.offer.version)
            + " "
            + tr_phrase(state.refused)
        )
    if state.given_up:
        return given_up_sentence(state.given_up)
    if state.offer is not None:
        return tr(
            "Versi {version} sedang diunduh di sela sinkronisasi: {part} dari {whole}. Batas data harian tetap berlaku.",
            version=state.offer.version, part=size(state.received), whole=size(state.offer.size),
        )  # fmt: skip
    return tr("Belum ada versi yang lebih baru dari kabupaten.")
