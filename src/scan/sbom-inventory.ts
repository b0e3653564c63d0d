import { createReadStream } from 'node:fs';
import { readSbom, sbomLimits, type Sbom } from '#catalog';
import { readBounded } from '#kit/stream';
import { SeawallError } from '#model';
import type { Inventory } from './take-inventory.ts';

/**
 * What a bill of materials says that its subject is made of.
 * @throws SeawallError (usage) when the file cannot be read or is no bill of materials
 */
export async function inventoryOfSbom(file: string): Promise<Inventory> {
  const sbom = readSbom(await readFileBounded(file), file);
  const { subject, distribution, packages, problems } = sbom;
  const { digest, configDigest, platform, layers } = subject;
  return {
    subject: {
      kind: 'sbom',
      reference: file,
      ...(digest !== undefined && { digest }),
      ...(configDigest !== undefined && { configDigest }),
      ...(platform !== undefined && { platform }),
      ...(distribution !== undefined && { os: distribution }),
      layers,
      notes: [origin(sbom)],
    },
    packages,
    masked: [],
    repositories: [],
    problems,
  };
}

async function readFileBounded(file: string): Promise<Buffer> {
  try {
    return await readBounded(createReadStream(file), sbomLimits.bytes);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SeawallError('scan/sbom', 'usage', `${file}: cannot be read: ${why}`, { cause: error });
  }
}

/** Where the verdict comes from, since nothing of the subject itself was looked at. */
function origin({ format, tool, created, subject }: Sbom): string {
  const about = subject.name === undefined ? '' : ` about ${subject.name}`;
  const by = tool === undefined ? '' : ` by ${tool}`;
  const at = created === undefined ? '' : ` of ${created}`;
  return `Read from a ${format} document${about}${by}${at}; the subject itself was not looked at.`;
}
