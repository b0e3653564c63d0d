import { spdxExpression, spdxLicenceId } from '../sbom/spdx-expression.ts';

/** An entry of CycloneDX's `licenses`: an SPDX id, a name, or one expression alone. */
export type LicenceChoice = { license: { id: string } | { name: string } } | { expression: string };

/**
 * Licences of a package as CycloneDX 1.6 wants them: a list of ids and names, or exactly one expression.
 * All of a package's licences apply together, so several that are all SPDX are joined by AND where one is an expression;
 * where one is not SPDX, an expression can only stand as a name.
 */
export function licenceChoices(licences: readonly string[]): LicenceChoice[] | undefined {
  const texts = [...new Set(licences.map((licence) => licence.trim()))].filter((licence) => licence !== '');
  if (texts.length === 0) return undefined;
  if (texts.every((text) => spdxLicenceId(text) !== undefined)) return texts.map(single);

  const expressions = texts.map(spdxExpression).filter((expression) => expression !== undefined);
  if (expressions.length < texts.length) return texts.map(single);
  const [only, ...others] = expressions;
  if (only !== undefined && others.length === 0) return [{ expression: only }];
  return [{ expression: expressions.map(bracketed).join(' AND ') }];
}

/** The licences that a reader finds in the choices. */
export function licencesOf(choices: readonly LicenceChoice[] = []): string[] {
  return choices.map((choice) => {
    if ('expression' in choice) return choice.expression;
    return 'id' in choice.license ? choice.license.id : choice.license.name;
  });
}

function single(text: string): LicenceChoice {
  const id = spdxLicenceId(text);
  return { license: id === undefined ? { name: text } : { id } };
}

function bracketed(expression: string): string {
  return / OR /.test(expression) ? `(${expression})` : expression;
}
