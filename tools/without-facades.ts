const named = /^import \{([^}]*)\} from "(node:[^"]+)";$/gm;
const whole = /^import (?:\* as )?([\w$]+) from "(node:[^"]+)";$/gm;

/**
 * A chunk of the bundle that takes Node's own modules as they are. What an `import` gives is a facade with every export as a
 * variable: to make it, Node asks each of them, and with the lazy ones loads parts that no command uses (20 ms of a scan).
 */
export function withoutFacades(code: string): string {
  return code
    .replace(named, (_, names: string, id: string) => `const {${names.replaceAll(/\bas\b/g, ':')}} = ${taken(id)};`)
    .replace(whole, (_, name: string, id: string) => `const ${name} = ${late.has(id) ? takenLate(id) : taken(id)};`);
}

/** What libraries import whole and a scan never uses, with all that it is built upon: 9 ms of every command. */
const late: ReadonlySet<string> = new Set(['node:child_process']);

function takenLate(id: string): string {
  return `new Proxy({}, { get: (_, key) => ${taken(id)}[key] })`;
}

/** `process` may itself be one of the names that are taken. */
function taken(id: string): string {
  return `globalThis.process.getBuiltinModule("${id}")`;
}
