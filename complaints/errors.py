"""The errors that an officer can act on; everything else is a bug and is let through to the one handler that reports it."""


class OfficeError(Exception):
    """A refusal with a sentence for the officer: what happened, what is safe, what to do next."""

    exit_code = 1

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Refused(OfficeError):
    """The office's rules don't allow this: a wrong stage, role or field. Nothing was changed."""


class InvalidField(Refused):
    """One field of a draft or step is wrong; `field` names it as cli.md does."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class WrongPassword(OfficeError):
    """The password opens no slot; the sentence never says which part was wrong."""

    exit_code = 3


class NoNetwork(OfficeError):
    """The district could not be reached."""

    exit_code = 4
