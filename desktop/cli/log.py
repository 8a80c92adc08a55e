"""`log`: every event, in the order in which they are folded. What is sealed in them stays sealed."""

from complaints import clock
from desktop.cli import output
from desktop.cli.arguments import CommandOptions
from desktop.cli.opening import opened
from desktop.office.case_fields import step_fields, step_name


def log(options: CommandOptions) -> int:
    with opened(options) as office:
        for event in office.events():
            moment = clock.moment(event.at)
            if not options.arguments.json:
                output.text(
                    f"{moment:%Y-%m-%d %H:%M:%S} {event.id} {step_name(event.step)} {event.complaint} {event.actor}"
                )
                continue
            output.line(
                {
                    "id": event.id,
                    "device": event.device,
                    "seq": event.seq,
                    "at": event.at,
                    "time": moment,
                    "complaint": event.complaint,
                    "actor": event.actor,
                    "unit": event.unit,
                    "author_unit": event.unit,
                    "saw": [f"{device}-{seq}" for device, seq in event.saw],
                    **step_fields(event.step),
                }
            )
    return 0
