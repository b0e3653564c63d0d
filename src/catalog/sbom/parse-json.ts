import { asRecord } from '../language/json-value.ts';
import { quoted } from '../problem-list.ts';
import { MalformedSbomError } from './malformed-sbom.ts';
import { sbomLimits } from './sbom-document.ts';

/**
 * The object that a JSON text is.
 * @throws MalformedSbomError when it is none, or larger than anything real
 */
export function parseJson(text: string): Readonly<Record<string, unknown>> {
  checkSize(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? quoted(error.message, 120) : '';
    throw new MalformedSbomError(`not valid JSON (${why})`, { cause: error });
  }
  const document = asRecord(value);
  if (document === undefined) throw new MalformedSbomError('the JSON is no object');
  return document;
}

/** A few megabytes of brackets become gigabytes of objects: they are counted before any is made. */
function checkSize(text: string): void {
  let depth = 0;
  let values = 1;
  let quotes = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quotes) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) quotes = false;
    } else if (code === 0x22) quotes = true;
    else if (code === 0x2c) values += 1;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      values += 1;
      if (depth > sbomLimits.depth) throw new MalformedSbomError(`nested deeper than ${sbomLimits.depth} levels`);
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  if (values > sbomLimits.values) throw new MalformedSbomError(`more than ${sbomLimits.values} values`);
}
