"""Import of companies from a supplier list: read, mapped, compared, confirmed, written in one go, undone."""
