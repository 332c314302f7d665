"""Danish word lists that are not bound to a trade."""
