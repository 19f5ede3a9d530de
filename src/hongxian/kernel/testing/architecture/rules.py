"""All rules of the house that can be read from its text. Each takes a tree and yields complaints."""

from collections.abc import Callable, Iterator

from hongxian.kernel.testing.architecture import rooms, words, writes
from hongxian.kernel.testing.architecture.source import Tree

Rule = Callable[[Tree], Iterator[str]]

RULES: tuple[Rule, ...] = (
    rooms.doors,
    rooms.order_of_rooms,
    rooms.order_of_files,
    rooms.no_vague_packages,
    rooms.kernel_is_general,
    rooms.no_inline_imports,
    rooms.no_foreign_machinery,
    writes.thin_ends,
    writes.saves_name_their_fields,
    writes.commands_lie_in_commands,
    writes.one_clock,
    writes.clock_is_set_in_few_places,
    words.chinese_only_where_words_live,
    words.labels_come_from_the_glossary,
    words.relations_are_strings,
    words.fits_on_a_screen,
    words.public_functions_speak,
    words.no_undone_work,
    words.pages_hold_no_inline_code,
    words.migrations_are_named_and_linear,
)
