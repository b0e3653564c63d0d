import type { Application } from './application.ts';
import { cargoApplication } from './cargo.ts';
import { composerApplication } from './composer.ts';
import { dotnetApplication } from './dotnet.ts';
import { goApplication } from './go.ts';
import { mavenApplication } from './maven.ts';
import { npmApplication } from './npm.ts';
import { pnpmApplication } from './pnpm.ts';
import { pythonApplication } from './python.ts';
import { rubyApplication } from './ruby.ts';

/** One application for each ecosystem of which the real tools can be had. */
export const applications: readonly Application[] = [
  cargoApplication,
  composerApplication,
  dotnetApplication,
  goApplication,
  mavenApplication,
  npmApplication,
  pnpmApplication,
  pythonApplication,
  rubyApplication,
];
