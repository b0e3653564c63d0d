import type { FunctionDefinition } from './library/definition.ts';
import { libraries, type LibraryName } from './library/libraries.ts';
import type { Type } from './types/type.ts';

/** What an expression may use. */
export interface EnvironmentOptions {
  /** Variables and their types; names may have dots. */
  readonly variables?: Readonly<Record<string, Type>> | ReadonlyMap<string, Type>;
  /** Libraries beside the standard one; all by default. */
  readonly libraries?: readonly LibraryName[];
  /** The namespace in which names are looked up first: `a.b`. */
  readonly container?: string;
  /** Message types that may be constructed and named. */
  readonly messages?: readonly Type[];
  /** Functions that the program brings. */
  readonly functions?: readonly FunctionDefinition[];
}

/** The declarations that an expression is checked and compiled against. */
export interface Environment {
  readonly variables: ReadonlyMap<string, Type>;
  readonly functions: ReadonlyMap<string, readonly FunctionDefinition[]>;
  readonly messages: ReadonlyMap<string, Type>;
  readonly container: string;
}

/** Makes an environment; the result may be used for any number of expressions. */
export function newEnvironment(options: EnvironmentOptions = {}): Environment {
  const functions = new Map<string, FunctionDefinition[]>();
  const chosen = options.libraries ?? libraries.map(({ name }) => name);
  const brought = libraries.filter(({ name }) => name === 'standard' || chosen.includes(name));
  for (const definition of [...brought.flatMap((library) => library.functions), ...(options.functions ?? [])]) {
    const known = functions.get(definition.name);
    if (known === undefined) functions.set(definition.name, [definition]);
    else known.push(definition);
  }
  const { variables = {} } = options;
  return {
    variables: variables instanceof Map ? variables : new Map(Object.entries(variables)),
    functions,
    messages: new Map((options.messages ?? []).map((type) => [type.name, type])),
    container: options.container ?? '',
  };
}

/** The full names that a name may stand for in a container, innermost first; a leading dot leaves only itself. */
export function candidateNames(container: string, name: string): string[] {
  if (name.startsWith('.')) return [name.slice(1)];
  const candidates = [];
  for (let prefix = container; prefix !== ''; prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf('.'))))
    candidates.push(`${prefix}.${name}`);
  return [...candidates, name];
}
