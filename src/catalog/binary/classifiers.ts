import type { Classifier } from './classifier.ts';
import { bash } from './classifiers/bash.ts';
import { bind } from './classifiers/bind.ts';
import { busybox } from './classifiers/busybox.ts';
import { cAres } from './classifiers/c-ares.ts';
import { chrony } from './classifiers/chrony.ts';
import { coreutils } from './classifiers/coreutils.ts';
import { cpio } from './classifiers/cpio.ts';
import { cups } from './classifiers/cups.ts';
import { curl } from './classifiers/curl.ts';
import { dbus } from './classifiers/dbus.ts';
import { dnsmasq } from './classifiers/dnsmasq.ts';
import { erlang } from './classifiers/erlang.ts';
import { exim } from './classifiers/exim.ts';
import { expat } from './classifiers/expat.ts';
import { ffmpeg } from './classifiers/ffmpeg.ts';
import { gawk } from './classifiers/gawk.ts';
import { ghostscript } from './classifiers/ghostscript.ts';
import { git } from './classifiers/git.ts';
import { glib } from './classifiers/glib.ts';
import { glibc } from './classifiers/glibc.ts';
import { gnupg } from './classifiers/gnupg.ts';
import { gnutls } from './classifiers/gnutls.ts';
import { gzip } from './classifiers/gzip.ts';
import { haproxy } from './classifiers/haproxy.ts';
import { httpServer } from './classifiers/http-server.ts';
import { imagemagick } from './classifiers/imagemagick.ts';
import { krb5 } from './classifiers/krb5.ts';
import { libarchive } from './classifiers/libarchive.ts';
import { libcurl } from './classifiers/libcurl.ts';
import { libgcrypt } from './classifiers/libgcrypt.ts';
import { libgit2 } from './classifiers/libgit2.ts';
import { libidn2 } from './classifiers/libidn2.ts';
import { libjpegTurbo } from './classifiers/libjpeg-turbo.ts';
import { libpcap } from './classifiers/libpcap.ts';
import { libpng } from './classifiers/libpng.ts';
import { libssh } from './classifiers/libssh.ts';
import { libssh2 } from './classifiers/libssh2.ts';
import { libtasn1 } from './classifiers/libtasn1.ts';
import { libtiff } from './classifiers/libtiff.ts';
import { libuv } from './classifiers/libuv.ts';
import { libxml2 } from './classifiers/libxml2.ts';
import { libxslt } from './classifiers/libxslt.ts';
import { libyaml } from './classifiers/libyaml.ts';
import { lighttpd } from './classifiers/lighttpd.ts';
import { lua } from './classifiers/lua.ts';
import { lz4 } from './classifiers/lz4.ts';
import { mariadb } from './classifiers/mariadb.ts';
import { memcached } from './classifiers/memcached.ts';
import { monit } from './classifiers/monit.ts';
import { mosquitto } from './classifiers/mosquitto.ts';
import { musl } from './classifiers/musl.ts';
import { mutt } from './classifiers/mutt.ts';
import { mysql } from './classifiers/mysql.ts';
import { nano } from './classifiers/nano.ts';
import { ncurses } from './classifiers/ncurses.ts';
import { nghttp2 } from './classifiers/nghttp2.ts';
import { nginx } from './classifiers/nginx.ts';
import { node } from './classifiers/node.ts';
import { nss } from './classifiers/nss.ts';
import { openjdk } from './classifiers/openjdk.ts';
import { openjpeg } from './classifiers/openjpeg.ts';
import { openldap } from './classifiers/openldap.ts';
import { openssh } from './classifiers/openssh.ts';
import { openssl } from './classifiers/openssl.ts';
import { openvpn } from './classifiers/openvpn.ts';
import { patch } from './classifiers/patch.ts';
import { pcre2 } from './classifiers/pcre2.ts';
import { perl } from './classifiers/perl.ts';
import { php } from './classifiers/php.ts';
import { postfix } from './classifiers/postfix.ts';
import { postgresql } from './classifiers/postgresql.ts';
import { proftpd } from './classifiers/proftpd.ts';
import { python } from './classifiers/python.ts';
import { redis } from './classifiers/redis.ts';
import { rsync } from './classifiers/rsync.ts';
import { ruby } from './classifiers/ruby.ts';
import { sqlite } from './classifiers/sqlite.ts';
import { squid } from './classifiers/squid.ts';
import { strongswan } from './classifiers/strongswan.ts';
import { stunnel } from './classifiers/stunnel.ts';
import { sudo } from './classifiers/sudo.ts';
import { tar } from './classifiers/tar.ts';
import { tcl } from './classifiers/tcl.ts';
import { tcpdump } from './classifiers/tcpdump.ts';
import { tmux } from './classifiers/tmux.ts';
import { tor } from './classifiers/tor.ts';
import { unbound } from './classifiers/unbound.ts';
import { valkey } from './classifiers/valkey.ts';
import { varnish } from './classifiers/varnish.ts';
import { vsftpd } from './classifiers/vsftpd.ts';
import { wget } from './classifiers/wget.ts';
import { wolfssl } from './classifiers/wolfssl.ts';
import { xz } from './classifiers/xz.ts';
import { zlib } from './classifiers/zlib.ts';
import { zstd } from './classifiers/zstd.ts';

/** Every program and library that is recognised in its own binary, one file each. A test compares it with the folder. */
export const classifiers: readonly Classifier[] = [
  bash,
  bind,
  busybox,
  cAres,
  chrony,
  coreutils,
  cpio,
  cups,
  curl,
  dbus,
  dnsmasq,
  erlang,
  exim,
  expat,
  ffmpeg,
  gawk,
  ghostscript,
  git,
  glib,
  glibc,
  gnupg,
  gnutls,
  gzip,
  haproxy,
  httpServer,
  imagemagick,
  krb5,
  libarchive,
  libcurl,
  libgcrypt,
  libgit2,
  libidn2,
  libjpegTurbo,
  libpcap,
  libpng,
  libssh,
  libssh2,
  libtasn1,
  libtiff,
  libuv,
  libxml2,
  libxslt,
  libyaml,
  lighttpd,
  lua,
  lz4,
  mariadb,
  memcached,
  monit,
  mosquitto,
  musl,
  mutt,
  mysql,
  nano,
  ncurses,
  nghttp2,
  nginx,
  node,
  nss,
  openjdk,
  openjpeg,
  openldap,
  openssh,
  openssl,
  openvpn,
  patch,
  pcre2,
  perl,
  php,
  postfix,
  postgresql,
  proftpd,
  python,
  redis,
  rsync,
  ruby,
  sqlite,
  squid,
  strongswan,
  stunnel,
  sudo,
  tar,
  tcl,
  tcpdump,
  tmux,
  tor,
  unbound,
  valkey,
  varnish,
  vsftpd,
  wget,
  wolfssl,
  xz,
  zlib,
  zstd,
];
