"""Does it work: cases, generated answers, scores and the floors that they must not fall below."""
