"""The words for labels in the titles of feeds, which no theme is asked for.

Readers of a feed see the title alone, and must know an opinion or an advertisement when they see one.
"""

_WORDS = {
    "en": {
        "opinion": "Opinion",
        "analysis": "Analysis",
        "explainer": "Explainer",
        "interview": "Interview",
        "review": "Review",
        "obituary": "Obituary",
        "live": "Live",
        "sponsored": "Sponsored",
        "satire": "Satire",
    },
    "es": {
        "opinion": "Opinión",
        "analysis": "Análisis",
        "explainer": "Claves",
        "interview": "Entrevista",
        "review": "Crítica",
        "obituary": "Obituario",
        "live": "En directo",
        "sponsored": "Patrocinado",
        "satire": "Sátira",
    },
    "de": {
        "opinion": "Meinung",
        "analysis": "Analyse",
        "explainer": "Hintergrund",
        "interview": "Interview",
        "review": "Kritik",
        "obituary": "Nachruf",
        "live": "Live",
        "sponsored": "Anzeige",
        "satire": "Satire",
    },
    "fr": {
        "opinion": "Opinion",
        "analysis": "Analyse",
        "explainer": "Décryptage",
        "interview": "Entretien",
        "review": "Critique",
        "obituary": "Nécrologie",
        "live": "En direct",
        "sponsored": "Contenu sponsorisé",
        "satire": "Satire",
    },
    "pt": {
        "opinion": "Opinião",
        "analysis": "Análise",
        "explainer": "Explicador",
        "interview": "Entrevista",
        "review": "Crítica",
        "obituary": "Obituário",
        "live": "Ao vivo",
        "sponsored": "Patrocinado",
        "satire": "Sátira",
    },
    "ar": {
        "opinion": "رأي",
        "analysis": "تحليل",
        "explainer": "شرح",
        "interview": "مقابلة",
        "review": "مراجعة نقدية",
        "obituary": "نعي",
        "live": "مباشر",
        "sponsored": "محتوى مموَّل",
        "satire": "ساخر",
    },
}
"""By language, then by label, as the theme `broadsheet` has them; those of other languages are in English."""


def titled(title: str, label: str, language: str) -> str:
    """A headline with its label's word in front, unless it begins with that already."""
    if not label:
        return title
    words = _WORDS.get(language.partition("-")[0].lower(), _WORDS["en"])
    said = f"{words.get(label, label)}: "
    return title if title.casefold().startswith(said.casefold()) else f"{said}{title}"
