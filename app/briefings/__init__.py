"""Briefings: what the housing association's manager says of a supplier before a visit, by a link in a mail."""
