"""What stands in the list of a school office that nobody has tidied for years? Every cell below is typed by hand.

``MAIN`` is the workbook: a cell is what was typed, with the type Excel gives it (a phone as a number, a day as a date
or a bare serial number, an error, a formula with the value it had). Columns are

A Klasse · B Nr · C Elev · D Kj. · E Født · F Fødselsnr (hidden) · G Adresse · H Postnr · I Sted · J Mobil (the pupil's)
K–M Mor: navn, mobil, e-post · N–Q Far: navn, mobil, e-post, adresse · R–U and V–Y Foresatt 3 and 4: navn, relasjon,
mobil, e-post · Z Tolk · AA SFO · AB Merknad

What a careful secretary wants of it was written before it was ever imported: tests/data/skitten-fasit.json. All names,
numbers and addresses are invented. Run this module to write the files anew.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

DATA = Path(__file__).resolve().parent.parent / "data"
Cell = str | int | float | date | datetime


@dataclass(frozen=True)
class Formula:
    """A formula, and the value it had when the file was saved."""

    text: str
    value: str


HEADING = {
    "A": "Klasse", "B": "Nr", "C": "Eleven", "K": "Mor", "N": "Far", "R": "Foresatt 3", "V": "Foresatt 4",
    "Z": "Tolk", "AA": "SFO", "AB": "Merknad",
}  # fmt: skip
HEADING_BELOW = {
    "C": "Navn", "D": "Kj.", "E": "Født", "F": "Fødselsnr.", "G": "Adresse", "H": "Postnr", "I": "Sted", "J": "Mobil",
    "K": "Navn", "L": "Mobil", "M": "E-post",
    "N": "Navn", "O": "Mobil", "P": "E-post", "Q": "Adresse",
    "R": "Navn", "S": "Relasjon", "T": "Mobil", "U": "E-post",
    "V": "Navn", "W": "Relasjon", "X": "Tlf", "Y": "E-post",
}  # fmt: skip

MAIN: dict[int, dict[str, Cell | Formula]] = {
    1: {"A": "FJELLVIK SKOLE – elevliste skoleåret 2026/2027"},
    2: {"A": "Oppdatert 20.08.2026 (BH). Spørsmål? Ring kontoret 51 50 00 00"},
    4: dict(HEADING),
    5: dict(HEADING_BELOW),
    # 2A: the class is one merged cell, A6 to A18
    6: {"A": "2A", "B": 1, "C": "Aasen, Ingrid", "D": "J", "E": date(2019, 2, 11), "F": 11021951228,
        "G": "Lyngveien 4", "H": 4017, "I": "Stavanger", "K": "Hilde Aasen", "L": 91234501,
        "M": "hilde.aasen@example.no", "N": "Per Aasen", "O": "+47 912 34 502", "P": "per.aasen@example.no",
        "AA": "x"},
    7: {"B": 2, "C": "Aasen, Jonas", "D": "G", "E": "11.02.2019", "F": "110219 64176", "G": "Lyngveien 4", "H": "4017",
        "I": "Stavanger", "K": "Hilde Aasen", "L": "912 34 501", "M": "hilde.aasen@example.no", "N": "PER AASEN",
        "O": "004791234502", "P": "Per.Aasen@example.no", "AA": "x"},
    8: {"B": 3, "C": "Nguyễn, Thị Hoa", "D": "J", "E": "2019-05-14", "F": "14051953488", "G": "Myrveien 12", "H": 4018,
        "I": "Stavanger", "K": "Trần, Thị Lan", "L": 4791234503, "M": "lan.tran@example.no", "N": "Nguyễn, Văn Minh",
        "O": "0047 912 34 504", "Z": "vietnamesisk"},
    9: {"B": 4, "C": "Somby, A\u0301ilu", "D": "G", "E": "3.9.19", "F": 3091957883, "G": "Tangen 7", "H": 4019,
        "I": "Stavanger", "K": "Somby, Elle", "L": "912 34 505 / 78 40 12 34", "M": "elle.somby@example.no"},
    10: {"B": 5, "C": "O'Connor, Sean", "D": "G", "E": "14/08/2019", "F": 14081965502, "G": "Kaien 2", "H": 4005,
         "I": "Stavanger", "K": "Mary O’Connor", "L": "912 34 507", "M": "mary@example.com", "N": "Patrick O'Connor",
         "O": "+353 87 123 4567", "P": "patrick@example.com", "AA": "x"},
    11: {"B": 6, "C": "Hansen, <b>Ola", "D": "G", "E": "070319", "G": "Bakken 14", "H": 4015, "I": "Stavanger",
         "K": "Anne Hansen", "L": 91234509, "M": "anne.hansen@example.no"},
    12: {"B": 7, "C": "Đỗ, Minh Anh", "D": "J", "E": 43650, "G": "Myrveien 20", "H": 4018, "I": "Stavanger",
         "N": "Đỗ, Quang", "O": "91234510", "P": "quang.do@example.no", "Z": "vietnamesisk"},
    13: {"B": 8, "C": "Lotte van der Berg", "D": "J", "E": "5. juni 2019", "G": "Åsveien 31", "H": 4016,
         "I": "Stavanger", "K": "Saskia van der Berg", "L": "+31 6 12345678", "M": "saskia@example.nl"},
    14: {"B": 9, "C": "Berge Solheim, Nora", "D": "J", "E": date(2019, 11, 23), "G": "Lyngveien 9", "H": 4017,
         "I": "Stavanger", "K": "Berge, Kristin", "L": "91 23 45 11", "M": "kristin.berge@example.no",
         "N": "Solheim, Tor Arne", "O": "91234512", "P": "tor.solheim@example.no"},
    15: {"B": 10, "C": "Solstad, Mia 🦄", "D": "J", "E": date(2019, 4, 2), "G": "Tangen 3", "H": 4019,
         "I": "Stavanger", "K": "Solstad, Bodil", "L": 91234513, "M": "bodil.solstad@example.no"},
    16: {"B": 11, "C": "A\u030ase Bjørnstad", "D": "J", "E": "31.02.2019", "G": "Tangen 5", "H": 4019,
         "I": "Stavanger", "K": "Bjørnstad, Va\u030ar", "L": 91234514, "M": "vaar@example.no"},
    17: {"B": 12, "C": "El-Amin, Yusuf", "D": "G", "E": date(2019, 8, 30), "G": "Kaien 11", "H": 4005,
         "I": "Stavanger", "K": "Amina El-Amin", "L": 91234515, "M": "amina@example.no", "N": "Omar El-Amin",
         "O": 91234516, "P": "omar@example.no", "R": "Fatima El-Amin", "S": "Bestemor", "T": 91234517, "Z": "arabisk"},
    18: {"B": 13, "C": "Kvam, Sander", "D": "G", "E": date(2019, 12, 30), "G": "Bakken 2", "H": 4015,
         "I": "Stavanger", "K": "Kvam, Ragna", "L": 91234518, "M": "ragna.kvam@example.no", "N": "Kvam, Stig",
         "O": 91234519, "P": "stig.kvam@example.no", "R": "Holm, Lise", "S": "Stemor", "T": "912 34 520",
         "U": "lise.holm@example.no", "V": "Dahl, Geir", "W": "Fosterfar", "X": "51 53 12 20",
         "Y": "geir.dahl@example.no", "AB": "Allergi: nøtter!!"},
    20: {"A": "4. TRINN – husk at 4B har ny pult"},
    21: dict(HEADING),
    22: dict(HEADING_BELOW),
    # 4A: the class typed in each row
    23: {"A": "4A", "B": 1, "C": "Lie, Ola", "D": "G", "E": "14.05.2017", "F": 14051752490, "G": "Storgata 8",
         "H": "0150 Oslo", "K": "Lie, Wenche", "L": 91234521, "M": "wenche.lie@example.no"},
    24: {"A": "4A", "B": 2, "C": "Vik, Tuva", "D": "J", "E": date(2017, 3, 7), "F": 7031760156,
         "G": "Storgata 4, 4014 Stavanger", "K": "Hilde Marie Vik", "L": "912 34 522", "M": "hmv@example.no",
         "N": "Per-Arne Vik", "O": 91234523, "P": "pa.vik@example.no"},
    25: {"A": "4A", "B": 3, "C": "Hansen, Emma", "D": "J", "E": "14.03.2017", "F": 14031758867, "G": "Bakken 1",
         "H": 4015, "I": "Stavanger", "K": "Siri Hansen", "L": "912 34 524", "M": "siri.hansen@example.no"},
    26: {"A": "4A", "B": 4, "C": "Moen, Filip", "D": "G", "E": "22-10-2017", "G": "Kirkegata 5", "H": 150, "I": "Oslo",
         "K": "Moen, Lillian", "L": 91234525, "N": "Moen, Arve", "O": 91234526},
    27: {"A": "4A", "B": 5, "C": "Dahl, Oskar", "D": "G", "E": date(2017, 1, 19), "G": "Myrveien 3", "H": "4018",
         "I": "Stavanger", "K": "Dahl, Unni", "L": "91234527.0", "M": "unni.dahl@example.no", "N": "Dahl, Leif",
         "O": 91234528.0, "P": "leif.dahl@example.no"},
    28: {"A": "4A", "B": 6, "C": "Eide, Sofie", "D": "J", "E": date(2017, 6, 8), "G": "Åsveien 8", "H": 4016,
         "I": "Stavanger", "K": "Eide, Eva", "L": 91234529, "M": "eva.eide@example,no", "N": "Eide, Odd",
         "O": 91234530, "P": "mailto:odd.eide@example.no "},
    29: {"A": "4A", "B": 7, "C": "Foss, Liam", "D": "G", "E": date(2017, 9, 27), "G": "Åsveien 12", "H": 4016,
         "I": "Stavanger", "K": "Foss, Tone", "L": 91234531, "M": "tone.foss@example.no.", "N": "Foss, Jan",
         "O": 91234532, "P": "Jan Foss <jan.foss@example.no>"},
    30: {"A": "4A", "B": 8, "C": "Gran, Ella", "D": "J", "E": date(2017, 2, 1), "G": "SPERRET ADRESSE",
         "K": "Gran, Nina", "L": 91234533, "M": "nina.gran@example.no"},
    31: {"A": "4A", "B": 9, "C": "Haug, Noah", "D": "G", "E": "29.02.2017", "G": "Tangen 21", "H": 4019,
         "I": "Stavanger", "K": "Haug, Berit", "L": 91234534, "M": "berit.haug@example.no"},
    32: {"A": "4A", "B": 10, "C": "Ivarsen, Leah", "D": "J", "E": date(2017, 7, 16), "G": "Tangen 23", "H": 4019,
         "I": "Stavanger", "K": "Ivarsen, May", "L": 91234535, "M": "may.ivarsen@example.no", "N": "Ivarsen, Knut",
         "O": 23058234400, "P": "knut.ivarsen@example.no"},
    33: {"A": "4A", "B": 11, "C": "Jensen, Max", "D": "G", "E": date(2017, 5, 5), "G": "Kaien 40", "H": 4005,
         "I": "Stavanger", "K": "Jensen, Liv", "L": 91234536, "M": "liv.jensen@example.no"},
    34: {"A": "4A", "B": 11, "C": "Jensen, Max", "D": "G", "E": date(2017, 5, 5), "G": "Kaien 40", "H": 4005,
         "I": "Stavanger", "K": "Jensen, Liv", "L": 91234536, "M": "liv.jensen@example.no"},
    # 4B
    36: {"A": "4B", "B": 1, "C": "Hansen, Emma", "D": "J", "E": "14.03.2017", "F": 14031770263, "G": "Skogveien 77",
         "H": 4020, "I": "Stavanger", "K": "Gro Hansen", "L": "912 34 537", "M": "gro.hansen@example.no"},
    37: {"A": "4B", "B": 2, "C": "Knutsen, Ada", "D": "J", "E": date(2017, 8, 12), "G": "Skogveien 2", "H": 4020,
         "I": "Stavanger", "J": "912 34 538", "K": "Knutsen, Mette", "L": "91234538", "M": "mette@example.no"},
    38: {"A": "4B", "B": 3, "C": "Lund, Theo", "D": "G", "E": date(2017, 4, 25), "G": "Skogveien 4", "H": 4020,
         "I": "Stavanger", "L": "912 34 539", "N": "Lund, Ivar", "O": "912 34 540", "P": "ivar.lund@example.no"},
    39: {"A": "4B", "B": 4, "C": "Myhre, Vilde", "D": "J", "E": date(2017, 11, 3), "G": "Skogveien 6", "H": "4020 ",
         "I": "Stavanger", "K": "Myhre, Randi", "L": "9123454", "M": "randi.myhre@example.no", "N": "Myhre, Egil",
         "O": "-", "P": "-"},
    40: {"A": "4B", "B": 5, "C": "Nilsen, Jakob", "D": "G", "E": date(2017, 10, 9), "G": "Skogveien 8", "H": 4020,
         "I": "Stavanger", "K": "Nilsen, Solveig", "L": 91234542, "AB": "Kode 6! Må IKKE stå på lister"},
    41: {"A": "4B", "B": 6, "C": "Olsen, Ine", "D": "J", "E": date(2017, 12, 14),
         "G": '=HYPERLINK("http://ond.example/";"Storgata 9")', "H": 4014, "I": "Stavanger", "K": "Olsen, Marit",
         "L": Formula("90000000+1234543", "91234543"), "M": "marit.olsen@example.no"},
    42: {"A": "4B", "B": 7, "C": "Pettersen, Liv", "D": "J", "E": date(2017, 3, 30), "G": "Lia 14", "H": 4021,
         "I": "#REF!", "K": "Pettersen, Jorunn", "L": 91234544, "M": "#N/A"},
    43: {"A": "4B", "B": 8, "C": "Ruud, Aksel", "D": "G", "E": date(2017, 2, 20), "G": "Åsveien 2\nH0201", "H": 4016,
         "I": "Stavanger", "K": "Ruud, Inger", "L": 91234545, "M": "inger.ruud@example.no"},
    44: {"A": "4B", "B": 9, "C": "Strand, Iben", "D": "J", "E": date(2017, 9, 1), "G": "Åsveien 44", "H": 4016,
         "I": "Stavanger", "K": "Strand, Vigdis", "L": 91234546, "M": "vigdis.strand@example.no",
         "N": "Strand, Kjell", "O": 91234547, "P": "kjell.strand@example.no", "Q": "Lia 3, 4021 Stavanger"},
    45: {"A": "4B", "B": 10, "C": "Tveit, Odin", "D": "G", "E": date(2017, 5, 17), "G": "Lia 5", "H": 4021,
         "I": "Stavanger", "K": "Kari og Nils Tveit", "L": 91234548, "M": "tveit@example.no"},
    # 6A: the class written five ways
    47: {"A": "6A", "B": 1, "C": "Vik, Emil", "D": "G", "E": date(2015, 1, 22), "F": 22011554583,
         "G": "Storgata 4, 4014 Stavanger", "K": "Hilde M. Vik", "L": 91234522, "M": "HMV@example.no",
         "N": "Per Arne Vik", "O": "+4791234523", "P": "pa.vik@example.no"},
    48: {"A": "6 A", "B": 2, "C": "O'Connor, Aoife", "D": "J", "E": date(2015, 6, 3), "G": "Kaien 2", "H": 4005,
         "I": "Stavanger", "K": "Mary O'Connor", "L": "91234507", "M": "mary@example.com", "N": "PATRICK O'CONNOR",
         "O": "00353 87 1234567", "P": "patrick@example.com"},
    49: {"A": "6a", "B": 3, "C": "Hansen, Live", "D": "J", "E": date(2015, 12, 1), "G": "Skogveien 90", "H": 4020,
         "I": "Stavanger", "K": "Anne Hansen", "L": 91234549, "M": "anne.h@example.com"},
    50: {"A": "Klasse 6A", "B": 4, "C": "Berg, Kari", "D": "J", "E": date(2015, 5, 14),
         "G": "Nygata 3 (fnr 140515 56632)", "H": 4006, "I": "Stavanger", "K": "Berg, Trude", "L": 91234550,
         "M": "trude.berg@example.no"},
    51: {"A": "6.A", "B": 5, "C": "Dahl Moen, Selma", "D": "J", "E": date(2015, 7, 7), "G": "Nygata 9", "H": 4006,
         "I": "Stavanger", "K": "Dahl, Cecilie", "L": 91234551, "N": "Moen, Rune", "O": 91234552},
    52: {"A": "6A\u00a0", "B": 6, "C": "Ødegård, Ylva", "D": "J", "E": date(2015, 10, 10), "G": "Nygata 11",
         "H": 4006, "I": "Stavanger", "K": "Ødegård, Turid", "L": "912\u00a034\u00a0553"},
    53: {"B": 7, "C": "Aune, Simen", "D": "G", "E": date(2015, 2, 14), "G": "Nygata 13", "H": 4006, "I": "Stavanger",
         "K": "Aune, Gerd", "L": 91234554, "AB": "?? 6A eller 6B"},
    54: {"A": "6A", "B": 8, "D": "J", "E": date(2015, 8, 8), "G": "Nygata 15", "H": 4006, "I": "Stavanger",
         "K": "Vestby, Reidun", "L": 91234555, "M": "reidun.vestby@example.no"},
    55: {"A": "Sluttet", "B": 9, "C": "Brekke, Tom", "D": "G", "E": date(2015, 4, 4), "G": "Nygata 17", "H": 4006,
         "I": "Stavanger", "K": "Brekke, Aud", "L": 91234556},
    56: {"A": "6A", "B": 10, "C": "Carlsen, Ronja", "D": "J", "E": date(2014, 12, 29), "G": "Lia 30", "H": 4021,
         "I": "Stavanger", "K": "Carlsen, Eli", "L": 91234557, "M": "eli.carlsen@example.no"},
    57: {"A": "6A", "B": 11, "C": "Engen, William", "D": "G", "E": "05.06.1915", "G": "Lia 32", "H": 4021,
         "I": "Stavanger", "K": "Engen, Astrid", "L": 91234558, "M": "astrid.engen@example.no"},
    58: {"A": "6A", "B": 12, "C": "Finstad, Thea", "D": "J", "E": date(2015, 9, 19), "G": "Lia 34", "H": 4021,
         "I": "Stavanger", "K": "Finstad, Elin", "L": 91234559, "M": "elin.finstad@example.no"},
    # 7B: merged again, A60 to A78
    60: {"A": "7B", "B": 1, "C": "Carlsen, Ronja", "D": "J", "E": date(2014, 12, 29), "G": "Lia 30", "H": 4021,
         "I": "Stavanger", "K": "Carlsen, Eli", "L": 91234557, "M": "eli.carlsen@example.no"},
    61: {"B": 2, "C": "Gulbrandsen, Tiril", "D": "J", "E": date(2014, 2, 3), "F": 3021473196, "G": "Kirkegata 60",
         "H": 4005, "I": "Stavanger", "K": "Gulbrandsen, Gro", "L": "Mob: 912 34 560, jobb: 51 53 12 34",
         "M": "gro@example.no; gro.jobb@example.com"},
    62: {"B": 3, "C": "Henriksen, Markus", "D": "G", "E": date(2014, 5, 29), "G": "Kirkegata 62", "H": 4005,
         "I": "Stavanger", "K": "Henriksen, Ellen", "L": 91234561, "M": "ellen@example.no", "N": "Henriksen, Roy",
         "O": 91234562, "P": "01078023178"},
    63: {"B": 4, "C": "Iversen, Amalie", "D": "J", "F": 9101461286, "G": "Kirkegata 64", "H": 4005, "I": "Stavanger",
         "K": "Iversen, Sissel", "L": 91234563, "M": "sissel@example.no"},
    64: {"B": 5, "C": "Johnsen, Håkon", "D": "G", "E": date(2014, 3, 17), "G": "Kirkegata 66", "H": "N-4005",
         "I": "Stavanger", "K": "Johnsen, Bente", "L": 91234564},
    65: {"B": 6, "C": "Karlsen, Eline", "D": "J", "E": date(2014, 7, 23), "G": "Kirkegata 68", "H": 4005,
         "I": "Stavanger", "K": "Karlsen, Wibeke", "L": 91234565, "R": "Moe, Ragnhild", "T": 91234566},
    66: {"B": 7, "C": "Larsen, Brage", "D": "G", "E": date(2014, 8, 19), "G": "Kirkegata 70", "H": 4005,
         "I": "Stavanger", "K": "Larsen, Ulla", "L": "+46 70 123 45 67", "M": "ulla.larsen@example.se",
         "N": "Larsen, Øyvind", "O": "912.34.567"},
    67: {"B": 8, "C": "Sara Mikkelsen", "D": "J", "E": date(2014, 10, 13), "G": "Kirkegata 72", "H": 4005,
         "I": "Stavanger", "K": "Mikkelsen, Tove", "L": 91234568, "N": "Arild Mikkelsen", "O": 91234569},
    68: {"B": 9, "C": "Næss, Trym", "D": "G", "E": date(2014, 11, 11), "G": "Lyngveien 9", "H": 4017,
         "I": "Stavanger", "K": "Kristin Berge", "L": "+47 91234511", "M": "kristin.berge@example.no",
         "N": "Næss, Sturla", "O": 91234570},
    69: {"B": 10, "C": "Hansen, Ola-Kristian", "D": "G", "E": "14.05.2041", "G": "Lia 41", "H": 4021, "I": "Stavanger",
         "K": "Hansen, Turid", "L": 91234571},
    70: {"B": 11, "C": "Opheim, Julie", "D": "J", "E": date(2014, 1, 8), "G": "Lia 43", "H": 4021, "I": "Stavanger",
         "J": "912 34 572", "K": "Opheim, Hege", "L": 91234573, "M": "hege.opheim@example.no"},
    71: {"B": 12, "C": "Abdi, Hodan", "D": "J", "E": date(2014, 6, 6), "G": "Lia 45", "H": 4021, "I": "Stavanger",
         "K": "Abdi, Sahra Ali", "L": 91234574, "Z": "somali"},
    72: {"B": 13, "C": "Kowalska, Zofia", "D": "J", "E": date(2014, 4, 1), "G": "Lia 47", "H": 4021, "I": "Stavanger",
         "K": "Kowalska, Agnieszka", "L": "+48 601 234 567", "N": "Kowalski, Piotr", "O": "+48 601 234 568",
         "Z": "polsk"},
    73: {"B": 14, "C": "Sæther, Jørgen", "D": "G", "E": datetime(2014, 9, 18, 0, 0), "G": "Lia 49", "H": 4021,
         "I": "Stavanger", "K": "Sæther, Åshild", "L": 91234575, "M": "aashild@example.no"},
    74: {"B": 15, "C": "Thorsen, Maja", "D": "J", "E": date(2014, 12, 5), "G": "Lia 51", "H": 4021, "I": "Stavanger",
         "K": "Thorsen, Vera", "L": 51531275, "M": "familien.thorsen@example.no", "N": "Thorsen, Erik",
         "O": 51531275, "P": "familien.thorsen@example.no"},
    75: {"B": 16, "C": "Ulriksen, Peder", "D": "G", "E": date(2014, 2, 27), "G": "Lia 53", "H": 4021,
         "I": "Stavanger", "N": "Ulriksen, Peder", "O": 91234576, "P": "peder@example.no"},
    76: {"B": 17, "C": "Wang, Li", "D": "J", "E": date(2014, 3, 3), "G": "Lia 55", "H": 4021, "I": "Stavanger",
         "N": "Wang, Wei", "O": 91234577},
    77: {"B": 18, "C": "Øverby, Isak", "D": "G", "E": date(2014, 5, 30), "G": "Lia 57", "H": 4021, "I": "Stavanger",
         "K": "Øverby, Ann-Kristin", "L": "(+47) 912 34 578", "M": "ann-kristin@example.no"},
    78: {"B": 19, "C": "  Åmodt ,  Helle ", "D": "J", "E": " 21.06.2014 ", "G": " Lia  59", "H": 4021,
         "I": "Stavanger ", "K": " Åmodt,Jens ", "L": " 91234579 "},
    80: {"C": "Antall elever: 63"},
    81: {"C": "Grønn = ny i år. Gul = mangler samtykke til bilde"},
    82: {"A": "Utskrift 20.08.2026 kl. 09:14"},
}  # fmt: skip

HIDDEN: list[list[Cell]] = [
    ["Klasse", "Fornavn", "Etternavn", "Født", "Mor"],
    ["7B", "Gammel", "Utgått", "01.02.2012", "Utgått, Gunda"],
    ["7B", "Fjorår", "Ferdigsen", "03.04.2012", "Ferdigsen, Solbjørg"],
    ["6A", "Forlengst", "Flyttesen", "05.06.2012", "Flyttesen, Magnhild"],
]
CAKES: list[list[Cell]] = [
    ["Kakebasar 26. september"],
    [],
    ["Hvem", "Hva", "Tlf"],
    ["Bodil (2A)", "Sjokoladekake", 99999901],
    ["Kjell", "Pølser", 99999902],
]
READ_ME: list[list[Cell]] = [
    ["Les dette først!"],
    ["Lista ligger på arket «Elever». Ikke sorter bare én kolonne, da blir alt feil."],
    ["Passord til skapet ligger hos Bjørg."],
]
COMMENTS = {
    "C32": "Far har besøksforbud – ring 99999903 ved spørsmål",
    "L61": "gammelt nr. 99999904",
}

# Part of it again, in a workbook that counts days from 1904 (an old Mac): name in two columns, no titles.
MAC: list[list[Cell]] = [
    ["Etternavn", "Fornavn", "Klasse", "Fødselsdato", "Mor", "Mor mobil"],
    ["Aasen", "Ingrid", "2A", date(2019, 2, 11), "Hilde Aasen", 91234501],
    ["Solstad", "Mia 🦄", "2A", date(2019, 4, 2), "Bodil Solstad", 91234513],
    ["Lie", "Ola", "4A", date(2017, 5, 14), "Wenche Lie", 91234521],
    ["Sæther", "Jørgen", "7B", date(2014, 9, 18), "Åshild Sæther", 91234575],
]

# A text file out of an old Excel: Windows-1252, "sep=;", a title, one row per guardian of a pupil.
TWIN = (
    'sep=;\r\n'
    'Fjellvik skole;uttrekk 21.08.2026;;;;;;;;;;\r\n'
    ';;;;;;;;;;;\r\n'
    'Klasse;Etternavn;Fornavn;Fødselsdato;Personnr;Adresse;Postnr;Poststed;Foresatt navn;Relasjon;'
    'Foresatt mobil;Foresatt e-post\r\n'
    '2A;Aasen;Ingrid;43507;51228;Lyngveien 4;4017;Stavanger;Aasen, Hilde;Mor;91234501;hilde.aasen@example.no\r\n'
    '2A;Aasen;Ingrid;43507;51228;Lyngveien 4;4017;Stavanger;Aasen, Per;Far;+4791234502;per.aasen@example.no\r\n'
    '4A;Lie;Ola;14.05.2017;52490;Storgata 8;150;Oslo;Lie, Wenche;Mor;91234521;wenche.lie@example.no\r\n'
    '4B;Ruud;Aksel;20.02.2017;;"Åsveien 2\r\nH0201";4016;Stavanger;Ruud, Inger;Mor;9,12E+07;inger.ruud@example.no\r\n'
    '4B;Strand;Iben;01.09.2017;;"Åsveien 44; inngang B";4016;Stavanger;Strand, Vigdis;Mor;91234546;'
    'vigdis.strand@example.no\r\n'
    '4B;Strand;Iben;01.09.2017;;"Åsveien 44; inngang B";4016;Stavanger;Strand, Kjell;Far;91234547;'
    'kjell.strand@example.no\r\n'
    '6A;Ødegård;Ylva;10.10.2015;;"""Nygården"", Nygata 11";4006;Stavanger;Ødegård, Turid;Mor;91234553;\r\n'
    '6A;O’Connor;Aoife;03.06.2015;;Kaien 2;4005;Stavanger;O’Connor, Mary;Mor;91234507;mary@example.com\r\n'
    '2A;Nguy?n;Thi Hoa;14.05.2019;53488;Myrveien 12;4018;Stavanger;Tr?n, Thi Lan;Mor;91234503;lan.tran@example.no\r\n'
    '7B;Sæther;Jørgen;18.09.2014;;Lia 49;4021;Stavanger;Sæther, Åshild;Mor;91234575,0;aashild@example.no\r\n'
    '7B;Košuta;Žiga;00.00.0000;;Lia 61;4021;Stavanger;Košuta, Irena;Mor;91234580;irena@example.no\r\n'
    ';;;;;;;;;;;\r\n'
    'Antall;11;;;;;;;;;;\r\n'
)  # fmt: skip

