"""The year wheel: which company is contacted when."""
