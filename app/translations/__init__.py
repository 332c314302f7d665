"""Catalogues of messages: one .po file a feature in each language's folder."""
