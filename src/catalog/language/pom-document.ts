import { SaxesParser } from 'saxes';

/** One element: its own text, trimmed, and the elements in it. Attributes and comments mean nothing in a pom. */
export interface PomElement {
  name: string;
  text: string;
  children: PomElement[];
}

/** The elements of a pom that were read, and where reading stopped. */
export interface PomDocument {
  root?: PomElement;
  /** Line, counted from 1, and reason. */
  broken?: { line: number; what: string };
}

const maxElements = 500_000;
const maxDepth = 100;
const maxText = 10_000;
const maxUnknownEntities = 1000;

/**
 * Reads the XML of a pom up to the first mistake. Entities beyond XML's own five stay as they stand, also those that
 * the file itself declares. UTF-8, and ISO-8859-1 where the declaration says so.
 */
export function readPomDocument(bytes: Buffer): PomDocument {
  const document: PomDocument = {};
  const open: PomElement[] = [];
  let elements = 0;
  const parser = new SaxesParser();
  // The parser's own table inherits from Object: `&constructor;` would find something.
  parser.ENTITIES = Object.assign(Object.create(null), { amp: '&', gt: '>', lt: '<', quot: '"', apos: "'" });
  let unknownEntities = 0;
  parser.on('error', (error) => {
    // Each costs the parser an error object with its stack.
    unknownEntities += 1;
    if (unknownEntities > maxUnknownEntities || !error.message.endsWith('undefined entity.')) throw error;
  });
  parser.on('opentag', ({ name }) => {
    elements += 1;
    if (elements > maxElements) throw new Error(`more than ${maxElements} elements`);
    if (open.length >= maxDepth) throw new Error(`elements nested more than ${maxDepth} deep`);
    const element = { name, text: '', children: [] };
    const parent = open.at(-1);
    if (parent === undefined) document.root = element;
    else parent.children.push(element);
    open.push(element);
  });
  const addText = (text: string): void => {
    const element = open.at(-1);
    if (element !== undefined && element.text.length < maxText) element.text += text.slice(0, maxText);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const element = open.pop();
    if (element !== undefined) element.text = element.text.trim();
  });
  try {
    parser.write(decode(bytes)).close();
  } catch (error) {
    document.broken = { line: parser.line, what: withoutPosition(error) };
  }
  return document;
}

function decode(bytes: Buffer): string {
  const declaration = bytes.subarray(0, 200).toString('latin1');
  const latin = /^<\?xml[^>]*encoding\s*=\s*["'](?:iso-8859-1|windows-1252|us-ascii)["']/i.test(declaration);
  return bytes.toString(latin ? 'latin1' : 'utf8');
}

/** The parser's messages begin with `line:column: `, and quote the file. */
function withoutPosition(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^\d+:\d+: /, '');
}

/** The first child of this name. */
export function childOf(element: PomElement | undefined, name: string): PomElement | undefined {
  return element?.children.find((child) => child.name === name);
}

/** All children of this name. */
export function childrenOf(element: PomElement | undefined, name: string): PomElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** The text of the first child of this name; undefined when there is none or it is empty. */
export function textOf(element: PomElement | undefined, name: string): string | undefined {
  const text = childOf(element, name)?.text;
  return text === '' ? undefined : text;
}
