import type { NodeTypes } from '../check/checker.ts';
import { resolveCall } from '../check/resolve.ts';
import type { Environment } from '../environment.ts';
import type { Bind, Call, Expression, Fold, Node, OptionalMap } from '../syntax/node.ts';
import { types as known, type Type } from '../types/type.ts';
import { codePoints } from '../values/text.ts';
import { eitherCall, estimateCall, estimateSort, type CallEstimate } from './call-cost.ts';
import { either, exactly, plus, times, unknown, type Range } from './range.ts';

/**
 * The size of what is at a path of the input, if something is known of it: `['object', 'spec', 'containers']`,
 * `[…, '@items']` for the elements of a list, `'@keys'` and `'@values'` for those of a map.
 */
export type InputSizes = (path: readonly string[]) => Range | undefined;

/** The sizes of the keys, or indices, and of the values in a container. */
interface Entries {
  readonly kind: 'list' | 'map';
  readonly key: Range;
  readonly value: Range;
}

/** A variable that a macro declares. */
interface Local {
  readonly name: string;
  readonly path: readonly string[] | undefined;
  readonly size: Range | undefined;
  readonly entries: Entries | undefined;
}

const one = exactly(1);
const scalars = new Set<Type['kind']>(['bool', 'double', 'duration', 'int', 'timestamp', 'uint']);

/** Estimates what evaluation may cost at least and at most, as cel-go does with Kubernetes' estimator. */
export function estimateNodes(
  { root }: Expression,
  environment: Environment,
  types: NodeTypes,
  sizes: InputSizes,
): Range {
  return new Coster(environment, types, sizes).cost(root);
}

/** Walks the tree as if macros were expanded, which is how cel-go counts. */
class Coster {
  readonly #environment: Environment;
  readonly #types: NodeTypes;
  readonly #inputSizes: InputSizes;
  readonly #paths = new Map<number, readonly string[]>();
  readonly #sizes = new Map<number, Range>();
  readonly #entries = new Map<number, Entries>();
  readonly #locals: Local[] = [];

  constructor(environment: Environment, types: NodeTypes, sizes: InputSizes) {
    this.#environment = environment;
    this.#types = types;
    this.#inputSizes = sizes;
  }

  cost(node: Node): Range {
    switch (node.kind) {
      case 'literal':
        return exactly(0);
      case 'ident':
        this.#paths.set(node.id, this.#local(node)?.path ?? [node.name]);
        return one;
      case 'select':
        return this.#select(node);
      case 'call':
        return this.#call(node);
      case 'logic': {
        const [first = one, ...others] = node.terms.map((term) => this.cost(term));
        return { min: first.min, max: plus(first, ...others).max };
      }
      case 'conditional': {
        const costs = [node.condition, node.yes, node.no].map((part) => this.cost(part)) as [Range, Range, Range];
        this.#sizes.set(node.id, either(this.#sizeOrUnknown(node.yes), this.#sizeOrUnknown(node.no)));
        this.#setEntries(node, union(this.#entriesOf(node.yes), this.#entriesOf(node.no)));
        return plus(costs[0], either(costs[1], costs[2]));
      }
      case 'list': {
        const cost = plus(exactly(10), ...node.items.map((item) => this.cost(item)));
        this.#entries.set(node.id, { kind: 'list', key: one, value: this.#sizeOfAny(node.items) });
        return cost;
      }
      case 'map': {
        const [keys, values] = [node.entries.map(({ key }) => key), node.entries.map(({ value }) => value)];
        const cost = plus(exactly(30), ...[...keys, ...values].map((part) => this.cost(part)));
        this.#entries.set(node.id, { kind: 'map', key: this.#sizeOfAny(keys), value: this.#sizeOfAny(values) });
        return cost;
      }
      case 'message':
        return plus(exactly(40), ...node.entries.map(({ value }) => this.cost(value)));
      case 'fold':
        return this.#fold(node);
      case 'bind':
        return this.#bind(node);
      case 'optionalMap':
        return this.#optionalMap(node);
    }
  }