# Two months later: 4A and 4B alone, with other headings and another order, and not all of it filled in.
LATER: list[list[Cell]] = [
    ["Elevens navn", "Gruppe", "F.dato", "Gateadresse", "Postnummer", "Poststed", "Mor", "Mor tlf", "Mor epost",
     "Far", "Far tlf", "Far epost"],
    ["Ola Lie", "4 A", "14.05.17", "Storgata 8", 150, "Oslo", "Wenche Lie", "", "wenche.lie@example.no", "", "", ""],
    ["Tuva Vik", "4 A", "07.03.17", "Storgata 4", 4014, "Stavanger", "Hilde Marie Vik", 91234522, "hmv@example.no",
     "Per-Arne Vik", 91234699, "pa.vik@example.no"],
    ["Emma Hansen", "4 A", "14.03.17", "Bakken 1", 4015, "Stavanger", "Siri Hansen", 91234524,
     "siri.hansen@example.no", "", "", ""],
    ["Filip Moen", "4 B", "22.10.17", "Kirkegata 5", 150, "Oslo", "Lillian Moen", 91234525, "", "Arve Moen", 91234526,
     ""],
    ["Oskar Dahl", "4 A", "19.01.17", "Myrveien 3", 4018, "Stavanger", "Unni Dahl", 91234527, "unni.dahl@example.no",
     "Leif Dahl", 91234528, "leif.dahl@example.no"],
    ["Sofie Eide", "4 A", "08.06.17", "", "", "", "Eva Eide", 91234529, "eva.eide@example.no", "Odd Eide", 91234530,
     "odd.eide@example.no"],
    ["Liam Foss", "4 A", "27.09.17", "Åsveien 12", 4016, "Stavanger", "Tone Foss", 91234531, "tone.foss@example.no",
     "Jan Foss", 91234532, "jan.foss@example.no"],
    ["Ella Gran", "4 A", "01.02.17", "Hemmeligveien 99", 4022, "Stavanger", "Nina Gran", 91234533,
     "nina.gran@example.no", "", "", ""],
    ["Noah Haug", "4 A", "28.02.17", "Tangen 21", 4019, "Stavanger", "Berit Haug", 91234534, "berit.haug@example.no",
     "", "", ""],
    ["Leah Ivarsen", "4 A", "16.07.17", "Tangen 23", 4019, "Stavanger", "May Ivarsen", 91234535,
     "may.ivarsen@example.no", "Knut Ivarsen", "", "knut.ivarsen@example.no"],
    # Max Jensen has left
    ["Emma Hansen", "4 B", "14.03.17", "Skogveien 77", 4020, "Stavanger", "Gro Hansen", 91234537,
     "gro.hansen@example.no", "", "", ""],
    ["Ada Knutsen", "4 B", "12.08.17", "Skogveien 2", 4020, "Stavanger", "Mette Knutsen", 91234538,
     "mette@example.no", "", "", ""],
    ["Theo Lund", "4 B", "25.04.17", "Skogveien 4", 4020, "Stavanger", "", "", "", "Ivar Lund", 91234540,
     "ivar.lund@example.no"],
    ["Vilde Myhre", "4 B", "03.11.17", "Skogveien 6", 4020, "Stavanger", "Randi Myhre", 91234541,
     "randi.myhre@example.no", "Egil Myhre", "", ""],
    ["Jakob Nilsen", "4 B", "09.10.17", "", "", "", "Solveig Nilsen", 91234542, "", "", "", ""],
    ["Ine Olsen", "4 B", "14.12.17", "", "", "", "Marit Olsen", 91234543, "marit.olsen@example.no", "", "", ""],
    ["Liv Pettersen", "4 B", "30.03.17", "Lia 14", 4021, "Stavanger", "Jorunn Pettersen", 91234544, "", "", "", ""],
    ["Aksel Ruud", "4 B", "20.02.17", "", "", "", "Inger Ruud", 91234545, "inger.ruud@example.no", "", "", ""],
    ["Iben Strand", "4 B", "01.09.17", "Åsveien 44", 4016, "Stavanger", "Vigdis Strand", 91234546,
     "vigdis.strand@example.no", "Kjell Strand", 91234547, "kjell.strand@example.no"],
    ["Odin Tveit", "4 B", "17.05.17", "Lia 5", 4021, "Stavanger", "", "", "", "", "", ""],
    ["Nikolai Ørjavik", "4 B", "06.01.17", "Lia 70", 4021, "Stavanger", "Frøydis Ørjavik", 91234590,
     "froydis@example.no", "", "", ""],
]  # fmt: skip

