import type { Classifier } from '../classifier.ts';

/** Linked statically into many servers; only the interpreter itself has both identification strings. */
export const lua: Classifier = {
  id: 'lua',
  title: 'Lua',
  cpe: { vendor: 'lua', product: 'lua' },
  versions: [
    { anchor: ' Lua.org, PUC-Rio', before: 48, after: 0, pattern: /Lua (?<version>5\.\d\.\d+)  Copyright \(C\) 1994-/ },
  ],
  also: ['$LuaVersion: Lua ', '$LuaAuthors: '],
};
