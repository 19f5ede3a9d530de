"""The registers of the tree of grids, its people and units, and of enterprises in no grid or in several."""

from __future__ import annotations

from hongxian.kernel.registers.declaration import (
    Action,
    Column,
    ColumnKind,
    Filter,
    FilterKind,
    Link,
    Register,
    Sheet,
)
from hongxian.modules.base.places.queries import place_tree
from hongxian.modules.screening.grid import text
from hongxian.modules.screening.grid.queries import blind_spots, overlaps
from hongxian.modules.screening.grid.registers import words

GRIDS = Register(
    key="grid",
    noun="grid",
    page="grid:list",
    order=("name", "pk"),
    columns=(
        Column("name", sort="name", link=True, argument="name", required=True),
        Column("place", ColumnKind.PLACE, argument="place", required=True, refers="place", named_by=("name", "code")),
        Column("unit_kind", ColumnKind.CHOICE, choices=words.UNIT_KINDS, argument="unit_kind", required=True),
        Column("grid_level", ColumnKind.NUMBER, argument="grid_level", help=text.LEVEL_HELP),
        Column(
            "parent", ColumnKind.REFERENCE, argument="parent", refers="grid", sees="grid.view",
            label=text.PARENT, help=text.PARENT_HELP,
        ),
        Column(
            "unit", ColumnKind.REFERENCE, argument="unit", refers="party", sees="party.view",
            label=text.UNIT, help=text.UNIT_HELP,
        ),
        Column("is_leaf", ColumnKind.YES_NO, argument="is_leaf", help=text.LEAF_HELP),
        Column("is_part", ColumnKind.YES_NO, argument="is_part", shown=False, help=text.PART_HELP),
        Column("grid_code", value="code", argument="code", shown=False),
        Column("one_net_code", argument="one_net_code", shown=False, help=text.ONE_NET_HELP),
        Column("boundary_note", argument="boundary_note", shown=False),
        Column("valid_from", ColumnKind.DATE, shown=False),
        Column("valid_to", ColumnKind.DATE, shown=False),
    ),
    filters=(
        Filter("words", FilterKind.WORDS, ("name__icontains",), label=text.WORDS),
        words.PLACE,
        Filter("unit_kind", FilterKind.CHOICE, ("unit_kind",), choices=words.UNIT_KINDS),
        Filter("is_leaf", FilterKind.YES_NO, ("is_leaf",)),
        Filter("parent", FilterKind.REFERENCE, ("parent",), refers="grid", label=text.PARENT),
        Filter(
            "standing", FilterKind.CHOICE, label=text.STANDING, choices=words.ONLY_STANDING, apply=words.only_standing
        ),
    ),
    sheet=Sheet(
        create="grid.open",
        change="grid.change",
        withdraw="grid.withdraw",
        row="grid",
        natural_key=("name", "place"),
        version="version",
        withdrawn_by={"reason": text.IMPORT_UNDONE},
    ),
    detail="grid:detail",
    create="grid:open",
    creates="grid.open",
    links=(
        Link(text.TREE, "grid:tree", "grid.view", "layout-grid"),
        Link(text.BLIND_TITLE, "grid:blind_spots", "grid_unit.view", "eye-off"),
    ),
    empty=text.GRID_EMPTY,
)  # fmt: skip

