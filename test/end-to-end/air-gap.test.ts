import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { debianImage } from '../fixtures/debian-image.ts';
import { writeArchive } from './image-files.ts';
import { entries, seawall } from './seawall.ts';
import { trackerDatabase } from './tracker-fixture.ts';

/**
 * A network of its own whose only way out is an interface that leads to nobody and counts what it is given.
 * Names and addresses have somewhere to be asked for, so that a program which tries is seen.
 */
const network = `
set -e
mount -t tmpfs none /mnt && printf 'nameserver 198.51.100.53\\n' >/mnt/resolv.conf && mount --bind /mnt/resolv.conf /etc/resolv.conf
ip link set lo up
ip link add out type veth peer name away
sysctl -q -w net.ipv6.conf.all.disable_ipv6=1 >/dev/null 2>&1 || true
ip address add 198.51.100.1/24 dev out
ip link set away up
ip link set out arp off up
ip route add default via 198.51.100.2
`;
const canIsolate = process.getuid?.() === 0 && existsSync('/usr/sbin/ip');

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seawall-air-gap-'));
  const source = await trackerDatabase();
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  writeFileSync(join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(join(folder, 'key.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
  const made = await seawall([
    'db',
    'export',
    join(folder, 'all.tar.zst'),
    '--key',
    join(folder, 'key.pem'),
    '--data-dir',
    source,
  ]);
  rmSync(source, { recursive: true });
  expect(made.code).toBe(0);
  writeArchive(folder, 'image.tar', debianImage([{ name: 'openssl', version: '3.0.1-1' }], [], '12'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs shell commands there; gives what they printed and how many packets left. */
async function isolated(commands: string): Promise<{ stdout: string; packets: number }> {
  const script = `${network}\n${commands}\nip -s -j link show out >"$COUNT"`;
  const count = join(folder, 'count.json');
  const env = { ...process.env, COUNT: count, NODE: process.execPath, SEAWALL: entries.bundle, FOLDER: folder };
  const { stdout } = await promisify(execFile)('unshare', ['--net', '--mount', 'sh', '-c', script], { env });
  const [link] = JSON.parse(readFileSync(count, 'utf8')) as [{ stats64: { tx: { packets: number } } }];
  return { stdout, packets: link.stats64.tx.packets };
}

describe.skipIf(!canIsolate)('without a network (needs root and iproute2)', () => {
  test('a packet that leaves is seen', async () => {
    const { packets } = await isolated(
      `"$NODE" -e "require('node:dns').lookup('example.org', () => process.exit())" & sleep 2; kill $! 2>/dev/null || true`,
    );
    expect(packets).toBeGreaterThan(0);
  });

  test('a bundle is installed, an image scanned and reported, and nothing leaves', async () => {
    const { stdout, packets } = await isolated(`
      seawall() { "$NODE" "$SEAWALL" "$@" --data-dir "$FOLDER/data"; }
      seawall db import "$FOLDER/all.tar.zst" --trusted-key "$FOLDER/key.pub"
      seawall db status
      seawall scan image "$FOLDER/image.tar" --output html="$FOLDER/report.html" --output cyclonedx="$FOLDER/sbom.json"
      seawall scan image "$FOLDER/sbom.json" --format json >"$FOLDER/again.json"
    `);
    expect(stdout).toContain('CVE-2099-0001');
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('CVE-2099-0001');
    expect(readFileSync(join(folder, 'again.json'), 'utf8')).toContain('CVE-2099-0001');
    expect(packets).toBe(0);
  });
});