  #select(node: Node & { kind: 'select' }): Range {
    const cost = this.cost(node.operand);
    // Kubernetes lets has() cost nothing; `.?` is a call.
    if (node.mode === 'test') return cost;
    if (node.mode === 'optional') return plus(cost, one);
    this.#paths.set(node.id, [...(this.#pathOf(node.operand) ?? []), node.field]);
    const { kind } = this.#typeOf(node.operand);
    return kind === 'map' || kind === 'message' ? plus(cost, one) : cost;
  }

  #call(node: Call): Range {
    const resolved = resolveCall(this.#environment, node, (name) => this.#locals.some((local) => local.name === name));
    const { name, method, args } = resolved;
    const costs = args.map((arg) => this.cost(arg));
    const [first] = args;
    if (name === 'dyn' && first !== undefined) {
      this.#copy(node, first);
      return plus(one, ...costs);
    }
    let made: CallEstimate | undefined;
    for (const signature of this.#types.overloads.get(node.id) ?? []) {
      const facts = {
        name,
        signature,
        nodes: args,
        types: args.map((arg) => this.#typeOf(arg)),
        sizes: args.map((arg) => this.#sizeOrUnknown(arg)),
        elementSize: (index: number) => this.#elementSize(args[index]),
      };
      made = eitherCall(made, estimateCall(facts));
      if (name === '_[_]' && first !== undefined) this.#index(node, first, signature.params[0]?.kind === 'list');
    }
    const size = name === '_[_]' && first !== undefined ? this.#entriesOf(first)?.value : made?.size;
    if (size !== undefined) this.#sizes.set(node.id, size);
    if (name === '_+_' && !method) this.#joined(node, args);
    return plus(made?.cost ?? exactly(0), ...costs);
  }

  #index(node: Call, container: Node, isList: boolean): void {
    this.#paths.set(node.id, [...(this.#pathOf(container) ?? []), isList ? '@items' : '@values']);
  }

  #joined(node: Call, [left, right]: readonly Node[]): void {
    if (left !== undefined && right !== undefined)
      this.#setEntries(node, union(this.#entriesOf(left), this.#entriesOf(right)));
  }

  #fold(node: Fold): Range {
    const range = this.cost(node.range);
    const count = this.#sizeOrUnknown(node.range);
    if (node.macro === 'sortBy') return this.#sortBy(node, range, this.#sizeByName(node.range));
    this.#declare(node);
    const filter = node.filter === undefined ? undefined : this.cost(node.filter);
    const body = this.cost(node.body);
    const { around, each, isContainer } = this.#round(node, body, filter);
    if (isContainer) {
      this.#sizes.set(node.id, count);
      this.#setEntries(node, this.#entriesOfFold(node));
    } else this.#sizes.set(node.id, one);
    this.#locals.length -= node.second === undefined ? 1 : 2;
    return plus(range, around, times(count, each));
  }

  /** What a fold costs besides its range: once, and for each element. */
  #round(node: Fold, body: Range, filter: Range | undefined): { around: Range; each: Range; isContainer: boolean } {
    const chosen = (test: Range, step: Range) => plus(test, either(step, one));
    switch (node.macro) {
      case 'all':
        return { around: one, each: { min: 3, max: 3 + body.max }, isContainer: false };
      case 'exists':
        return { around: one, each: { min: 4, max: 4 + body.max }, isContainer: false };
      case 'existsOne':
        return { around: exactly(2), each: chosen(body, exactly(2)), isContainer: false };
      case 'filter':
        return { around: exactly(11), each: chosen(body, exactly(13)), isContainer: true };
      case 'map':
      case 'transformList':
      case 'sortBy': {
        const step = plus(body, exactly(12));
        return { around: exactly(11), each: filter ? chosen(filter, step) : step, isContainer: true };
      }
      case 'transformMap':
      case 'transformMapEntry': {
        const step = plus(body, exactly(node.macro === 'transformMap' ? 3 : 2));
        return { around: exactly(31), each: filter ? chosen(filter, step) : step, isContainer: true };
      }
    }
  }

  #entriesOfFold(node: Fold): Entries | undefined {
    if (node.macro === 'transformMap' || node.macro === 'transformMapEntry') return undefined;
    const made =
      node.macro === 'filter' ? (this.#locals.at(-1)?.size ?? this.#pathSize(node)) : this.#sizeOrUnknown(node.body);
    return { kind: 'list', key: one, value: { min: 0, max: made.max } };
  }

  #pathSize(node: Fold): Range {
    const { path } = this.#locals.at(-1) ?? {};
    const size = path && this.#inputSizes(path);
    return size ?? (scalars.has(this.#typeOf(node.range).params[0]?.kind ?? 'dyn') ? one : unknown);
  }

  #sortBy(node: Fold, range: Range, count: Range): Range {
    this.#declare(node);
    const each = plus(this.cost(node.body), exactly(12));
    this.#locals.length -= 1;
    const signatures = this.#types.overloads.get(node.id) ?? [];
    const sorts = signatures.map(({ params }) => estimateSort(count, params[1]?.params[0]));
    const sort = sorts.reduce(either, sorts[0] ?? exactly(0));
    this.#sizes.set(node.id, times(count, count));
    // The range is bound to a name, which is used twice.
    return plus(exactly(10), range, one, one, exactly(11), times(count, each), sort);
  }

  /** The variables of a fold, from what is known of its range. */
  #declare(node: Fold): void {
    const entries = this.#entriesOf(node.range);
    const isList = (entries?.kind ?? this.#typeOf(node.range).kind) === 'list';
    const before = this.#pathOf(node.range) ?? [];
    const key = { path: [...before, isList ? '@indices' : '@keys'], size: entries?.key, entries: undefined };
    const value = { path: [...before, isList ? '@items' : '@values'], size: entries?.value, entries: undefined };
    if (node.second === undefined) this.#locals.push({ name: node.first, ...(isList ? value : key) });
    else this.#locals.push({ name: node.first, ...key }, { name: node.second, ...value });
  }

  #bind(node: Bind): Range {
    const value = this.cost(node.value);
    const { value: made } = node;
    this.#locals.push({
      name: node.name,
      path: this.#pathOf(made),
      size: this.#sizeOf(made),
      entries: this.#entriesOf(made),
    });
    const body = this.cost(node.body);
    this.#copy(node, node.body);
    this.#locals.length -= 1;
    return plus(exactly(10), value, body);
  }

  /** `target.hasValue() ? optional.of(body) : optional.none()`, the target bound once more. */
  #optionalMap(node: OptionalMap): Range {
    const target = plus(this.cost(node.target), one);
    const [held = known.dyn] = this.#typeOf(node.target).params;
    const size = scalars.has(held.kind) ? one : undefined;
    this.#locals.push({ name: node.name, path: undefined, size, entries: undefined });
    const body = plus(exactly(10), target, this.cost(node.body), exactly(node.flat ? 0 : 1));
    this.#locals.length -= 1;
    return plus(target, either(body, one));
  }

  #typeOf(node: Node): Type {
    return this.#types.ofNode[node.id] ?? known.dyn;
  }

  #local(node: Node): Local | undefined {
    if (node.kind !== 'ident' || node.absolute) return undefined;
    return this.#locals.findLast(({ name }) => name === node.name);
  }

  #pathOf(node: Node): readonly string[] | undefined {
    const local = this.#local(node);
    return local === undefined ? this.#paths.get(node.id) : local.path;
  }

  #copy(to: Node, from: Node): void {
    const size = this.#sizeOf(from);
    if (size !== undefined) this.#sizes.set(to.id, size);
    this.#setEntries(to, this.#entriesOf(from));
  }

  #setEntries(node: Node, entries: Entries | undefined): void {
    if (entries !== undefined) this.#entries.set(node.id, entries);
  }

  #entriesOf(node: Node): Entries | undefined {
    return this.#entries.get(node.id) ?? this.#local(node)?.entries;
  }

  #sizeOrUnknown(node: Node): Range {
    return this.#sizeOf(node) ?? unknown;
  }

  #sizeOf(node: Node): Range | undefined {
    const computed = this.#sizes.get(node.id) ?? literalSize(node);
    if (computed !== undefined) return computed;
    const path = this.#pathOf(node);
    const given = path === undefined || path.length === 0 ? undefined : this.#inputSizes(path);
    if (given !== undefined) return given;
    const type = this.#typeOf(node);
    const held = type.kind === 'optional' ? type.params[0] : type;
    if (held !== undefined && scalars.has(held.kind)) return one;
    return this.#local(node)?.size;
  }

  /** The size of a variable that was bound to a node: to cel-go its path counts more than what was computed. */
  #sizeByName(node: Node): Range {
    const path = this.#pathOf(node);
    return (path && this.#inputSizes(path)) ?? this.#sizeOrUnknown(node);
  }

  #sizeOfAny(nodes: readonly Node[]): Range {
    if (nodes.length === 0) return exactly(0);
    return nodes.map((node) => this.#sizeOrUnknown(node)).reduce(either);
  }

  #elementSize(node: Node | undefined): Range {
    const path = node && this.#pathOf(node);
    return (path && this.#inputSizes([...path, '@items'])) ?? unknown;
  }
}

function literalSize(node: Node): Range | undefined {
  if (node.kind === 'list') return exactly(node.items.length);
  if (node.kind === 'map') return exactly(node.entries.length);
  if (node.kind !== 'literal') return undefined;
  const { value } = node;
  if (typeof value === 'string') return exactly(codePoints(value));
  return exactly(value instanceof Uint8Array ? value.length : 1);
}

function union(a: Entries | undefined, b: Entries | undefined): Entries | undefined {
  if (a === undefined || b === undefined) return undefined;
  return { kind: a.kind, key: either(a.key, b.key), value: either(a.value, b.value) };
}
