import { types, type Type } from './type.ts';

/** What type parameters stand for. Follows cel-go's checker, whose answers decide what Kubernetes accepts. */
export class Substitution {
  #map: Map<string, Type>;
  #fresh = 0;

  constructor() {
    this.#map = new Map();
  }

  /** The types with their parameters renamed so that no other call shares them. */
  instantiate(signature: readonly Type[]): Type[] {
    this.#fresh += 1;
    const suffix = `'${this.#fresh}`;
    return signature.map((type) => rename(type, suffix));
  }

  /** A parameter that nothing is known of, such as the element of an empty list. */
  freshParam(): Type {
    this.#fresh += 1;
    return { kind: 'param', name: `_'${this.#fresh}`, params: [] };
  }

  /** Whether values of the given types can be used where the wanted ones are; remembers what parameters stand for. */
  assign(wanted: readonly Type[], given: readonly Type[]): boolean {
    const before = new Map(this.#map);
    if (wanted.length === given.length && wanted.every((type, index) => this.#assignable(type, given[index] as Type)))
      return true;
    this.#map = before;
    return false;
  }

  /** The type that holds both: the more general one if they agree, else dyn. */
  join(a: Type, b: Type): Type {
    return this.assign([a], [b]) ? mostGeneral(this.apply(a), this.apply(b)) : types.dyn;
  }

  /** The type with its parameters replaced by what they stand for; unknown ones become dyn when `final`. */
  apply(type: Type, final = false): Type {
    if (type.kind === 'param') {
      const known = this.#map.get(type.name);
      if (known !== undefined) return this.apply(known, final);
      return final ? types.dyn : type;
    }
    if (type.params.length === 0) return type;
    return { ...type, params: type.params.map((param) => this.apply(param, final)) };
  }

  #assignable(a: Type, b: Type): boolean {
    if (b.kind === 'param') {
      const { valid, known } = this.#substitutes(a, b);
      if (valid) return true;
      if (known) return false;
    }
    if (a.kind === 'param') return this.#substitutes(b, a).valid;
    if (isDynamic(a) || isDynamic(b)) return true;
    if (a.kind === 'null' || b.kind === 'null') return isNullable(a.kind === 'null' ? b : a);
    const [left, right] = [unwrap(a), unwrap(b)];
    if (left.kind !== right.kind) return false;
    if (left.kind === 'type') return true;
    if (left.name !== right.name || left.params.length !== right.params.length) return false;
    return left.params.every((param, index) => this.#assignable(param, right.params[index] as Type));
  }

  #substitutes(type: Type, param: Type): { valid: boolean; known: boolean } {
    if (isSame(type, param)) return { valid: true, known: true };
    const known = this.#map.get(param.name);
    if (known !== undefined) {
      if (isSame(type, known)) return { valid: true, known: true };
      if (!this.#assignable(type, known)) return { valid: false, known: true };
      const general = mostGeneral(type, known);
      if (!this.#mentions(general, param)) this.#map.set(param.name, general);
      return { valid: true, known: true };
    }
    if (this.#mentions(type, param)) return { valid: false, known: false };
    this.#map.set(param.name, type);
    return { valid: true, known: false };
  }

  #mentions(type: Type, param: Type): boolean {
    if (type.kind === 'param') {
      if (type.name === param.name) return true;
      const known = this.#map.get(type.name);
      return known !== undefined && this.#mentions(known, param);
    }
    return type.params.some((inner) => this.#mentions(inner, param));
  }
}

/** Whether a type says nothing: dyn, or an error that was reported already. */
export function isDynamic(type: Type): boolean {
  return type.kind === 'dyn' || type.kind === 'error' || type.kind === 'any';
}

/** Whether two types are written alike. */
export function isSame(a: Type, b: Type): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind || a.name !== b.name || a.params.length !== b.params.length) return false;
  return a.params.every((param, index) => isSame(param, b.params[index] as Type));
}

function isNullable(type: Type): boolean {
  return ['null', 'wrapper', 'message', 'opaque', 'optional', 'timestamp', 'duration'].includes(type.kind);
}

function unwrap(type: Type): Type {
  return type.kind === 'wrapper' ? (type.params[0] ?? types.dyn) : type;
}

function mostGeneral(a: Type, b: Type): Type {
  return isAsGeneral(a, b) ? a : b;
}

function isAsGeneral(a: Type, b: Type): boolean {
  if (isDynamic(a) || a.kind === 'param') return true;
  if (isDynamic(b) || b.kind === 'param') return false;
  if (a.kind === 'wrapper' && (b.kind === 'null' || isSame(unwrap(a), b))) return true;
  if (b.kind === 'null' && isNullable(a)) return true;
  if (a.kind !== b.kind || a.name !== b.name || a.params.length !== b.params.length) return false;
  if (a.kind === 'type') return true;
  return a.params.every((param, index) => isAsGeneral(param, b.params[index] as Type));
}

function rename(type: Type, suffix: string): Type {
  if (type.kind === 'param') return { ...type, name: type.name + suffix };
  return type.params.length === 0 ? type : { ...type, params: type.params.map((param) => rename(param, suffix)) };
}
