import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../parts/run-command.ts';
import type { Application } from './application.ts';

const program = `package main

import (
	"fmt"

	"golang.org/x/text/language"
	"gopkg.in/yaml.v2"
)

func main() {
	text, err := yaml.Marshal(language.English)
	fmt.Println(string(text), err)
}
`;

/** Built by Go, stripped, with two modules and what they need. */
export const goApplication: Application = {
  name: 'go',
  tools: ['go'],
  type: 'golang',
  async build(root) {
    const source = join(root, '..', `${Date.now()}-go-source`);
    const binary = join(root, 'usr/local/bin/shop');
    mkdirSync(source, { recursive: true });
    mkdirSync(join(root, 'usr/local/bin'), { recursive: true });
    writeFileSync(join(source, 'main.go'), program);
    const go = (...args: string[]) =>
      runCommand('go', args, { cwd: source, env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=mod' } });
    await go('mod', 'init', 'example.org/shop');
    await go('get', 'golang.org/x/text@v0.3.7', 'gopkg.in/yaml.v2@v2.2.2');
    await go('build', '-trimpath', '-ldflags=-s -w', '-o', binary, '.');
    const lines = (await go('version', '-m', binary)).split('\n');
    const [, toolchain = ''] = /: go([0-9.]+)/.exec(lines[0] ?? '') ?? [];
    const modules = lines.flatMap((line) => /^\tdep\t(\S+)\t(\S+)/.exec(line)?.slice(1, 3).join(' ') ?? []);
    // The program itself is a module too, of which nobody knows the version.
    return [...modules, 'example.org/shop ', `stdlib ${toolchain}`].toSorted();
  },
};
