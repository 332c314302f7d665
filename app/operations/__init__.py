"""What an administrator does from the command line: set up, serve, back up, restore, check."""
