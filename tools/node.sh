# Sourced by ./seawall and tools/with-node: finds a Node.js that is new enough and sets $node.
# Wants $root, the folder of package.json, and sets $state, a folder of ours that can be written.
# Source of the floors: 24.5 is the first 24 whose HTTP client honours proxy variables;
# the patched releases are those of the Node.js security release of 2026-10-21.

node_floor_major=24
node_floor_minor=5

say() { printf 'seawall: %s\n' "$*" >&2; }
stop() { say "$*"; exit 3; }

choose_state() {
  state=$root/.tools
  # Every process that the launcher starts before Node is 3 ms of every command.
  [ -d "$state" ] || mkdir -p "$state" 2>/dev/null
  [ -w "$state" ] && return
  state=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/seawall
  mkdir -p "$state" 2>/dev/null && [ -w "$state" ] && return
  state=
}

# The version of the Node at $1 as "MAJOR MINOR PATCH", empty when it does not run.
node_version() { "$1" -p 'process.versions.node.split(".").join(" ")' 2>/dev/null; }

new_enough() {
  [ -n "${1-}" ] && { [ "$1" -gt "$node_floor_major" ] || { [ "$1" -eq "$node_floor_major" ] && [ "$2" -ge "$node_floor_minor" ]; }; }
}

# True when the version is one that the last security release fixed, or is newer.
patched() {
  case $1 in
    24) [ "$2" -gt 22 ] || { [ "$2" -eq 22 ] && [ "$3" -ge 1 ]; } ;;
    25) return 1 ;;
    26) [ "$2" -gt 12 ] || { [ "$2" -eq 12 ] && [ "$3" -ge 1 ]; } ;;
    *) return 0 ;;
  esac
}

# The choice holds as long as PATH leads to the same node: npm and users have the same one on different PATHs.
remembered_node() {
  [ -n "$state" ] && [ -r "$state/node-choice" ] || return 1
  { IFS= read -r seen && IFS= read -r node; } <"$state/node-choice" || return 1
  [ "$seen" = "$on_path" ] && [ -x "$node" ] && [ ! "$node" -nt "$state/node-choice" ]
}

remember_node() {
  [ -n "$state" ] || return 0
  printf '%s\n%s\n' "$on_path" "$node" >"$state/node-choice.$$" && mv "$state/node-choice.$$" "$state/node-choice"
}

# One process installs at a time; a lock whose owner is gone is taken over.
with_lock() {
  until mkdir "$state/lock" 2>/dev/null; do
    owner=$(cat "$state/lock/pid" 2>/dev/null || echo)
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then rm -rf "$state/lock"; else sleep 1; fi
  done
  echo $$ >"$state/lock/pid"
  "$@"
  code=$?
  rm -rf "$state/lock"
  return $code
}

packaged_node() {
  for candidate in "$state"/node/node_modules/node-linux-*/bin/node; do
    [ -x "$candidate" ] && node=$candidate && return 0
  done
  return 1
}

install_packaged_node() {
  packaged_node && return 0
  say 'no Node.js 24.5 or newer on PATH: installing one from the npm package node-linux (once, about 130 MB)'
  rm -rf "$state/node.new" && mkdir -p "$state/node.new" || return 1
  cp "$root/tools/node/package.json" "$root/tools/node/package-lock.json" "$state/node.new/" || return 1
  (cd "$state/node.new" && npm ci --no-audit --no-fund --loglevel=error >&2) || return 1
  rm -rf "$state/node" && mv "$state/node.new" "$state/node" && packaged_node
}

find_node() {
  choose_state
  on_path=$(command -v node || echo none)
  remembered_node && return
  node=$on_path
  version=
  [ "$node" != none ] && version=$(node_version "$node")
  # shellcheck disable=SC2086
  if ! new_enough $version; then
    [ -n "$state" ] || stop 'needs Node.js 24.5 or newer on PATH (and found no folder to install one in)'
    if ! packaged_node; then
      command -v npm >/dev/null || stop 'needs Node.js 24.5 or newer on PATH, or npm to install one'
      with_lock install_packaged_node || stop 'could not install Node.js with npm: put Node.js 24.5 or newer on PATH'
    fi
    version=$(node_version "$node")
    # shellcheck disable=SC2086
    new_enough $version || stop "the installed Node.js does not run here: $node"
  fi
  # shellcheck disable=SC2086
  patched $version || say "Node.js $(echo $version | tr ' ' .) lacks the security fixes of 2026-10-21: put a newer one on PATH when you can"
  remember_node
}

install_dependencies() {
  dependencies_present && return 0
  say 'installing the libraries of the source tree (npm ci, once)'
  (cd "$root" && npm ci --no-audit --no-fund --loglevel=error >&2)
}

dependencies_present() {
  [ -f "$root/node_modules/.package-lock.json" ] && [ ! "$root/package-lock.json" -nt "$root/node_modules/.package-lock.json" ]
}

ensure_dependencies() {
  dependencies_present && return
  [ -n "$state" ] || stop "cannot write to $root: build the package first, or install it"
  with_lock install_dependencies || stop 'npm ci failed: see the lines above'
}
