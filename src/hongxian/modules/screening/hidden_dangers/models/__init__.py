"""Rows of this room, one file a noun."""

from hongxian.modules.screening.hidden_dangers.models.around import (
    CHANGE_KINDS,
    CHANGE_STATES,
    EXTENSION_STATES,
    NOTICE_KINDS,
    DangerChange,
    DangerNotice,
    Extension,
    InterimControl,
)
from hongxian.modules.screening.hidden_dangers.models.danger import (
    CATEGORIES,
    GRADES,
    ORIGINS,
    REFERENCES,
    STATES,
    HiddenDanger,
)
from hongxian.modules.screening.hidden_dangers.models.notification import (
    NOTIFICATION_KINDS,
    NOTIFICATION_STATES,
    FormalNotification,
    NotificationNumber,
    TreatmentFeedback,
)
from hongxian.modules.screening.hidden_dangers.models.origin import DangerOriginReturn
from hongxian.modules.screening.hidden_dangers.models.report import (
    REPORT_FORMS,
    REPORT_KINDS,
    HiddenDangerReport,
    ReportCount,
)

__all__ = [
    "CATEGORIES",
    "CHANGE_KINDS",
    "CHANGE_STATES",
    "EXTENSION_STATES",
    "GRADES",
    "NOTICE_KINDS",
    "NOTIFICATION_KINDS",
    "NOTIFICATION_STATES",
    "ORIGINS",
    "REFERENCES",
    "REPORT_FORMS",
    "REPORT_KINDS",
    "STATES",
    "DangerChange",
    "DangerNotice",
    "DangerOriginReturn",
    "Extension",
    "FormalNotification",
    "HiddenDanger",
    "HiddenDangerReport",
    "InterimControl",
    "NotificationNumber",
    "ReportCount",
    "TreatmentFeedback",
]
