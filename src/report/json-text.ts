import { chunked } from './chunked.ts';

/** An array of a document whose elements are made one by one, each time it is written. */
export class LazyArray {
  readonly elements: () => Iterable<object>;

  constructor(elements: () => Iterable<object>) {
    this.elements = elements;
  }
}

/**
 * The text of `JSON.stringify(document, null, 2)` and a line break, in chunks. Objects are written member by member,
 * arrays element by element; an element is one piece unless it holds a `LazyArray` as a member.
 * Characters that JSON allows but a terminal obeys (C1 controls, bidirectional overrides) are escaped; the value stays.
 */
export function jsonText(document: object): Generator<string> {
  return chunked(withLineBreak(pieces(document, '')));
}

function* withLineBreak(text: Iterable<string>): Generator<string> {
  yield* text;
  yield '\n';
}

function* pieces(value: unknown, indent: string): Generator<string> {
  if (value instanceof LazyArray) yield* list(value.elements(), indent);
  else if (typeof value !== 'object' || value === null) yield wholeText(value, indent);
  else if (Array.isArray(value)) yield* list(value, indent);
  else yield* members(value, indent);
}

function* list(elements: Iterable<unknown>, indent: string): Generator<string> {
  const inner = `${indent}  `;
  let opened = false;
  for (const element of elements) {
    yield opened ? `,\n${inner}` : `[\n${inner}`;
    opened = true;
    // Elements are small: one call of the native serialiser each is several times faster than our own walk.
    if (holdsLazyArray(element)) yield* pieces(element, inner);
    else yield wholeText(element, inner);
  }
  yield opened ? `\n${indent}]` : '[]';
}

function* members(value: object, indent: string): Generator<string> {
  const inner = `${indent}  `;
  let opened = false;
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    yield `${opened ? ',' : '{'}\n${inner}${wholeText(key, '')}: `;
    opened = true;
    yield* pieces(member, inner);
  }
  yield opened ? `\n${indent}}` : '{}';
}

function holdsLazyArray(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).some((member) => member instanceof LazyArray);
}

const obeyed = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Wrapped in as many lists as it lies deep, a value comes out of the native serialiser with the indentation of its place. */
function wholeText(value: unknown, indent: string): string {
  const depth = indent.length / 2;
  let wrapped: unknown = value ?? null;
  for (let level = 0; level < depth; level += 1) wrapped = [wrapped];
  const text = JSON.stringify(wrapped, null, 2);
  // A list of level n opens with "[", a line break and n + 1 indentations, and closes with a line break, n of them and "]".
  const opening = depth * (depth + 3);
  const closing = depth * (depth + 1);
  return text.slice(opening, text.length - closing).replace(obeyed, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
