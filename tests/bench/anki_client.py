"""`python -m tests.bench.anki_client FOLDER ENDPOINT`: Anki's own client; a JSON command a line in, the seconds that it took out.

Commands: ["whole", "up" or "down"] exchanges the whole collection, as Anki's first sync does; ["write", texts] adds a note for each;
["sync"] is an ordinary sync; ["count"] answers how many notes there are.
"""

import json
import sys
import time
from pathlib import Path

from anki.collection import Collection  # pyright: ignore[reportMissingImports]

from tests.bench.anki_peer import PASSWORD, USER

TITLE = 60  # characters of a text that go into the first field, as our titles do


def main(folder: str, endpoint: str) -> None:
    Path(folder).mkdir(parents=True)
    collection = Collection(str(Path(folder) / "collection.anki2"))
    login = collection.sync_login(USER, PASSWORD, endpoint)
    kind = collection.models.by_name("Basic")
    deck = collection.decks.id("Default")
    assert kind is not None
    assert deck is not None
    for line in sys.stdin:
        started = time.perf_counter()
        match json.loads(line):
            case ["whole", way]:
                collection.close_for_full_sync()
                collection.full_upload_or_download(auth=login, server_usn=None, upload=way == "up")
                collection.reopen(after_full_sync=True)
                took = time.perf_counter() - started
            case ["write", texts]:
                for text in texts:
                    note = collection.new_note(kind)
                    note.fields = [text[:TITLE], text]
                    collection.add_note(note, deck)
                took = time.perf_counter() - started
            case ["sync"]:
                told = collection.sync_collection(login, sync_media=False)
                took = time.perf_counter() - started
                assert told.required == told.NO_CHANGES, told
            case ["count"]:
                took = collection.note_count()
            case command:
                raise ValueError(command)
        print(json.dumps(took), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
