"""The app: registers the check of its triggers."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from hongxian.kernel.ledger.checks import check_triggers


class LedgerConfig(AppConfig):
    """The ledger."""

    name = "hongxian.kernel.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Have the triggers proved by `check --database` and before every migration."""
        register(check_triggers, Tags.database)
