"""From the world to the corpus: extract, chunk, build. Writes generations that `corpus.index` reads."""
