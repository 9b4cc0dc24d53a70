"""What is said of a file that is not read?"""

from __future__ import annotations

from app.core.i18n import N_

DAMAGED = N_("The file is damaged or not complete. Get it once more from where it came.")
UNSAFE = N_(
    "The file is not built as such a file should be and is not opened. "
    "Save a workbook again in Excel, or get the file once more from where it came."
)
TOO_LARGE = N_("The file is too large to be a list of a school's people. Keep only the sheet with the list.")
TOO_MANY = N_("The sheet has more rows or columns than a list of a school's people. Keep only the list.")
EMPTY = N_("The file is empty. Save the list once more where it was made, or get it anew from where it came.")
NOT_A_WORKBOOK = N_("This is not an Excel workbook, whatever its name says. Save it in Excel as .xlsx and try again.")
NOT_A_TABLE = N_("This is not a list with columns. Save it from Excel as .xlsx or .csv.")
A_DOCUMENT = N_("This is a text document, not a list. Copy the table into Excel and save it as .xlsx.")
NO_TABLE = N_("This is a web page without a table. Save the list as .xlsx or .csv where you found it.")
TOO_OLD = N_("The file is from an Excel older than 1997. Open it in Excel and save it as .xlsx.")
ENCRYPTED = N_("The file is protected by a password. Open it in Excel, and save it as .xlsx without a password.")
LOCK_FILE = N_("This is the note Excel keeps while a workbook is open, not the workbook. Choose the file without ~$.")
MISSING = N_("The file is not there any more.")
NOT_READABLE = N_("The file cannot be opened. Close it in other programs, and check that you may read it.")
NO_ROWS = N_("The workbook holds no list: no sheet has more than one row.")
NO_SHEET = N_("The workbook has no sheet of that name.")
