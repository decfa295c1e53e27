"""Given names by which a person is told from an office.

Chosen by hand among names that many people in Norway bear, women and men, old and young, of Norwegian, Sámi and other origin, by Statistics Norway's
name statistics (Statistikkbanken, table 10501, "Persons, by girls' name and boys' name"; Norwegian Licence for Open Government Data). Names that are
words, or that institutions often carry, are left out on purpose: Liv, Even, Stein, Dag, Bo, Siv, Mai, Juni, Sol, Vår, Ask, Storm, Live, Saga,
Solveig, Frank, Roar, Bror, Trygg, Jo, Stine, Mark.
"""

from __future__ import annotations

_LIST = """
Ada Agnes Ahmed Ahmad Aina Aksel Alexander Aleksander Alf Alfred Ali Alma Alva Amalie Amanda Amina Amir Anders Andrea Andreas Andrzej Ane Anette
Anita Anja Ann Anna Anne Annika Anniken Arild Arne Arnfinn Arvid Asbjørn Asgeir Aslak Astrid Atle Aud Audun Aurora Bård Bashir Beate Benjamin
Bente Berit Bergljot Bernt Birger Birgit Birgitte Birthe Bjarne Bjarte Bjørg Bjørn Bjørnar Bodil Brit Brita Britt Børge Børre Camilla Carina
Caroline Cathrine Cecilie Charlotte Christian Christina Christine Christoffer Dagfinn Dagny Daniel David Dina Ebba Edel Edvard Edvin Egil Einar
Eirik Eivind Elena Eli Elias Elin Eline Elisabeth Ella Elle Ellen Ellinor Else Elsa Emil Emilie Emma Endre Erik Erlend Erling Espen Ester Eva
Evelyn Fatima Farah Filip Finn Fredrik Frida Frode Gaute Geir Georg Gerd Gisle Glenn Grete Grethe Gro Gudrun Gunhild Gunn Gunnar Gunvor Guro
Gustav Gøran Halvard Halvor Hamza Hanna Hanne Hans Harald Hassan Hedda Hedvig Hege Heidi Helene Helga Helge Helle Henning Henriette Henrik Herman
Hilda Hilde Hussein Håkon Håvard Ibrahim Ida Idar Inga Ingeborg Inger Ingrid Ingunn Ingvild Irene Iris Isabel Isabella Isak Ivar Iver Jacob Jakob
Jan Jane Janne Jarle Jeanette Jenny Jens Jessica Joakim Johan Johanna Johanne Johannes John Johnny Jomar Jon Jonas Jonathan Jorunn Jostein Julia
Julie Jørgen Jørn Jørund Kamilla Kai Karen Kari Karianne Karin Karina Karl Karoline Katarzyna Kathrine Katrine Kenneth Ketil Khadija Kim Kine
Kirsten Kirsti Kjartan Kjell Kjersti Kjetil Knut Krister Kristian Kristin Kristina Kristine Kristoffer Kåre Lars Lasse Laila Lea Leah Leif Lena
Lene Lill Lilly Linda Line Linn Linnea Lisa Lisbeth Lise Lucas Ludvig Lukas Mads Magne Magnhild Magnus Maja Malin Marcus Margrete Margareth Maren
Mari Maria Marianne Marie Marit Marius Markus Martha Marte Marthe Martin Mathias Mathilde Matias Mats May-Britt May-Liss Merete Mette Mia Michael
Mikkel Mina Mirjam Mohamed Mohammad Mohammed Mona Monica Monika Morten Muhammad Márjá Máret Nadia Nils Nina Noah Nora Odd Oddbjørn Oddvar Oddveig
Ola Olaf Olav Ole Oliver Olga Olivia Omar Oskar Osman Patrick Paul Pawel Peder Per Pernille Peter Petter Piotr Pål Ragnar Ragnhild Randi Rannveig
Rebecca Reidar Reidun Renate Robert Robin Roger Rolf Ronny Rune Ruth Roy Said Samuel Sander Sandra Sara Sebastian Selma Signe Sigmund Sigrid
Sigrun Sigurd Silje Simen Simon Sindre Siri Siril Sissel Sivert Snorre Sofia Sofie Sondre Steinar Stian Stig Svein Sverre Synne Synnøve Sølvi
Sunniva Susanne Tarjei Terje Thea Thomas Thor Thorbjørn Tina Tine Tiril Tobias Toini Tom Tommy Tone Tonje Tor Torbjørn Tore Torgeir Torill Toril
Torkel Torstein Torunn Trine Trond Trude Truls Trygve Turid Tuva Ulf Ulrik Una Unn Unni Ursula Vegard Vera Veronika Vetle Vibeke Vidar Viktor
Vilde Vigdis William Wenche Yngve Yvonne Yusuf Zainab Åge Åse Åshild Åsmund Åsne Åste Øivind Ørjan Østen Øystein Øyvind
"""

GIVEN_NAMES = frozenset(_LIST.split())
"""As written, with a capital."""
