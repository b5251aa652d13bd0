"""The preview that keeps up: what changed is built, and browsers that show it are told."""
