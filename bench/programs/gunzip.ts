import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

/** A floor: decompresses each file named on the command line in pieces as large as a scan's, and counts the bytes. */
const pieceBytes = 256 * 1024;
for (const file of process.argv.slice(2)) {
  let bytes = 0;
  const gunzip = createReadStream(file, { highWaterMark: pieceBytes }).pipe(createGunzip({ chunkSize: pieceBytes }));
  for await (const piece of gunzip) bytes += (piece as Buffer).length;
  process.stdout.write(`${bytes}  ${file}\n`);
}
