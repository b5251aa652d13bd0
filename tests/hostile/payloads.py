"""What somebody would write who wants it to run in another's program; each says so by `__ran` where it does."""

RUN = "window.__ran=1"

PAYLOADS = {
    "script": f"<script>{RUN}</script>",
    "end of a script": f"</script><script>{RUN}</script>",
    "end of a title": f"</title></textarea></style><script>{RUN}</script>",
    "double quoted": f'" onmouseover="{RUN}" x="><img src=x onerror={RUN}>',
    "single quoted": f"' onfocus='{RUN}' autofocus x='><img src=x onerror={RUN}>",
    "unquoted": f"x onerror={RUN} src=x",
    "svg": f"<svg onload={RUN}><animate onbegin={RUN} attributeName=x>",
    "comment": f"--><img src=x onerror={RUN}><!--",
    "end of cdata": f"]]><script xmlns='http://www.w3.org/1999/xhtml'>{RUN}</script><![CDATA[",
    "escaped twice": f"&lt;img src=x onerror={RUN}&gt;",
    "escaped thrice": f"&amp;lt;img src=x onerror={RUN}&amp;gt;",
    "noscript": f'<noscript><p title="</noscript><img src=x onerror={RUN}>">',
    "mathml": f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}>",
    "template": f"<template><form><form><img src=x onerror={RUN}></template>",
    "srcset": f"<img srcset='x 1x, javascript:{RUN} 2x' onerror={RUN}>",
    "refresh": f'<meta http-equiv=refresh content="0;url=javascript:{RUN}">',
    "style": f"<style>*{{background:url(javascript:{RUN})}}</style>",
    "expression of a template": "{{ 7*7 }}{% set x = 7*7 %}",
    "server side": '<!--#exec cmd="id" --><!--#include virtual="/secret" -->',
    "json": f'"}}</script><script>{RUN}</script>{{"a":"',
    "line ends": f"a\u2028{RUN}//\u2029\u0085b",
    "bidi": "a\u202e\u2066<b>\u2069",
}
"""For a text, by the context that it would leave."""

ADDRESSES = {
    "javascript": f"javascript:{RUN}",
    "javascript in capitals": f"JaVaScRiPt:{RUN}",
    "javascript with a tab": f"java\tscript:{RUN}",
    "javascript after a space": f" javascript:{RUN}",
    "data": f"data:text/html,<script>{RUN}</script>",
    "vbscript": f"vbscript:{RUN}",
}
"""For what becomes the address of a link."""

TERMINAL = {
    "colour": "\x1b[31mred",
    "8-bit csi": "\x9b2J",
    "link": "\x1b]8;;https://elsewhere.example\x1b\\here\x1b]8;;\x1b\\",
    "bell": "\x07",
    "backspaces": "no\x08\x08ok",
    "carriage return": "error\rfine",
    "line": "a\n* * * * * id\n[Service]\nExecStart=id",
    "bidi": "\u202egpj.exe\u2066",
    "separators": "a\u2028b\u2029c\u0085d",
    "tag": "\U000e0041",
    "markup": "[red]x[/red][link=https://elsewhere.example]y[/link]",
    "quotes": "'\"`$(id)`%\\",
}
"""For what goes to a terminal."""
