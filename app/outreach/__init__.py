"""One coordinated contact: what must be known before somebody contacts a company."""
