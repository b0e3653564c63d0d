/** An object of an engine's answer, whose fields are asked for by type: what is missing or of another type is absent. */
export class EngineObject {
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(value: unknown) {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    this.#fields = isObject ? (value as Record<string, unknown>) : {};
  }

  #own(name: string): unknown {
    return Object.hasOwn(this.#fields, name) ? this.#fields[name] : undefined;
  }

  /** A text that is not empty: engines written in Go send `""` for what is not set. */
  text(name: string): string | undefined {
    const value = this.#own(name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  number(name: string): number | undefined {
    const value = this.#own(name);
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  }

  object(name: string): EngineObject {
    return new EngineObject(this.#own(name));
  }

  has(name: string): boolean {
    const value = this.#own(name);
    return value !== undefined && value !== null;
  }

  /** The objects of a list; empty when there is none. */
  list(name: string): EngineObject[] {
    const value = this.#own(name);
    return Array.isArray(value) ? value.map((item) => new EngineObject(item)) : [];
  }

  texts(name: string): string[] {
    const value = this.#own(name);
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  }

  /** The object as it stands, for a field that is passed on. */
  raw(name: string): Record<string, unknown> {
    const value = this.#own(name);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {};
  }
}
