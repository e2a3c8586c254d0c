const COLUMNS = 72;

/** Lines of 72 columns (RFC 5322 §2.1.1 wants fewer than 78); a longer word, such as a link, has its own. */
export function wrapped(text: string): string {
  const lines = [''];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const line = lines.at(-1)!;
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= COLUMNS) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n');
}
