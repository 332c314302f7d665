"""Password hashes: argon2id, made and checked in one place."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Passwords:
    """Hashes with a cost of (rounds, memory in KiB); the cost is an installation's setting."""

    def __init__(self, cost: tuple[int, int]) -> None:
        rounds, memory = cost
        self._hasher = PasswordHasher(time_cost=rounds, memory_cost=memory, parallelism=1)
        # Verified against for unknown accounts, so that known and unknown take the same time.
        self._nobody = self._hasher.hash("no account has this password")

    def hash(self, password: str) -> str:
        """A new argon2id hash."""
        return self._hasher.hash(password)

    def fits(self, hashed: str | None, password: str) -> bool:
        """Whether the password belongs to the hash; without a hash the same work is done for nothing."""
        try:
            return self._hasher.verify(hashed or self._nobody, password) and hashed is not None
        except (VerificationError, InvalidHashError):
            return False
