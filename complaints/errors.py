"""The errors that an officer can act on; everything else is a bug and is let through to the one handler that reports it."""

from typing import Self

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

    def as_value(self) -> Self:
        """The refusal to be kept, without the way that it came: the frames of that way hold all that was worked on.

        What holds the refusal may be no part of what Python searches for garbage (rows of a register are not): then for ever.
        """
        self.__cause__ = self.__context__ = None
        return self.with_traceback(None)


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
