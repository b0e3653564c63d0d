import { checkLanguageFile } from '../check-language-file.ts';
import type { FuzzTarget } from '../target.ts';

/** Specifications of installed gems, and the strings of Ruby in them. */
export const gemspecTarget: FuzzTarget = {
  id: 'gemspec',
  files: ['src/catalog/language/ruby-'],
  errors: [],
  dictionary: [
    's.name = "',
    's.version = "',
    's.platform = ',
    's.licenses = [',
    's.license = ',
    '.freeze',
    '%q{',
    '%q<',
    'Gem::Version.new(',
    '# stub: a 1 ruby lib\n',
    'Gem::Specification.new do |s|\n',
    '\\u{1F600}',
    '\\u00e9',
    '\\x41',
    '#{',
    '"]',
    '\n',
    '__proto__',
  ],
  seeds: () => [
    Buffer.from(
      '# -*- encoding: utf-8 -*-\n# stub: a 1.0 x86_64-linux lib\n\nGem::Specification.new do |s|\n  s.name = "a".freeze\n  s.version = "1.0"\n  s.platform = "x86_64-linux".freeze\n  s.licenses = ["MIT".freeze, "Ruby".freeze]\nend\n',
    ),
    Buffer.from(
      "Gem::Specification.new do |s|\n  s.name = %q{a}\n  s.version = Gem::Version.new('1.0')\n  s.license = %q<MIT>\nend\n",
    ),
  ],
  run(bytes) {
    checkLanguageFile('ruby-gemspec', 'usr/lib/ruby/gems/3.1.0/specifications/a.gemspec', bytes);
    checkLanguageFile('ruby-gemspec', 'srv/bundler/gems/a-0123456789ab/a.gemspec', bytes);
  },
};
