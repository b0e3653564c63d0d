import type { Value } from '../values/value.ts';

/** What every node has: a number of its own, and where it is, as a UTF-16 offset of the source. */
interface Base {
  readonly id: number;
  readonly at: number;
  /** 1 for a leaf; bounded by `maxHeight`. */
  readonly height: number;
}

/** A literal. */
export interface Literal extends Base {
  readonly kind: 'literal';
  readonly value: Value;
}

/** A name; `absolute` when a dot leads it. */
export interface Ident extends Base {
  readonly kind: 'ident';
  readonly name: string;
  readonly absolute: boolean;
}

/** `operand.field`, `operand.?field`, and `has(operand.field)` as a test. */
export interface Select extends Base {
  readonly kind: 'select';
  readonly operand: Node;
  readonly field: string;
  readonly mode: 'value' | 'test' | 'optional';
}

/** A function, a method or an operator, whose name is then as in cel-go: `_+_`, `_[_]`, `!_` … */
export interface Call extends Base {
  readonly kind: 'call';
  readonly name: string;
  readonly target: Node | undefined;
  readonly args: readonly Node[];
}

/** `a && b && c` or `a || b || c`, flat: the operators are associative, and policies chain dozens. */
export interface Logic extends Base {
  readonly kind: 'logic';
  readonly operator: '&&' | '||';
  readonly terms: readonly Node[];
}

/** `condition ? yes : no`. */
export interface Conditional extends Base {
  readonly kind: 'conditional';
  readonly condition: Node;
  readonly yes: Node;
  readonly no: Node;
}

/** `[a, ?b]`; `optional` holds the indices of the elements with a question mark. */
export interface ListNode extends Base {
  readonly kind: 'list';
  readonly items: readonly Node[];
  readonly optional: ReadonlySet<number>;
}

/** One entry of a map. */
export interface MapEntry {
  readonly key: Node;
  readonly value: Node;
  readonly optional: boolean;
}

/** `{k: v, ?k: v}`. */
export interface MapNode extends Base {
  readonly kind: 'map';
  readonly entries: readonly MapEntry[];
}

/** One field of a message. */
export interface FieldEntry {
  readonly field: string;
  readonly at: number;
  readonly value: Node;
  readonly optional: boolean;
}

/** `a.b.Name{field: value}`. */
export interface MessageNode extends Base {
  readonly kind: 'message';
  readonly name: string;
  readonly entries: readonly FieldEntry[];
}

/** The macros that walk a list or map. */
export type FoldMacro =
  | 'all'
  | 'exists'
  | 'existsOne'
  | 'map'
  | 'filter'
  | 'sortBy'
  | 'transformList'
  | 'transformMap'
  | 'transformMapEntry';

/** `range.macro(first, second, filter, body)`. With `second`, `first` is the index or key and `second` the element. */
export interface Fold extends Base {
  readonly kind: 'fold';
  readonly macro: FoldMacro;
  readonly range: Node;
  readonly first: string;
  readonly second: string | undefined;
  readonly filter: Node | undefined;
  readonly body: Node;
}

/** `cel.bind(name, value, body)`, and each step of `cel.block`. */
export interface Bind extends Base {
  readonly kind: 'bind';
  readonly name: string;
  readonly value: Node;
  readonly body: Node;
}

/** `target.optMap(name, body)` and `target.optFlatMap(name, body)`. */
export interface OptionalMap extends Base {
  readonly kind: 'optionalMap';
  readonly flat: boolean;
  readonly target: Node;
  readonly name: string;
  readonly body: Node;
}

/** A node of the syntax tree; macros are nodes of their own. */
export type Node =
  | Literal
  | Ident
  | Select
  | Call
  | Logic
  | Conditional
  | ListNode
  | MapNode
  | MessageNode
  | Fold
  | Bind
  | OptionalMap;

/** A parsed expression. */
export interface Expression {
  readonly source: string;
  readonly root: Node;
  /** One more than the greatest id. */
  readonly nodeCount: number;
}
