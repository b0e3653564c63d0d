import { fail } from '../../failure.ts';
import { MapValue } from '../../values/map-value.ts';
import { Opaque } from '../../values/value.ts';
import { traverseFirst } from '../cost.ts';
import { define, type FunctionDefinition } from '../definition.ts';
import { readUrl, type UrlParts } from './read-url.ts';

/** A URL as a value. */
class Url extends Opaque {
  readonly typeName = 'kubernetes.URL';
  readonly source: string;
  readonly parts: UrlParts;

  constructor(source: string, parts: UrlParts) {
    super();
    this.source = source;
    this.parts = parts;
  }

  equals(other: Opaque): boolean {
    return other instanceof Url && other.text() === this.text();
  }

  text(): string {
    const { length } = this.parts.scheme;
    return this.parts.scheme + this.source.slice(length);
  }
}

function parseUrl(text: string): Url {
  return new Url(text, readUrl(text) ?? fail(`not an absolute URL or path: ${text.slice(0, 60)}`));
}

function queryOf({ parts }: Url): MapValue {
  const map = new MapValue();
  for (const [key, values] of parts.query) map.add(key, values);
  return map;
}

const part = (name: string, field: 'scheme' | 'host' | 'hostname' | 'port' | 'escapedPath') =>
  define(name, ['kubernetes.URL.() -> string'], ({ parts }: Url) => parts[field]);

/** Kubernetes' URL library. */
export const url: readonly FunctionDefinition[] = [
  define('url', ['(string) -> kubernetes.URL'], parseUrl, traverseFirst()),
  define('isURL', ['(string) -> bool'], (text: string) => readUrl(text) !== undefined),
  part('getScheme', 'scheme'),
  part('getHost', 'host'),
  part('getHostname', 'hostname'),
  part('getPort', 'port'),
  part('getEscapedPath', 'escapedPath'),
  define('getQuery', ['kubernetes.URL.() -> map(string, list(string))'], queryOf),
];
