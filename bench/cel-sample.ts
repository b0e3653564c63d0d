import { readFileSync } from 'node:fs';

/** One expression of `cel.json`. */
export interface CelExpression {
  readonly name: string;
  readonly expr: string;
}

/** The expressions that are timed: as real admission policies write them. */
export function benchExpressions(): readonly CelExpression[] {
  return JSON.parse(readFileSync(new URL('cel.json', import.meta.url), 'utf8')) as readonly CelExpression[];
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
