import { readUrl } from './read-url.ts';

/** What a format of Kubernetes demands. */
export interface FormatRule {
  /** What is wrong with a text; nothing when it is right. */
  readonly complain: (text: string) => string[];
  /** The length of the pattern that Kubernetes takes for its cost. */
  readonly patternSize: number;
}

interface PatternRule {
  readonly pattern: RegExp;
  readonly most: number;
  readonly message: string;
}

const label: PatternRule = {
  pattern: /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/,
  most: 63,
  message:
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
};
const subdomain: PatternRule = {
  pattern: /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/,
  most: 253,
  message:
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
};
const oldLabel: PatternRule = {
  pattern: /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/,
  most: 63,
  message:
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
};
const namePart: PatternRule = {
  pattern: /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/,
  most: 63,
  message:
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
};
const labelValue: PatternRule = {
  pattern: /^(?:(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/,
  most: 63,
  message:
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
};

/** Length before pattern: the patterns are quadratic at worst, over 253 characters at most. */
function complain({ pattern, most, message }: PatternRule, text: string): string[] {
  if (text.length > most) return [`must be no more than ${most} characters`];
  return pattern.test(text) ? [] : [message];
}

/** The name of an object will be made from a prefix, which then may end in a hyphen. */
function complainPrefix(rule: PatternRule, text: string): string[] {
  return complain(rule, text.length > 1 && text.endsWith('-') ? `${text.slice(0, -1)}a` : text);
}

function complainQualifiedName(text: string): string[] {
  const parts = text.split('/');
  if (parts.length > 2) return ['a qualified name must be a name with an optional DNS subdomain prefix and a slash'];
  const [prefix, name = ''] = parts.length === 2 ? parts : [undefined, text];
  const ofPrefix =
    prefix === undefined ? [] : prefix === '' ? ['prefix part must be non-empty'] : complain(subdomain, prefix);
  return [...ofPrefix, ...(name === '' ? ['name part must be non-empty'] : complain(namePart, name))];
}

function isDate(text: string): boolean {
  const date = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return date !== undefined && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function isDateTime(text: string): boolean {
  const [date = '', time = '', more] = text.toLowerCase().split('t');
  const [, hour, minute, second] = /^(\d\d):(\d\d):(\d\d)(?:\.\d{1,40})?(?:z|[+-]\d\d:\d\d)$/.exec(time) ?? [];
  if (more !== undefined || second === undefined || !isDate(date)) return false;
  return Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
}

const uuid = /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32})$/i;
const simple = (test: (text: string) => boolean, message: string) => (text: string) => (test(text) ? [] : [message]);

function isBase64(text: string): boolean {
  return text.length > 0 && text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
}

/** The formats of Kubernetes' CEL library by name. */
export const formats: ReadonlyMap<string, FormatRule> = new Map<string, FormatRule>([
  ['dns1123Label', { complain: (text) => complain(label, text), patternSize: 30 }],
  ['dns1123Subdomain', { complain: (text) => complain(subdomain, text), patternSize: 60 }],
  ['dns1035Label', { complain: (text) => complain(oldLabel, text), patternSize: 30 }],
  ['qualifiedName', { complain: complainQualifiedName, patternSize: 60 }],
  ['dns1123LabelPrefix', { complain: (text) => complainPrefix(label, text), patternSize: 30 }],
  ['dns1123SubdomainPrefix', { complain: (text) => complainPrefix(subdomain, text), patternSize: 60 }],
  ['dns1035LabelPrefix', { complain: (text) => complainPrefix(oldLabel, text), patternSize: 30 }],
  ['labelValue', { complain: (text) => complain(labelValue, text), patternSize: 40 }],
  ['uri', { complain: simple((text) => readUrl(text) !== undefined, 'invalid URI for request'), patternSize: 1103 }],
  ['uuid', { complain: simple((text) => uuid.test(text), 'does not match the UUID format'), patternSize: 72 }],
  ['byte', { complain: simple(isBase64, 'invalid base64'), patternSize: 84 }],
  ['date', { complain: simple(isDate, 'invalid date'), patternSize: 70 }],
  ['datetime', { complain: simple(isDateTime, 'invalid datetime'), patternSize: 70 }],
]);
