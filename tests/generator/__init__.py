"""Made-up documents on made-up subjects, damaged at random, with the truth known: for measuring ingest."""
