"""Job orders: what a company needs, by the checklist."""