MEMBERS = Register(
    key="grid_member",
    noun="grid_member",
    page="grid:members",
    order=("member_name", "pk"),
    rows=words.known_members,
    columns=(
        Column("member_name", sort="member_name", argument="member_name", required=True),
        Column("grid", ColumnKind.REFERENCE, argument="grid", required=True, refers="grid", sees="grid.view"),
        Column("grid_role", ColumnKind.CHOICE, choices=words.ROLES, argument="grid_role", required=True),
        Column("is_full_time", ColumnKind.YES_NO, argument="is_full_time"),
        Column("equipment", argument="equipment"),
        Column("funding", argument="funding"),
        Column("monthly_pay", ColumnKind.MONEY, argument="monthly_pay", shown=False),
        Column("valid_from", ColumnKind.DATE, argument="valid_from", label=text.CAME_ON),
        Column("valid_to", ColumnKind.DATE, label=text.LEFT_ON),
        Column("leaving_reason", shown=False),
    ),
    filters=(
        Filter("words", FilterKind.WORDS, ("member_name__icontains", "grid__name__icontains"), label=text.MEMBER_WORDS),
        Filter("place", FilterKind.PLACE, ("grid__place_path",), tree=place_tree("grid.view")),
        words.GRID,
        Filter("grid_role", FilterKind.CHOICE, ("grid_role",), choices=words.ROLES),
        Filter("is_full_time", FilterKind.YES_NO, ("is_full_time",)),
        Filter("standing", FilterKind.CHOICE, label=text.ON_DUTY, choices=words.ONLY_STANDING, apply=words.only_valid),
        Filter("valid_to", FilterKind.DATES, ("valid_to",), label=text.LEFT_ON),
    ),
    actions=(Action("grid_member.end", page="grid:end_member", open=lambda _actor, row: row.valid_to is None),),
    sheet=Sheet(
        create="grid_member.appoint",
        change="grid_member.change",
        withdraw="grid_member.withdraw",
        row="grid_member",
        natural_key=("grid", "member_name", "grid_role"),
        withdrawn_by={"reason": text.IMPORT_UNDONE},
    ),
    create="grid:appoint",
    creates="grid_member.appoint",
    links=(Link(text.TURNOVER, "grid:turnover", "grid_member.view", "users"),),
    empty=text.MEMBER_EMPTY,
)

UNITS = Register(
    key="grid_unit",
    noun="grid_unit",
    page="grid:units",
    order=("-pk",),
    rows=words.units_now,
    columns=(
        Column("unit_name", value="where", mark=words.hand_mark),
        Column("grid", ColumnKind.REFERENCE, "grid.name"),
        Column("valid_from", ColumnKind.DATE, label=text.IN_SINCE),
        Column("reason", shown=False),
    ),
    filters=(
        Filter(
            "words",
            FilterKind.WORDS,
            ("enterprise__name__icontains", "premises__name__icontains"),
            label=text.UNIT_WORDS,
        ),
        words.PLACE,
        words.GRID,
        Filter("unvisited", FilterKind.DATES, label=text.UNVISITED, apply=words.without_visit_between),
        Filter("by_hand", FilterKind.YES_NO, ("by_hand",), label=text.HAND_MARK),
    ),
    create="grid:assign",
    creates="grid_unit.assign",
    links=(
        Link(text.BLIND_TITLE, "grid:blind_spots", "grid_unit.view", "eye-off"),
        Link(text.OVERLAP_TITLE, "grid:overlaps", "grid_unit.view", "layers"),
        Link(text.COVERAGE, "grid:coverage", "grid_unit.view", "chart-column"),
    ),
    empty=text.UNIT_EMPTY,
)

_ENTERPRISE_COLUMNS = (
    Column("name", link=True),
    Column("credit_code"),
    Column("place", ColumnKind.PLACE),
    Column("working_address"),
)
_ENTERPRISE_FILTERS = (
    Filter("words", FilterKind.WORDS, ("name__icontains",), label=text.UNIT_WORDS),
    Filter("place", FilterKind.PLACE, ("place__path",), tree=place_tree("grid.view")),
)


BLIND_SPOTS = Register(
    key="grid_blind_spot",
    noun="enterprise",
    title=text.BLIND_TITLE,
    view="grid_unit.view",
    page="grid:blind_spots",
    order=("name", "pk"),
    rows=blind_spots,
    columns=_ENTERPRISE_COLUMNS,
    filters=_ENTERPRISE_FILTERS,
    actions=(Action("grid_unit.assign", page="grid:assign_one"),),
    detail="enterprises:detail",
    note=text.BLIND_NOTE,
    empty=text.BLIND_EMPTY,
)

OVERLAPS = Register(
    key="grid_overlap",
    noun="enterprise",
    title=text.OVERLAP_TITLE,
    view="grid_unit.view",
    page="grid:overlaps",
    order=("name", "pk"),
    rows=overlaps,
    columns=_ENTERPRISE_COLUMNS,
    filters=_ENTERPRISE_FILTERS,
    actions=(Action("grid_unit.assign", page="grid:assign_one"),),
    detail="enterprises:detail",
    empty=text.OVERLAP_EMPTY,
)
