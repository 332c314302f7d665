"""What words mean beyond our own files: imported taxonomies, terms confirmed by people, suggestions while typing."""

from app.vocabulary import changes

changes.install()
