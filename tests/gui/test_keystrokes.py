"""What an ordinary complaint costs in control keystrokes, text apart: recorded by 12 at most, answered, told and closed by 8 more."""

from desktop.screens.complaints.screen import ComplaintsScreen
from desktop.screens.record.screen import RecordScreen
from tests.conftest import PASSWORD, USER
from tests.gui.program_room import Key, ProgramRoom, Qt
from tests.gui.test_main_job import suggested

MOST_TO_RECORD, MOST_TO_CLOSE = 12, 8


class Keyboard:
    """Counts every key that is no text."""

    def __init__(self, room: ProgramRoom) -> None:
        self.room, self.pressed = room, 0

    def key(self, key: Key, *modifiers: Qt.KeyboardModifier) -> None:
        self.pressed += 1
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        self.room.key(key, held)
        self.room.settle()

    def ctrl(self, key: Key) -> None:
        self.key(key, Qt.KeyboardModifier.ControlModifier)

    def type(self, text: str) -> None:
        self.room.type(text)
        self.room.settle()

    def go_on(self) -> None:
        self.key(Key.Key_Return, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)


def test_an_ordinary_complaint_is_recorded_closed_and_told_in_few_keystrokes(start, founded) -> None:
    room = start(founded.folder)
    room.log_in(USER, PASSWORD)
    keyboard, office = Keyboard(room), room.desk._office

    keyboard.ctrl(Key.Key_N)
    screen = room.desk._screens["record"]
    assert isinstance(screen, RecordScreen)
    keyboard.type("Lampu jalan padam di depan masjid Nurul Huda sejak hari Sabtu malam")
    suggested(room, screen)
    keyboard.ctrl(Key.Key_S)  # leads to what is missing
    assert room.focus is screen.form.category
    keyboard.key(Key.Key_Tab)  # takes what is suggested
    keyboard.ctrl(Key.Key_S)
    keyboard.type("Budi Santoso")
    keyboard.key(Key.Key_Tab)
    keyboard.key(Key.Key_Tab)
    assert room.focus.objectName() == "phone"
    keyboard.type("081234567890")
    keyboard.ctrl(Key.Key_S)
    number = office.case(screen.messages.accessibleName().partition(": ")[2].partition(" ")[0]).complaint.id
    assert keyboard.pressed <= MOST_TO_RECORD

    recorded = keyboard.pressed
    keyboard.ctrl(Key.Key_O)
    assert isinstance(list_and_case := room.desk._screens["complaints"], ComplaintsScreen)
    keyboard.ctrl(Key.Key_T)
    for text, stage in (("", "verified"), ("Sudah disurvei.", "in_progress"), ("Lampu sudah diganti.", "responded")):
        if text:
            keyboard.type(text)
        keyboard.go_on()
        assert office.case(number).complaint.stage == stage
    assert list_and_case.pane.form is not None
    assert list_and_case.pane.form.action == "contact"
    assert office.case(number).owed is not None
    keyboard.go_on()
    assert office.case(number).owed is None
    assert list_and_case.pane.form.action == "close"
    keyboard.go_on()
    assert office.case(number).complaint.stage == "closed"
    keyboard.ctrl(Key.Key_Return)
    assert office.case(number).owed is None
    assert keyboard.pressed - recorded <= MOST_TO_CLOSE
