// Finds sections: the part of search that knows no page. search/index.js gives it the words of every
// section, with the rules by which words are compared; _ext/section_search.py writes that file and
// explains how it is packed.
"use strict";

const LETTERS = Array.from({ length: 94 }, (_, n) => String.fromCharCode(33 + n)).filter((one) => !/[\d*`{\\]/.test(one)).join("");
// BM25: how soon a repeated word counts no more, how much a long section counts less.
const SATURATION = 1.2, LENGTH = 0.6;
// How much a word counts in a heading, a label, headings above, and as a synonym (synonyms.txt), beside
// a text that repeats it.
const IN_TITLE = 1.5, IN_NAME = 0.3, ABOVE = 0.3, ASKED = 1;
// How much the beginning of a word counts, one with a letter wrong, and each part of one that is written in two.
const BEGINNING = 0.7, MISTYPED = 0.6, PART = 0.6;
// A heading with the very words; a word that is nowhere; how much lacking words cost; glossary terms,
// which lead on to sections, unless the question is the term.
const PHRASE = 5, UNKNOWN = 3, COVERAGE = 1.5, TERM = 0.9;

class SectionIndex {
  constructor(data) {
    this.stop = new Set(data.stop.split(" "));
    this.rules = data.stems.map(([pattern, kept]) => [new RegExp(pattern), kept]);
    this.known = new Map();
    this.readSections(data.pages);
    this.readWords(data.words.split("\n"), data.places.split("\n"));
    for (const section of this.sections) this.addNames(section);
    // What a word may be the beginning or a misspelling of: the first letter agrees.
    this.byLetter = {};
    for (const stem of this.places.keys()) (this.byLetter[stem[0]] ??= []).push(stem);
  }

  readSections(text) {
    this.sections = [];
    let page, above, chunk = -1;
    for (const line of text.split("\n")) {
      if (line[0] === "/") {
        const [uri, title] = line.slice(1).split("\t");
        page = { uri, title };
        above = [];
        continue;
      }
      const begins = line[0] === "+";
      const kind = line[+begins], rest = line.slice(+begins + 1);
      if (begins) chunk++;
      const term = kind === "t";
      const [id, title] = term ? [`term-${rest.replaceAll(" ", "-")}`, rest] : rest.split("\t");
      const depth = term ? 9 : Number(kind);
      above = above.slice(0, term ? above.length : depth - 1);
      const section = { number: this.sections.length, page, id, title, term, chunk, depth, above: [...above] };
      if (!term) above[depth - 1] = title;
      const first = this.sections.at(-1);
      section.part = first && first.chunk === chunk ? first.part + 1 : 0;
      this.sections.push(section);
    }
  }

  readWords(words, places) {
    // Stem → section number → weight.
    this.places = new Map();
    let before = "";
    const lengths = [];
    words.forEach((packed, line) => {
      const stem = before.slice(0, LETTERS.indexOf(packed[0])) + packed.slice(1);
      const where = new Map();
      let number = 0;
      for (const [, far, near, mark] of places[line].matchAll(/(\d*)([^\d*])(\*?)/g)) {
        number += Number(far) * LETTERS.length + LETTERS.indexOf(near);
        where.set(number, mark ? -1 : 1);
        lengths[number] = (lengths[number] ?? 0) + 1;
      }
      this.places.set(stem, where);
      before = stem;
    });
    const average = lengths.reduce((sum, one) => sum + one, 0) / lengths.length;
    for (const where of this.places.values()) {
      for (const [number, times] of where) {
        const length = 1 - LENGTH + (LENGTH * lengths[number]) / average;
        where.set(number, times < 0 ? ASKED : times / (times + SATURATION * length));
      }
    }
  }

  // What a section is called: its heading, its label's name, the headings above it.
  addNames(section) {
    const add = (stem, weight) => {
      if (!this.places.has(stem)) this.places.set(stem, new Map());
      const where = this.places.get(stem);
      where.set(section.number, (where.get(section.number) ?? 0) + weight);
    };
    section.stems = this.stemsOf(section.title);
    section.sorted = [...section.stems].sort().join(" ");
    section.plain = this.wordsOf(section.title).join(" ");
    for (const stem of new Set(section.stems)) add(stem, IN_TITLE / (1 + 0.12 * section.stems.length));
    const name = section.term ? [] : this.stemsOf(section.id.replaceAll("-", " "));
    for (const stem of new Set(name)) if (!section.stems.includes(stem)) add(stem, IN_NAME);
    const above = this.stemsOf(section.above.filter(Boolean).join(" "));
    for (const stem of new Set(above)) add(stem, ABOVE);
  }

  wordsOf(text) {
    const plain = text.toLowerCase().replace(/['’]/g, "").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
    return plain.match(/[a-z0-9]+/g) ?? [];
  }

  stemOf(word) {
    if (!this.known.has(word)) {
      const stem = this.rules.reduce((text, [pattern, kept]) => text.replace(pattern, kept), word);
      this.known.set(word, stem);
    }
    return this.known.get(word);
  }

  stemsOf(text) {
    return this.wordsOf(text).filter((word) => !this.stop.has(word)).map((word) => this.stemOf(word));
  }

  // Stems that a typed one may stand for, each with how much it then counts.
  meanings(stem, unfinished) {
    const found = new Map();
    const alike = this.byLetter[stem[0]] ?? [];
    if (this.places.has(stem)) found.set(stem, 1);
    if (stem.length >= (unfinished && !found.size ? 2 : 4)) {
      for (const other of alike) {
        if (other !== stem && other.startsWith(stem)) found.set(other, BEGINNING * (stem.length / other.length) ** 0.5);
      }
    }
    // "subprocessors" is "sub-processors" in a section that has both; "footprint" is no foot and no print.
    for (let at = 2; !found.size && at <= stem.length - 4; at++) {
      const parts = [stem.slice(0, at), stem.slice(at)].map((part) => this.stemOf(part));
      const [one, other] = parts.map((part) => this.places.get(part));
      if (one && other && [...one.keys()].some((number) => other.has(number))) for (const part of parts) found.set(part, PART);
    }
    // Two letters exchanged; a word's stem depends on them.
    for (let at = 1; !found.size && at < stem.length && stem.length >= 4; at++) {
      const other = this.stemOf(stem.slice(0, at - 1) + stem[at] + stem[at - 1] + stem.slice(at + 1));
      if (this.places.has(other)) found.set(other, MISTYPED);
    }
    if (!found.size && stem.length >= 4) {
      const most = stem.length >= 7 ? 2 : 1;
      for (const other of alike) {
        const far = other.length >= 4 ? distance(stem, other, most) : 9;
        if (far <= most) found.set(other, MISTYPED / far ** 0.5);
      }
    }
    return found;
  }

  rarity(stem) {
    const count = this.places.get(stem)?.size ?? 0;
    return Math.log(1 + (this.sections.length - count + 0.5) / (count + 0.5));
  }

  // The stems of a question; those of all its words where it has none that say something.
  asked(query) {
    const stems = this.stemsOf(query);
    return stems.length ? stems : this.wordsOf(query).map((word) => this.stemOf(word));
  }

  // The words of a question that are nowhere, not even with a letter wrong.
  unknown(query) {
    return this.wordsOf(query).filter((word) => !this.stop.has(word) && !this.meanings(this.stemOf(word), true).size);
  }

  // Stem → what it is together with its neighbor: "r studio" is "rstudio" here.
  joined(query) {
    const words = this.wordsOf(query), found = new Map();
    words.slice(1).forEach((word, n) => {
      const whole = this.stemOf(words[n] + word);
      if (this.places.has(whole)) for (const one of [words[n], word]) found.set(this.stemOf(one), whole);
    });
    return found;
  }

  // Section number → how well it answers one stem, and the stem by which it does.
  answers(stem, unfinished, whole) {
    const best = new Map(), meanings = this.meanings(stem, unfinished);
    if (whole) meanings.set(whole, 1);
    for (const [other, part] of meanings) {
      const worth = part * this.rarity(other);
      for (const [number, weight] of this.places.get(other)) {
        const value = worth * weight;
        if (value > (best.get(number)?.value ?? 0)) best.set(number, { value, stem: other, part });
      }
    }
    return best;
  }

  // The best sections for a question: [{section, score, stems}], the best first, with the stems they have.
  find(query, most = 50) {
    const asked = [...new Set(this.asked(query))];
    const plain = this.wordsOf(query).join(" ");
    const sorted = [...asked].sort().join(" ");
    const scores = new Map();
    const one = (number) => {
      if (!scores.has(number)) scores.set(number, { value: 0, covered: 0, stems: [] });
      return scores.get(number);
    };
    const joined = this.joined(query);
    let whole = 0;
    for (const stem of asked) {
      const answers = this.answers(stem, stem === asked.at(-1) && /\w$/.test(query), joined.get(stem));
      const worth = answers.size ? Math.log(1 + this.sections.length / answers.size) : UNKNOWN;
      whole += worth;
      for (const [number, { value, stem: found, part }] of answers) {
        const score = one(number);
        score.value += value;
        score.covered += worth * Math.min(1, part + 0.3);
        score.stems.push(found);
      }
    }
    // A heading that has the question in it, be it of words that say nothing: "Who are you?"
    if (plain.includes(" ")) {
      for (const section of this.sections) {
        if (` ${section.plain} `.includes(` ${plain} `)) one(section.number).value += PHRASE;
      }
    }
    const found = [...scores].map(([number, { value, covered, stems }]) => {
      const section = this.sections[number];
      let score = value * (asked.length > 1 ? (covered / whole) ** COVERAGE : 1) + (covered ? 0 : value);
      if (sorted === section.sorted) score *= 1.8;
      else if (section.term) score *= TERM;
      return { section, score, stems: [...new Set(stems)] };
    });
    found.sort((a, b) => b.score - a.score || a.section.number - b.section.number);
    const least = (found[0]?.score ?? 0) * 0.12;
    return found.filter(({ score }) => score >= least).slice(0, most);
  }
}

// How many letters two words differ by, exchanged neighbors counting once; more than `most` is not told.
function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [], row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[b.length];
}
