import type { Environment } from '../environment.ts';
import { Failure } from '../failure.ts';
import { wantPattern } from '../library/match-text.ts';
import type {
  Call,
  Conditional,
  Expression,
  Fold,
  Ident,
  ListNode,
  MapNode,
  MessageNode,
  Node,
  OptionalMap,
  Select,
} from '../syntax/node.ts';
import { typeName } from '../values/access.ts';
import { readSignature, readType, type Signature } from '../types/read-type.ts';
import { listOf, mapOf, optionalOf, showType, typeOf, types, type Type } from '../types/type.ts';
import { isDynamic, isSame, Substitution } from '../types/unify.ts';
import { wrapperTypes } from '../types/well-known.ts';
import { candidateNames } from '../environment.ts';
import { qualifiedName, resolveCall, resolveName } from './resolve.ts';

/** What the checker found out: the type of every node by its id. */
export interface NodeTypes {
  readonly result: Type;
  readonly ofNode: readonly Type[];
  /** The overloads of each call and `sortBy` that the types leave, by node id. */
  readonly overloads: ReadonlyMap<number, readonly Signature[]>;
}

/** Checks an expression against an environment. @throws Failure `type` for the first thing that is wrong */
export function checkExpression({ root, nodeCount }: Expression, environment: Environment): NodeTypes {
  const checker = new Checker(environment, nodeCount);
  checker.check(root);
  return checker.finish(root);
}

/** What a call may be: the type of its result, and the overloads that are left. */
interface Matching {
  readonly result: Type;
  readonly overloads: readonly Signature[];
}

/** What `sortBy` is to cel-go: a function of a list and of the keys of its elements. */
const sortBySignatures = ['int', 'uint', 'double', 'bool', 'duration', 'timestamp', 'string', 'bytes'].map((key) =>
  readSignature(`(list(A), list(${key})) -> list(A)`),
);
const valueSignature = readSignature('(optional(A)) -> A');
const conditionalSignature = readSignature('(A, A) -> A');

class Checker {
  readonly #environment: Environment;
  readonly #types: (Type | undefined)[];
  readonly #chosen = new Map<number, readonly Signature[]>();
  readonly #substitution = new Substitution();
  /** The variables of macros around the node being checked, innermost last. */
  readonly #locals: { name: string; type: Type }[] = [];

  constructor(environment: Environment, nodeCount: number) {
    this.#environment = environment;
    this.#types = Array.from({ length: nodeCount });
  }

  finish(root: Node): NodeTypes {
    const ofNode = this.#types.map((type) => (type === undefined ? types.dyn : this.#substitution.apply(type, true)));
    return { result: ofNode[root.id] ?? types.dyn, ofNode, overloads: this.#chosen };
  }

  check(node: Node): Type {
    const type = this.#typeOf(node);
    this.#types[node.id] = type;
    return type;
  }

  #typeOf(node: Node): Type {
    switch (node.kind) {
      case 'literal':
        return readType(typeName(node.value));
      case 'ident':
        return this.#ident(node);
      case 'select':
        return this.#select(node);
      case 'call':
        return this.#call(node);
      case 'logic':
        for (const term of node.terms) this.#wantBool(term);
        return types.bool;
      case 'conditional':
        return this.#conditional(node);
      case 'list':
        return this.#list(node);
      case 'map':
        return this.#map(node);
      case 'message':
        return this.#message(node);
      case 'fold':
        return this.#fold(node);
      case 'bind':
        return this.#within([{ name: node.name, type: this.check(node.value) }], () => this.check(node.body));
      case 'optionalMap':
        return this.#optionalMap(node);
    }
  }

  #isLocal = (name: string): boolean => this.#locals.some((local) => local.name === name);

