import { Failure } from '../failure.ts';
import { maxHeight, maxNesting, maxNodes, maxSourceLength } from '../limits.ts';
import { intOf } from '../values/int.ts';
import { Double, type Value } from '../values/value.ts';
import { expandMacro } from './macros.ts';
import type { Expression, FieldEntry, MapEntry, Node } from './node.ts';
import { tokenize } from './lexer.ts';
import type { Token } from './token.ts';

const reserved = new Set(
  'as break const continue else false for function if import in let loop package namespace null return true var void while'.split(
    ' ',
  ),
);
const keywords = new Set(['in', 'true', 'false', 'null']);

/** Binding power of the binary operators, relations lowest; logic and `?:` are handled apart. */
const powers: Readonly<Record<string, number>> = {
  '<': 1,
  '<=': 1,
  '>': 1,
  '>=': 1,
  '==': 1,
  '!=': 1,
  in: 1,
  '+': 2,
  '-': 2,
  '*': 3,
  '/': 3,
  '%': 3,
};

/** A node without what the parser adds. */
export type Draft = Node extends infer N ? (N extends Node ? Omit<N, 'id' | 'height'> : never) : never;

/**
 * Parses an expression.
 * @throws Failure `syntax`, or `limit` for one that is too long or too deep
 */
export function parseExpression(source: string): Expression {
  if (source.length > maxSourceLength)
    throw new Failure('limit', `the expression is longer than ${maxSourceLength} characters`, 0);
  const parser = new Parser(tokenize(source));
  return { source, root: parser.parseAll(), nodeCount: parser.nodeCount };
}

/** A recursive-descent parser: precedence by climbing, macros expanded as their calls are met. */
export class Parser {
  readonly #tokens: readonly Token[];
  #position = 0;
  #nesting = 0;
  nodeCount = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parseAll(): Node {
    const root = this.#expression();
    if (this.#peek().kind !== 'end') this.#unexpected();
    return root;
  }

  /** Gives a node its number and height. @throws Failure `limit` */
  make(draft: Draft, children: readonly Node[]): Node {
    let height = 0;
    for (const child of children) if (child.height > height) height = child.height;
    if (height >= maxHeight) throw new Failure('limit', `the expression is nested deeper than ${maxHeight}`, draft.at);
    if (this.nodeCount >= maxNodes)
      throw new Failure('limit', `the expression has more than ${maxNodes} parts`, draft.at);
    return { ...draft, id: this.nodeCount++, height: height + 1 } as Node;
  }

  #expression(): Node {
    this.#nesting += 1;
    if (this.#nesting > maxNesting)
      throw new Failure('limit', `the expression is nested deeper than ${maxNesting}`, this.#peek().at);
    const condition = this.#logic('||');
    const question = this.#peek();
    let node = condition;
    if (this.#take('?')) {
      const yes = this.#logic('||');
      this.#expect(':');
      const no = this.#expression();
      node = this.make({ kind: 'conditional', at: question.at, condition, yes, no }, [condition, yes, no]);
    }
    this.#nesting -= 1;
    return node;
  }

  #logic(operator: '&&' | '||'): Node {
    const terms: Node[] = [];
    let at = 0;
    do {
      if (terms.length === 1) at = this.#tokens[this.#position - 1]?.at ?? 0;
      terms.push(operator === '||' ? this.#logic('&&') : this.#binary(1));
    } while (this.#take(operator));
    return terms.length === 1 ? (terms[0] as Node) : this.make({ kind: 'logic', at, operator, terms }, terms);
  }

  #binary(least: number): Node {
    let left = this.#unary();
    for (;;) {
      const token = this.#peek();
      const power =
        (token.kind === 'symbol' || token.text === 'in') && token.kind !== 'quoted' ? powers[token.text] : undefined;
      if (power === undefined || power < least || token.kind === 'literal') return left;
      this.#position += 1;
      const right = this.#binary(power + 1);
      const name = token.text === 'in' ? '@in' : `_${token.text}_`;
      left = this.make({ kind: 'call', at: token.at, name, target: undefined, args: [left, right] }, [left, right]);
    }
  }

  #unary(): Node {
    const token = this.#peek();
    if (token.kind !== 'symbol' || (token.text !== '!' && token.text !== '-')) return this.#member(this.#primary());
    const signs: Token[] = [];
    while (this.#take(token.text)) signs.push(token);
    let literal: Node | undefined;
    if (token.text === '-' && this.#peek().kind === 'literal') {
      literal = this.#negativeLiteral(this.#peek(), token.at);
      if (literal !== undefined) signs.pop();
    }
    let node = this.#member(literal ?? this.#primary());
    // Only the parity counts, and a chain of a thousand signs must not make a tree as high.
    if (signs.length % 2 === 1 || (signs.length > 0 && literal === undefined)) {
      const name = `${token.text}_`;
      for (let left = signs.length % 2 === 1 ? 1 : 2; left > 0; left -= 1)
        node = this.make({ kind: 'call', at: token.at, name, target: undefined, args: [node] }, [node]);
    }
    return node;
  }

  #negativeLiteral(token: Token, at: number): Node | undefined {
    const value = negate(token);
    if (value === undefined) return undefined;
    this.#position += 1;
    return this.make({ kind: 'literal', at, value }, []);
  }

  #member(start: Node): Node {
    let node = start;
    for (;;) {
      const { at } = this.#peek();
      if (this.#take('.')) {
        const optional = this.#take('?');
        const token = this.#next();
        if ((token.kind !== 'name' && token.kind !== 'quoted') || (token.kind === 'name' && keywords.has(token.text)))
          this.#unexpected(token);
        if (!optional && token.kind === 'name' && this.#isSymbol('(')) node = this.#call(token, node);
        else
          node = this.make(
            { kind: 'select', at, operand: node, field: token.text, mode: optional ? 'optional' : 'value' },
            [node],
          );
      } else if (this.#take('[')) {
        const name = this.#take('?') ? '_[?_]' : '_[_]';
        const index = this.#expression();
        this.#expect(']');
        node = this.make({ kind: 'call', at, name, target: undefined, args: [node, index] }, [node, index]);
      } else if (this.#isSymbol('{')) {
        const name = messageName(node);
        if (name === undefined) return node;
        node = this.#message(name, node.at);
      } else return node;
    }
  }

  #primary(): Node {
    const token = this.#next();
    if (token.kind === 'literal') return this.#literal(token);
    if (token.kind === 'name') return this.#name(token, false);
    if (token.kind !== 'symbol') return this.#unexpected(token);
    if (token.text === '.') {
      const name = this.#next();
      if (name.kind !== 'name') this.#unexpected(name);
      return this.#name(name, true);
    }
    if (token.text === '(') {
      const inner = this.#expression();
      this.#expect(')');
      return inner;
    }
    if (token.text === '[') return this.#list(token.at);
    return token.text === '{' ? this.#map(token.at) : this.#unexpected(token);
  }

