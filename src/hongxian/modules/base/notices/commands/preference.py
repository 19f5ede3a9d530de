"""What people want sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.module import notice_kinds
from hongxian.kernel.problem import Problem
from hongxian.modules.base.notices import text
from hongxian.modules.base.notices.models import CHANNELS, MODES, NoticePreference
from hongxian.modules.base.notices.queries import default_mode

_LAST_HOUR = 23


@command("notice_preference.set")
def set_preference(
    *,
    actor: Actor,
    modes: Mapping[str, str],
    quiet: bool = True,
    quiet_since: time | None = None,
    quiet_until: time | None = None,
    digest_hour: int | None = None,
) -> NoticePreference:
    """Choose what is sent how (`kind/channel` → mode) and when. What equals the default is not kept, so that it follows
    the default; nothing can be refused in the system itself."""
    for choice, mode in modes.items():
        kind, _, channel = choice.partition("/")
        if kind not in notice_kinds() or channel not in CHANNELS or mode not in MODES:
            raise Problem(text.UNKNOWN_MODE.format(found=f"{choice} {mode}"), field="modes")
    if digest_hour is not None and not 0 <= digest_hour <= _LAST_HOUR:
        raise Problem(text.BAD_HOUR, field="digest_hour")
    if (quiet_since is None) != (quiet_until is None):
        raise Problem(text.QUIET_HALF, field="quiet_until" if quiet_since else "quiet_since")
    found, _ = NoticePreference.objects.get_or_create(person=actor.key)
    found.modes = {
        choice: mode for choice, mode in modes.items() if mode != default_mode(notice_kinds()[choice.partition("/")[0]])
    }
    found.quiet, found.quiet_since, found.quiet_until, found.digest_hour = quiet, quiet_since, quiet_until, digest_hour
    found.save(update_fields=["modes", "quiet", "quiet_since", "quiet_until", "digest_hour"])
    record(found)
    return found
