"""What the app can take from a list, and what its columns are called in several languages."""

import re
from collections.abc import Iterator, Mapping, Sequence

from checkin.connectors.roster.folding import folded, words
from checkin.model.roster import RosterField

ID = "id"
CODE = "code"
FULL_NAME = "full_name"
GIVEN_NAME = "given_name"
FAMILY_NAME = "family_name"
EMAIL = "email"
COMPANY = "company"
JOB_TITLE = "job_title"
TICKET_TYPE = "ticket_type"
ORDER = "order"
STATUS = "status"
VALID_FROM = "valid_from"
VALID_UNTIL = "valid_until"
ADMITS = "admits"
PHOTO = "photo"

FIELDS = (
    RosterField(name=GIVEN_NAME, label="First name", required=True),
    RosterField(name=FAMILY_NAME, label="Last name", required=True),
    RosterField(name=FULL_NAME, label="Full name, in one column"),
    RosterField(name=EMAIL, label="E-mail"),
    RosterField(name=COMPANY, label="Company"),
    RosterField(name=JOB_TITLE, label="Job title"),
    RosterField(name=TICKET_TYPE, label="Ticket type"),
    RosterField(name=CODE, label="Code on the ticket"),
    RosterField(name=ORDER, label="Order"),
    RosterField(name=STATUS, label="Status"),
    RosterField(name=ID, label="Number of the attendee (stays the same)"),
    RosterField(name=VALID_FROM, label="Valid from"),
    RosterField(name=VALID_UNTIL, label="Valid until"),
    RosterField(name=ADMITS, label="Number of people"),
    RosterField(name=PHOTO, label="Photo (a file beside the list)"),
)

LABELS = {field.name: field.label for field in FIELDS}

_ALSO_CALLED = {"name": FULL_NAME}

SAY_WHO = (FULL_NAME, GIVEN_NAME, FAMILY_NAME, CODE)
"""One of them is needed: a row without all of them is nobody."""

