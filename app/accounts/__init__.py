"""People who use the system: users, roles, partner organisations, login."""
