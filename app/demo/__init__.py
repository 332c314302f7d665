"""Made-up data: a demonstration partnership, and databases of any size for load tests."""
