"""What this room keeps: how risks are assessed, risk points, risks with their versions, risks of areas."""

from hongxian.modules.prevention.risks.models.place import (
    PLACE_PARTICULARS,
    PlaceRisk,
    PlaceRiskVersion,
    RiskWarning,
)
from hongxian.modules.prevention.risks.models.risk import (
    ACCIDENT_TYPES,
    FACTORS,
    GRADES,
    IDENTIFICATIONS,
    MEASURES,
    METHODS,
    RISK_PARTICULARS,
    SCREENING_KINDS,
    Risk,
    RiskChange,
    RiskScreening,
    RiskVersion,
)
from hongxian.modules.prevention.risks.models.scheme import BASES, TIERS, RiskScheme
from hongxian.modules.prevention.risks.models.unit import (
    UNIT_KINDS,
    UNIT_PARTICULARS,
    PlantPlan,
    RiskUnit,
    RiskUnitVersion,
)

__all__ = [
    "ACCIDENT_TYPES",
    "BASES",
    "FACTORS",
    "GRADES",
    "IDENTIFICATIONS",
    "MEASURES",
    "METHODS",
    "PLACE_PARTICULARS",
    "RISK_PARTICULARS",
    "SCREENING_KINDS",
    "TIERS",
    "UNIT_KINDS",
    "UNIT_PARTICULARS",
    "PlaceRisk",
    "PlaceRiskVersion",
    "PlantPlan",
    "Risk",
    "RiskChange",
    "RiskScheme",
    "RiskScreening",
    "RiskUnit",
    "RiskUnitVersion",
    "RiskVersion",
    "RiskWarning",
]