# English, German, French, Spanish; where they differ little, Italian, Portuguese and Dutch, too. Folded,
# the surest first. An entry of one letter or "no" would match too much.
_NAMES: Mapping[str, str] = {
    GIVEN_NAME: """first name|firstname|given name|given names|givenname|forename|first names|vorname|vornamen
        |rufname|prenom|prenoms|nombre de pila|nombre|nombres|nome|voornaam|first|fname""",
    FAMILY_NAME: """last name|lastname|family name|familyname|surname|nachname|familienname|zuname
        |nom de famille|nom de naissance|apellido|apellidos|primer apellido|cognome|sobrenome|apelido
        |achternaam|last|lname""",
    FULL_NAME: """full name|fullname|name|attendee name|participant name|guest name|ticket holder
        |name of attendee|vollstandiger name|vor und nachname|vorname und nachname|vorname nachname
        |name vorname|nachname vorname|name des teilnehmers|teilnehmername|teilnehmer|teilnehmerin|gast
        |nom complet|nom et prenom|nom prenom|prenom nom|prenom et nom|nom du participant|nom|participant
        |nombre completo|nombre y apellidos|nombre y apellido|apellidos y nombre|nombre del asistente
        |asistente|participante|nome completo|nome e cognome|volledige naam|naam|attendee|guest|person""",
    EMAIL: """e mail|email|e mail address|email address|mail|mail address|e mail adresse|email adresse
        |mailadresse|mail adresse|adresse mail|adresse e mail|adresse email|adresse electronique|courriel
        |courrier electronique|correo electronico|correo|direccion de correo|direccion de correo electronico
        |posta elettronica|e mailadres|emailadres""",
    COMPANY: """company|company name|organisation|organization|organisation name|organization name
        |organisation company|company organisation|company organization|employer|institution|affiliation|firma
        |firmenname|unternehmen|arbeitgeber|einrichtung|institut|societe|entreprise|organisme|employeur
        |raison sociale|empresa|compania|organizacion|institucion|azienda|ditta|organizzazione|societa|bedrijf
        |organisatie|bedrijfsnaam|organizacao""",
    JOB_TITLE: """job title|jobtitle|title|position|role|job|job role|job position|berufsbezeichnung
        |position im unternehmen|funktion|beruf|stelle|stellenbezeichnung|fonction|poste|intitule du poste
        |metier|profession|cargo|puesto|puesto de trabajo|funcion|profesion|qualifica|functie|occupation""",
    TICKET_TYPE: """ticket type|type of ticket|ticket category|ticket class|ticket name|admission type
        |registration type|attendee type|participant type|category|kategorie|ticketart|tickettyp
        |ticket typ|ticket art|ticketkategorie|ticketname|eintrittskarte|kartenart|teilnehmerart
        |teilnehmerkategorie|type de billet|type de ticket|categorie|categorie de billet|tarif|billet
        |tipo de entrada|tipo de boleto|tipo de ticket|tipo de billete|categoria|entrada|tipo di biglietto
        |biglietto|tipo de ingresso|tickettype|ticket|pass type|pass|type|typ|art|tipo|item|product|produkt
        |produit|producto""",
    CODE: """code|ticket code|barcode|bar code|qr code|qr|qrcode|ticket number|ticket no|ticketnummer
        |ticket nr|ticketnr|ticketcode|barcode number|barcode no|badge code|scan code|secret|ticket secret
        |strichcode|code auf dem ticket|kartennummer|eintrittscode|code barres|code barre|code a barres
        |code qr
        |numero de billet|numero du billet|numero de ticket|code du billet|codigo|codigo de barras|codigo qr
        |numero de entrada|numero de boleto|codigo de entrada|codice|codice a barre|codice qr
        |numero biglietto|streepjescode|check in code|checkin code|entry code|access code""",
    ORDER: """order|order number|order no|order code|order id|booking|booking number|booking reference
        |booking code|booking id|reservation|reservation number|confirmation number|bestellung|bestellnummer
        |bestellcode|bestell nr|bestellnr|buchung|buchungsnummer|buchungscode|buchungsnr|auftrag
        |auftragsnummer
        |auftragsnr|commande|numero de commande|n de commande|no de commande|reference de commande
        |numero de reservation|pedido|numero de pedido|reserva|numero de reserva|orden|ordine
        |numero ordine|bestelling|purchase order|transaction id""",
    STATUS: """status|ticket status|order status|payment status|paid|state|registration status|attendee status
        |zahlungsstatus|ticketstatus|bestellstatus|bezahlt|zahlstatus|zustand|anmeldestatus|statut
        |statut de paiement|statut du paiement|statut du billet|paye|etat|estado|estado de pago
        |estado del pago
        |estado del pedido|pagado|stato|pagato|betaald|betaalstatus|cancelled|canceled|storniert|annule
        |cancelado""",
    ID: """id|attendee id|participant id|attendee number|attendee no|participant number|registration id
        |registration number|registration no|guest id|person id|ticket id|external id|unique id|uid|uuid|guid
        |record id|teilnehmer id|teilnehmernummer|teilnehmernr|teilnehmer nr|anmeldenummer|anmelde id
        |registrierungsnummer|identifiant|numero de participant|numero d inscription|id participant
        |identificador|id de asistente|numero de asistente|numero de registro|identificativo|position id
        |positionid|key""",
    VALID_FROM: """valid from|validfrom|valid since|valid after|gultig ab|gultig von|gueltig ab|gueltig von
        |valable a partir du|valable du|valable des|valide a partir du|valido desde|valida desde
        |valido dal|geldig vanaf""",
    VALID_UNTIL: """valid until|valid to|valid till|validuntil|valid through|valid thru|expires|expiry
        |expiry date|expiration date|gultig bis|gueltig bis|ablaufdatum|valable jusqu au|valable au|valide
        jusqu au|expire le|valido hasta|valida hasta|caduca|fecha de caducidad|valido fino al|geldig tot""",
    ADMITS: """number of people|people|persons|number of persons|admits|party size|group size|quantity|qty
        |seats|places|number of tickets|headcount|head count|tickets|pax|anzahl|anzahl personen|personen
        |personenzahl
        |anzahl der personen|anzahl tickets|menge|platze|nombre de personnes|personnes|quantite
        |nombre de places|numero de personas|personas|cantidad|plazas|numero de plazas|numero di persone
        |persone|aantal personen|aantal""",
    PHOTO: """photo|photo file|photo filename|photo file name|picture|picture file|portrait|portrait photo
        |headshot|head shot|passport photo|profile picture|profile photo|badge photo|foto|fotodatei|bild
        |bilddatei|passbild|passfoto|portratfoto|lichtbild|profilbild|photo d identite|photo de profil
        |fotografia|foto de perfil|foto carnet|retrato|foto profilo|ritratto|pasfoto|profielfoto""",
}  # fmt: skip

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    name: tuple(" ".join(one.split()) for one in entry.split("|")) for name, entry in _NAMES.items()
}

