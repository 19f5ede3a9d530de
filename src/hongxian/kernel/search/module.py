"""The room of search: the words of rows, so that any two characters in a row are found at once."""

from hongxian.kernel.module import Module, Noun

MODULE = Module(
    key="search",
    nouns=(Noun("search_entry", "search.SearchEntry", derived=True),),
)
