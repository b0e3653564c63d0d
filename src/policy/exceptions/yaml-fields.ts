import { SeawallError } from '#model';
import { compileGlob, type Glob } from './glob.ts';
import { asDate, idPattern } from './ignore-file-error.ts';
import type { YamlEntry } from './yaml-entry.ts';

/** The id of an entry, which it must have. @throws SeawallError (usage) with file and line */
export function idOf(entry: YamlEntry, field: YamlEntry | undefined): string {
  if (field === undefined) throw entry.error('an entry needs an id');
  const id = field.text();
  if (!idPattern.test(id)) throw field.error(`${JSON.stringify(id.slice(0, 80))} is no id`);
  return id;
}

/** The date from which on an entry hides nothing. @throws SeawallError (usage) with file and line */
export function expiryOf(field: YamlEntry | undefined): string | undefined {
  if (field === undefined) return undefined;
  const date = asDate(field.text());
  if (date === undefined) throw field.error('expected a date, YYYY-MM-DD');
  return date;
}

/** Globs, compiled. @throws SeawallError (usage) with file and line */
export function globsOf(field: YamlEntry): Glob[] {
  return field.texts().map((entry) => {
    try {
      return compileGlob(entry.text());
    } catch (error) {
      throw error instanceof SeawallError && error.code === 'policy/glob' ? entry.error(error.message) : error;
    }
  });
}
