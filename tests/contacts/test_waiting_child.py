"""Is the child that reads a file ready when the wizard is open, and gone when it is closed?"""

from __future__ import annotations

from app.contacts.imports.files import waiting
from app.shell.importing.wizard import ImportWizard
from tests.office import Office


def test_a_child_waits_while_a_file_is_chosen_and_ends_with_the_wizard(office: Office) -> None:
    office.settle()
    office.contacts.import_people()
    wizard = office.window.panel
    assert isinstance(wizard, ImportWizard)
    child = waiting._waiting
    assert child is not None
    assert child.poll() is None
    wizard.leave()
    office.qtbot.waitUntil(lambda: child.poll() is not None)
    assert waiting._waiting is None
