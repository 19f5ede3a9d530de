"""The kernel as an app: when everything is loaded, the commands are registered and the declarations checked."""

from django.apps import AppConfig
from django.core.checks import register

from hongxian.kernel.module import load_commands, resolve


class Kernel(AppConfig):
    """Registers every command and the check of the rooms' declarations."""

    name = "hongxian.kernel"
    label = "kernel"

    def ready(self) -> None:
        load_commands()
        # By name: what it checks cannot be imported before all models are there.
        register(resolve("hongxian.kernel.checks.declarations_hold"))
