"""The app: registers the check of the declarations."""

from django.apps import AppConfig
from django.core.checks import register

from hongxian.kernel.module import resolve


class RegistersConfig(AppConfig):
    """Registers of every room."""

    name = "hongxian.kernel.registers"
    label = "registers"

    def ready(self) -> None:
        """Have the declarations checked with everything else."""
        # By name: what it checks cannot be imported before all models are there.
        register(resolve("hongxian.kernel.registers.checks.registers_hold"))
