"""Passwords of a demo, which stand on its login page: kept as Django keeps them, with fewer rounds."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class DemoHasher(PBKDF2PasswordHasher):
    """PBKDF2 in a hundredth of the rounds: a score of accounts is ready at once."""

    iterations = PBKDF2PasswordHasher.iterations // 100
