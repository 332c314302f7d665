"""What changed and who looked: the change log and the access log."""
