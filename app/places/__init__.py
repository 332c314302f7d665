"""Where places are: the middle of a town by its postal code, from a small table of our own."""
