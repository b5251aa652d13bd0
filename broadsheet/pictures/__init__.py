"""Pictures: what a file under media/ is, which sizes and crops go out of it, and how these are made."""
