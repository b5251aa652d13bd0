"""Builds the site: `python build.py`. What else it does: `python build.py --help`.

It runs in the environment that `make site` made, whichever Python it's started with.
"""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

ENVIRONMENT = Path(__file__).resolve().parent / ".venv"
PACKAGES = (
    "PIL",
    "anyascii",
    "babel",
    "bs4",
    "charset_normalizer",
    "feedgen",
    "font_source_serif_pro",
    "frontmatter",
    "ftfy",
    "jinja2",
    "lxml",
    "lxml_html_clean",
    "mammoth",
    "markdown",
    "markdownify",
    "markupsafe",
    "msgspec",
    "nh3",
    "py3langid",
    "rich",
    "trafilatura",
    "tzdata",
    "watchfiles",
    "yaml",
)
"""What Broadsheet imports; pyproject.toml names the same under the names of the registry."""


def main() -> int:
    """Hand over to Broadsheet, in the environment that has its packages."""
    if sys.version_info < (3, 11) or not all(map(find_spec, PACKAGES)):
        python = ENVIRONMENT / "bin" / "python"
        if python.exists() and Path(sys.prefix).resolve() != ENVIRONMENT:
            sys.stdout.flush()
            os.execv(python, [str(python), *sys.argv])  # noqa: S606 - the same script, in our own environment
        print("Broadsheet's packages are missing: run `make site` here first.", file=sys.stderr)
        return 2
    from broadsheet import cli  # only now: without its packages it can't be imported

    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
