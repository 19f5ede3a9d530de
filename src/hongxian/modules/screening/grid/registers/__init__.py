"""The registers of this room."""

from hongxian.modules.screening.grid.registers.patrols import ESCALATIONS, PREMISES, TASKS, VISITS
from hongxian.modules.screening.grid.registers.tree import BLIND_SPOTS, GRIDS, MEMBERS, OVERLAPS, UNITS

__all__ = ["BLIND_SPOTS", "ESCALATIONS", "GRIDS", "MEMBERS", "OVERLAPS", "PREMISES", "TASKS", "UNITS", "VISITS"]
