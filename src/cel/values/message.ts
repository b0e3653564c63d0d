import type { Value } from './value.ts';

/** An object that message construction made: `Object.spec{replicas: 1}`. A field that was not set is absent. */
export class Message {
  readonly typeName: string;
  readonly fields: ReadonlyMap<string, Value>;

  constructor(typeName: string, fields: ReadonlyMap<string, Value>) {
    this.typeName = typeName;
    this.fields = fields;
  }
}
