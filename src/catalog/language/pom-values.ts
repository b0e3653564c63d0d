import { childOf, textOf, type PomElement } from './pom-document.ts';

const maxLength = 1000;
const maxDepth = 32;

/**
 * Values of one pom with its own properties filled in. What a parent, a profile or the command line would give stays
 * unknown. Source: "Maven Model Builder", interpolation.
 */
export class PomValues {
  readonly #raw = new Map<string, string>();
  readonly #resolved = new Map<string, string | undefined>();

  constructor(project: PomElement) {
    for (const { name, text } of childOf(project, 'properties')?.children ?? []) this.#raw.set(name, text);
    const parent = childOf(project, 'parent');
    for (const name of ['groupId', 'artifactId', 'version']) {
      const inherited = textOf(parent, name);
      const own = textOf(project, name) ?? (name === 'artifactId' ? undefined : inherited);
      this.#set([`project.${name}`, `pom.${name}`], own);
      this.#set([`project.parent.${name}`, `pom.parent.${name}`, `parent.${name}`], inherited);
      // The form without a prefix is Maven 2's, and gives way to a property of this name.
      if (!this.#raw.has(name)) this.#set([name], own);
    }
  }

  #set(names: readonly string[], value: string | undefined): void {
    for (const name of names) if (value !== undefined) this.#raw.set(name, value);
  }

  /** The text with each `${name}` replaced; undefined when one is unknown, refers to itself, or the text gets too long. */
  resolve(text: string | undefined, depth: number = 0): string | undefined {
    if (text === undefined || text.length > maxLength || depth > maxDepth) return undefined;
    let known = true;
    const filled = text.replace(/\$\{([^${}]*)\}/g, (_, name: string) => {
      const value = this.#property(name.trim(), depth);
      known &&= value !== undefined;
      return value ?? '';
    });
    return known && filled.length <= maxLength ? filled : undefined;
  }

  /** Every property is worked out once, also when it cannot be: poms that double at each step stay cheap. */
  #property(name: string, depth: number): string | undefined {
    if (this.#resolved.has(name)) return this.#resolved.get(name);
    this.#resolved.set(name, undefined);
    const value = this.resolve(this.#raw.get(name), depth + 1);
    this.#resolved.set(name, value);
    return value;
  }
}
