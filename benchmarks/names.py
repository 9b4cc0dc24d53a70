"""What are invented people called, and where do they live? Word lists; nobody real is meant."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """Names that go together; ``weight`` says how common they are among the families."""

    weight: int
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    families: tuple[str, ...]


NORWEGIAN = Origin(
    62,
    tuple(
        "Nora Emma Sofie Olivia Ella Maja Emilie Ingrid Frida Sara Leah Amalie Astrid Hedda Ada Selma Live Tuva Jenny"
        " Mathilde Sunniva Solveig Ågot Øydis Åse Åshild Ingjerd Ragnhild Bjørg Sigrid Ronja Iben Tiril Vilde Marte"
        " Anne-Grete Hanna-Marie Eva-Kristin".split()
    ),
    tuple(
        "Jakob Emil Noah Oliver Filip Lucas Oskar Aksel Theodor Elias Isak Kasper Ulrik Håkon Øystein Åsmund Ludvig"
        " Sigurd Brage Even Olav Sivert Tobias Marius Torbjørn Bjørn Sverre Gard Iver Eirik Jørgen Kåre Aage Jon-Olav"
        " Ole-Johan Per-Erik".split()
    ),
    tuple(
        "Hansen Johansen Olsen Larsen Andersen Pedersen Nilsen Kristiansen Jensen Karlsen Johnsen Pettersen Eriksen"
        " Berg Haugen Hagen Johannessen Andreassen Jacobsen Halvorsen Jørgensen Dahl Henriksen Lund Sørensen"
        " Jakobsen Moen Gundersen Iversen Strand Solberg Svendsen Eide Knutsen Martinsen Bakken Kristoffersen"
        " Mathisen Lie Amundsen Nguyen Rasmussen Solheim Nygård Bråthen Ødegård Mikkelsen Sæther Aas Ås Aasen Åsen"
        " Aaberg Åberg Østby Bø Fjeld Myhre Næss Ruud Sandvik Tangen Vik Wold Ellingsen Engen Haugland Holm Hovland"
        " Kleven Lien Lunde Løken Bjerke Brekke Evensen Foss Gulbrandsen".split()
    ),
)
ORIGINS = (
    NORWEGIAN,
    Origin(
        6,
        ("Máret", "Elle", "Inga", "Biret", "Sárá", "Ánne", "Risten", "Láilá"),
        ("Áilu", "Niillas", "Mihkkal", "Ánte", "Jovnna", "Máhtte", "Issát", "Piera"),
        ("Hætta", "Gaup", "Sara", "Utsi", "Eira", "Bæhr", "Somby", "Valkeapää", "Čoska", "Guttorm"),
    ),
    Origin(
        6,
        ("Linh", "Thị Hương", "Mai", "Phương", "Ngọc", "Thảo"),
        ("Minh", "Văn Dũng", "Đức", "Hiếu", "Tuấn", "Quốc"),
        ("Nguyễn", "Trần", "Lê", "Phạm", "Đỗ", "Võ", "Huỳnh", "Bùi"),
    ),
    Origin(
        8,
        ("Zofia", "Małgorzata", "Agnieszka", "Żaneta", "Zuzanna", "Oliwia"),
        ("Łukasz", "Paweł", "Wojciech", "Michał", "Stanisław", "Błażej"),
        ("Kowalski", "Wójcik", "Wiśniewska", "Zieliński", "Dąbrowska", "Łuczak", "Szymański", "Gołąb"),
    ),
    Origin(
        4,
        ("Ayşe", "Zeynep", "Elif", "Büşra", "Gül", "İpek"),
        ("Yusuf", "Çağlar", "Oğuz", "Emre", "Barış", "İbrahim"),
        ("Özdemir", "Yılmaz", "Şahin", "Çelik", "Öztürk", "Aydın", "Koç"),
    ),
    Origin(
        6,
        ("Ayaan", "Hodan", "Ifrah", "Sahra", "Fatima", "Aisha", "Amina"),
        ("Abdi", "Abdirahman", "Ahmed", "Mohamed", "Farah", "Liban"),
        ("Warsame", "Ali", "Mohamed", "Hassan", "Abdullahi", "Yusuf", "Jama", "Nur"),
    ),
    Origin(
        3,
        ("Saoirse", "Aoife", "Niamh", "Siobhán"),
        ("Conor", "Seán", "Oisín", "Pádraig"),
        ("O'Connor", "O'Brien", "D'Angelo", "McCarthy"),
    ),
    Origin(
        3,
        ("Sanne", "Lotte", "Femke", "Noëlle"),
        ("Daan", "Jeroen", "Sjoerd", "Thijs"),
        ("van der Berg", "de Vries", "van den Heuvel", "von Essen"),
    ),
    Origin(
        2,
        ("Ana Lúcia", "Beatriz", "Inês"),
        ("João", "Luís", "Antônio"),
        ("Da Silva", "Gonçalves", "Muñoz Peña"),
    ),
)
STREETS = (
    "Storgata", "Kirkegata", "Skoleveien", "Solbakken", "Ringveien", "Tverrgata", "Elvebakken", "Bjørkeveien",
    "Øvre Åsgate", "Nedre Strandgate", "Fjordgløttveien", "Gamle Trondheimsvei", "Åsveien", "Ærfuglveien",
)  # fmt: skip
PLACES = (
    ("0150", "Oslo"), ("0357", "Oslo"), ("1472", "Fjellhamar"), ("4014", "Stavanger"), ("5003", "Bergen"),
    ("6600", "Sunndalsøra"), ("6680", "Halsanaustan"), ("6683", "Vågland"), ("7010", "Trondheim"), ("9730", "Karasjok"),
)  # fmt: skip
