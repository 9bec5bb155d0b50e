"""What each part of a document is: evidence, one best path over all parts, and what follows from it."""
