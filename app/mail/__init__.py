"""Mails that the system sends: an outbox, its delivery, and the connection to a mail server."""
