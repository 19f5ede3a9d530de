"""The registers of risks, of risk points, of risks of places, and of what is done about them."""

from hongxian.modules.prevention.risks.registers.places import CHANGES, PLACE_RISKS, SCREENINGS, WARNINGS
from hongxian.modules.prevention.risks.registers.risks import RISKS, UNITS

__all__ = ["CHANGES", "PLACE_RISKS", "RISKS", "SCREENINGS", "UNITS", "WARNINGS"]
