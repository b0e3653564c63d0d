import { SeawallError } from '#model';
import { objectOf } from '../feeds/shape.ts';
import { readCsafVex } from './csaf-vex.ts';
import { readCyclonedxVex } from './cyclonedx-vex.ts';
import { readOpenVex } from './open-vex.ts';
import { maxStatements, type VexDocument } from './vex-statement.ts';

/**
 * Reads a VEX document, its form told by its content: OpenVEX, CSAF or CycloneDX in JSON.
 * @param file its name, for messages and as the source of its statements
 * @throws SeawallError (usage) for what is none of them
 */
export function parseVex(file: string, text: string): VexDocument {
  let document: Record<string, unknown> | undefined;
  try {
    document = objectOf(JSON.parse(text));
  } catch (cause) {
    throw new SeawallError('advisory/vex', 'usage', `${file}: not well-formed JSON`, { cause });
  }
  const found = document === undefined ? undefined : readDocument(file, document);
  if (found === undefined) {
    throw new SeawallError(
      'advisory/vex',
      'usage',
      `${file}: no VEX document: expected OpenVEX, CSAF or CycloneDX in JSON`,
    );
  }
  if (found.statements.length > maxStatements)
    throw new SeawallError('advisory/vex', 'usage', `${file}: more than ${maxStatements} statements`);
  return found;
}

function readDocument(file: string, document: Record<string, unknown>): VexDocument | undefined {
  if (String(document['@context']).startsWith('https://openvex.dev/ns')) return readOpenVex(file, document);
  if (document['bomFormat'] === 'CycloneDX') return readCyclonedxVex(file, document);
  const about = objectOf(document['document']);
  return about?.['csaf_version'] === undefined ? undefined : readCsafVex(file, document);
}
