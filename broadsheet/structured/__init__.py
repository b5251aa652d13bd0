"""What a page says of itself to search engines and other programs: one graph of schema.org's types, as JSON-LD."""

from broadsheet.structured.writing import Structured

__all__ = ["Structured"]
