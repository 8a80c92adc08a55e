"""What the tests of the screen 'Pengaduan' share: an office with complaints in it, and hands that work the screen."""

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from complaints.draft import Draft, Person
from complaints.events import Event
from complaints.steps import StepDetails
from desktop.lanes.operations import Operations
from desktop.office.office import Office
from desktop.screens.complaints.forms import StepForm
from desktop.screens.complaints.screen import ComplaintsScreen
from desktop.screens.navigate import Goto
from desktop.store import log, projection
from desktop.store.database import writing
from desktop.store.log import Author, Device, NewEvent
from desktop.widgets.theme import look

OTHER_PC = Device("lainlainlainlain", "B")


def recorded(office: Office, days_ago: int = 0, title: str = "Jembatan putus", **fields) -> str:
    """The id of a new complaint, received so many days ago."""
    received = office.today() - timedelta(days=days_ago)
    draft = Draft(kind="complaint", body=fields.pop("body", title), title=title, received_on=received, **fields)
    return office.record(draft).id


def of_stage(office: Office, stage: str, **fields) -> str:
    """A complaint that was worked to this stage."""
    one = recorded(office, **fields)
    paths = {
        "new": (), "returned": ("return",), "verified": ("verify",), "in_progress": ("verify", "follow-up"),
        "forwarded": ("verify", "forward"), "responded": ("verify", "respond"), "awaiting_approval": ("verify", "draft"),
        "closed": ("verify", "respond", "close"), "archived": ("archive",),
    }  # fmt: skip
    for step in paths[stage]:
        if step == "forward":
            office.act(one, "forward", StepDetails(to="73.07.05"))
        elif step == "draft":
            office.act(one, "respond", StepDetails(note="Rancangan jawaban", draft=True))
        else:
            office.act(one, step, StepDetails(note="" if step in ("verify", "close") else "Sudah dikerjakan"))
    assert office.case(one).complaint.stage == stage
    return one


def person(name: str = "Andi Mappatunru") -> Person:
    return Person(name=name, phone="0812-0000-1234")


def written_elsewhere(office: Office, complaint: str, *steps, saw=(), actor: str = "Rahma") -> list[Event]:
    """Steps that another computer took without seeing what happened here."""
    author = Author(OTHER_PC, actor, office.settings.unit_code)
    with writing(office.engine) as connection:
        events = log.append(connection, author, [NewEvent(complaint, saw, step) for step in steps], office.now_ms)
        project(office, connection, complaint)
    return events


def project(office: Office, connection, complaint: str) -> None:
    opened = projection.opener(connection, complaint)
    projection.project(connection, log.history(connection, complaint), opened, office.rules)


class Room:
    """The screen on its own, with what a person at the keyboard would do."""

    def __init__(self, qtbot, operations: Operations, office: Office) -> None:
        self.qtbot, self.operations, self.office = qtbot, operations, office
        self.went: list[Goto] = []
        self.screen = ComplaintsScreen(operations, office, self.went.append)
        qtbot.addWidget(self.screen)
        look.dress(self.screen)
        self.screen.resize(1158, 740)
        self.screen.show()
        self.screen.activateWindow()
        self.screen.shown()
        self.settle()

    def settle(self) -> None:
        """Until everything asked for has come and every short pause is over."""
        for _ in range(3):
            self.qtbot.wait(70)
            assert self.operations.wait()

    def go(self, **goto) -> None:
        self.screen.go(Goto("complaints", **goto))
        self.settle()

    def open(self, complaint: str, action: str = "") -> None:
        self.go(complaint=complaint, action=action)

    def widget(self, name: str) -> QWidget:
        found = [one for one in self.screen.findChildren(QWidget, name) if one.isVisible()]
        assert found, f"no {name} to be seen"
        return found[0]

    def begin(self, action: str) -> StepForm:
        assert action in self.screen.pane.actions_bar.offered() | {"show-identity"}
        assert self.screen.pane.begin(action)
        form = self.screen.pane.form
        assert form is not None
        self.settle()
        return form

    def confirm(self) -> None:
        form = self.screen.pane.form
        assert form is not None
        form.confirm()
        self.settle()

    def take(self, action: str, note: str = "") -> None:
        form = self.begin(action)
        if note:
            form.note.setPlainText(note)
        self.confirm()

    @property
    def stage(self) -> str:
        case = self.screen.pane.case
        assert case is not None
        return case.complaint.stage

    @property
    def history(self) -> list[str]:
        return [line.sentence for line in self.screen.pane.history.lines]

    @property
    def titles(self) -> list[str]:
        lines = self.screen.lines
        loaded = [lines.line(row) for row in range(lines.rowCount())]
        return [one.row.title for one in loaded if one is not None]
