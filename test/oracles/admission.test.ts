import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CelError, compile, newEnvironment, types, type Value } from '#cel';
import { admissionObjects } from './admission-objects.ts';
import { admissionPolicies, type AdmissionPolicy } from './admission-policies.ts';
import { ApiServer, kubernetesPrograms, pause, type ApiAnswer } from './api-server.ts';

/** `refused` when the policy itself is, `error` when its evaluation failed. */
type Verdict = 'allow' | 'deny' | 'error' | 'refused';

const policyPath = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies';
const bindingPath = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings';
/** Policies are asked in groups, chosen by a label: of the warnings of one request only 4 KiB come through. */
const groupSize = 8;
const groupLabel = 'seawall-group';
const probe = "!('seawall-probe' in object.metadata.?annotations.orValue({}))";
const nameOf = (index: number) => `p${index}`;
const groupOf = (index: number) => String(Math.floor(index / groupSize));

/** Skipped without KUBEBUILDER_ASSETS, the folder with etcd and kube-apiserver. */
describe.skipIf(kubernetesPrograms === undefined)('policies beside kube-apiserver', () => {
  let server: ApiServer;
  const refused = new Set<number>();
  beforeAll(async () => {
    server = await ApiServer.start(kubernetesPrograms ?? '');
    for (const [index, policy] of admissionPolicies.entries())
      if (!(await createPolicy(server, index, policy))) refused.add(index);
    for (let first = 0; first < admissionPolicies.length; first += groupSize) await untilActive(server, first, refused);
  }, 300_000);
  afterAll(() => server?.stop());

  test('the same verdict on every object', { timeout: 600_000 }, async () => {
    const complaints: string[] = [];
    const counts = { allow: 0, deny: 0, error: 0, refused: 0 };
    for (const { path, object } of admissionObjects) {
      for (let first = 0; first < admissionPolicies.length; first += groupSize) {
        const answer = await apply(server, path, inGroup(object, first));
        const warned = verdictsOf(answer);
        for (const [offset, policy] of admissionPolicies.slice(first, first + groupSize).entries()) {
          const index = first + offset;
          const theirs: Verdict = refused.has(index) ? 'refused' : (warned.get(nameOf(index)) ?? 'allow');
          const ours = verdictOf(policy, answer.body as Value);
          counts[theirs] += 1;
          if (ours.verdict === theirs) continue;
          const { kind, metadata } = object as { kind: string; metadata: { name: string } };
          const because = `${ours.text ?? ''} / ${answer.warnings.find((text) => text.includes(`'${nameOf(index)}'`)) ?? ''}`;
          complaints.push(
            `${policy.expression} on ${kind} ${metadata.name}: ours ${ours.verdict}, theirs ${theirs} (${because})`,
          );
        }
      }
    }
    process.stdout.write(
      `${admissionPolicies.length} policies on ${admissionObjects.length} objects: ${JSON.stringify(counts)}\n`,
    );
    expect(complaints).toEqual([]);
    expect(admissionPolicies.length).toBeGreaterThanOrEqual(100);
    expect(Math.min(counts.allow, counts.deny, counts.error)).toBeGreaterThan(100);
  });
});

/** Whether the API server takes a policy. */
async function createPolicy(server: ApiServer, index: number, policy: AdmissionPolicy): Promise<boolean> {
  const name = nameOf(index);
  const apiVersion = 'admissionregistration.k8s.io/v1';
  const rule = {
    apiGroups: ['', 'apps', 'networking.k8s.io'],
    apiVersions: ['v1'],
    operations: ['CREATE'],
    resources: ['deployments', 'pods', 'services', 'ingresses', 'configmaps'],
  };
  const spec = {
    failurePolicy: 'Fail',
    matchConstraints: { resourceRules: [rule] },
    variables: Object.entries(policy.variables ?? {}).map(([key, expression]) => ({ name: key, expression })),
    validations: [
      { expression: policy.expression, message: 'denied' },
      { expression: probe, message: 'probe' },
    ],
  };
  const made = await server.send('POST', policyPath, {
    apiVersion,
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name },
    spec,
  });
  if (made.status === 422) return false;
  if (made.status !== 201) throw new Error(`${policy.expression}: ${JSON.stringify(made.body)}`);
  const objectSelector = { matchLabels: { [groupLabel]: groupOf(index) } };
  const bound = await server.send('POST', bindingPath, {
    apiVersion,
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name },
    spec: { policyName: name, validationActions: ['Warn'], matchResources: { objectSelector } },
  });
  if (bound.status !== 201) throw new Error(JSON.stringify(bound.body));
  return true;
}

