"""The secret of a feed's address: made from the form's random one-time key, kept only as a hash.

Deriving it from that key lets a double click show the same address again, although nothing but the hash is kept.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode


def secret_of(secret_key: str, user_id: int, once: str) -> str:
    """The 43 characters that only the installation's key and that one form give."""
    digest = hmac.new(secret_key.encode(), f"feed:{user_id}:{once}".encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def hash_of(token: str) -> str:
    """How a secret is kept."""
    return hashlib.sha256(token.encode()).hexdigest()
