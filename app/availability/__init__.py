"""When in the week and how many hours: the grid of days and parts of the day, weekly hours, and their words."""