  #literal(token: Token): Node {
    if (token.value === undefined) throw new Failure('syntax', 'int literal out of range', token.at);
    return this.make({ kind: 'literal', at: token.at, value: token.value }, []);
  }

  #name(token: Token, absolute: boolean): Node {
    const { text, at } = token;
    if (!absolute && (text === 'true' || text === 'false' || text === 'null'))
      return this.make({ kind: 'literal', at, value: text === 'null' ? null : text === 'true' }, []);
    if (reserved.has(text)) throw new Failure('syntax', `'${text}' is a reserved word`, at);
    if (this.#isSymbol('(')) return this.#call(absolute ? { ...token, text: `.${text}` } : token, undefined);
    return this.make({ kind: 'ident', at, name: text, absolute }, []);
  }

  #call(token: Token, target: Node | undefined): Node {
    this.#expect('(');
    const args: Node[] = [];
    if (!this.#take(')')) {
      do args.push(this.#expression());
      while (this.#take(','));
      this.#expect(')');
    }
    const macro = expandMacro(this, token, target, args);
    if (macro !== undefined) return macro;
    const children = target === undefined ? args : [target, ...args];
    return this.make({ kind: 'call', at: token.at, name: token.text, target, args }, children);
  }

  #list(at: number): Node {
    const items: Node[] = [];
    const optional = new Set<number>();
    while (!this.#isSymbol(']')) {
      if (this.#take('?')) optional.add(items.length);
      items.push(this.#expression());
      if (!this.#take(',')) break;
    }
    this.#expect(']');
    return this.make({ kind: 'list', at, items, optional }, items);
  }

  #map(at: number): Node {
    const entries: MapEntry[] = [];
    while (!this.#isSymbol('}')) {
      const optional = this.#take('?');
      const key = this.#expression();
      this.#expect(':');
      entries.push({ key, value: this.#expression(), optional });
      if (!this.#take(',')) break;
    }
    this.#expect('}');
    return this.make(
      { kind: 'map', at, entries },
      entries.flatMap(({ key, value }) => [key, value]),
    );
  }

  #message(name: string, at: number): Node {
    this.#expect('{');
    const entries: FieldEntry[] = [];
    while (!this.#isSymbol('}')) {
      const optional = this.#take('?');
      const token = this.#next();
      if ((token.kind !== 'name' && token.kind !== 'quoted') || (token.kind === 'name' && keywords.has(token.text)))
        this.#unexpected(token);
      this.#expect(':');
      entries.push({ field: token.text, at: token.at, value: this.#expression(), optional });
      if (!this.#take(',')) break;
    }
    this.#expect('}');
    return this.make(
      { kind: 'message', at, name, entries },
      entries.map(({ value }) => value),
    );
  }

  #peek(): Token {
    return this.#tokens[this.#position] as Token;
  }

  #next(): Token {
    const token = this.#peek();
    if (token.kind !== 'end') this.#position += 1;
    return token;
  }

  #isSymbol(text: string): boolean {
    const token = this.#peek();
    return token.kind === 'symbol' && token.text === text;
  }

  #take(text: string): boolean {
    if (!this.#isSymbol(text)) return false;
    this.#position += 1;
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text)) this.#unexpected(this.#peek(), `, expected '${text}'`);
  }

  #unexpected(token: Token = this.#peek(), expected = ''): never {
    const shown = token.kind === 'end' ? token.text : `'${token.text.slice(0, 30)}'`;
    throw new Failure('syntax', `unexpected ${shown}${expected}`, token.at);
  }
}

function negate(token: Token): Value | undefined {
  if (token.magnitude !== undefined) return intOf(-token.magnitude);
  return token.value instanceof Double ? new Double(-token.value.value) : undefined;
}

/** `a.b.C` as the name of a message, when the tree is nothing but names. */
function messageName(node: Node): string | undefined {
  if (node.kind === 'ident') return node.absolute ? `.${node.name}` : node.name;
  if (node.kind !== 'select' || node.mode !== 'value') return undefined;
  const before = messageName(node.operand);
  return before === undefined ? undefined : `${before}.${node.field}`;
}
