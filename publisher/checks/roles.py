"""Words that stand for a speaker in a transcript and are nobody's name: roles, groups, and what is no voice at all.

In the languages that most transcripts are in, in small letters and without accents. What is a first name or a common
surname anywhere (Alla, Ton, Nino, Allen, Singer, Mann) is left out: it would hide somebody.
"""

from __future__ import annotations

from typing import Final

_BY_LANGUAGE: Final = {
    "en": """
        advert advertisement all announcer announcers anonymous applause archive attendee attendees audience audio both
        caller callers children choir chorus clip commercial crew crosstalk crowd everybody everyone female females
        group guest guests host hosts interviewee interviewees interviewer interviewers jingle laughter listener
        listeners male males man men moderator moderators multiple music narration narrator narrators noise panel
        panelist panelists participant participants people person presenter presenters question questioner questions
        recording reporter several sound speaker speakers spk sponsor student students team together trailer translator
        unidentified unknown unnamed various viewer viewers voice voiceover voices woman women
    """,
    "de": """
        alle allesamt anrufende anrufer anruferin anruferinnen ansage ansager ansagerin applaus atmo ausschnitt befragte
        befragter beide chor einspieler einspielung erzaehler erzaehlerin erzahler erzahlerin fragende frage fragen frau
        frauen gaeste gast gaste gastgeber gastgeberin gelachter gelaechter gemeinsam gruppe hintergrund hoerer
        hoererin hoererinnen horer horerin horerinnen interviewerin interviewte interviewter jemand kinder lachen manner
        maenner mehrere menge moderation moderatorin moderierende musik mitarbeiter off okton originalton oton otone
        publikum publikumsfrage reporterin saal sprecher sprecherin sprecherinnen stimme stimmen studiogast teilnehmende
        teilnehmer teilnehmerin teilnehmerinnen uebersetzer uebersetzerin ubersetzer ubersetzerin ubersetzung unbekannt
        unbekannte unbekannter unverstandlich werbung zuhorer zuhorerin zuhorerinnen zuhoerer zuhoererin zuschauer
        zuschauerin zuschauerinnen zusammen zuspieler zuspielung
    """,
    "fr": """
        animateur animatrice annonce auditeur auditeurs auditrice auditrices applaudissements choeur deux enfants
        ensemble extrait femme femmes foule groupe homme hommes hote hotes hotesse inconnu inconnue interprete
        intervenant intervenante intervenants intervieweur intervieweuse invite invitee invitees invites journaliste
        locuteur locutrice musique narrateur narratrice plusieurs presentateur presentatrice public publicite rires
        salle spectateur spectateurs tous toutes traducteur traductrice voix
    """,
    "es": """
        ambas ambos anfitrion anfitriona anuncio aplausos asistente asistentes audiencia conductor conductora coro
        desconocida desconocido entrevistada entrevistado entrevistador entrevistadora grupo hombre hombres interprete
        invitada invitadas invitado invitados juntas juntos locutor locutora moderadora moderador mujer mujeres musica
        narrador narradora ninos oyente oyentes participante participantes periodista presentador presentadora publico
        publicidad risas todas todos traductor traductora varias varios voces voz
    """,
    "pt": """
        apresentador apresentadora convidada convidadas convidado convidados criancas desconhecida desconhecido
        homem homens jornalista mulher mulheres narracao ouvinte ouvintes plateia risos tradutor tradutora vozes
    """,
    "it": """
        ascoltatore ascoltatori ascoltatrice ascoltatrici applausi bambini conduttore conduttrice donna donne entrambe
        entrambi folla giornalista gruppo insieme intervistatore intervistatrice moderatore moderatrice narratore
        narratrice ospite ospiti partecipante partecipanti presentatore presentatrice pubblicita pubblico risate
        sconosciuta sconosciuto spettatori traduttore traduttrice tutte tutti uomini uomo voce voci
    """,
    "nl": """
        beller bellers deelnemer deelnemers gasten gelach groep iedereen interviewster kinderen koor luisteraar
        luisteraars mannen muziek onbekend onbekende publiek reclame samen spreker sprekers stemmen vertaler verteller
        vrouw vrouwen zaal
    """,
    "nordic": """
        alle gjest gjester kor lytter lyttere publikum programleder stemmer
        bada gaster lyssnare okand programledare publiken roster samtliga
    """,
    "pl": """
        dziennikarz dziennikarka gosc goscie lektor lektorka muzyka narratorka oboje prowadzaca prowadzacy publicznosc
        reklama sluchacz sluchacze sluchaczka tlumacz tlumaczka wszyscy
    """,
    "ru": """
        ведущая ведущие ведущии вместе все голос голоса гости гостья диктор зал зрители зритель музыка неизвестная
        неизвестныи оба обе переводчик переводчица реклама слушатели слушатель слушательница хор
    """,
    "zh ja": "主持人 嘉宾 观众 听众 大家 所有人 众人 全員 一同 会場 観客 聴衆 司会者 司会 ゲスト 音楽",
}
ROLES: Final = frozenset(word for words in _BY_LANGUAGE.values() for word in words.split())

# Of these alone nobody is meant: "The audience", "Stimme aus dem Off", "alle drei".
BESIDE_ROLES: Final = frozenset(
    """
    a an and aus das de dem den der des di die drei du due e ein eine el et from i il im in la las le les los member of
    the them three tre tres trois two und unsere unser vier y zwei
    """.split()  # noqa: SIM905 - as a list it would fill a page
)
