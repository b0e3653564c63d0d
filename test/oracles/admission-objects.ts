type Json = Readonly<Record<string, unknown>>;

const digest = `@sha256:${'0a'.repeat(32)}`;

const hardened = {
  name: 'web',
  image: `registry.example.com/shop/web:1.4.2${digest}`,
  ports: [{ containerPort: 8080 }],
  env: [
    { name: 'ENDPOINT', value: 'https://api.example.com:8443/v1?q=1' },
    { name: 'ADDRESS', value: '10.1.2.3' },
    { name: 'NETWORK', value: '10.20.0.0/16' },
    { name: 'TIMEOUT', value: '30s' },
    { name: 'REPLICAS', value: '3' },
  ],
  resources: { limits: { cpu: '500m', memory: '512Mi' }, requests: { cpu: '100m', memory: '128Mi' } },
  livenessProbe: { httpGet: { path: '/live', port: 8080 }, periodSeconds: 10, failureThreshold: 3 },
  readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
  securityContext: {
    privileged: false,
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    runAsUser: 10001,
    capabilities: { drop: ['ALL'] },
  },
};
const proxy = {
  ...hardened,
  name: 'proxy',
  image: 'registry.k8s.io/proxy:1.1.0',
  ports: [{ containerPort: 9090 }],
  securityContext: { ...hardened.securityContext, capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } },
};
const careless = {
  name: 'app',
  image: 'nginx:latest',
  ports: [{ containerPort: 80, hostPort: 80 }],
  env: [
    { name: 'DB_PASSWORD', value: 'hunter2' },
    { name: 'ENDPOINT', value: 'http://127.0.0.1/' },
    { name: 'ADDRESS', value: '::1' },
    { name: 'NETWORK', value: '192.168.0.0/12' },
    { name: 'TIMEOUT', value: '1h' },
    { name: 'REPLICAS', value: 'three' },
  ],
  livenessProbe: { exec: { command: ['true'] } },
  securityContext: { privileged: true, capabilities: { add: ['CHOWN'] } },
};

function deployment(name: string, labels: Json, replicas: number, spec: Json): Json {
  const selector = { matchLabels: { app: name } };
  const template = { metadata: { labels: { app: name } }, spec };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels, annotations: { owner: 'web@example.com' } },
    spec: { replicas, selector, template },
  };
}

/** Objects as people apply them: hardened, careless and in between, of the kinds that policies look at. */
export const admissionObjects: readonly { readonly path: string; readonly object: Json }[] = [
  ...[
    deployment('web', { 'app.kubernetes.io/name': 'web', team: 'shop', env: 'prod' }, 3, {
      containers: [hardened, proxy],
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    }),
    deployment('web-v2', { team: 'platform', env: 'test' }, 1, { containers: [hardened] }),
    deployment('careless', { team: 'Shop_1' }, 12, {
      containers: [careless],
      hostNetwork: true,
      hostPID: true,
      volumes: [{ name: 'socket', hostPath: { path: '/var/run/docker.sock' } }],
    }),
    deployment('mixed-one', { team: 'shop', env: 'dev' }, 4, {
      containers: [proxy, { ...careless, ports: [{ containerPort: 8000 }] }],
      initContainers: [{ name: 'init-data', image: 'busybox:1.36', securityContext: { privileged: true } }],
      volumes: [{ name: 'tmp', emptyDir: {} }],
    }),
    deployment('bare', {}, 2, { containers: [{ name: 'c', image: 'example.com/c' }] }),
  ].map((object) => ({ path: '/apis/apps/v1/namespaces/default/deployments', object })),
  ...[
    { name: 'pod-ok', labels: { team: 'shop' }, spec: { containers: [hardened] } },
    { name: 'pod-bad', labels: {}, spec: { containers: [careless], hostNetwork: true } },
  ].map(({ name, labels, spec }) => ({
    path: '/api/v1/namespaces/default/pods',
    object: { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels }, spec },
  })),
  {
    path: '/api/v1/namespaces/default/services',
    object: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'svc', labels: { team: 'shop', env: 'prod' } },
      spec: {
        type: 'LoadBalancer',
        externalIPs: ['8.8.8.8'],
        loadBalancerSourceRanges: ['10.0.0.0/8', '192.168.1.0/24'],
        ports: [
          { name: 'ssh', port: 22 },
          { name: 'http', port: 80 },
        ],
      },
    },
  },
  {
    path: '/apis/networking.k8s.io/v1/namespaces/default/ingresses',
    object: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'web', labels: { team: 'platform' } },
      spec: {
        tls: [{ hosts: ['shop.example.com'], secretName: 'tls' }],
        rules: [
          {
            host: 'shop.example.com',
            http: {
              paths: [
                { path: '/', pathType: 'Prefix', backend: { service: { name: 'svc', port: { number: 80 } } } },
                { path: '/admin', pathType: 'Exact', backend: { service: { name: 'svc', port: { number: 80 } } } },
              ],
            },
          },
        ],
      },
    },
  },
  {
    path: '/api/v1/namespaces/default/configmaps',
    object: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'settings', labels: { team: 'shop' } },
      data: {
        'cert.pem': '-----BEGIN',
        expires: '2030-12-31T23:30:00Z',
        timeout: '5m30s',
        ratio: '0.5',
        flag: 'true',
        text: 'Grüße 🌍',
        count: '7',
      },
    },
  },
];
