"""The roles of people (docs/glossary.md); what a role may do stands in `permissions`."""

import enum

from gridcore.fields import Label, label


class Role(enum.StrEnum):
    """The twelve roles of the default role matrix."""

    GRID_WORKER = "GW"
    GRID_LEADER = "GL"
    MEDIATOR = "MD"
    CARE_SPECIALIST = "CS"
    SUPERVISOR = "SV"
    SUBDISTRICT = "SD"
    HANDLER = "DH"
    LEGAL_ADVISER = "LA"
    VOLUNTEER = "VO"
    INFO_HELPER = "IH"
    PRIVACY_OFFICER = "PO"
    SYSTEM_KEEPER = "SA"


ROLE_LABELS: dict[Role, Label] = {
    Role.GRID_WORKER: label("Role", "Grid worker"),
    Role.GRID_LEADER: label("Role", "Grid leader"),
    Role.MEDIATOR: label("Role", "Mediator"),
    Role.CARE_SPECIALIST: label("Role", "Care specialist"),
    Role.SUPERVISOR: label("Role", "Community supervisor"),
    Role.SUBDISTRICT: label("Role", "Sub-district supervisor"),
    Role.HANDLER: label("Role", "Department handler"),
    Role.LEGAL_ADVISER: label("Role", "Legal adviser"),
    Role.VOLUNTEER: label("Role", "Volunteer"),
    Role.INFO_HELPER: label("Role", "Information helper"),
    Role.PRIVACY_OFFICER: label("Role", "Privacy officer"),
    Role.SYSTEM_KEEPER: label("Role", "System keeper"),
}
