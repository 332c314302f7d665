"""Calendar feeds: secret addresses in front of calendar_export."""
