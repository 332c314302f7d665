"""Companies that are registered twice: found, told apart for good, or merged."""
