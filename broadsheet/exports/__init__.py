"""Articles for other papers: a page to copy one from, and a document for the programs of newsrooms."""
