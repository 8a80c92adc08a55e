"""The errors that an officer can act on; everything else is a bug and is let through to the one handler that reports it."""

from complaints.phrases import Phrase


class OfficeError(Exception):
    """A refusal, told to the officer by a phrase: what happened, what is safe, what to do next."""

    exit_code = 1

    def __init__(self, phrase: Phrase) -> None:
        self.phrase = phrase
        super().__init__(self.phrase)

    @property
    def sentence(self) -> str:
        """The phrase in Indonesian."""
        return str(self.phrase)


class Refused(OfficeError):
    """The office's rules don't allow this: a wrong stage, role or field. Nothing was changed."""


class InvalidField(Refused):
    """One field of a draft or step is wrong; `field` names it as cli.md does."""

    def __init__(self, field: str, phrase: Phrase) -> None:
        super().__init__(phrase)
        self.field = field

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.field, self.phrase)


class WrongPassword(OfficeError):
    """The password opens no slot; the sentence never says which part was wrong."""

    exit_code = 3


class NoNetwork(OfficeError):
    """The district could not be reached."""

    exit_code = 4
