"""The secret of a briefing's link: derived from the briefing's random identity, kept only as a hash.

Deriving it lets the link be written into the mail when it is sent, and be shown to the one who asked where no mail
can be sent, although the database alone gives no link away.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode


def secret_of(secret_key: str, uid: str) -> str:
    """The 43 characters that only the installation's key and that one briefing give."""
    digest = hmac.new(secret_key.encode(), f"briefing:{uid}".encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def hash_of(token: str) -> str:
    """How a secret is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def path_of(secret_key: str, uid: str) -> str:
    """The path that the link leads to."""
    return f"/briefing/{secret_of(secret_key, uid)}"
