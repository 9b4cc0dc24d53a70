"""Which given names are common in Norway? Two different ones are two children, however few letters are between."""

from __future__ import annotations

from app.contacts.duplicates.spelling import name_words

_NAMES = (
    # girls and women
    "Ada Adele Agnes Agnete Alice Alma Alva Alvilde Amalie Amanda Amelia Amina Ane Anette Angelica Anine Anita"
    " Anja Ann Anna Anne Annika Anniken Antonia Asta Aud Aurora Ava Ayan Beate Belinda Benedicte Benedikte Berit"
    " Birgit Birgitta Birgitte Bjørg Bodil Borghild Brit Brita Camilla Carina Carmen Carolina Caroline Cathrine"
    " Cecilie Celina Celine Charlotte Christin Christina Christine Dagny Daniela Daniella Diana Dina Disa Dora"
    " Dorte Dorthea Ea Ebba Edda Edel Edith Eir Eira Eirin Elena Eli Elida Elif Elin Elina Eline Elisa Elisabet"
    " Elisabeth Elise Ella Elle Ellen Ellie Ellinor Elly Elma Elsa Else Elvira Emelie Emilia Emilie Emily Emine"
    " Emma Emmy Erika Erle Ester Eva Evelyn Evy Fanny Fatima Felicia Filippa Fiona Fredrikke Freja Freya Frida"
    " Frøya Gerd Gina Grete Grethe Gro Gry Gudrun Gunhild Gunn Gunvor Guri Guro Halldis Hana Hanna Hanne Hedda"
    " Hedvig Heidi Helen Helena Helene Helga Helle Henny Henriette Herborg Hermine Hild Hilda Hilde Hildegunn Iben"
    " Ida Idun Iman Ina Ine Inga Ingebjørg Ingeborg Ingelin Inger Ingrid Ingunn Ingvild Irene Iris Irja Irma"
    " Isabel Isabella Isabelle Iselin Jane Janne Jannicke Jasmin Jeanette Jennifer Jenny Jofrid Johanna Johanne"
    " Jorid Jorunn Josefine Judith Julia Juliane Julianne Julie June Juni Kaia Kaisa Kaja Kamilla Karen Kari Karin"
    " Karina Karine Karla Karoline Katarina Kate Kathrine Katja Katrine Kine Kira Kirsten Kirsti Kjersti Klara"
    " Konstanse Kristi Kristin Kristina Kristine Laila Lana Lara Laura Lea Leah Leila Lena Leona Leonora Lerke"
    " Lilja Lill Lilli Lilly Lin Lina Linda Line Linea Linn Linnea Lisa Lisbeth Lise Liv Liva Live Livia Liza Lone"
    " Lotta Lotte Louisa Louise Lovise Luna Lydia Lykke Madeleine Madelen Magdalena Magnhild Mai Maia Maiken Maja"
    " Majken Malene Mali Malin Maren Margit Margrete Margrethe Mari Maria Mariam Mariann Marianne Marie Mariell"
    " Marina Marion Marit Marita Marlene Marna Marta Marte Martha Martine Mary Maryam Mathea Mathilda Mathilde"
    " Maud May Maya Melina Melissa Merete Merethe Mia Mie Mila Milla Mille Milly Mina Mira Miriam Mona Monica"
    " Monika Nadia Nanna Natalia Natalie Nathalie Nelly Nicole Nikoline Nina Noelle Nora Nova Oda Oddny Olaug"
    " Olava Olea Olga Oline Olivia Oliwia Othilie Pauline Peggy Penelope Pernille Pia Ragna Ragnhild Rakel Randi"
    " Randine Rebecca Rebekka Regine Renate Rikke Rita Ronja Rosa Rose Runa Ruth Saga Sahra Sally Samira Sandra"
    " Sanna Sanne Sara Sarah Selina Selma Sidsel Signe Signy Sigrid Sigrun Silja Silje Sina Sine Siren Siri Siv"
    " Sofia Sofie Solfrid Solveig Sonja Stella Stina Stine Sunniva Susann Susanne Svanhild Synne Synnøve Tale"
    " Tamara Tanja Tara Tea Teresa Terese Thale Thea Therese Thora Tia Tilda Tilde Tilla Tina Tine Tiril Tirill"
    " Tomine Tone Tonje Tora Torborg Torhild Toril Torill Torunn Tove Trine Trude Turi Turid Tuva Tyra Ulla"
    " Ulrikke Una Unn Unni Ursula Valborg Vanessa Vanja Vera Veronica Victoria Vigdis Viktoria Vilde Vilja Vilma"
    " Viola Vivian Wenche Wilma Ylva Yngvild Zahra Zara Ågot Åsa Åse Åshild Åslaug Åste",
    # boys and men
    "Adam Adrian Agnar Ahmed Aksel Alan Albert Albin Aleksander Alex Alexander Alf Alfred Ali Allan Amund Anders"
    " Andor Andre Andreas Andrei Anker Annar Ansgar Ante Anton Antoni Are Ari Arild Arn Arne Arnfinn Arnold Aron"
    " Arthur Arve Arvid Arvin Asbjørn Asgeir Ask Aslak Asle Asmund Atle August Axel Bartosz Bendik Benjamin Bent"
    " Bernhard Bernt Birger Birk Bjarne Bjarte Bjørn Bjørnar Bob Brage Brede Brian Bruno Bård Bø Børge Carl Casper"
    " Charlie Christian Christoffer Christopher Colin Conrad Dag Dan Daniel Danny David Dennis Didrik Dominic"
    " Dominik Dylan Ebbe Edgar Edvard Edvin Edward Edwin Egil Eilert Eilif Einar Eirik Eivind Eldar Elias Elliot"
    " Ellis Elmer Emanuel Emil Emilian Endre Enok Eric Erik Erlend Erling Ernst Espen Evan Even Eyvind Falk Felix"
    " Ferdinand Filip Finn Florian Frank Fred Fredrik Frode Gabriel Gard Gaute Geir Georg George Gisle Gjermund"
    " Glenn Gorm Gunnar Gustav Haakon Hallvard Halvard Halvor Hans Harald Harry Hassan Hauk Helge Helmer Hendrik"
    " Henning Henrik Henry Herman Hermann Hjalmar Hugo Håkon Håvard Ian Ibrahim Idar Igor Imre Ingar Inge Ingolf"
    " Ingvald Ingvar Isac Isak Ivan Ivar Iver Jack Jacob Jakob Jakub James Jan Jardar Jarl Jarle Jasper Jens Jeppe"
    " Jesper Jim Jo Joachim Joakim Joel Johan Johann Johannes John Johnny Jon Jonah Jonas Jonatan Jonathan Jone"
    " Jonny Josef Jostein Julian Julius Jørgen Jørn Jørund Kai Karl Karsten Kasper Kenneth Kent Kevin Kian Kim"
    " Kjartan Kjell Kjetil Klaus Knut Kolbein Konrad Kristen Kristian Kristoffer Kurt Kyrre Kåre Lars Lasse"
    " Laurits Lauritz Leander Leif Leiv Leo Leon Leonard Leonhard Levi Levin Liam Linus Loke Lorentz Louis Lucas"
    " Ludvig Ludwig Luis Luka Lukas Lukasz Mads Magne Magnus Malvin Marcus Marek Marinus Marius Mark Markus Mart"
    " Martin Marvin Matheo Mathias Mats Matteo Mattias Max Maxim Michael Michal Mikael Mikal Mikkel Milian Milo"
    " Miro Mohamed Mohammad Mohammed Morgan Morten Muhammad Narve Nathan Nicolai Nicolas Niels Niklas Nikolai Nils"
    " Njål Noa Noah Noel Odd Oddvar Odin Ola Olaf Olai Olav Ole Oliver Omar Oscar Oskar Osvald Otto Ove Patrick"
    " Patrik Paul Pawel Peder Per Peter Petter Pål Ragnar Rasmus Raymond Reidar Remi Richard Rikard Roald Roar"
    " Robert Robin Roger Rolf Rolv Roman Ronny Roy Ruben Rudi Rudolf Runar Rune Sam Samson Samuel Sander Sebastian"
    " Severin Sigmund Sigurd Simen Simon Sindre Sivert Sjur Skage Snorre Sondre Stefan Steffen Stein Steinar Sten"
    " Stian Stig Storm Sturla Ståle Svein Sven Sverre Syver Tage Tallak Tarald Tarjei Terje Terkel Theo Theodor"
    " Thomas Thor Thorbjørn Tim Timian Tobias Tollef Tom Tomas Tommy Tor Torbjørn Tord Tore Torfinn Torgeir Torger"
    " Tormod Torstein Torvald Trond Truls Trygve Trym Tønnes Ulf Ulrik Vebjørn Vegar Vegard Verner Vetle Victor"
    " Vidar Viggo Viktor Vilhelm Viljar Villiam Vincent Walter Werner Wilhelm William Willy Yngvar Yngve Yusuf Åge"
    " Ånund Åsmund Øistein Ørjan Ørnulf Øystein Øyvind",
)

COMMON = frozenset(word for part in _NAMES for name in part.split() for word in name_words(name))
"""The names as folded words."""
