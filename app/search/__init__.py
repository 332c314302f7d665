"""Finding companies, contact persons, job orders and notes by words, also with typos."""
