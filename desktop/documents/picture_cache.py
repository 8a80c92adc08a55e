"""The pictures of pages that were shown last, each in the size in which it was shown."""

from collections import OrderedDict
from typing import Generic, TypeVar

Picture = TypeVar("Picture")


class PictureCache(Generic[Picture]):
    """Keeps the `most` that were shown last. A size is told by dots per inch."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._pictures: OrderedDict[tuple[int, int], Picture] = OrderedDict()

    def __len__(self) -> int:
        return len(self._pictures)

    def clear(self) -> None:
        self._pictures.clear()

    def find(self, page: int, dots: int) -> Picture | None:
        """The page in this size; None when it isn't there."""
        picture = self._pictures.get((page, dots))
        if picture is not None:
            self._pictures.move_to_end((page, dots))
        return picture

    def in_any_size(self, page: int) -> Picture | None:
        """The page as it was shown last, in whatever size."""
        return next((picture for (at, _), picture in reversed(self._pictures.items()) if at == page), None)

    def keep(self, page: int, dots: int, picture: Picture) -> None:
        self._pictures[(page, dots)] = picture
        while len(self._pictures) > self._most:
            self._pictures.popitem(last=False)
