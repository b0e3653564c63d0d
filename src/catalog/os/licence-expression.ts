import { quoted } from '../problem-list.ts';
import { spdxException, spdxLicence } from './licence-names.ts';

const maxText = 200;
const maxWords = 60;

/**
 * The licence of a Debian copyright file's `License` synopsis as an SPDX expression, or the text as found when a part
 * of it is not recognised. `and` binds tighter than `or`, and a comma separates weaker than both
 * (Debian copyright format 1.0, "Syntax of License").
 */
export function debianLicence(synopsis: string): string {
  const text = quoted(synopsis.trim().replace(/\s+/g, ' '), maxText);
  // `LGPLv3+_or_GPLv2+` is how GnuPG's packages write it, to keep it one word.
  const words = text
    .replace(/_(and|or|with)_/gi, ' $1 ')
    .replaceAll(',', ' , ')
    .split(' ')
    .filter(Boolean);
  if (words.length === 1) return single(words) ?? text;
  return words.length > maxWords ? text : (expression(words) ?? text);
}

/**
 * The licences in the `L` field of an apk package: an SPDX expression as it stands, or, in packages from before Alpine
 * asked for SPDX, names one beside the other.
 */
export function apkLicences(field: string): string[] {
  const text = quoted(field.trim().replace(/\s+/g, ' '), 1000);
  if (text === '') return [];
  const words = text
    .replace(/([()])/g, ' $1 ')
    .split(' ')
    .filter(Boolean);
  if (words.length > 1 && isExpression(words)) return [text];
  if (words.some((word) => !/^[A-Za-z0-9.+_-]+$/.test(word) || isOperator(word))) return [text];
  return words.slice(0, maxWords).map((word) => spdxLicence(word) ?? word);
}

function expression(words: readonly string[]): string | undefined {
  const groups: { operator: string; text: string; operators: Set<string> }[] = [];
  for (const part of split(words, ',')) {
    const lead = part[0]?.toLowerCase();
    const joined = groups.length > 0 && (lead === 'and' || lead === 'or');
    const group = alternatives(joined ? part.slice(1) : part);
    if (group === undefined) return undefined;
    groups.push({ operator: joined && lead === 'or' ? 'OR' : 'AND', ...group });
  }
  const [first, ...rest] = groups;
  if (first === undefined) return undefined;
  if (rest.length === 0) return first.text;
  const mixed = new Set(rest.map((group) => group.operator)).size > 1;
  // Mixed weak operators have no order in the format: rather the text than a guess.
  if (mixed) return undefined;
  const operator = rest[0]?.operator ?? 'AND';
  return groups
    .map((group) => (group.operators.size > 0 && !group.operators.has(operator) ? `(${group.text})` : group.text))
    .join(` ${operator} `);
}

function alternatives(words: readonly string[]): { text: string; operators: Set<string> } | undefined {
  const operators = new Set<string>();
  const parts = split(words, 'or').map((part) => {
    const all = split(part, 'and').map(single);
    if (all.length > 1) operators.add('AND');
    return all.includes(undefined) ? undefined : all.join(' AND ');
  });
  if (parts.length > 1) operators.add('OR');
  return parts.includes(undefined) ? undefined : { text: parts.join(' OR '), operators };
}

/** `GPL-2+` or `GPL-2+ with Autoconf exception`. */
function single(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => word.toLowerCase() === 'with');
  const id = spdxLicence((at < 0 ? words : words.slice(0, at)).join('-'));
  if (at < 0 || id === undefined) return id?.includes(' ') === true ? `(${id})` : id;
  const exception = spdxException(words.slice(at + 1).join('-'));
  return exception === undefined ? undefined : `${id} WITH ${exception}`;
}

function split(words: readonly string[], separator: string): string[][] {
  const parts: string[][] = [[]];
  for (const word of words) {
    if (word.toLowerCase() === separator) parts.push([]);
    else parts.at(-1)?.push(word);
  }
  return parts;
}

function isOperator(word: string): boolean {
  return word === 'AND' || word === 'OR' || word === 'WITH';
}

/** Whether the words have the form of an SPDX licence expression (SPDX 2.3, annex D); ids are not looked up. */
function isExpression(words: readonly string[]): boolean {
  let depth = 0;
  let wantsId = true;
  for (const word of words) {
    if (word === '(' && wantsId) depth++;
    else if (word === ')' && !wantsId && depth > 0) depth--;
    else if (isOperator(word) && !wantsId) wantsId = true;
    else if (wantsId && !isOperator(word) && /^[A-Za-z0-9.+:-]+$/.test(word)) wantsId = false;
    else return false;
  }
  return depth === 0 && !wantsId;
}
