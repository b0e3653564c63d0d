const named = /^import \{([^}]*)\} from "(node:[^"]+)";$/gm;
const whole = /^import (?:\* as )?([\w$]+) from "(node:[^"]+)";$/gm;

/**
 * A chunk of the bundle that takes Node's own modules as they are. What an `import` gives is a facade with every export as a
 * variable: to make it, Node asks each of them, and with the lazy ones loads parts that no command uses (20 ms of a scan).
 */
export function withoutFacades(code: string): string {
  return code
    .replace(named, (_, names: string, id: string) => `const {${names.replaceAll(/\bas\b/g, ':')}} = ${taken(id)};`)
    .replace(whole, (_, name: string, id: string) => `const ${name} = ${taken(id)};`);
}

/** `process` may itself be one of the names that are taken. */
function taken(id: string): string {
  return `globalThis.process.getBuiltinModule("${id}")`;
}
