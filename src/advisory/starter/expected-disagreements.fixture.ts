/** Where the starter data and the real data that it was compared with differ about versions, and why it stays so. */
export const expectedDisagreements: readonly (readonly [line: string, why: string])[] = [
  [
    'crates.io time CVE-2020-26235: 0 < 0.2.0 | 0.2.7 < 0.2.23 here, 0.0.0-0 < 0.2.0 | 0.2.1-0 < 0.2.1 | 0.2.2-0 < 0.2.2 | 0.2.3-0 < 0.2.3 | 0.2.4-0 < 0.2.4 | 0.2.5-0 < 0.2.5 | 0.2.6-0 < 0.2.6 | 0.2.7-0 < 0.2.23 there',
    'the record there excludes pre-releases one by one',
  ],
  [
    'debian:11 glibc CVE-2023-4911: 2.31-13+deb11u1 < 2.31-13+deb11u7 here, 0 < 2.31-13+deb11u7 there',
    'the tracker names no first affected version; older ones were never in that release',
  ],
  [
    'debian:12 openssh CVE-2024-6387: 1:8.5p1-1 < 1:9.2p1-2+deb12u3 here, 0 < 1:9.2p1-2+deb12u3 there',
    'the tracker names no first affected version; older ones were never in that release',
  ],
  [
    'debian:12 openssl CVE-2022-3602: 3.0.0-1 < 3.0.7-1 here, 0 < 3.0.7-1 there',
    'the tracker names no first affected version; older ones were never in that release',
  ],
  [
    'debian:12 openssl CVE-2022-3786: 3.0.0-1 < 3.0.7-1 here, 0 < 3.0.7-1 there',
    'the tracker names no first affected version; older ones were never in that release',
  ],
  [
    'go k8s.io/ingress-nginx CVE-2025-1097: 0 < 1.11.5 | 1.12.0-beta.0 < 1.12.1 here, 0 and newer there',
    'the Go database knows no tags of the form controller-vN; these are the releases with the fix',
  ],
  [
    'go k8s.io/ingress-nginx CVE-2025-1098: 0 < 1.11.5 | 1.12.0-beta.0 < 1.12.1 here, 0 and newer there',
    'the Go database knows no tags of the form controller-vN; these are the releases with the fix',
  ],
  [
    'go k8s.io/ingress-nginx CVE-2025-1974: 0 < 1.11.5 | 1.12.0-beta.0 < 1.12.1 here, 0 and newer there',
    'the Go database knows no tags of the form controller-vN; these are the releases with the fix',
  ],
  [
    'go k8s.io/ingress-nginx CVE-2025-24514: 0 < 1.11.5 | 1.12.0-beta.0 < 1.12.1 here, 0 and newer there',
    'the Go database knows no tags of the form controller-vN; these are the releases with the fix',
  ],
  [
    'maven commons-collections:commons-collections CVE-2015-7501: 3.0 < 3.2.2 here, 0 < 3.2.2 there',
    'the bound there is zero; releases before the one named here do not have the code',
  ],
  [
    'maven commons-fileupload:commons-fileupload CVE-2023-24998: 1.0 < 1.5 here, 0 < 1.5 there',
    'the bound there is zero; releases before the one named here do not have the code',
  ],
  [
    'maven io.netty:netty-codec CVE-2021-37136: 4.0.0 < 4.1.68.Final here, 0 < 4.1.68.Final there',
    'the bound there is zero; releases before the one named here do not have the code',
  ],
  [
    'maven io.netty:netty-codec-http CVE-2019-20444: 4.0.0 < 4.1.44.Final here, 0 < 4.1.44 there',
    'the bound there is zero; releases before the one named here do not have the code',
  ],
  [
    'maven log4j:log4j CVE-2022-23302: 1.2 <= 1.2.17 here, 0 <= 1.2.17 there',
    'the bound there is zero; releases before the one named here do not have the code',
  ],
  [
    'maven log4j:log4j CVE-2022-23305: 1.2 <= 1.2.17 here, 0 <= 1.2.17 there',
    'the bound there is zero; releases before the one named here do not have the code',
  ],
  [
    'maven log4j:log4j CVE-2022-23307: 1.2 <= 1.2.17 here, 0 <= 1.2.17 there',
    'the bound there is zero; releases before the one named here do not have the code',
  ],
  [
    'maven org.apache.commons:commons-collections4 CVE-2015-7501: 4.0 < 4.1 here, 0 < 4.1 there',
    'the bound there is zero; releases before the one named here do not have the code',
  ],
  [
    'maven org.apache.tomcat.embed:tomcat-embed-core CVE-2023-44487: 8.5.0 < 8.5.94 | 9.0.0-M1 < 9.0.81 | 10.1.0-M1 < 10.1.14 | 11.0.0-M1 < 11.0.0-M12 here, 11.0.0-M1 < 11.0.0-M12 | 10.0.0 < 10.1.14 | 9.0.0 < 9.0.81 | 8.5.0 < 8.5.94 there',
    "the bounds here are those of Tomcat's own page, which begin with the first milestone",
  ],
  [
    'maven org.apache.tomcat:tomcat-coyote CVE-2023-44487: 8.5.0 < 8.5.94 | 9.0.0-M1 < 9.0.81 | 10.1.0-M1 < 10.1.14 | 11.0.0-M1 < 11.0.0-M12 here, 11.0.0-M1 < 11.0.0-M12 | 10.0.0 < 10.1.14 | 9.0.0 < 9.0.81 | 8.5.0 < 8.5.94 there',
    "the bounds here are those of Tomcat's own page, which begin with the first milestone",
  ],
  [
    'npm async CVE-2021-43138: 2.0.0 < 2.6.4 | 3.0.0 < 3.2.2 here, 2.0.0 < 2.6.4 there',
    'the npm shards there keep one range of several',
  ],
  [
    'npm axios CVE-2023-45857: 0.8.1 < 0.28.0 | 1.0.0 < 1.6.0 here, 0.8.1 < 0.28.0 there',
    'the npm shards there keep one range of several',
  ],
  [
    'npm coa GHSA-73qr-pfmq-6rp8: 2.0.3 < 2.1.4 | 3.0.1 < 3.1.4 here, 3.1.3 <= 3.1.3 there',
    'the npm shards there keep one range of several',
  ],
  [
    'npm handlebars CVE-2019-19919: 0 < 3.0.8 | 4.0.0 < 4.3.0 here, 0 < 3.0.8 there',
    'the npm shards there keep one range of several',
  ],
  [
    'npm next CVE-2025-29927: 11.1.4 < 12.3.5 | 13.0.0 < 13.5.9 | 14.0.0 < 14.2.25 | 15.0.0 < 15.2.3 here, 12.0.0 < 12.3.5 there',
    'the npm shards there keep one range of several',
  ],
  ['npm rc GHSA-g2q5-5433-rhrf: 3 named here, 2.3.9 <= 2.3.9 there', 'the npm shards there keep one range of several'],
  [
    'npm react-server-dom-parcel CVE-2025-55182: 19.0.0 < 19.0.1 | 19.1.0 < 19.1.2 | 19.2.0 < 19.2.1 here, 19.0.0 <= 19.0.0 there',
    'the npm shards there keep one range of several',
  ],
  [
    'npm react-server-dom-turbopack CVE-2025-55182: 19.0.0 < 19.0.1 | 19.1.0 < 19.1.2 | 19.2.0 < 19.2.1 here, 19.0.0 <= 19.0.0 there',
    'the npm shards there keep one range of several',
  ],
  [
    'npm react-server-dom-webpack CVE-2025-55182: 19.0.0 < 19.0.1 | 19.1.0 < 19.1.2 | 19.2.0 < 19.2.1 here, 19.0.0 <= 19.0.0 there',
    'the npm shards there keep one range of several',
  ],
  [
    'npm tar CVE-2021-32803: 0 < 3.2.3 | 4.0.0 < 4.4.15 | 5.0.0 < 5.0.7 | 6.0.0 < 6.1.2 here, 3.0.0 < 3.2.3 there',
    'the npm shards there keep one range of several',
  ],
  [
    'npm tar CVE-2021-32804: 0 < 3.2.2 | 4.0.0 < 4.4.14 | 5.0.0 < 5.0.6 | 6.0.0 < 6.1.1 here, 6.0.0 < 6.1.1 there',
    'the npm shards there keep one range of several',
  ],
  [
    'npm ua-parser-js GHSA-pjwm-rvh2-c87w: 0.7.29 < 0.7.30 | 0.8.0 < 0.8.1 | 1.0.0 < 1.0.1 here, 1.0.0 <= 1.0.0 there',
    'the npm shards there keep one range of several',
  ],
  ['pypi apache-airflow CVE-2020-11978: 0 < 1.10.11 here, 0 < 1.10.11rc1 there', 'a release candidate had the fix'],
  [
    'pypi cryptography CVE-2020-36242: 0 < 3.3.2 here, 3.1 < 3.3.2 there',
    'the NVD and the change log name no first version',
  ],
  ['pypi idna CVE-2024-3651: 0 < 3.7 here, 0.1 < 3.7 there', '0.1 is the first release'],
  [
    'pypi paramiko CVE-2018-7750: 0 < 1.17.6 | 1.18.0 < 1.18.5 | 2.0.0 < 2.0.8 | 2.1.0 < 2.1.5 | 2.2.0 < 2.2.3 | 2.3.0 < 2.3.2 | 2.4.0 < 2.4.1 here, 0 < 1.17.6 | 1.18.0 < 1.18.5 | 2.0.0 < 2.0.8 | 2.1.0 < 2.1.5 | 2.2.0 < 2.2.3 | 2.3.0 < 2.3.2 | 8 named there',
    'the record there misses 2.4.0, which the project names as affected',
  ],
  ['pypi pillow CVE-2022-22817: 0 < 9.0.1 here, 0 < 9.0.0 there', '9.0.1 is the release that completed the fix'],
  [
    'rubygems actionview CVE-2016-0752: 0 < 4.1.14.1 | 4.2.0 < 4.2.5.1 here, 0 < 4.1.14.1 | 4.2.A < 4.2.5.1 | 4.3.A < 5.0.0.beta1.1 there',
    'the Ruby advisories there take in the pre-releases and gaps between the releases named',
  ],
  [
    'rubygems actionview CVE-2019-5418: 0 < 4.2.11.1 | 5.0.0 < 5.0.7.2 | 5.1.0 < 5.1.6.2 | 5.2.0 < 5.2.2.1 here, 0 < 4.2.11.1 | 4.3.A < 5.0.7.2 | 5.1.A < 5.1.6.2 | 5.2.A < 5.2.2.1 | 5.3.A < 6.0.0.beta3 there',
    'the Ruby advisories there take in the pre-releases and gaps between the releases named',
  ],
  [
    'rubygems activerecord CVE-2022-32224: 0 < 5.2.8.1 | 6.0.0 < 6.0.5.1 | 6.1.0 < 6.1.6.1 | 7.0.0 < 7.0.3.1 here, 0 < 5.2.8.1 | 5.3.A < 6.0.5.1 | 6.1.A < 6.1.6.1 | 6.2.A < 7.0.3.1 there',
    'the Ruby advisories there take in the pre-releases and gaps between the releases named',
  ],
  [
    'rubygems activerecord CVE-2023-22794: 6.0.0 < 6.0.6.1 | 6.1.0 < 6.1.7.1 | 7.0.0 < 7.0.4.1 here, 6.0.0 < 6.0.6.1 | 6.1.A < 6.1.7.1 | 6.2.A < 7.0.4.1 there',
    'the Ruby advisories there take in the pre-releases and gaps between the releases named',
  ],
  [
    'rubygems bootstrap-sass CVE-2019-10842: 1 named here, 3.2.0.2.0.0.0.1 < 3.2.0.4 there',
    'one malicious release, which the range there writes as the gap around it',
  ],
  [
    'rubygems puma CVE-2022-24790: 0 < 4.3.12 | 5.0.0 < 5.6.4 here, 0 < 4.3.12 | 4.4.A < 5.6.4 there',
    'the Ruby advisories there take in the pre-releases and gaps between the releases named',
  ],
  [
    'rubygems puma CVE-2024-21647: 0 < 5.6.8 | 6.0.0 < 6.4.2 here, 0 < 5.6.8 | 5.7.A < 6.4.2 there',
    'the Ruby advisories there take in the pre-releases and gaps between the releases named',
  ],
  [
    'rubygems rack CVE-2022-30122: 1.2 < 2.0.9.1 | 2.1.0 < 2.1.4.1 | 2.2.0 < 2.2.3.1 here, 1.2 < 2.0.9.1 | 2.1.A < 2.1.4.1 | 2.2.A < 2.2.3.1 there',
    'the Ruby advisories there take in the pre-releases and gaps between the releases named',
  ],
  [
    'rubygems rack CVE-2022-30123: 0 < 2.0.9.1 | 2.1.0 < 2.1.4.1 | 2.2.0 < 2.2.3.1 here, 0 < 2.0.9.1 | 2.1.A < 2.1.4.1 | 2.2.A < 2.2.3.1 there',
    'the Ruby advisories there take in the pre-releases and gaps between the releases named',
  ],
  [
    'rubygems rack CVE-2023-27530: 0 < 2.0.9.3 | 2.1.0 < 2.1.4.3 | 2.2.0 < 2.2.6.3 | 3.0.0 < 3.0.4.2 here, 0 < 2.0.9.3 | 2.1.A < 2.1.4.3 | 2.2.A < 2.2.6.3 | 2.3.A < 3.0.4.2 there',
    'the Ruby advisories there take in the pre-releases and gaps between the releases named',
  ],
  [
    'rubygems rack CVE-2025-27610: 0 < 2.2.13 | 3.0.0 < 3.0.14 | 3.1.0 < 3.1.12 here, 0 < 2.2.13 | 2.3.A < 3.0.14 | 3.1.A < 3.1.12 there',
    'the Ruby advisories there take in the pre-releases and gaps between the releases named',
  ],
  [
    'rubygems rest-client CVE-2019-15224: 1.6.10 < 1.6.14 here, 1.6.9.0.0.0.1 < 1.6.14 there',
    'one malicious release, which the range there writes as the gap around it',
  ],
  [
    'rubygems ruby-saml CVE-2024-45409: 0 < 1.12.3 | 1.13.0 < 1.17.0 here, 0 < 1.12.3 | 1.13.A < 1.17.0 there',
    'the Ruby advisories there take in the pre-releases and gaps between the releases named',
  ],
];
