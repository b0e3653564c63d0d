import { Failure } from '../failure.ts';
import { numericOf } from '../values/compare.ts';
import type { FoldMacro, Node } from './node.ts';
import type { Parser } from './parser.ts';
import type { Token } from './token.ts';

/** The folds by name and number of arguments: how many variables, and whether a filter comes before the body. */
const folds: Readonly<Record<string, { macro: FoldMacro; variables: 1 | 2; filter: boolean }>> = {
  'all/2': { macro: 'all', variables: 1, filter: false },
  'exists/2': { macro: 'exists', variables: 1, filter: false },
  'exists_one/2': { macro: 'existsOne', variables: 1, filter: false },
  'existsOne/2': { macro: 'existsOne', variables: 1, filter: false },
  'map/2': { macro: 'map', variables: 1, filter: false },
  'map/3': { macro: 'map', variables: 1, filter: true },
  'filter/2': { macro: 'filter', variables: 1, filter: false },
  'sortBy/2': { macro: 'sortBy', variables: 1, filter: false },
  'all/3': { macro: 'all', variables: 2, filter: false },
  'exists/3': { macro: 'exists', variables: 2, filter: false },
  'exists_one/3': { macro: 'existsOne', variables: 2, filter: false },
  'existsOne/3': { macro: 'existsOne', variables: 2, filter: false },
  'transformList/3': { macro: 'transformList', variables: 2, filter: false },
  'transformList/4': { macro: 'transformList', variables: 2, filter: true },
  'transformMap/3': { macro: 'transformMap', variables: 2, filter: false },
  'transformMap/4': { macro: 'transformMap', variables: 2, filter: true },
  'transformMapEntry/3': { macro: 'transformMapEntry', variables: 2, filter: false },
  'transformMapEntry/4': { macro: 'transformMapEntry', variables: 2, filter: true },
};

/**
 * The node that a call of a macro stands for; undefined when the call is none.
 * @throws Failure `syntax` for a macro whose arguments are not what it takes
 */
export function expandMacro(
  parser: Parser,
  token: Token,
  target: Node | undefined,
  args: readonly Node[],
): Node | undefined {
  if (target === undefined)
    return token.text === 'has' && args.length === 1 ? expandHas(parser, token, args) : undefined;
  const key = `${token.text}/${args.length}`;
  if (Object.hasOwn(folds, key)) return expandFold(parser, token, target, args, key);
  if (key === 'optMap/2' || key === 'optFlatMap/2') {
    const [name, body] = args as [Node, Node];
    const draft = { at: token.at, flat: key === 'optFlatMap/2', target, name: variableName(name), body };
    return parser.make({ kind: 'optionalMap', ...draft }, [target, body]);
  }
  if (target.kind !== 'ident') return undefined;
  if (target.name === 'math' && (token.text === 'greatest' || token.text === 'least'))
    return expandExtreme(parser, token, target, args);
  return target.name === 'cel' ? expandCel(parser, token, key, args) : undefined;
}

/** `math.greatest(a, b, c)` is `math.greatest([a, b, c])`: functions take a fixed number of arguments. */
function expandExtreme(parser: Parser, { text, at }: Token, target: Node, items: readonly Node[]): Node | undefined {
  const [only] = items;
  const numbers = items.length === 1 && only?.kind === 'list' ? only.items : items;
  for (const item of numbers) if (!mayBeNumber(item)) refuse(`math.${text}() takes numbers`, item.at);
  if (items.length < 3) return undefined;
  const list = parser.make({ kind: 'list', at, items, optional: new Set() }, items);
  return parser.make({ kind: 'call', at, name: text, target, args: [list] }, [target, list]);
}

/** Whether a node is no literal of another type: such are refused even where they are not reached, as by cel-go. */
function mayBeNumber(node: Node): boolean {
  if (node.kind !== 'literal') return node.kind !== 'list' && node.kind !== 'map' && node.kind !== 'message';
  return numericOf(node.value) !== undefined;
}

function expandHas(parser: Parser, token: Token, [argument]: readonly Node[]): Node {
  if (argument?.kind !== 'select' || argument.mode !== 'value')
    return refuse('has() takes a field selection: has(a.b)', argument?.at ?? token.at);
  const { operand, field } = argument;
  return parser.make({ kind: 'select', at: argument.at, operand, field, mode: 'test' }, [operand]);
}

function expandFold(parser: Parser, token: Token, range: Node, args: readonly Node[], key: string): Node | undefined {
  const fold = folds[key];
  if (fold === undefined) return undefined;
  if (fold.macro === 'sortBy' && (range.kind === 'map' || range.kind === 'literal' || range.kind === 'message'))
    refuse('sortBy() takes a list', range.at);
  const [first, second] = args as [Node, Node];
  const names = fold.variables === 2 ? ([variableName(first), variableName(second)] as const) : undefined;
  if (names !== undefined && names[0] === names[1]) refuse('the two variables must have different names', second.at);
  const body = args[args.length - 1] as Node;
  const filter = fold.filter ? args[fold.variables] : undefined;
  const draft = {
    at: token.at,
    macro: fold.macro,
    range,
    first: names?.[0] ?? variableName(first),
    second: names?.[1],
  };
  const children = [range, body, ...(filter === undefined ? [] : [filter])];
  return parser.make({ kind: 'fold', ...draft, filter, body }, children);
}

/** The macros of the bindings and block libraries: `cel.bind`, `cel.block`, `cel.index`, `cel.iterVar`, `cel.accuVar`. */
function expandCel(parser: Parser, { at }: Token, key: string, args: readonly Node[]): Node | undefined {
  if (key === 'bind/3') {
    const [name, value, body] = args as [Node, Node, Node];
    return parser.make({ kind: 'bind', at, name: variableName(name), value, body }, [value, body]);
  }
  if (key === 'block/2') {
    const [slots, result] = args as [Node, Node];
    if (slots.kind !== 'list') return refuse('cel.block() takes a list of expressions first', slots.at);
    let body = result;
    for (const [index, value] of [...slots.items.entries()].toReversed())
      body = parser.make({ kind: 'bind', at, name: `@index${index}`, value, body }, [value, body]);
    return body;
  }
  const numbers = args.map((arg) => (arg.kind === 'literal' && typeof arg.value === 'number' ? arg.value : undefined));
  if (key === 'index/1' && numbers[0] !== undefined)
    return parser.make({ kind: 'ident', at, name: `@index${numbers[0]}`, absolute: false }, []);
  if ((key === 'iterVar/2' || key === 'accuVar/2') && !numbers.includes(undefined)) {
    const name = `@${key === 'iterVar/2' ? 'it' : 'ac'}:${numbers.join(':')}`;
    return parser.make({ kind: 'ident', at, name, absolute: false }, []);
  }
  return undefined;
}

function variableName(node: Node): string {
  if (node.kind !== 'ident' || node.absolute) return refuse('the argument must be a simple name', node.at);
  return node.name;
}

function refuse(message: string, at: number): never {
  throw new Failure('syntax', message, at);
}
