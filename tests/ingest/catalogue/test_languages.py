"""The words of newsrooms and of their pages in six languages: each marks what it marks, and is left alone in a text."""

import pytest

from broadsheet.article import Note
from broadsheet.ingest.dates import offset_text
from tests.ingest.newsroom import dropped, read

TEXTS = {
    "en": (
        "Ferry to run again after two years, harbour office says",
        (
            "The harbour office of Dorum said on Monday that the old ferry would run again from the spring, after "
            "two years in which the islanders had to take the long way round by the bridge at Varga."
        ),
        (
            "Nobody on the quay believed it at first, and the ticket booth stayed shut until the mayor came down "
            "in person to open it, with a key that she had borrowed from the museum."
        ),
    ),
    "es": (
        "El transbordador volverá a navegar después de dos años, dice el puerto",
        (
            "La oficina del puerto de Dorum anunció el lunes que el viejo transbordador volverá a navegar en "
            "primavera, después de dos años en los que los isleños tuvieron que dar un largo rodeo por el puente "
            "de Varga."
        ),
        (
            "Nadie en el muelle lo creyó al principio, y la taquilla siguió cerrada hasta que la alcaldesa bajó "
            "en persona para abrirla, con una llave que le había prestado el museo de la ciudad."
        ),
    ),
    "de": (
        "Die Fähre soll nach zwei Jahren wieder fahren, sagt das Hafenamt",
        (
            "Das Hafenamt von Dorum teilte am Montag mit, dass die alte Fähre vom Frühjahr an wieder fahren soll, "
            "nach zwei Jahren, in denen die Leute von der Insel den langen Weg über die Brücke bei Varga nehmen "
            "mussten."
        ),
        (
            "Niemand am Kai wollte es zuerst glauben, und der Schalter blieb geschlossen, bis die Bürgermeisterin "
            "selbst herunterkam und ihn öffnete, mit einem Schlüssel, den sie sich im Museum geliehen hatte."
        ),
    ),
    "fr": (
        "Le bac reprendra la mer après deux ans, annonce le bureau du port",
        (
            "Le bureau du port de Dorum a annoncé lundi que le vieux bac reprendrait la mer au printemps, après "
            "deux années pendant lesquelles les habitants de l’île ont dû faire un long détour par le pont de "
            "Varga."
        ),
        (
            "Personne sur le quai ne voulait d’abord y croire, et le guichet est resté fermé jusqu’à ce que la "
            "maire descende elle-même pour l’ouvrir, avec une clé que le musée lui avait prêtée."
        ),
    ),
    "pt": (
        "A balsa voltará a navegar depois de dois anos, diz o porto",
        (
            "O escritório do porto de Dorum anunciou na segunda-feira que a velha balsa voltará a navegar na "
            "primavera, depois de dois anos em que os moradores da ilha tiveram de dar uma longa volta pela ponte "
            "de Varga."
        ),
        (
            "Ninguém no cais acreditou no início, e a bilheteria continuou fechada até que a prefeita desceu em "
            "pessoa para abri-la, com uma chave que o museu da cidade lhe havia emprestado."
        ),
    ),
    "it": (
        "Il traghetto tornerà a navigare dopo due anni, dice il porto",
        (
            "L’ufficio del porto di Dorum ha annunciato lunedì che il vecchio traghetto tornerà a navigare in "
            "primavera, dopo due anni in cui gli abitanti dell’isola hanno dovuto fare un lungo giro per il ponte "
            "di Varga."
        ),
        (
            "Nessuno sul molo ci credeva all’inizio, e la biglietteria è rimasta chiusa finché la sindaca non è "
            "scesa di persona ad aprirla, con una chiave che le aveva prestato il museo della città."
        ),
    ),
}
LANGUAGES = tuple(TEXTS)


def whole(language: str) -> str:
    """The body of a source in that language when nothing of its lines was left in it."""
    _, first, second = TEXTS[language]
    return f"{first}\n\n{second}\n\n{first.replace('Dorum', 'Kapito')}\n"


