import { chunked } from '../chunked.ts';
import { LazyArray } from '../json-text.ts';
import { bomShape, saidByNamespace, type Child, type ElementShape, type Shape } from './xml-shapes.ts';

/**
 * The XML form of a CycloneDX 1.6 document in its JSON form, in chunks.
 * XML 1.0 cannot hold control characters; U+FFFD stands for them. Those that it can hold are written as references.
 * @throws TypeError for a member that has no place in `xml-shapes.ts`: nothing is left out silently
 */
export function bomXml(document: Record<string, unknown>): Generator<string> {
  return chunked(pieces(document));
}

function* pieces(document: Record<string, unknown>): Generator<string> {
  const members = Object.fromEntries(Object.entries(document).filter(([key]) => !saidByNamespace.has(key)));
  checkMembers(members, bomShape, 'bom');
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<bom xmlns="http://cyclonedx.org/schema/bom/1.6"${attributesOf(members, bomShape)}>\n`;
  for (const child of bomShape.children ?? []) {
    const value = members[child.key];
    if (value instanceof LazyArray) yield* lazyList(child, value);
    else yield childText(child, value, '  ');
  }
  yield '</bom>\n';
}

function* lazyList({ key, shape }: Child, value: LazyArray): Generator<string> {
  if (typeof shape === 'string' || !('of' in shape)) throw new TypeError(`${key} is no list in XML`);
  yield `  <${key}>\n`;
  for (const element of value.elements()) yield itemText(shape.item, element, shape.of, '    ');
  yield `  </${key}>\n`;
}

/** An element with its indentation and line break; nothing for a value that is not there. */
function childText({ key, element = key, shape }: Child, value: unknown, indent: string): string {
  if (value === undefined) return '';
  if (typeof shape === 'object' && 'of' in shape) {
    if (!Array.isArray(value)) throw new TypeError(`${key} is a list in XML`);
    const inner = element === '' ? indent : `${indent}  `;
    const items = value.map((item) => itemText(shape.item, item, shape.of, inner)).join('');
    return element === '' ? items : `${indent}<${element}>\n${items}${indent}</${element}>\n`;
  }
  return elementText(element, value, shape, indent);
}

function itemText(name: string | undefined, value: unknown, shape: Shape, indent: string): string {
  if (name !== undefined) return elementText(name, value, shape, indent);
  if (typeof shape !== 'object' || 'of' in shape) throw new TypeError('a list without an element for its items');
  return membersText(asObject(value), shape, indent);
}

function elementText(name: string, value: unknown, shape: Shape, indent: string): string {
  if (shape === 'text') return `${indent}<${name}>${escaped(value)}</${name}>\n`;
  if (shape === 'reference') return `${indent}<${name} ref="${escaped(value)}"/>\n`;
  if ('of' in shape) return childText({ key: name, shape }, value, indent);
  const object = asObject(value);
  checkMembers(object, shape, name);
  const start = `${indent}<${name}${attributesOf(object, shape)}`;
  if (shape.text !== undefined) return `${start}>${escaped(object[shape.text])}</${name}>\n`;
  const inner = membersText(object, shape, `${indent}  `);
  return inner === '' ? `${start}/>\n` : `${start}>\n${inner}${indent}</${name}>\n`;
}

function membersText(object: Readonly<Record<string, unknown>>, shape: ElementShape, indent: string): string {
  return (shape.children ?? []).map((child) => childText(child, object[child.key], indent)).join('');
}

function attributesOf(object: Readonly<Record<string, unknown>>, { attributes = [] }: ElementShape): string {
  return attributes
    .filter((name) => object[name] !== undefined)
    .map((name) => ` ${name}="${escaped(object[name])}"`)
    .join('');
}

function checkMembers(object: Readonly<Record<string, unknown>>, shape: ElementShape, name: string): void {
  for (const [key, value] of Object.entries(object)) {
    if (value === undefined || shape.text === key || shape.attributes?.includes(key) === true) continue;
    if (shape.children?.some((child) => child.key === key) !== true)
      throw new TypeError(`${name}.${key} has no form in XML`);
  }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new TypeError('an element in XML is an object in JSON');
  return Object.fromEntries(Object.entries(value));
}

const named = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);
/** What XML gives a meaning, what it cannot hold, and what a terminal obeys (as in `json-text.ts`). */
const special = /[&<>"\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]/g;

function escaped(value: unknown): string {
  return String(value).toWellFormed().replace(special, escapedCharacter);
}

/** Source: XML 1.0, production 2 (`Char`). */
function escapedCharacter(character: string): string {
  const code = character.charCodeAt(0);
  const cannot = code >= 0xfffe || (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d);
  return named.get(character) ?? (cannot ? '\uFFFD' : `&#${code};`);
}
