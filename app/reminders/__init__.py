"""A mail in the morning with what waits for a person today, when something does."""
