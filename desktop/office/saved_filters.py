"""Filters that were saved, by one user for themselves or for the whole office: which is in force, what a press on it shows, how they are kept."""

from msgspec import structs

from desktop.office import list_filters
from desktop.office.office import Office
from desktop.store.listing import Query
from desktop.store.settings import SavedFilter

Filters = tuple[SavedFilter, ...]


def is_in_force(saved: SavedFilter, query: Query, office: Office) -> bool:
    """Whether the list leaves out just what this filter does, in whatever order."""
    return list_filters.unsorted(list_filters.as_of_today(saved.query, office)) == list_filters.unsorted(query)


def after_press(saved: SavedFilter, query: Query, office: Office) -> Query:
    """The filter's query; none at all where it was in force."""
    if is_in_force(saved, query, office):
        return Query(sort=query.sort, descending=query.descending)
    return list_filters.as_of_today(saved.query, office)


def replace(office: Office, name: str, *, own: Filters = (), of_office: Filters = ()) -> None:
    """Puts these in the place of the filters with this name."""

    def others(filters: Filters) -> Filters:
        return tuple(saved for saved in filters if saved.name != name)

    office.save_layout(structs.replace(office.layout, filters=(*others(office.layout.filters), *own)))
    saved = (*others(office.settings.saved_filters), *of_office)
    if saved != office.settings.saved_filters:
        office.change_settings(structs.replace(office.settings, saved_filters=saved))
