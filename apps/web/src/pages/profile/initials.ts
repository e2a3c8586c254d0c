const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Of the first and the last word of a name, as people see them: an emoji of many code points is one (UAX #29). */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return ends.map((word) => firstOf(word ?? '').toUpperCase()).join('');
}

const firstOf = (word: string): string => [...graphemes.segment(word)][0]?.segment ?? '';
