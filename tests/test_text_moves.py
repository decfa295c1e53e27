"""One matcher of sentences: what moved, was split off or put together is found, nothing is lost, and no word is told as changed that did not."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from hypothesis import strategies as st

from planverk.report.passages import passages
from planverk.text_diff import text_changes
from planverk.text_moves import Passage, find_moves, sentences
from tests.properties import given

SYLLABLES = tuple(first + second for first in "bdfghklmnprstv" for second in "aei")


@dataclass
class Sentence:
    """A sentence as it was and as it is; an empty list where it is not there."""

    before: list[str]
    after: list[str]


@dataclass
class Life:
    """Texts of paragraphs of sentences, and what an author does to them; what was done is known."""

    dice: random.Random
    before: list[list[list[Sentence]]] = field(default_factory=list)
    after: list[list[list[Sentence]]] = field(default_factory=list)

    def word(self) -> str:
        return "".join(self.dice.choice(SYLLABLES) for _ in range(4))

    def start(self) -> None:
        for _ in range(self.dice.randint(2, 4)):
            self.before.append([[self.sentence() for _ in range(self.dice.randint(1, 4))] for _ in range(self.dice.randint(1, 4))])
        self.after = [[[*paragraph] for paragraph in text] for text in self.before]

    def sentence(self) -> Sentence:
        said = [self.word() for _ in range(self.dice.randint(9, 16))]
        return Sentence(said, said)

    def paragraph(self) -> tuple[list[list[Sentence]], int]:
        text = self.dice.choice([each for each in self.after if each])
        return text, self.dice.randrange(len(text))

    def move_paragraph(self) -> None:
        text, at = self.paragraph()
        there = self.dice.choice(self.after)
        paragraph = text.pop(at)
        there.insert(self.dice.randint(0, len(there)), paragraph)

    def move_sentence(self) -> None:
        text, at = self.paragraph()
        sentence = text[at].pop(self.dice.randrange(len(text[at])))
        if not text[at]:
            del text[at]
        there = self.dice.choice(self.after)
        if there and self.dice.random() < 0.7:
            paragraph = self.dice.choice(there)
            paragraph.insert(self.dice.randint(0, len(paragraph)), sentence)
        else:
            there.append([sentence])

    def split(self) -> None:
        text, at = self.paragraph()
        half = len(text[at]) // 2
        if half:
            part, text[at] = text[at][half:], text[at][:half]
            self.dice.choice(self.after).append(part)

    def merge(self) -> None:
        text, at = self.paragraph()
        other, to = self.paragraph()
        if text[at] is not other[to]:
            other[to].extend(text[at])
            del text[at]

    def change(self) -> None:
        text, at = self.paragraph()
        sentence = self.dice.choice(text[at])
        words = [*sentence.after]
        words.insert(self.dice.randrange(len(words)), self.word())
        sentence.after = words

    def live(self, steps: int) -> None:
        for _ in range(steps):
            self.dice.choice((self.move_paragraph, self.move_sentence, self.split, self.merge, self.change, self.change))()


def said(words: list[str]) -> str:
    return f"{' '.join(words).capitalize()}."


def bodies(texts: list[list[list[Sentence]]], side: str) -> list[str]:
    return ["\n\n".join(" ".join(said(getattr(sentence, side)) for sentence in paragraph) for paragraph in text) for text in texts]


def changed_words(before: str, after: str) -> int:
    return sum(len(run.before.split()) + len(run.after.split()) for run in text_changes(before, after) if not run.same)


@given(st.integers(0, 10**9), st.integers(0, 6), examples=60)
def test_no_more_words_are_told_as_changed_than_with_known_moves(seed: int, steps: int) -> None:
    life = Life(random.Random(seed))
    life.start()
    life.live(steps)
    before, after = bodies(life.before, "before"), bodies(life.after, "after")
    found = [Passage(owner, *pair) for owner, sides in enumerate(zip(before, after, strict=True)) for pair in passages(*sides)]
    moves, left = find_moves(found)

    told = sum(changed_words(*each) for each in left) + sum(changed_words(move.before, move.after) for move in moves)
    known = sum(changed_words(said(sentence.before), said(sentence.after)) for text in life.before for paragraph in text for sentence in paragraph)
    assert told <= 1.1 * known


@given(st.integers(0, 10**9), st.integers(0, 8), examples=60)
def test_every_sentence_is_told_once_on_either_side(seed: int, steps: int) -> None:
    life = Life(random.Random(seed))
    life.start()
    life.live(steps)
    before, after = bodies(life.before, "before"), bodies(life.after, "after")
    found = [Passage(owner, *pair) for owner, sides in enumerate(zip(before, after, strict=True)) for pair in passages(*sides)]
    moves, left = find_moves(found)
    for at, passage in enumerate(found):
        for whole, side, text, rest in ((passage.before, "source", "before", left[at][0]), (passage.after, "target", "after", left[at][1])):
            taken = sorted((getattr(move, side), getattr(move, text)) for move in moves if getattr(move, side).passage == at)
            parts = sentences(whole)
            assert [words for stretch, words in taken] == ["".join(parts[stretch.start : stretch.end]).strip() for stretch, _ in taken]
            kept = [part for number, part in enumerate(parts) if not any(stretch.start <= number < stretch.end for stretch, _ in taken)]
            assert "".join(kept).rstrip() == rest.rstrip()


def test_sentences_joined_are_the_text() -> None:
    for text in ("", "Et ord", "Ett. To.  Tre!", "Se s. 12 og nr. 9 i planen. «Slik er det.» Ja? (Nei.) Slutt …"):
        assert "".join(sentences(text)) == text
    assert sentences("Se s. 12 og nr. 9 i planen. «Slik er det.» Ja?") == ["Se s. 12 og nr. 9 i planen. ", "«Slik er det.» ", "Ja?"]