  #ident(node: Ident): Type {
    const local = node.absolute ? undefined : this.#locals.findLast(({ name }) => name === node.name);
    if (local !== undefined) return local.type;
    return this.#named(node) ?? refuse(node, `undeclared reference to '${node.name}'`);
  }

  /** The type of a name with or without dots; undefined when it is not a variable or a type. */
  #named(node: Ident | Select): Type | undefined {
    const qualified = qualifiedName(node);
    if (qualified === undefined || this.#isLocal(qualified.root)) return undefined;
    const resolved = resolveName(this.#environment, qualified.name);
    if (resolved === undefined) return undefined;
    return resolved.kind === 'type' ? typeOf(resolved.type) : resolved.type;
  }

  #select(node: Select): Type {
    const named = node.mode === 'value' ? this.#named(node) : undefined;
    if (named !== undefined) return named;
    const operand = this.#substitution.apply(this.check(node.operand));
    const isOptional = operand.kind === 'optional';
    const field = this.#fieldType(isOptional ? (operand.params[0] ?? types.dyn) : operand, node);
    if (node.mode === 'test') return types.bool;
    return isOptional || node.mode === 'optional' ? optionalOf(field) : field;
  }

  #fieldType(given: Type, node: Select): Type {
    const type = this.#substitution.apply(given);
    if (isDynamic(type)) return types.dyn;
    if (type.kind === 'param') {
      this.#substitution.assign([type], [types.dyn]);
      return types.dyn;
    }
    if (type.kind === 'map') return type.params[1] ?? types.dyn;
    if (type.kind !== 'message') return refuse(node, `type '${showType(type)}' does not support field selection`);
    if (type.fields === undefined) return types.dyn;
    return type.fields.get(node.field)?.type ?? refuse(node, `undefined field '${node.field}'`);
  }

  #call(node: Call): Type {
    const { name, method, args, definitions } = resolveCall(this.#environment, node, this.#isLocal);
    if (definitions === undefined) return refuse(node, `undeclared reference to '${name}'`);
    const given = this.#arguments(args, method);
    if (name === 'matches') checkPattern(args[1]);
    const signatures = definitions
      .flatMap((definition) => definition.signatures)
      .filter((one) => one.method === method);
    const matching = this.#overloads(signatures, given);
    if (matching !== undefined) this.#chosen.set(node.id, matching.overloads);
    if (matching === undefined) {
      const shown = given.map((type) => showType(this.#substitution.apply(type, true)));
      const applied = method ? `${shown[0]}.(${shown.slice(1).join(', ')})` : `(${shown.join(', ')})`;
      return refuse(node, `found no matching overload for '${name}' applied to '${applied}'`);
    }
    return matching.result;
  }

  /** The types of arguments. cel-go checks the target last, and what it finds out of unknown types depends on that. */
  #arguments([first, ...others]: readonly Node[], method: boolean): Type[] {
    if (first === undefined) return [];
    if (!method) return [first, ...others].map((arg) => this.check(arg));
    const rest = others.map((arg) => this.check(arg));
    return [this.check(first), ...rest];
  }

  /** The overloads that take the arguments, and the type of their result: dyn when they differ. */
  #overloads(signatures: readonly Signature[], given: readonly Type[]): Matching | undefined {
    let matching: Matching | undefined;
    for (const signature of signatures) {
      const { params, result: declared } = signature;
      if (params.length !== given.length) continue;
      const [made = types.dyn, ...wanted] = this.#substitution.instantiate([declared, ...params]);
      if (!this.#substitution.assign(wanted, given)) continue;
      const type = this.#substitution.apply(made);
      if (matching === undefined) matching = { result: type, overloads: [signature] };
      else {
        const result = isSame(matching.result, type) ? type : types.dyn;
        matching = { result, overloads: [...matching.overloads, signature] };
      }
    }
    return matching;
  }

  #conditional({ condition, yes, no, ...node }: Conditional): Type {
    this.#wantBool(condition);
    return this.#either(node, this.check(yes), this.check(no));
  }

  #either(node: { readonly at: number }, a: Type, b: Type): Type {
    const matching = this.#overloads([conditionalSignature], [a, b]);
    if (matching !== undefined) return matching.result;
    const shown = [a, b].map((type) => showType(this.#substitution.apply(type, true)));
    return refuse(node, `found no matching overload for '_?_:_' applied to '(bool, ${shown.join(', ')})'`);
  }

  /** As what cel-go expands it to: `target.hasValue() ? optional.of(body) : optional.none()`. */
  #optionalMap(node: OptionalMap): Type {
    const target = this.check(node.target);
    const inner = this.#overloads([valueSignature], [target]);
    if (inner === undefined)
      return refuse(node.target, `expected an optional value, found '${showType(this.#substitution.apply(target))}'`);
    const made = this.#within([{ name: node.name, type: inner.result }], () => this.check(node.body));
    return this.#either(node, node.flat ? made : optionalOf(made), optionalOf(this.#substitution.freshParam()));
  }

  #list({ items, optional }: ListNode): Type {
    let element: Type | undefined;
    for (const [index, item] of items.entries()) {
      const given = this.check(item);
      const type = optional.has(index) ? this.#optionalElement(given, item) : given;
      element = element === undefined ? type : this.#substitution.join(element, type);
    }
    return listOf(element ?? this.#substitution.freshParam());
  }

  #map({ entries }: MapNode): Type {
    let key: Type | undefined;
    let value: Type | undefined;
    for (const entry of entries) {
      const givenKey = this.check(entry.key);
      const given = this.check(entry.value);
      const type = entry.optional ? this.#optionalElement(given, entry.value) : given;
      key = key === undefined ? givenKey : this.#substitution.join(key, givenKey);
      value = value === undefined ? type : this.#substitution.join(value, type);
    }
    return mapOf(key ?? this.#substitution.freshParam(), value ?? this.#substitution.freshParam());
  }

  #message(node: MessageNode): Type {
    const names = candidateNames(this.#environment.container, node.name);
    const name = names.find((one) => wrapperTypes.has(one) || this.#environment.messages.has(one));
    if (name === undefined) return refuse(node, `undeclared reference to '${node.name}'`);
    const type = this.#environment.messages.get(name);
    for (const entry of node.entries) {
      const given = this.check(entry.value);
      const value = entry.optional ? this.#optionalElement(given, entry.value) : given;
      if (type?.fields === undefined) continue;
      const field = type.fields.get(entry.field);
      if (field === undefined) throw new Failure('type', `undefined field '${entry.field}'`, entry.at);
      if (!this.#substitution.assign([field.type], [value]))
        throw new Failure(
          'type',
          `expected type of field '${entry.field}' is '${showType(field.type)}' but provided type is '${showType(this.#substitution.apply(value, true))}'`,
          entry.at,
        );
    }
    return type ?? wrapperTypes.get(name) ?? types.dyn;
  }

  #fold(node: Fold): Type {
    const range = this.#substitution.apply(this.check(node.range));
    const { first, second } = this.#elements(range, node);
    const variables = [{ name: node.first, type: first }];
    if (node.second !== undefined) variables.push({ name: node.second, type: second });
    return this.#within(variables, () => {
      if (node.filter !== undefined) this.#wantBool(node.filter);
      switch (node.macro) {
        case 'map':
        case 'transformList':
          return listOf(this.check(node.body));
        case 'transformMap':
          return mapOf(first, this.check(node.body));
        case 'transformMapEntry': {
          const entry = mapOf(this.#substitution.freshParam(), this.#substitution.freshParam());
          return this.#substitution.assign([entry], [this.check(node.body)])
            ? this.#substitution.apply(entry)
            : refuse(node.body, 'transformMapEntry takes an expression that is a map');
        }
        case 'sortBy':
          return this.#sorted(node, range);
        case 'filter':
          this.#wantBool(node.body);
          return listOf(first);
        case 'all':
        case 'exists':
        case 'existsOne':
          this.#wantBool(node.body);
          return types.bool;
      }
    });
  }

  /** The types of the variables of a macro over a list or map. */
  #elements(range: Type, node: Fold): { first: Type; second: Type } {
    const [a = types.dyn, b = types.dyn] = range.params;
    if (range.kind === 'list')
      return node.second === undefined ? { first: a, second: a } : { first: types.int, second: a };
    if (range.kind === 'map') return { first: a, second: b };
    if (range.kind === 'param') this.#substitution.assign([range], [types.dyn]);
    else if (!isDynamic(range))
      refuse(
        node.range,
        `expression of type '${showType(range)}' cannot be range of a comprehension (must be list, map, or dynamic)`,
      );
    return { first: types.dyn, second: types.dyn };
  }

  #optionalElement(given: Type, node: Node): Type {
    const type = this.#substitution.apply(given);
    if (type.kind === 'optional') return type.params[0] ?? types.dyn;
    const element = this.#substitution.freshParam();
    if (this.#substitution.assign([optionalOf(element)], [type])) return isDynamic(type) ? types.dyn : element;
    return refuse(node, `expected an optional value, found '${showType(type)}'`);
  }

  #sorted(node: Fold, range: Type): Type {
    const key = this.check(node.body);
    const matching = this.#overloads(sortBySignatures, [range, listOf(key)]);
    if (matching !== undefined) this.#chosen.set(node.id, matching.overloads);
    if (matching !== undefined) return matching.result;
    const shown = showType(this.#substitution.apply(key, true));
    return refuse(node.body, `sortBy takes values that have an order, found '${shown}'`);
  }

  #wantBool(node: Node): void {
    const type = this.check(node);
    if (!this.#substitution.assign([types.bool], [type]))
      refuse(node, `expected type 'bool', found '${showType(this.#substitution.apply(type, true))}'`);
  }

  #within<T>(variables: readonly { name: string; type: Type }[], step: () => T): T {
    this.#locals.push(...variables);
    const result = step();
    this.#locals.length -= variables.length;
    return result;
  }
}

/** A constant pattern that is none is refused where it stands, as Kubernetes' validators do. */
function checkPattern(node: Node | undefined): void {
  if (node?.kind !== 'literal' || typeof node.value !== 'string') return;
  try {
    wantPattern(node.value);
  } catch (error) {
    throw error instanceof Failure ? new Failure('type', error.message, node.at) : error;
  }
}

function refuse(node: { readonly at: number }, message: string): never {
  throw new Failure('type', message, node.at);
}
