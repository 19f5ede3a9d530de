"""The seventeen forms by name."""

from hongxian.kernel.rules.forms.bar import Bar
from hongxian.kernel.rules.forms.coding import Coding
from hongxian.kernel.rules.forms.composition import Composition
from hongxian.kernel.rules.forms.coverage import Coverage
from hongxian.kernel.rules.forms.deadline import Deadline
from hongxian.kernel.rules.forms.escalation import Escalation
from hongxian.kernel.rules.forms.existence import Existence
from hongxian.kernel.rules.forms.floor import Floor
from hongxian.kernel.rules.forms.gate import Gate
from hongxian.kernel.rules.forms.part import Part
from hongxian.kernel.rules.forms.periodic import Periodic
from hongxian.kernel.rules.forms.routing import Routing
from hongxian.kernel.rules.forms.separation import Separation
from hongxian.kernel.rules.forms.structure import Structure
from hongxian.kernel.rules.forms.threshold import Threshold
from hongxian.kernel.rules.forms.trend import Trend
from hongxian.kernel.rules.forms.trigger import Trigger
from hongxian.kernel.rules.forms.window import Window

FORMS: dict[str, type[Part]] = {
    "BAR": Bar,
    "CODING": Coding,
    "COMPOSITION": Composition,
    "COVERAGE": Coverage,
    "DEADLINE": Deadline,
    "ESCALATION": Escalation,
    "EXISTENCE": Existence,
    "FLOOR": Floor,
    "GATE": Gate,
    "PERIODIC": Periodic,
    "ROUTING": Routing,
    "SEPARATION": Separation,
    "STRUCTURE": Structure,
    "THRESHOLD": Threshold,
    "TREND": Trend,
    "TRIGGER": Trigger,
    "WINDOW": Window,
}
