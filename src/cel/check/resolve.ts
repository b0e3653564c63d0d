import { candidateNames, type Environment } from '../environment.ts';
import type { FunctionDefinition } from '../library/definition.ts';
import type { Call, Node } from '../syntax/node.ts';
import { messageType, optionalOf, listOf, mapOf, typeOf, types, type Type } from '../types/type.ts';
import { wrapperTypes } from '../types/well-known.ts';

/** The types that have a name in every environment. */
const namedTypes: ReadonlyMap<string, Type> = new Map([
  ...[types.bool, types.int, types.uint, types.double, types.string, types.bytes, types.null].map(
    (type) => [type.name, type] as const,
  ),
  ['list', listOf(types.dyn)],
  ['map', mapOf(types.dyn, types.dyn)],
  ['type', typeOf(types.dyn)],
  ['optional_type', optionalOf(types.dyn)],
  [types.timestamp.name, types.timestamp],
  [types.duration.name, types.duration],
  ['net.IP', { kind: 'opaque', name: 'net.IP', params: [] }],
  ['net.CIDR', { kind: 'opaque', name: 'net.CIDR', params: [] }],
  ...[...wrapperTypes].map(([name]) => [name, messageType(name)] as const),
]);

/** What a name stands for. */
export type Resolved =
  | { readonly kind: 'variable'; readonly name: string; readonly type: Type }
  | { readonly kind: 'type'; readonly name: string; readonly type: Type };

/** `a.b.c` of a tree that is nothing but names; undefined for any other. */
export function qualifiedName(node: Node): { root: string; name: string } | undefined {
  if (node.kind === 'ident')
    return { root: node.absolute ? '' : node.name, name: node.absolute ? `.${node.name}` : node.name };
  if (node.kind !== 'select' || node.mode !== 'value') return undefined;
  const before = qualifiedName(node.operand);
  return before && { root: before.root, name: `${before.name}.${node.field}` };
}

/** The variable or type that a name stands for in an environment. */
export function resolveName(environment: Environment, name: string): Resolved | undefined {
  for (const candidate of candidateNames(environment.container, name)) {
    const variable = environment.variables.get(candidate);
    if (variable !== undefined) return { kind: 'variable', name: candidate, type: variable };
    const type = namedTypes.get(candidate) ?? environment.messages.get(candidate);
    if (type !== undefined) return { kind: 'type', name: candidate, type };
  }
  return undefined;
}

/** A call with its function: of `math.abs(x)` the target is part of the name, of `x.size()` the first argument. */
export interface ResolvedCall {
  readonly name: string;
  readonly method: boolean;
  readonly args: readonly Node[];
  /** Undefined for a function that the environment does not have. */
  readonly definitions: readonly FunctionDefinition[] | undefined;
}

/** Finds the function of a call; `isLocal` tells names that a macro declared, which hide namespaces. */
export function resolveCall(environment: Environment, call: Call, isLocal: (name: string) => boolean): ResolvedCall {
  const { target, args } = call;
  const space = target && qualifiedName(target);
  const whole = space !== undefined && !isLocal(space.root) ? `${space.name}.${call.name}` : call.name;
  if (target === undefined || whole !== call.name) {
    for (const name of candidateNames(environment.container, whole)) {
      const definitions = environment.functions.get(name);
      if (definitions !== undefined) return { name, method: false, args, definitions };
    }
  }
  if (target === undefined) return { name: call.name, method: false, args, definitions: undefined };
  return {
    name: call.name,
    method: true,
    args: [target, ...args],
    definitions: environment.functions.get(call.name),
  };
}
