import type { Duration } from './duration.ts';
import type { MapValue } from './map-value.ts';
import type { Message } from './message.ts';
import type { Timestamp } from './timestamp.ts';

/**
 * A value of CEL.
 *
 * An int is a number while it is a safe integer and a bigint beyond: most ints of policies are small, and numbers are
 * several times faster. Doubles are boxed, but a number with a fraction in JSON input is a double too: `adapt` boxes it
 * when it is taken out of its container. Plain objects are maps with string keys; only their own properties exist.
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | Double
  | Uint
  | Duration
  | Timestamp
  | Optional
  | TypeValue
  | Opaque
  | Message
  | MapValue
  | readonly Value[]
  | JsonObject;

/** A map as JSON brings it. */
export interface JsonObject {
  readonly [key: string]: Value;
}

/** A double. */
export class Double {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** An unsigned 64-bit integer. */
export class Uint {
  readonly value: bigint;

  constructor(value: bigint) {
    this.value = value;
  }
}

/** A type as a value, as `type(1)` gives it. */
export class TypeValue {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** A value that may be absent, of the optional library. */
export class Optional {
  static readonly none = new Optional(undefined);
  readonly value: Value | undefined;

  constructor(value: Value | undefined) {
    this.value = value;
  }
}

/** A value of a library's own type: quantity, IP address, URL and such. */
export abstract class Opaque {
  abstract readonly typeName: string;
  abstract equals(other: Opaque): boolean;
  /** How it appears in JSON and in messages. */
  abstract text(): string;
}
