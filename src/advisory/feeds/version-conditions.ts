/** One condition of a version requirement: `>= 1.2.0`. */
export interface VersionCondition {
  operator: '<' | '<=' | '>' | '>=' | '=' | '~>';
  version: string;
}

/** Reads conditions joined by commas, all of which must hold; undefined when any of them is not understood. */
export function versionConditions(text: string): VersionCondition[] | undefined {
  const conditions: VersionCondition[] = [];
  for (const part of text.split(',')) {
    const [, operator = '=', version = ''] = /^\s*(~>|[<>]=?|=)?\s*([\w.+-]+)\s*$/.exec(part) ?? [];
    if (version === '') return undefined;
    conditions.push({ operator: operator as VersionCondition['operator'], version });
  }
  return conditions;
}
