"""The app of search."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """What the rows of every room say, by pairs of characters."""

    name = "hongxian.kernel.search"
    label = "search"