def source(language: str, *lines: str, below: bool = False) -> str:
    """A source in that language, with the lines above its text, or below it."""
    title, first, second = TEXTS[language]
    paragraphs = (first, second, first.replace("Dorum", "Kapito"))
    return "\n\n".join([title, *(() if below else lines), *paragraphs, *(lines if below else ())])


def each(**examples: str | tuple[str, ...]) -> list[tuple[str, str]]:
    """Pairs of a language and an example, for all that are given."""
    return [
        (language, one) for language, some in examples.items() for one in ((some,) if isinstance(some, str) else some)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_of_nothing_but_text_is_kept_whole(language: str) -> None:
    manuscript = read(source(language))
    assert (manuscript.title, manuscript.body) == (TEXTS[language][0], whole(language))
    assert dropped(manuscript) == []
    assert manuscript.lang == ("" if language == "en" else language)


@pytest.mark.parametrize(
    ("language", "line"),
    each(
        en=("By Mira Tolvane", "Written by Mira Tolvane"),
        es=("Por Mira Tolvane", "Escrito por Mira Tolvane"),
        de=("Von Mira Tolvane", "Autorin: Mira Tolvane"),
        fr=("Par Mira Tolvane", "Propos recueillis par Mira Tolvane"),
        pt=("Por Mira Tolvane", "Reportagem de Mira Tolvane"),
        it=("Di Mira Tolvane", "A cura di Mira Tolvane"),
    ),
)
def test_bylines(language: str, line: str) -> None:
    manuscript = read(source(language, line))
    assert (manuscript.authors, manuscript.body) == (("Mira Tolvane",), whole(language))


@pytest.mark.parametrize(
    ("language", "line"),
    each(
        en="By Mira Tolvane and Oto Brisk",
        es="Por Mira Tolvane y Oto Brisk",
        de="Von Mira Tolvane und Oto Brisk",
        fr="Par Mira Tolvane et Oto Brisk",
        pt="Por Mira Tolvane e Oto Brisk",
        it="Di Mira Tolvane e Oto Brisk",
    ),
)
def test_two_authors(language: str, line: str) -> None:
    assert read(source(language, line)).authors == ("Mira Tolvane", "Oto Brisk")


@pytest.mark.parametrize(
    ("language", "line"),
    each(
        en=("Published 12 March 2031", "March 12, 2031"),
        es=("Publicado el 12 de marzo de 2031", "12 de marzo de 2031"),
        de=("Veröffentlicht am 12. März 2031", "12. März 2031"),
        fr=("Publié le 12 mars 2031", "12 mars 2031"),
        pt=("Publicado em 12 de março de 2031", "12 de março de 2031"),
        it=("Pubblicato il 12 marzo 2031", "12 marzo 2031"),
    ),
)
def test_dates(language: str, line: str) -> None:
    manuscript = read(source(language, line))
    assert manuscript.date is not None
    assert (offset_text(manuscript.date), manuscript.body) == ("2031-03-12", whole(language))


@pytest.mark.parametrize(
    ("language", "line"),
    each(
        en="Updated: 12 March 2031",
        es="Actualizado: 12 de marzo de 2031",
        de="Aktualisiert am 12. März 2031",
        fr="Mis à jour le 12 mars 2031",
        pt="Atualizado em 12 de março de 2031",
        it="Aggiornato il 12 marzo 2031",
    ),
)
def test_updates_are_not_the_date(language: str, line: str) -> None:
    manuscript = read(source(language, line))
    assert manuscript.updated is not None
    assert (manuscript.date, offset_text(manuscript.updated)) == (None, "2031-03-12")
    assert manuscript.body == whole(language)


@pytest.mark.parametrize(
    ("language", "line"),
    each(
        en=("Advertisement", "Share", "Read more: Bridge toll goes up", "3 hours ago", "4 min read"),
        es=("Publicidad", "Compartir", "Lea también: Sube el peaje", "hace 3 horas"),
        de=("Anzeige", "Teilen", "Mehr zum Thema: Die Maut steigt", "vor 3 Stunden"),
        fr=("Publicité", "Partager", "À lire aussi : Le péage augmente", "il y a 3 heures"),
        pt=("Publicidade", "Compartilhar", "Leia também: O pedágio sobe", "há 3 horas"),
        it=("Pubblicità", "Condividi", "Leggi anche: Sale il pedaggio", "3 ore fa"),
    ),
)
def test_furniture(language: str, line: str) -> None:
    title, first, second = TEXTS[language]
    manuscript = read("\n\n".join([title, first, second, line, first.replace("Dorum", "Kapito")]))
    assert manuscript.body == whole(language)
    assert dropped(manuscript) == [line]


@pytest.mark.parametrize(
    ("language", "line"),
    each(
        en="27 comments",
        es="27 comentarios",
        de="27 Kommentare",
        fr="27 commentaires",
        pt="27 comentários",
        it="27 commenti",
    ),
)
def test_counters_below_a_text(language: str, line: str) -> None:
    manuscript = read(source(language, line, below=True))
    assert (manuscript.body, dropped(manuscript)) == (whole(language), [line])


@pytest.mark.parametrize(
    ("language", "line"),
    each(
        en="Advertisement in the harbour was forbidden in 1908, and nobody has thought of allowing it ever since then.",
        es="Publicidad en el puerto no hay desde 1908, y a nadie se le ha ocurrido permitirla de nuevo desde entonces.",
        de="Anzeige wurde nach dem Sturm gegen niemanden erstattet, obwohl der Schaden so groß war wie nie zuvor.",
        fr="Publicité ou pas, le bac partira à l’heure dite, a répondu la maire à ceux qui lui posaient la question.",
        pt="Publicidade no porto não existe desde 1908, e ninguém pensou em permiti-la de novo depois daquele ano.",
        it="Pubblicità nel porto non ce n’è dal 1908, e nessuno ha pensato di permetterla di nuovo da quell’anno.",
    ),
)
def test_the_word_for_advertising_in_a_sentence(language: str, line: str) -> None:
    title, first, second = TEXTS[language]
    manuscript = read("\n\n".join([title, first, line, second]))
    assert manuscript.body == f"{first}\n\n{line}\n\n{second}\n"


@pytest.mark.parametrize(
    ("language", "line"),
    each(
        en="By Monday the water had come up to the second step of the booth, and the keeper of the light went home.",
        es="Por la noche el agua llegó hasta el segundo escalón de la taquilla, y el guarda del faro se fue a su casa.",
        de="Von der Brücke aus sah man die Lichter der alten Fähre, und der Wärter des Turms ging endlich nach Hause.",
        fr="Par temps clair on voit le vieux bac depuis le pont, et le gardien du phare peut enfin rentrer chez lui.",
        pt="Por volta da meia-noite a água chegou ao segundo degrau da bilheteria, e o guarda do farol foi para casa.",
        it="Di notte l’acqua è salita fino al secondo gradino della biglietteria, e il guardiano è tornato a casa.",
    ),
)
def test_the_word_before_a_name_at_the_head_of_a_sentence(language: str, line: str) -> None:
    title, first, second = TEXTS[language]
    manuscript = read("\n\n".join([title, line, first, second]))
    assert (manuscript.authors, manuscript.dek + manuscript.body) == ((), f"{line}\n\n{first}\n\n{second}\n")


@pytest.mark.parametrize(
    ("language", "line", "said"),
    [
        ("en", "Correction: An earlier version said 40 boats.", "An earlier version said 40 boats."),
        ("es", "Corrección: En una versión anterior eran 40 barcos.", "En una versión anterior eran 40 barcos."),
        ("de", "Korrektur: In einer früheren Fassung waren es 40.", "In einer früheren Fassung waren es 40."),
        ("fr", "Rectificatif : une première version parlait de 40.", "une première version parlait de 40."),
        ("pt", "Errata: uma versão anterior falava de 40 barcos.", "uma versão anterior falava de 40 barcos."),
        ("it", "Errata corrige: una versione diceva 40 barche.", "una versione diceva 40 barche."),
    ],
)
def test_corrections(language: str, line: str, said: str) -> None:
    manuscript = read(source(language, line, below=True))
    assert [one.text for one in manuscript.corrections] == [said]
    assert manuscript.body == whole(language)


@pytest.mark.parametrize(
    ("language", "label"),
    each(
        en="Editor's note",
        es="Nota de la redacción",
        de="Anmerkung der Redaktion",
        fr="Note de la rédaction",
        pt="Nota da redação",
        it="Nota della redazione",
    ),
)
def test_notes_of_the_editor(language: str, label: str) -> None:
    manuscript = read(source(language, f"{label}: Mira Tolvane, Dorum.", below=True))
    assert manuscript.notes == (Note("editor", "Mira Tolvane, Dorum."),)


@pytest.mark.parametrize(
    ("language", "line"),
    each(
        en="Photo: Oto Brisk",
        es="Foto: Oto Brisk",
        de="Bild: Oto Brisk",
        fr="Crédit photo : Oto Brisk",
        pt="Foto: Oto Brisk",
        it="Foto: Oto Brisk",
    ),
)
def test_credits(language: str, line: str) -> None:
    manuscript = read(source(language, line))
    assert manuscript.image is not None
    assert (manuscript.image.credit, manuscript.authors) == ("Oto Brisk", ())


@pytest.mark.parametrize(
    ("language", "line"),
    each(
        en="Tags: Varga, museum",
        es="Etiquetas: Varga, museo",
        de="Schlagwörter: Varga, Museum",
        fr="Mots-clés : Varga, musée",
        pt="Assuntos: Varga, museu",
        it="Argomenti: Varga, museo",
    ),
)
def test_tags(language: str, line: str) -> None:
    manuscript = read(source(language, line, below=True))
    assert manuscript.tags[0] == "Varga"
    assert len(manuscript.tags) == 2
    assert manuscript.body == whole(language)


@pytest.mark.parametrize(
    ("language", "line"),
    each(
        en="This content is for subscribers only",
        es="Contenido exclusivo para suscriptores",
        de="Jetzt weiterlesen mit Abo",
        fr="Article réservé aux abonnés",
        pt="Conteúdo exclusivo para assinantes",
        it="Contenuto riservato agli abbonati",
    ),
)
def test_paywalls_hold_an_article_back(language: str, line: str) -> None:
    manuscript = read(source(language, line, below=True))
    assert manuscript.draft == ("the text may be cut short here: a paywall's notice stood in it",)


@pytest.mark.parametrize(
    ("language", "line"),
    each(
        en="Sponsored content",
        es="Contenido patrocinado",
        de="Bezahlter Inhalt",
        fr="Contenu sponsorisé",
        pt="Conteúdo patrocinado",
        it="Contenuto sponsorizzato",
    ),
)
def test_paid_content_is_marked_as_such(language: str, line: str) -> None:
    manuscript = read(source(language, line))
    assert (manuscript.label, manuscript.notes) == ("sponsored", (Note("sponsor", line),))


@pytest.mark.parametrize(
    ("language", "ask", "answer"),
    [
        ("en", "Q:", "A:"),
        ("es", "Pregunta:", "Respuesta:"),
        ("de", "Frage:", "Antwort:"),
        ("fr", "Question :", "Réponse :"),
        ("pt", "Pergunta:", "Resposta:"),
        ("it", "Domanda:", "Risposta:"),
    ],
)
def test_questions_and_answers(language: str, ask: str, answer: str) -> None:
    title, first, second = TEXTS[language]
    manuscript = read("\n\n".join([title, first, f"{ask} {title}?", f"{answer} {second}"]))
    assert f"**{ask}** {title}?\n\n**{answer}** {second}" in manuscript.body
