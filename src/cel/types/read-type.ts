import { listOf, mapOf, opaqueType, optionalOf, typeOf, types, wrapperOf, type Type } from './type.ts';

const simpleTypes: ReadonlyMap<string, Type> = new Map([
  ...Object.values(types).map((type) => [type.name, type] as const),
  ['timestamp', types.timestamp],
  ['duration', types.duration],
  ['any', types.any],
  ['null', types.null],
]);

/**
 * Reads a type as it is written in declarations: `list(string)`, `map(K, V)`, `optional(T)`, `kubernetes.Quantity`.
 * One capital letter is a type parameter.
 * @throws Error for what is not a type
 */
export function readType(text: string): Type {
  const reader = new TypeReader(text);
  const type = reader.type();
  reader.end();
  return type;
}

/** One way to call a function. A method's target is its first parameter. */
export interface Signature {
  readonly method: boolean;
  readonly params: readonly Type[];
  readonly result: Type;
}

/** Reads `(string, int) -> bool`, or `string.(int) -> bool` for a method. @throws Error */
export function readSignature(text: string): Signature {
  const reader = new TypeReader(text);
  const method = !reader.take('(');
  const params: Type[] = [];
  if (method) {
    params.push(reader.type());
    reader.expect('.(');
  }
  if (!reader.take(')')) {
    do params.push(reader.type());
    while (reader.take(','));
    reader.expect(')');
  }
  reader.expect('->');
  const result = reader.type();
  reader.end();
  return { method, params, result };
}

class TypeReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text.replaceAll(' ', '');
  }

  type(): Type {
    const [name = ''] = /^[A-Za-z_]\w*(?:\.\w+)*/.exec(this.#text.slice(this.#at)) ?? [];
    if (name === '') throw new Error(`not a type: ${this.#text}`);
    this.#at += name.length;
    const params: Type[] = [];
    if (this.take('(')) {
      do params.push(this.type());
      while (this.take(','));
      this.expect(')');
    }
    return makeType(name, params);
  }

  take(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  expect(text: string): void {
    if (!this.take(text)) throw new Error(`expected ${text} in ${this.#text}`);
  }

  end(): void {
    if (this.#at < this.#text.length) throw new Error(`not a type: ${this.#text}`);
  }
}

function makeType(name: string, params: readonly Type[]): Type {
  const [first = types.dyn, second = types.dyn] = params;
  if (name === 'list') return listOf(first);
  if (name === 'map') return mapOf(first, second);
  if (name === 'optional' || name === 'optional_type') return optionalOf(first);
  if (name === 'type') return typeOf(first);
  if (name === 'wrapper') return wrapperOf(first);
  if (/^[A-Z]$/.test(name)) return { kind: 'param', name, params: [] };
  return simpleTypes.get(name) ?? opaqueType(name, params);
}