/** Policies take effect some time after they were made: until each of the group has answered the probe. */
async function untilActive(server: ApiServer, first: number, refused: ReadonlySet<number>): Promise<void> {
  const wanted = admissionPolicies
    .slice(first, first + groupSize)
    .map((_, offset) => first + offset)
    .filter((index) => !refused.has(index));
  const path = '/api/v1/namespaces/default/configmaps';
  const object = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'probe', annotations: { 'seawall-probe': 'yes' } },
  };
  for (let round = 0; round < 240; round += 1) {
    const { warnings } = await apply(server, path, inGroup(object, first));
    const answered = (index: number) =>
      warnings.some((text) => text.includes(`'${nameOf(index)}'`) && text.includes('probe'));
    if (wanted.every(answered)) return;
    await pause(250);
  }
  throw new Error(`the policies from ${nameOf(first)} on did not take effect`);
}

function inGroup(object: Readonly<Record<string, unknown>>, first: number): Record<string, unknown> {
  const metadata = object['metadata'] as { labels?: Readonly<Record<string, string>> };
  return { ...object, metadata: { ...metadata, labels: { ...metadata.labels, [groupLabel]: groupOf(first) } } };
}

/** Creates an object for show: the answer is the object as admission saw it, with all defaults. */
async function apply(server: ApiServer, path: string, object: Readonly<Record<string, unknown>>): Promise<ApiAnswer> {
  const answer = await server.send('POST', `${path}?dryRun=All`, object);
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
}

/** The policies that warned. `299 - "Validation failed for ValidatingAdmissionPolicy 'p1' with binding 'p1': denied"` */
function verdictsOf({ warnings }: ApiAnswer): Map<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  for (const text of warnings) {
    const [, name, why = ''] = /ValidatingAdmissionPolicy '(\w+)' with binding '\w+': (.*)"$/s.exec(text) ?? [];
    if (name !== undefined) verdicts.set(name, why === 'denied' ? 'deny' : 'error');
  }
  return verdicts;
}

const variables = ['object', 'oldObject', 'request', 'params', 'namespaceObject', 'authorizer', 'variables'];
const environment = newEnvironment({ variables: Object.fromEntries(variables.map((name) => [name, types.dyn])) });

function verdictOf(policy: AdmissionPolicy, object: Value): { verdict: Verdict; text?: string } {
  let program;
  let parts;
  try {
    program = compile(policy.expression, environment);
    parts = Object.entries(policy.variables ?? {}).map(([name, expr]) => [name, compile(expr, environment)] as const);
  } catch (error) {
    if (!(error instanceof CelError)) throw error;
    return { verdict: 'refused', text: error.message };
  }
  // A variable that fails has no value; who uses it fails then, as there.
  const values: Record<string, Value> = {};
  const bindings = { object, oldObject: null, variables: values };
  for (const [name, part] of parts) {
    try {
      values[name] = part.evaluate(bindings).value;
    } catch (error) {
      if (!(error instanceof CelError)) throw error;
    }
  }
  try {
    return { verdict: program.evaluate(bindings).value === true ? 'allow' : 'deny' };
  } catch (error) {
    if (!(error instanceof CelError)) throw error;
    return { verdict: 'error', text: error.message };
  }
}
