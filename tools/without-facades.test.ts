import { expect, test } from 'vitest';
import { withoutFacades } from './without-facades.ts';

test.each([
  ['import { join } from "node:path";', 'const { join } = globalThis.process.getBuiltinModule("node:path");'],
  [
    'import { readFile as read, stat } from "node:fs/promises";',
    'const { readFile : read, stat } = globalThis.process.getBuiltinModule("node:fs/promises");',
  ],
  ['import path$1 from "node:path";', 'const path$1 = globalThis.process.getBuiltinModule("node:path");'],
  ['import * as fs from "node:fs";', 'const fs = globalThis.process.getBuiltinModule("node:fs");'],
  [
    'import child from "node:child_process";',
    'const child = new Proxy({}, { get: (_, key) => globalThis.process.getBuiltinModule("node:child_process")[key] });',
  ],
])('%s', (given, made) => expect(withoutFacades(`a;\n${given}\nb;`)).toBe(`a;\n${made}\nb;`));

test.each(['import { a } from "./a.js";', 'import "node:fs";', 'const text = `import { a } from "node:fs";`;'])(
  '%s stays as it is',
  (given) => expect(withoutFacades(given)).toBe(given),
);
