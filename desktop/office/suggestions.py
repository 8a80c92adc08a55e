"""What the office's own book offers while a complaint is typed: its category, open ones like it, answers given before."""

import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine, text

from complaints import likeness, similar
from complaints.categories import Categories
from complaints.complaint import Complaint
from complaints.events import Forwarded, Location, Recorded, decode_any_step
from complaints.fold import fold, no_identity
from complaints.roots import roots
from complaints.similar import Candidate
from complaints.suggest import CategoryModel, Suggestion
from complaints.tokens import terms
from desktop.store import listing, log, place_names, search
from desktop.store.database import reading
from desktop.store.listing import Row

TAUGHT_BY = 3000
# Learning is nothing but computing: between a few complaints and the next it leaves the interpreter to the window's thread.
BREATH_EVERY, BREATH_SECONDS = 10, 0.004
MOST_TERMS = 24
MOST_SAID = 14  # terms that are looked for with all the words that say the same
RAREST = 8
A_TERM = 300
CANDIDATES = 40
MOST_SIMILAR = 3
MOST_ANSWERS = 2
SAME_CATEGORY = 0.2
LEAST_ANSWER_LIKENESS = 0.4

# The first event of a complaint is its recording, wherever it came from.
_FIRST = "SELECT content FROM event WHERE position = (SELECT min(position) FROM event WHERE complaint = c.id)"
_TEXTS = text(
    f"SELECT c.category, ({_FIRST}) FROM complaint c WHERE c.category <> '' ORDER BY c.rowid DESC LIMIT :limit"
)


@dataclass(frozen=True, slots=True)
class SimilarCase:
    """An open complaint that is probably the same one, or only may be (`same` is False). `metres` apart when both tell where."""

    row: Row
    score: float
    metres: float | None
    days_ago: int
    same: bool = True


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """An answered complaint like this one; `days` are the working days it took."""

    id: str
    number: str
    title: str
    response: str
    days: int | None
    forwarded_name: str


class Suggestions:
    """Asked from any thread. The category's model is taught by the book's newest complaints in a thread of its own."""

    def __init__(
        self, engine: Engine, categories: Categories, read: Callable[[], AbstractContextManager[Connection]]
    ) -> None:
        """`read`: what the user may see; the categories are taught by the whole book, of which they show nothing."""
        self._engine, self._reading = engine, read
        self._categories = categories
        self._model = CategoryModel(categories)
        self._recorded: list[tuple[str, str]] = []
        self._lock = threading.Lock()
        self._teacher: threading.Thread | None = None
        self._stop = threading.Event()

    def close(self) -> None:
        """Ends the teaching; the store may be closed then."""
        self._stop.set()
        if self._teacher is not None:
            self._teacher.join()

    # Category --------------------------------------------------------------------------------------------------------

    def category(self, typed: str) -> tuple[Suggestion, ...]:
        """The likely categories, best first. The first call starts the teaching and is answered by the shipped words."""
        with self._lock:
            if self._teacher is None and not self._stop.is_set():
                self._teacher = threading.Thread(target=self._teach, name="teaching", daemon=True)
                self._teacher.start()
            return self._model.suggest(typed)

    def learn(self, typed: str, category: str) -> None:
        """Takes in a complaint that was just recorded."""
        if not category:
            return
        with self._lock:
            if self._teacher is not None:
                self._model.learn(typed, category)
                self._recorded.append((typed, category))

    def taught(self, seconds: float = 30.0) -> bool:
        """Waits for the teaching to end; returns whether it ended."""
        teacher = self._teacher
        if teacher is None:
            return False
        teacher.join(seconds)
        return not teacher.is_alive()

    def _teach(self) -> None:
        model = CategoryModel(self._categories)
        with reading(self._engine) as connection:
            rows = connection.execute(_TEXTS, {"limit": TAUGHT_BY}).all()
        for number, (category, content) in enumerate(rows):
            if number % BREATH_EVERY == 0 and self._stop.wait(BREATH_SECONDS):
                return
            step = decode_any_step(bytes(content)).step
            if isinstance(step, Recorded):
                model.learn(_text(step), category)
        with self._lock:
            for typed, category in self._recorded:
                model.learn(typed, category)
            self._recorded.clear()
            self._model = model

    # Similar ---------------------------------------------------------------------------------------------------------

    def similar(self, typed: str, location: Location, received_on: date) -> list[SimilarCase]:
        """Open complaints that are probably about the same, likeliest first."""
        with self._reading() as connection:
            places = place_names.load(connection)
            location = places.location(location)
            rows = {row.id: row for row in _alike(connection, typed, location)}
            candidates = [
                Candidate(recording_id, _text(step), places.location(_place(step)), rows[recording_id].received_on)
                for recording_id, step in _recordings(connection, list(rows)).items()
            ]

        def same_category(text: str) -> float | None:
            with self._lock:
                return self._model.agreement(typed, text)

        ranked = similar.rank(typed, location, received_on, candidates, same_category)
        return [
            SimilarCase(rows[match.id], match.score, match.metres, match.days, match.same)
            for match in ranked[:MOST_SIMILAR]
        ]

    # Answers ---------------------------------------------------------------------------------------------------------

    def answers(self, typed: str, category: str) -> list[PastAnswer]:
        """Answered complaints like this one, those of the same category first."""
        answered = f'("{search.facet("responded")}" OR "{search.facet("closed")}")'
        with self._reading() as connection:
            words = _Words(connection)
            terms = similar.telling_terms(typed, words.frequency, words.total, RAREST)
            total_weight = sum(words.rarity(term) for term in terms)
            scored = [
                (score / total_weight + (SAME_CATEGORY if category and row.category == category else 0.0), row)
                for score, row in _candidates(connection, words, terms, answered)
            ]
            scored.sort(key=lambda scored_row: (-scored_row[0], -scored_row[1].rowid))
            return list(_answered(connection, [row for score, row in scored if score >= LEAST_ANSWER_LIKENESS]))


