import { checkLanguageFile } from '../check-language-file.ts';
import type { FuzzTarget } from '../target.ts';

/** Cargo.lock. */
export const cargoLockTarget: FuzzTarget = {
  id: 'cargo-lock',
  files: ['src/catalog/language/cargo-lock'],
  errors: [],
  dictionary: [
    '[[package]]\n',
    '[root]\n',
    '[metadata]\n',
    'name = "a"\n',
    'version = "1"\n',
    'source = "r"\n',
    'checksum = "0000000000000000000000000000000000000000000000000000000000000000"\n',
    'dependencies = [\n "a 1 (r)",\n]\n',
    '"checksum a 1 (r)" = "0000000000000000000000000000000000000000000000000000000000000000"\n',
    'version = 4\n',
    '"""',
    "'''",
    '__proto__',
    '\\u0000',
    '\r\n',
    '<<<<<<< HEAD\n',
  ],
  seeds: () => [
    Buffer.from(
      'version = 4\n\n[[package]]\nname = "app"\nversion = "0"\ndependencies = [\n "a 1",\n "b",\n]\n\n[[package]]\nname = "a"\nversion = "1"\nsource = "r"\nchecksum = "0000000000000000000000000000000000000000000000000000000000000000"\ndependencies = [\n "b 2 (git+x)",\n]\n\n[[package]]\nname = "b"\nversion = "2"\nsource = "git+x#0"\n',
    ),
    Buffer.from(
      '[root]\nname = "app"\nversion = "0"\ndependencies = [\n "a 1 (r)",\n]\n\n[[package]]\nname = "a"\nversion = "1"\nsource = "r"\n\n[metadata]\n"checksum a 1 (r)" = "0000000000000000000000000000000000000000000000000000000000000000"\n',
    ),
  ],
  run(bytes) {
    checkLanguageFile('cargo-lock', 'srv/Cargo.lock', bytes);
  },
};
