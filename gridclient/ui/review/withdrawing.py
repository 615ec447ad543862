"""The question before something is withdrawn that waits for a second person."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from gridclient.ui.widgets.question import confirm


async def confirm_withdrawal(parent: QWidget) -> bool:
    """Whether the user takes back what was proposed."""
    return await confirm(
        parent,
        QCoreApplication.translate("Withdrawing", "Withdraw it?"),
        QCoreApplication.translate(
            "Withdrawing",
            "Nobody decides about it any more, and nothing changes. If somebody has decided it before this"
            " arrives, that decision counts, and you are told so. It can be proposed again.",
        ),
        QCoreApplication.translate("Withdrawing", "&Withdraw"),
    )
