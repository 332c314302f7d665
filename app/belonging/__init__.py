"""Whether a text about a company speaks of a resident: asked softly, overruled with one tap."""
