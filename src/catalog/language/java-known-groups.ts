/** A family of artefacts whose jars carry no Maven metadata. */
export interface KnownGroup {
  /** The artifact id, whole, as file name or manifest give it. */
  artifact: RegExp;
  /** Absent where it is the artifact id once more, as with artefacts from Maven's first years. */
  group?: string;
  /** What the artifact id begins with in Maven Central, where the file is delivered without it. */
  prefix?: string;
  /** Versions published under this group, where it has changed. */
  versions?: RegExp;
  /** Paths of which one must begin that of a member of the jar for the group to be believed. */
  folders: readonly string[];
  /** A name of the Java module, or the beginning of one, that is believed as well. */
  module?: string;
}

const spring = 'org/springframework';
const tomcat = [
  'org/apache/catalina/',
  'org/apache/coyote/',
  'org/apache/jasper/',
  'org/apache/tomcat/',
  'org/apache/el/',
];
const tomcatToo = [...tomcat, 'org/apache/juli/', 'org/apache/naming/'];

/**
 * Widely used artefacts built by Gradle, Ant or sbt, which leave no `pom.properties`, with the group they are published
 * under in Maven Central. The first that fits counts.
 */
export const knownGroups: readonly KnownGroup[] = [
  {
    artifact: /^spring-boot(?:-[a-z0-9-]+)?$/,
    group: 'org.springframework.boot',
    folders: [`${spring}/boot/`],
    module: 'spring.boot',
  },
  {
    artifact:
      /^spring-security-(?:acl|aspects|cas|config|core|crypto|data|ldap|messaging|openid|remoting|rsocket|taglibs|test|web)$/,
    group: 'org.springframework.security',
    folders: [`${spring}/security/`],
  },
  {
    artifact:
      /^spring-security-(?:saml2-service-provider|oauth2-(?:authorization-server|client|core|jose|resource-server))$/,
    group: 'org.springframework.security',
    folders: [`${spring}/security/`],
  },
  {
    artifact:
      /^spring-(?:aop|aspects|beans|context|context-indexer|context-support|core|core-test|expression|instrument)$/,
    group: 'org.springframework',
    folders: [`${spring}/`],
  },
  {
    artifact: /^spring-(?:jdbc|jms|messaging|orm|oxm|r2dbc|test|tx|web|webflux|webmvc|webmvc-portlet|websocket)$/,
    group: 'org.springframework',
    folders: [`${spring}/`],
  },
  { artifact: /^spring-jcl$/, group: 'org.springframework', folders: ['org/apache/commons/logging/'] },
  { artifact: /^spring-(?:amqp|rabbit)$/, group: 'org.springframework.amqp', folders: [`${spring}/amqp/`] },
  { artifact: /^spring-batch-[a-z]+$/, group: 'org.springframework.batch', folders: [`${spring}/batch/`] },
  {
    artifact: /^spring-integration-[a-z]+$/,
    group: 'org.springframework.integration',
    folders: [`${spring}/integration/`],
  },
  { artifact: /^spring-kafka$/, group: 'org.springframework.kafka', folders: [`${spring}/kafka/`] },
  { artifact: /^spring-ldap-[a-z]+$/, group: 'org.springframework.ldap', folders: [`${spring}/ldap/`] },
  { artifact: /^spring-session-[a-z-]+$/, group: 'org.springframework.session', folders: [`${spring}/session/`] },
  { artifact: /^hibernate-core$/, group: 'org.hibernate', versions: /^[1-5]\./, folders: ['org/hibernate/'] },
  { artifact: /^hibernate-core$/, group: 'org.hibernate.orm', folders: ['org/hibernate/'] },
  { artifact: /^tomcat-embed-[a-z]+$/, group: 'org.apache.tomcat.embed', folders: tomcat },
  {
    artifact: /^tomcat-(?:api|catalina|coyote|dbcp|jasper|jdbc|jni|juli|servlet-api|tribes|util|util-scan|websocket)$/,
    group: 'org.apache.tomcat',
    folders: tomcatToo,
  },
  { artifact: /^(?:catalina|catalina-ha|jasper)$/, group: 'org.apache.tomcat', prefix: 'tomcat-', folders: tomcat },
  {
    artifact: /^kotlin-(?:compiler|compiler-embeddable|reflect|script-runtime|stdlib|stdlib-common|stdlib-jdk[78])$/,
    group: 'org.jetbrains.kotlin',
    folders: ['kotlin/', 'org/jetbrains/kotlin/'],
  },
  { artifact: /^kotlinx-coroutines-[a-z0-9-]+$/, group: 'org.jetbrains.kotlinx', folders: ['kotlinx/coroutines/'] },
  { artifact: /^ktor-[a-z-]+$/, group: 'io.ktor', folders: ['io/ktor/'] },
  { artifact: /^okhttp$/, group: 'com.squareup.okhttp3', folders: ['okhttp3/'] },
  { artifact: /^okio(?:-jvm)?$/, group: 'com.squareup.okio', folders: ['okio/'] },
  {
    artifact:
      /^grpc-(?:alts|api|auth|context|core|netty|netty-shaded|okhttp|protobuf|protobuf-lite|services|stub|xds)$/,
    group: 'io.grpc',
    folders: ['io/grpc/'],
  },
  {
    artifact: /^bc(?:mail|jmail|pg|pkix|prov|prov-ext|tls|util)-(?:jdk|lts)[0-9a-z]+$/,
    group: 'org.bouncycastle',
    folders: ['org/bouncycastle/'],
  },
  {
    artifact: /^groovy(?:-[a-z]+)?$/,
    group: 'org.codehaus.groovy',
    versions: /^[1-3]\./,
    folders: ['groovy/', 'org/codehaus/groovy/'],
  },
  { artifact: /^groovy(?:-[a-z]+)?$/, group: 'org.apache.groovy', folders: ['groovy/', 'org/apache/groovy/'] },
  { artifact: /^mysql-connector-java$/, group: 'mysql', folders: ['com/mysql/'] },
  { artifact: /^mysql-connector-j$/, group: 'com.mysql', folders: ['com/mysql/'] },
  { artifact: /^postgresql$/, group: 'org.postgresql', folders: ['org/postgresql/'] },
  { artifact: /^h2$/, group: 'com.h2database', folders: ['org/h2/'] },
  { artifact: /^hsqldb$/, group: 'org.hsqldb', versions: /^2\./, folders: ['org/hsqldb/'] },
  { artifact: /^derby$/, group: 'org.apache.derby', folders: ['org/apache/derby/'] },
  { artifact: /^c3p0$/, group: 'com.mchange', versions: /^0\.(?:9\.[2-9]|1)/, folders: ['com/mchange/v2/c3p0/'] },
  { artifact: /^c3p0$/, versions: /^0\.9\.[01]/, folders: ['com/mchange/v2/c3p0/'] },
  { artifact: /^cassandra-all$/, group: 'org.apache.cassandra', folders: ['org/apache/cassandra/'] },
  { artifact: /^elasticsearch$/, group: 'org.elasticsearch', folders: ['org/elasticsearch/'] },
  { artifact: /^lucene-[a-z0-9-]+$/, group: 'org.apache.lucene', folders: ['org/apache/lucene/'] },
  { artifact: /^kafka-(?:clients|streams)$/, group: 'org.apache.kafka', folders: ['org/apache/kafka/'] },
  { artifact: /^kafka_2\.\d+$/, group: 'org.apache.kafka', folders: ['kafka/'] },
  { artifact: /^ant$/, group: 'org.apache.ant', versions: /^1\.(?:[789]|10)/, folders: ['org/apache/tools/ant/'] },
  { artifact: /^freemarker$/, group: 'org.freemarker', folders: ['freemarker/'] },
  { artifact: /^velocity$/, group: 'org.apache.velocity', versions: /^1\.[5-9]/, folders: ['org/apache/velocity/'] },
  { artifact: /^checker(?:-qual|-compat-qual)?$/, group: 'org.checkerframework', folders: ['org/checkerframework/'] },
  { artifact: /^graphql-java$/, group: 'com.graphql-java', folders: ['graphql/'] },
  { artifact: /^json-path$/, group: 'com.jayway.jsonpath', folders: ['com/jayway/jsonpath/'] },
  {
    artifact: /^springfox-swagger-ui$/,
    group: 'io.springfox',
    folders: ['META-INF/resources/webjars/springfox-swagger-ui/'],
  },
  { artifact: /^testng$/, group: 'org.testng', folders: ['org/testng/'] },
  { artifact: /^dom4j$/, versions: /^1\./, folders: ['org/dom4j/'] },
  { artifact: /^dom4j$/, group: 'org.dom4j', folders: ['org/dom4j/'] },
  { artifact: /^jdom2$/, group: 'org.jdom', folders: ['org/jdom2/'] },
  { artifact: /^xercesImpl$/, group: 'xerces', folders: ['org/apache/xerces/'] },
  { artifact: /^xalan$/, folders: ['org/apache/xalan/'] },
  { artifact: /^axis$/, folders: ['org/apache/axis/'] },
  { artifact: /^log4j$/, folders: ['org/apache/log4j/'] },
  { artifact: /^junit$/, folders: ['org/junit/', 'junit/framework/'] },
  { artifact: /^antlr$/, folders: ['antlr/'] },
  {
    artifact:
      /^commons-(?:beanutils|cli|codec|collections|configuration|digester|fileupload|httpclient|io|jxpath|lang)$/,
    folders: ['org/apache/commons/'],
  },
  {
    artifact: /^commons-(?:chain|daemon|dbcp|discovery|el|jexl|launcher|logging|modeler|net|pool|validator)$/,
    folders: ['org/apache/commons/'],
  },
];