MERGED = ("A1:J1", "A2:J2", "A4:A5", "B4:B5", "C4:J4", "K4:M4", "N4:Q4", "R4:U4", "V4:Y4", "Z4:Z5", "AA4:AA5",
          "AB4:AB5", "A6:A18", "A20:J20", "A21:A22", "B21:B22", "C21:J21", "K21:M21", "N21:Q21", "R21:U21", "V21:Y21",
          "Z21:Z22", "AA21:AA22", "AB21:AB22", "A60:A78")  # fmt: skip


def write_main(path: Path) -> Path:
    """Write the dirty workbook: a sheet of advice first, the pupils, a sheet about cakes, and a hidden old list."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = "Les meg"
    _fill(first, READ_ME)
    sheet = book.create_sheet("Elever")
    formulas: dict[str, str] = {}
    for row, cells in MAIN.items():
        for column, value in cells.items():
            cell = sheet[f"{column}{row}"]
            if isinstance(value, Formula):
                cell.value = f"={value.text}"
                formulas[value.text] = value.value
                continue
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "e" if value in ("#N/A", "#REF!") else "s"
            elif isinstance(value, date):
                cell.number_format = "dd.mm.yyyy"
    for place in MERGED:
        sheet.merge_cells(place)
    for place, text in COMMENTS.items():
        sheet[place].comment = Comment(text, "Bjørg")
    sheet.column_dimensions["F"].hidden = True
    sheet.row_dimensions[58].hidden = True
    _fill(book.create_sheet("Kaker"), CAKES)
    hidden = book.create_sheet("I fjor")
    _fill(hidden, HIDDEN)
    hidden.sheet_state = "hidden"
    _save(book, path, formulas)
    return path


def write_mac(path: Path) -> Path:
    """Write the workbook that counts its days from 1904."""
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    _fill(book.worksheets[0], MAC)
    _save(book, path, {})
    return path


def write_later(path: Path) -> Path:
    """Write the list that comes two months later."""
    book = Workbook()
    _fill(book.worksheets[0], LATER)
    _save(book, path, {})
    return path


def write_twin(path: Path) -> Path:
    """Write the text file."""
    path.write_bytes(TWIN.encode("cp1252"))
    return path


def _fill(sheet: Worksheet, rows: list[list[Cell]]) -> None:
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            if value != "":
                sheet.cell(number, place, value)


def _save(book: Workbook, path: Path, formulas: dict[str, str]) -> None:
    """Save with the day the file was made standing still, and with the values the formulas had."""
    book.properties.created = book.properties.modified = datetime(2026, 8, 20, 9, 14)
    book.properties.creator = "kontoret"
    plain = path.with_suffix(".part")
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/worksheets/"):
                text = content.decode("utf-8")
                for formula, value in formulas.items():
                    text = re.sub(
                        rf"<f>{re.escape(formula)}</f><v ?/?>(</v>)?", f"<f>{formula}</f><v>{value}</v>", text
                    )
                content = text.encode("utf-8")
            target.writestr(zipfile.ZipInfo(name, (2026, 8, 20, 9, 14, 0)), content, zipfile.ZIP_DEFLATED)
    plain.unlink()


if __name__ == "__main__":
    write_main(DATA / "skitten-elevliste.xlsx")
    write_twin(DATA / "skitten-elevliste-1252.csv")
    write_mac(DATA / "skitten-elevliste-1904.xlsx")
    write_later(DATA / "skitten-elevliste-oktober.xlsx")
