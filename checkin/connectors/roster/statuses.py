"""Whether a ticket is good, in the words people write into lists."""

from collections.abc import Mapping

from checkin.connectors.roster.folding import folded, words
from checkin.model.attendee import TicketStatus

_WORDS: Mapping[TicketStatus, str] = {
    TicketStatus.VALID: """valid|paid|paid in full|ok|okay|good|confirmed|complete|completed|active|approved
        |accepted|registered|issued|free|complimentary|free of charge|attending|checked in|attended|success
        |succeeded|placed|settled|gultig|gueltig|bezahlt|bestatigt|bestaetigt|angemeldet|aktiv|kostenlos
        |kostenfrei|gratis|zugesagt|abgeschlossen|freikarte|valide|valable|paye|payee|regle|reglee|confirme
        |confirmee|inscrit|inscrite|gratuit|gratuite|actif|accepte|acceptee|valido|valida|pagado|pagada
        |confirmado|confirmada|inscrito|inscrita|registrado|registrada|activo|activa|aceptado|gratuito
        |gratuita
        |completado|completada|pagato|confermato|pago|betaald|bevestigd""",
    TicketStatus.UNPAID: """unpaid|not paid|pending|pending payment|payment pending|awaiting payment|open|due
        |overdue|outstanding|partially paid|partly paid|invoiced|invoice sent|to pay|pay at door|pay on site
        |pay at the door|unbezahlt|nicht bezahlt|offen|ausstehend|zahlung ausstehend|zahlung offen|teilbezahlt
        |rechnung gestellt|rechnung offen|vor ort bezahlen|abendkasse|impaye|impayee|non paye|non payee
        |en attente|en attente de paiement|a payer|a regler|non regle|paiement en attente|no pagado|no pagada
        |sin pagar|impagado|impagada|pendiente|pendiente de pago|pago pendiente|por pagar|non pagato
        |in attesa|pendente|nao pago|niet betaald|openstaand""",
    TicketStatus.CANCELLED: """cancelled|canceled|removed|cancelled by attendee|cancellation|refunded|declined
        |withdrawn|deleted|not attending|refund|storniert|storno|abgesagt|abgemeldet|erstattet|abgelehnt
        |geloscht
        |ruckerstattet|annule|annulee|rembourse|remboursee|refuse|refusee|desiste|cancelado|cancelada|anulado
        |anulada|reembolsado|reembolsada|rechazado|rechazada|annullato|rimborsato|geannuleerd|terugbetaald""",
    TicketStatus.BLOCKED: """blocked|on hold|suspended|banned|waitlist|waitlisted|waiting list|gesperrt
        |blockiert|warteliste|auf warteliste|bloque|bloquee|suspendu|liste d attente|bloqueado|bloqueada
        |suspendido|lista de espera|bloccato|geblokkeerd""",
    TicketStatus.REVOKED: """revoked|invalid|void|voided|expired|transferred|replaced|widerrufen|ungultig
        |ungueltig|entzogen|abgelaufen|ubertragen|revoque|revoquee|invalide|non valide|expire|expiree
        |transfere
        |revocado|revocada|invalido|invalida|no valido|caducado|caducada|transferido|revocato|ongeldig""",
}

_STATUSES = {" ".join(word.split()): status for status, entry in _WORDS.items() for word in entry.split("|")}
_YES = words("yes y true 1 x ja j oui o vrai si s sim verdadero wahr waar")
_NO = words("no n false 0 nein non faux falso falsch nee nao") | {""}
_ASKS_FOR_PAID = words("paid bezahlt paye payee pagado pagada pagato betaald")
_ASKS_FOR_CANCELLED = words("cancelled canceled storniert annule cancelado")


def status_of(text: str, header: str) -> TicketStatus | None:
    """What a word in a column says; None for one that says nothing we know. Nothing written is good.

    A column called "Paid" or "Cancelled" may be answered with yes and no.
    """
    word, asked = folded(text), set(folded(header).split())
    if word in _YES | _NO:
        return _answered(word, asked)
    return _STATUSES.get(word)


def _answered(word: str, asked: set[str]) -> TicketStatus | None:
    if asked & _ASKS_FOR_CANCELLED:
        return TicketStatus.CANCELLED if word in _YES else TicketStatus.VALID
    if asked & _ASKS_FOR_PAID:
        return TicketStatus.VALID if word in _YES else TicketStatus.UNPAID
    return TicketStatus.VALID if word in _YES or not word else None
