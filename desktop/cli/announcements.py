"""`announcements`: what the district announces, and that it was read here."""

from desktop.cli import output
from desktop.cli.arguments import CommandOptions
from desktop.cli.opening import opened


def announcements(options: CommandOptions) -> int:
    """With --read the district hears with the next sync that these were read."""
    with opened(options) as office:
        for number in options.arguments.read:
            office.note_announcement_read(number)
        unread = office.unread_announcements()
    for one in unread:
        if options.arguments.json:
            output.line({"number": one.number, "day": one.day, "text": one.text})
        else:
            output.text(f"{one.number} · {one.day}: {one.text}")
    return 0