# In a longer header these words say that it is about something else.
_OF_SOMETHING_ELSE = words(
    """date datum fecha price preis prix precio amount betrag montant importe phone telefon telephone telefono
    event veranstaltung evenement evento sent check checked in out printed url link website street strasse rue
    calle city stadt ville ciudad country land pays pais zip plz cost total currency wahrung invoice rechnung
    facture factura vat tax emergency buyer purchaser kaufer acheteur comprador contact notes remark comment
    opt newsletter consent time inside undone told walk"""
)
_SHORTEST_WITHIN = 4  # letters: "qr" or "id" inside a longer header say too little
_FITS_WITHIN = (
    EMAIL,
    GIVEN_NAME,
    FAMILY_NAME,
    FULL_NAME,
    COMPANY,
    JOB_TITLE,
    TICKET_TYPE,
    CODE,
    ORDER,
    STATUS,
)
_MEANS_FAMILY = frozenset({"name", "nom", "naam"})
_MEANS_ALL = frozenset({"nombre", "nombres", "nome"})
_KNOWN = frozenset(synonym for synonyms in SYNONYMS.values() for synonym in synonyms)


def field_called(typed: str) -> str | None:
    """The field that somebody means who typed this; None for none. ``name`` is the whole name."""
    name = folded(typed).replace(" ", "_")
    called = _ALSO_CALLED.get(name, name)
    return called if called in LABELS else None


def recognisable(headers: Sequence[str], columns: Mapping[str, str]) -> dict[str, str]:
    """Headers to be changed, and to what, so that who reads them finds these columns without being told."""
    changed: dict[str, str] = {}
    for name, header in columns.items():
        now = [changed.get(one, one) for one in headers]
        usual = SYNONYMS[name][0].capitalize()
        if suggested(now).get(name) != changed.get(header, header) and usual not in now:
            changed[header] = usual
    return changed


def known_headers(headers: Sequence[str]) -> int:
    """How many of these are names of columns in some language."""
    return sum(folded(header) in _KNOWN for header in headers)


def suggested(headers: Sequence[str]) -> dict[str, str]:
    """Field and header, for each field whose column can be told by its name; no header twice."""
    names = {header: folded(header) for header in headers}
    found: dict[str, str] = {}
    for field, header in (*_exact(names), *_within(names)):
        if field not in found and header not in found.values():
            found[field] = header
    return _by_company(found, names)


def _exact(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for field, synonyms in SYNONYMS.items():
        for synonym in synonyms:
            yield from ((field, header) for header, name in names.items() if name == synonym)


def _within(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Such as "Ticket holder's e-mail" or "Vorname (Pflichtfeld)"."""
    to_the_point = {
        header: name for header, name in names.items() if not _OF_SOMETHING_ELSE.intersection(name.split())
    }
    sought = [(field, synonym) for field in _FITS_WITHIN for synonym in SYNONYMS[field]]
    for field, synonym in sought:
        if len(synonym) >= _SHORTEST_WITHIN:
            whole = re.compile(rf"\b{re.escape(synonym)}\b")
            yield from ((field, header) for header, name in to_the_point.items() if whole.search(name))


def _by_company(found: dict[str, str], names: Mapping[str, str]) -> dict[str, str]:
    """What a column means by those beside it: next to a first name, "Name" is the family's."""
    whole = found.get(FULL_NAME)
    if GIVEN_NAME in found and FAMILY_NAME not in found:
        if whole is not None and names[whole] in _MEANS_FAMILY:
            found[FAMILY_NAME] = found.pop(FULL_NAME)
        elif whole is None and names[found[GIVEN_NAME]] in _MEANS_ALL:
            found[FULL_NAME] = found.pop(GIVEN_NAME)
    return found
