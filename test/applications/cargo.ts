import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../parts/run-command.ts';
import type { Application } from './application.ts';

const manifest = `[package]
name = "shop"
version = "1.0.0"
edition = "2021"

[dependencies]
itoa = "=1.0.9"
memchr = "=2.6.4"
`;

interface Metadata {
  packages: { name: string; version: string }[];
}

/** Built by cargo-auditable, which puts the list of crates into the program. */
export const cargoApplication: Application = {
  name: 'cargo auditable',
  tools: ['cargo-auditable'],
  type: 'cargo',
  async build(root) {
    const source = join(root, '..', `${Date.now()}-cargo-source`);
    mkdirSync(join(source, 'src'), { recursive: true });
    mkdirSync(join(root, 'usr/local/bin'), { recursive: true });
    writeFileSync(join(source, 'Cargo.toml'), manifest);
    writeFileSync(
      join(source, 'src/main.rs'),
      'fn main() { println!("{}", itoa::Buffer::new().format(memchr::memchr(b"a"[0], b"cba").unwrap())); }\n',
    );
    const cargo = (...args: string[]) => runCommand('cargo', args, { cwd: source });
    await cargo('auditable', 'build', '--release', '--quiet');
    await runCommand('cp', [join(source, 'target/release/shop'), join(root, 'usr/local/bin/shop')]);
    const { packages } = JSON.parse(await cargo('metadata', '--format-version=1', '--quiet')) as Metadata;
    return packages.map(({ name, version }) => `${name} ${version}`).toSorted();
  },
};
