import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Application } from './application.ts';

const libraries = {
  'shop/1.0.0': { type: 'project', serviceable: false, sha512: '' },
  'Newtonsoft.Json/12.0.3': {
    type: 'package',
    serviceable: true,
    sha512: 'sha512-AAAA',
    path: 'newtonsoft.json/12.0.3',
  },
  'Serilog/2.10.0': { type: 'package', serviceable: true, sha512: 'sha512-AAAA', path: 'serilog/2.10.0' },
};

const target = {
  'shop/1.0.0': { dependencies: { 'Newtonsoft.Json': '12.0.3', Serilog: '2.10.0' }, runtime: { 'shop.dll': {} } },
  'Newtonsoft.Json/12.0.3': { runtime: { 'lib/netstandard2.0/Newtonsoft.Json.dll': {} } },
  'Serilog/2.10.0': { runtime: { 'lib/netstandard2.1/Serilog.dll': {} } },
};

/** What `dotnet publish` leaves, written byte for byte from its published shape: there is no .NET SDK to run here. */
export const dotnetApplication: Application = {
  name: '.NET, written from its published shape',
  tools: [],
  type: 'nuget',
  async build(root) {
    const folder = join(root, 'app');
    mkdirSync(folder, { recursive: true });
    const framework = '.NETCoreApp,Version=v8.0';
    const document = { runtimeTarget: { name: framework, signature: '' }, targets: { [framework]: target }, libraries };
    writeFileSync(join(folder, 'shop.deps.json'), JSON.stringify(document, null, 2));
    return ['Newtonsoft.Json 12.0.3', 'Serilog 2.10.0'];
  },
};
