"""The words for labels, corrections and notes in feeds, which no theme is asked for.

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
        "correction": "Correction",
        "corrections": "Corrections",
        "note_editor": "Editor’s note",
        "note_author": "About this article",
        "note_translation": "Translation",
        "note_rights": "Rights",
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
        "correction": "Corrección",
        "corrections": "Correcciones",
        "note_editor": "Nota de la redacción",
        "note_author": "Sobre este artículo",
        "note_translation": "Traducción",
        "note_rights": "Derechos",
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
        "correction": "Berichtigung",
        "corrections": "Berichtigungen",
        "note_editor": "Anmerkung der Redaktion",
        "note_author": "Zu diesem Artikel",
        "note_translation": "Übersetzung",
        "note_rights": "Rechte",
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
        "correction": "Rectificatif",
        "corrections": "Rectificatifs",
        "note_editor": "Note de la rédaction",
        "note_author": "À propos de cet article",
        "note_translation": "Traduction",
        "note_rights": "Droits",
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
        "correction": "Correção",
        "corrections": "Correções",
        "note_editor": "Nota da redação",
        "note_author": "Sobre este artigo",
        "note_translation": "Tradução",
        "note_rights": "Direitos",
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
        "correction": "تصحيح",
        "corrections": "تصحيحات",
        "note_editor": "ملاحظة من التحرير",
        "note_author": "عن هذا المقال",
        "note_translation": "الترجمة",
        "note_rights": "الحقوق",
    },
}
"""By language, then by label or name, as the theme `broadsheet` has them; those of other languages are in English."""


def word(name: str, language: str) -> str:
    """The word for a label, for `correction`, or for a note (`note_editor`), in a language."""
    words = _WORDS.get(language.partition("-")[0].lower(), _WORDS["en"])
    return words.get(name, name)


def titled(title: str, label: str, language: str) -> str:
    """A headline with its label's word in front, unless it begins with that already."""
    if not label:
        return title
    said = f"{word(label, language)}: "
    return title if title.casefold().startswith(said.casefold()) else f"{said}{title}"
