import { qualifiedName, resolveCall, resolveName } from '../check/resolve.ts';
import type { NodeTypes } from '../check/checker.ts';
import type { Environment } from '../environment.ts';
import { fail } from '../failure.ts';
import type { Call, Ident, Node, Select } from '../syntax/node.ts';
import { adapt } from '../values/access.ts';
import { TypeValue, type Value } from '../values/value.ts';
import { asDeclared } from './as-declared.ts';
import { callStep } from './call.ts';
import { constantStep, isAttribute, isConstant } from './constant.ts';
import { listStep, mapStep } from './construct.ts';
import { foldStep, optionalMapStep } from './fold.ts';
import type { Step } from './frame.ts';
import { conditionalStep, logicStep } from './logic.ts';
import { messageStep } from './message.ts';
import { selectStep, testStep } from './select.ts';

/** Turns a syntax tree into closures. */
export class Compiler {
  readonly environment: Environment;
  readonly #types: NodeTypes | undefined;
  readonly #locals: { name: string; slot: number; value: Step | undefined }[] = [];
  #slots = 0;

  /** Without types the tree was not checked: what it names may not exist, which evaluation then tells. */
  constructor(environment: Environment, types: NodeTypes | undefined) {
    this.environment = environment;
    this.#types = types;
  }

  compile(node: Node): Step {
    const step = this.#compile(node);
    return node.kind !== 'literal' && isConstant(node) ? constantStep(step, node.kind === 'call') : step;
  }

  #compile(node: Node): Step {
    switch (node.kind) {
      case 'literal': {
        const { value } = node;
        return () => value;
      }
      case 'ident':
        return this.#ident(node);
      case 'select':
        return this.#select(node);
      case 'call':
        return this.#call(node);
      case 'logic':
        return logicStep(
          node.operator,
          node.terms.map((term) => this.compile(term)),
        );
      case 'conditional':
        return conditionalStep(this.compile(node.condition), this.#branch(node.yes), this.#branch(node.no), node.at);
      case 'list':
        return listStep(this, node);
      case 'map':
        return mapStep(this, node);
      case 'message':
        return messageStep(this, node);
      case 'fold':
        return foldStep(this, node);
      case 'bind': {
        const value = this.compile(node.value);
        const { slot, step } = this.within(node.name, node.body, value);
        return (frame) => {
          frame.slots[slot] = undefined;
          return step(frame);
        };
      }
      case 'optionalMap':
        return optionalMapStep(this, node);
    }
  }

  /** Compiles a node in which a macro's variable is known, and gives the slot of the variable. */
  within(name: string, node: Node, value?: Step): { slot: number; step: Step } {
    const slot = this.declare(name, value);
    const step = this.compile(node);
    this.forget(1);
    return { slot, step };
  }

  /** Gives a variable a slot; one with a value is evaluated when it is first used, as cel-go does. */
  declare(name: string, value?: Step): number {
    const slot = this.#slots;
    this.#slots += 1;
    this.#locals.push({ name, slot, value });
    return slot;
  }

  forget(count: number): void {
    this.#locals.length -= count;
  }

  #isLocal = (name: string): boolean => this.#locals.some((local) => local.name === name);

  /** To cel-go, names, selections and indices after each other are one attribute; one of anything else costs 1 more. */
  attributeOperand(node: Node): Step {
    const step = this.compile(node);
    if (isAttribute(node) || node.kind === 'conditional') return step;
    return (frame) => {
      frame.spend(1);
      return step(frame);
    };
  }

  /** A branch that is an attribute becomes part of the conditional in cel-go, and costs 1 less. */
  #branch(node: Node): Step {
    const step = this.compile(node);
    if (!isAttribute(node) || (node.kind === 'select' && node.mode === 'test')) return step;
    return (frame) => {
      const value = step(frame);
      frame.spend(-1);
      return value;
    };
  }

  #ident(node: Ident): Step {
    const local = node.absolute ? undefined : this.#locals.findLast(({ name }) => name === node.name);
    if (local !== undefined) {
      const { slot, value } = local;
      return (frame) => {
        frame.spend(1);
        return (frame.slots[slot] ??= value?.(frame)) as Value;
      };
    }
    return this.#named(node) ?? undeclared(node.name, node.at);
  }

  #named(node: Ident | Select): Step | undefined {
    const qualified = qualifiedName(node);
    if (qualified === undefined || this.#isLocal(qualified.root)) return undefined;
    const resolved = resolveName(this.environment, qualified.name);
    if (resolved === undefined) return undefined;
    const { name, kind } = resolved;
    if (kind === 'variable') return asDeclared(resolved.type, variableStep(name, node.at));
    const value = new TypeValue(name);
    return () => value;
  }

  #select(node: Select): Step {
    const named = node.mode === 'value' ? this.#named(node) : undefined;
    if (named !== undefined) return named;
    const operand = this.attributeOperand(node.operand);
    const type = this.#types?.ofNode[node.operand.id];
    const field = type?.fields?.get(node.field);
    const key = field?.key ?? node.field;
    if (node.mode === 'test') return testStep(operand, key, node.at);
    const step = selectStep(operand, key, node);
    return node.mode === 'value' ? asDeclared(field?.type, step) : step;
  }

  #call(node: Call): Step {
    const resolved = resolveCall(this.environment, node, this.#isLocal);
    const overloads = this.#types?.overloads.get(node.id);
    const only = overloads?.length === 1 ? overloads[0] : undefined;
    return callStep(this, node, resolved, { only, isOpen: this.isOpen(node) });
  }

  /** Whether the types leave open which overload a call is. */
  isOpen(node: Node): boolean {
    return this.#types !== undefined && this.#types.overloads.get(node.id)?.length !== 1;
  }
}

function variableStep(name: string, at: number): Step {
  return (frame) => {
    frame.spend(1);
    const { bindings } = frame;
    if (Object.hasOwn(bindings, name)) return adapt(bindings[name] as Value);
    frame.at = at;
    return fail(`no value was given for '${name}'`);
  };
}

function undeclared(name: string, at: number): Step {
  return (frame) => {
    frame.at = at;
    return fail(`undeclared reference to '${name}'`);
  };
}
