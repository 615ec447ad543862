"""Who advises a community in law, and in which rooms it mediates: public, for everybody who works there."""

from gridcore.fields import COMMUNITY, P0, attachments, date, label, record, text


@record("legal_adviser", label("LegalAdviser", "Legal adviser"), scope=COMMUNITY)
class LegalAdviser:
    """The lawyer of a community, as the notice at its door names them."""

    name = text(label("LegalAdviser", "Name"), P0, required=True, max_length=60)
    firm = text(label("LegalAdviser", "Law firm"), P0, required=True, max_length=60)
    licence = text(label("LegalAdviser", "Licence number"), P0, max_length=30)
    phone = text(label("LegalAdviser", "Phone"), P0, max_length=20)
    complaint_phone = text(label("LegalAdviser", "Phone for complaints"), P0, max_length=20)
    since = date(label("LegalAdviser", "From"), P0)
    until = date(label("LegalAdviser", "Until"), P0)
    photo = attachments(label("LegalAdviser", "Photo"), P0, computed=True)


@record("mediation_room", label("MediationRoom", "Mediation room"), scope=COMMUNITY)
class MediationRoom:
    """A room in which sessions are held; about the place, never about who was there."""

    name = text(label("MediationRoom", "Name"), P0, required=True, max_length=60)
    address = text(label("MediationRoom", "Address"), P0)
    phone = text(label("MediationRoom", "Phone"), P0, max_length=20)
    hours = text(label("MediationRoom", "Opening hours"), P0, max_length=100)
    since = date(label("MediationRoom", "From"), P0)
    closed_on = date(label("MediationRoom", "Closed since"), P0)
