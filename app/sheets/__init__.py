"""Tables as files: spreadsheets and CSV."""
