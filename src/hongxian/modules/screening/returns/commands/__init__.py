"""Writes of returns: settings, returns, reminders, hints."""

from hongxian.modules.screening.returns.commands.following import follow_merge
from hongxian.modules.screening.returns.commands.hinting import dismiss_hint, find_hints
from hongxian.modules.screening.returns.commands.reminding import send_reminder
from hongxian.modules.screening.returns.commands.settings import set_returns
from hongxian.modules.screening.returns.commands.submitting import digest_of, submit_return

__all__ = ["digest_of", "dismiss_hint", "find_hints", "follow_merge", "send_reminder", "set_returns", "submit_return"]
