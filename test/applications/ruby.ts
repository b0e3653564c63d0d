import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../parts/run-command.ts';
import type { Application } from './application.ts';

const specification = (name: string, version: string, needs: string) => `Gem::Specification.new do |s|
  s.name = '${name}'
  s.version = '${version}'
  s.summary = 'A test'
  s.authors = ['Test']
  s.license = 'MIT'
  s.files = []
  ${needs}
end
`;

/** Gems built and installed by RubyGems itself; nothing is fetched. */
export const rubyApplication: Application = {
  name: 'gem',
  tools: ['gem'],
  type: 'gem',
  async build(root) {
    const source = join(root, '..', `${Date.now()}-gem-source`);
    const home = join(root, 'usr/local/bundle');
    mkdirSync(source, { recursive: true });
    const gem = (...args: string[]) =>
      runCommand('gem', args, { cwd: source, env: { ...process.env, GEM_HOME: home, GEM_PATH: home } });
    for (const [name, version, needs] of [
      ['shop-tools', '1.2.0.pre1', ''],
      ['shop', '3.0.1', "s.add_dependency 'shop-tools', '>= 1.2.0.a'"],
    ] as const) {
      writeFileSync(join(source, `${name}.gemspec`), specification(name, version, needs));
      await gem('build', '--quiet', `${name}.gemspec`);
      await gem('install', '--local', '--quiet', '--no-document', `${name}-${version}.gem`);
    }
    const lines = (await gem('list', '--local', '--quiet')).split('\n');
    // Default gems belong to the interpreter of this machine, and are not below the root.
    return lines
      .filter((line) => line.startsWith('shop'))
      .map((line) => line.replace(/^(\S+) \(([^)]*)\)$/, '$1 $2'))
      .toSorted();
  },
};
