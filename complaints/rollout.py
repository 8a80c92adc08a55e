"""What programs of 1.0.0 don't read, and since which version it is read: written only once everybody who may receive it reads it.

The district tells by its notice (`writes`) what all its offices' programs read. A new step's tag, or a new value of a field that
older programs read strictly, is entered here with the version that reads it; then nothing else has to be done.
"""

from collections.abc import Iterable, Iterator, Mapping

from complaints.errors import OfficeError
from complaints.events import AnyStep, Corrected, Recorded, Verified
from complaints.phrases import phrase

READ_SINCE: Mapping[str, str] = {}
"""By name: a step's tag, or a value as 'kind=KIND', 'channel=CHANNEL', 'weight=WEIGHT'."""


class NotReadByAll(OfficeError):
    """Nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Langkah ini baru dapat dicatat sesudah semua kantor di kabupaten memakai versi program yang mengenalnya. "
                "Tidak ada yang disimpan. Kabupaten melihat kantor mana yang belum, dan memberi tahu sendiri bila sudah."
            )
        )


def names(step: AnyStep) -> Iterator[str]:
    """The names under which older programs would have to know what this step says."""
    tag = step.__struct_config__.tag
    if isinstance(tag, str):
        yield tag
    match step:
        case Recorded(facts=facts) | Corrected(facts=facts):
            if facts.kind:
                yield f"kind={facts.kind}"
            if facts.channel:
                yield f"channel={facts.channel}"
        case Verified(weight=weight) if weight:
            yield f"weight={weight}"
        case _:
            pass


def refuse_unread(steps: Iterable[AnyStep], writes: Iterable[str]) -> None:
    """Raises NotReadByAll for a step with something young that is not among `writes`."""
    if any(name in READ_SINCE and name not in writes for step in steps for name in names(step)):
        raise NotReadByAll
