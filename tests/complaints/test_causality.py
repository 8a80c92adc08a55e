"""Who had seen what, also where a history names events that never were."""

from datetime import date

from complaints.causality import in_order, pasts, saw
from complaints.events import Event, Noted

DAY = date(2026, 11, 24)


def test_events_that_never_were_take_no_room_in_anybody_s_past():
    strangers = [tuple((f"{n:03}-{place}", 1) for place in range(100)) for n in range(50)]
    events = [Event("ab"[n % 2], n // 2 + 1, n, "x", "", "", seen, Noted(DAY, "")) for n, seen in enumerate(strangers)]
    past = pasts(in_order(events))
    assert max(map(len, past.values())) <= 2
    assert not saw(past["b-1"], events[0])
