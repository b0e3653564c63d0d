import { readFileSync } from 'node:fs';
import { compile, newEnvironment, types } from '#cel';

/** One expression of `cel.json`: its name, and how long an evaluation took. */
export interface CelTiming {
  readonly name: string;
  readonly microseconds: number;
}

const labels = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/version': '1.2.3', team: 'platform' };

/** A Deployment of four containers with 20 environment variables each, as admission sees it. */
export function sampleBindings(): Record<string, unknown> {
  const containers = Array.from({ length: 4 }, (_, index) => ({
    name: `c${index}`,
    image: `registry.example.com/team/app-${index}:1.2.${index}@sha256:${'0a'.repeat(32)}`,
    env: Array.from({ length: 20 }, (_unused, at) => ({ name: `E${at}`, value: String(at) })),
    ports: [{ containerPort: 8080 + index }],
    resources: { limits: { cpu: '500m', memory: '512Mi' }, requests: { cpu: '100m', memory: '128Mi' } },
    livenessProbe: { httpGet: { path: '/live', port: 8080 } },
    readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
    securityContext: { privileged: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
  }));
  const selector = { matchLabels: labels };
  const template = { metadata: { labels }, spec: { containers, volumes: [{ name: 'a', emptyDir: {} }] } };
  const object = { metadata: { name: 'web', labels }, spec: { replicas: 3, selector, template } };
  return { object, oldObject: structuredClone(object) };
}

/** Times every expression: the mean of `rounds` evaluations after as many to warm up. */
export function timeExpressions(rounds = 2000): CelTiming[] {
  const file = new URL('cel.json', import.meta.url);
  const expressions = JSON.parse(readFileSync(file, 'utf8')) as readonly { name: string; expr: string }[];
  const environment = newEnvironment({ variables: { object: types.dyn, oldObject: types.dyn } });
  const bindings = sampleBindings();
  return expressions.map(({ name, expr }) => {
    const program = compile(expr, environment);
    const run = () => {
      const start = process.hrtime.bigint();
      for (let round = 0; round < rounds; round += 1) program.evaluate(bindings);
      return Number(process.hrtime.bigint() - start) / 1000 / rounds;
    };
    run();
    return { name, microseconds: run() };
  });
}