class _Words:
    """How common words are in this book, asked once each. A word nobody asked about counts as in one of a hundred complaints."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._frequencies: dict[str, int] = {}
        self.total: int = connection.scalar(text("SELECT max(rowid) FROM complaint")) or 0
        self._weigh = similar.rarity_in(lambda term: self._frequencies.get(term, self.total // 100), self.total)

    def frequency(self, term: str) -> int:
        if term not in self._frequencies:
            if len(self._frequencies) >= MOST_TERMS:
                return 0
            self._frequencies[term] = search.frequency(self._connection, term)
        return self._frequencies[term]

    def rarity(self, term: str) -> float:
        return self._weigh(term)


def _answered(connection: Connection, rows: Iterable[Row]) -> Iterable[PastAnswer]:
    past_texts: set[str] = set()
    days_taken = text("SELECT days_taken FROM complaint WHERE rowid = :rowid")
    for row in rows:
        if len(past_texts) == MOST_ANSWERS:
            return
        complaint = fold(log.history(connection, row.id), no_identity)
        if complaint is None or not complaint.response or complaint.response in past_texts:
            continue
        past_texts.add(complaint.response)
        counted_days = connection.scalar(days_taken, {"rowid": row.rowid})
        days = None if counted_days is None else round(counted_days)
        yield PastAnswer(row.id, row.number, row.title, complaint.response, days, _receiver(complaint))


def _receiver(complaint: Complaint) -> str:
    """To whom it was forwarded last, whether it came back or not; '' when it stayed in the office."""
    steps = [entry.event.step for entry in complaint.history]
    return next((step.name for step in reversed(steps) if isinstance(step, Forwarded) and not step.person), "")


def _candidates(connection: Connection, words: _Words, terms: Sequence[str], within: str) -> list[tuple[float, Row]]:
    """Rows that share the most telling words, and the weight of what they share."""
    shared: dict[int, float] = {}
    for term in terms:
        for rowid in search.matching(connection, f'{within} AND "{term}"*', A_TERM):
            shared[rowid] = shared.get(rowid, 0.0) + words.rarity(term)
    best = sorted(shared, key=lambda rowid: (-shared[rowid], -rowid))[:CANDIDATES]
    return [(shared[row.rowid], row) for row in listing.by_rowid(connection, best)]


def _alike(connection: Connection, typed: str, location: Location) -> list[Row]:
    """Open complaints that share the most telling words or say the same with others, whether many have them or few."""
    weights = {term: max(map(likeness.weight, roots(term)), default=0.0) for term in terms(f"{typed} {location.dusun}")}
    shared: dict[int, float] = {}
    for term in sorted(weights, key=lambda term: -weights[term])[:MOST_SAID]:
        said = " OR ".join(f'"{word}"*' for word in likeness.search_words(term))
        for rowid in search.matching(connection, f'"{search.OPEN}" AND ({said})', A_TERM):
            shared[rowid] = shared.get(rowid, 0.0) + weights[term]
    best = sorted(shared, key=lambda rowid: (-shared[rowid], -rowid))[:CANDIDATES]
    return listing.by_rowid(connection, best)


def _recordings(connection: Connection, ids: Sequence[str]) -> dict[str, Recorded]:
    recordings: dict[str, Recorded] = {}
    first = text("SELECT content FROM event WHERE complaint = :id ORDER BY position LIMIT 1")
    for complaint_id in ids:
        content = connection.scalar(first, {"id": complaint_id})
        step = decode_any_step(bytes(content)).step if content is not None else None
        if isinstance(step, Recorded):
            recordings[complaint_id] = step
    return recordings


def _text(step: Recorded) -> str:
    return " ".join(part for part in (step.facts.title, step.facts.body) if isinstance(part, str))


def _place(step: Recorded) -> Location:
    place = step.facts.location
    return place if isinstance(place, Location) else Location()
