"""Pictures of pages are kept as long as they are among the last that were shown."""

from desktop.documents.picture_cache import PictureCache


def test_the_last_shown_are_kept_and_another_size_serves_meanwhile():
    cache = PictureCache[str](2)
    cache.keep(0, 96, "a")
    cache.keep(1, 96, "b")
    assert cache.find(0, 96) == "a"
    cache.keep(2, 96, "c")
    assert cache.find(1, 96) is None, "the one that was shown longest ago has gone"
    assert cache.find(0, 192) is None
    assert cache.in_any_size(0) == "a"
    assert len(cache) == 2
    cache.clear()
    assert not cache
