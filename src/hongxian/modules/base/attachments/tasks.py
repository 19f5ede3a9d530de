"""What is done with time: uploads that nobody finished are cleared."""

from django.conf import settings

from hongxian.modules.base.attachments import uploads


def clear_uploads() -> None:
    """Remove what has waited too long to be finished."""
    uploads.clear(settings.UPLOAD_HOURS)
