"""The authors' tools: the order of the book, notebooks in normal form, checks, printing."""
