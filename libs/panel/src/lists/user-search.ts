import { phoneNumber, searchedName } from '@castellan/accounts';
import { escapeLike } from '@castellan/data';

/** Takes a value as a parameter, and gives its place in the statement. */
type Place = (value: string) => string;
type Search = (text: string, place: Place) => string;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** More than that many make no name, and would only make the statement longer. */
const MAX_WORDS = 6;

/** Begins with the text, which an index tells; with a `*` in front of it, has it anywhere, which means reading everybody. */
export const begins =
  (sql: string): Search =>
  (text, place) =>
    `${sql} LIKE lower(${place(patternOf(text))})`;

export const beginsAsName =
  (sql: string): Search =>
  (text, place) =>
    `${searchedName(sql)} LIKE ${searchedName(`${place(patternOf(text))}::text`)}`;

/** In the group with that id, or exactly that name. */
export const inGroup =
  (userId: string): Search =>
  (typed, place) => {
    const group = UUID.test(typed) ? place(typed) : `(SELECT g.id FROM groups g WHERE g.name = ${place(typed)})`;
    return `EXISTS (SELECT FROM user_groups ug WHERE ug.user_id = ${userId} AND ug.group_id = ${group})`;
  };

/** By id, the whole phone number, the beginning of address or username, or those of the names in either order (docs/operations/panel.md). */
export const userSearch: Search = (typed, place) => {
  const text = typed.trim();
  if (UUID.test(text)) return `u.id = ${place(text)}`;
  const names = text.startsWith('*') ? anywhereInNames(text, place) : namesBeginning(text, place);
  const phone = phoneNumber(text);
  const phones = phone ? [`u.phone = ${place(phone)}`] : [];
  return `(${[begins('u.email')(text, place), begins('u.username_key')(text, place), ...phones, ...names].join(' OR ')})`;
};

/** `Doe Jane` and `Doe, Jane` find Jane Doe, as `Jane Doe` does. */
function namesBeginning(text: string, place: Place): readonly string[] {
  const words = wordsOf(text);
  const parts = words.slice(1).map((_, at) => [words.slice(0, at + 1).join(' '), words.slice(at + 1).join(' ')] as const);
  const both = parts.flatMap(([one, other]) => [
    `(${beginsAsName('u.first_name')(one, place)} AND ${beginsAsName('u.last_name')(other, place)})`,
    `(${beginsAsName('u.last_name')(one, place)} AND ${beginsAsName('u.first_name')(other, place)})`,
  ]);
  return [beginsAsName('u.first_name')(text, place), beginsAsName('u.last_name')(text, place), ...both];
}

/** Each word somewhere in the name. */
function anywhereInNames(text: string, place: Place): readonly string[] {
  const name = `u.first_name || ' ' || u.last_name`;
  return [
    `(${wordsOf(text.slice(1))
      .map((word) => beginsAsName(name)(`*${word}`, place))
      .join(' AND ')})`,
  ];
}

function wordsOf(text: string): readonly string[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  return words.length === 0 || words.length > MAX_WORDS ? [text] : words;
}

const patternOf = (text: string): string => (text.startsWith('*') ? `%${escapeLike(text.slice(1))}%` : `${escapeLike(text)}%`);
