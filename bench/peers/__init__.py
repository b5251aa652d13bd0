"""The generators that are measured, each with its own site of the same substance."""
