#!/usr/bin/env bash
# The Weaviate server that the cluster's tests run, built once with the Go toolchain (about three
# minutes) and kept in the user's cache. Prints where it is. For real machines: docs/cluster.md.
set -euo pipefail
version=1.30.0
folder="${XDG_CACHE_HOME:-$HOME/.cache}/kenes/weaviate-$version"
export PATH="$PATH:/usr/local/go/bin"
if [ ! -x "$folder/weaviate-server" ]; then
  if ! command -v go >/dev/null; then
    echo "There is no Go toolchain: install Go 1.24 or newer, or put weaviate-server into $folder." >&2
    exit 1
  fi
  mkdir -p "$folder"
  draft=$(mktemp -d "$folder/draft-XXXXXX")
  trap 'rm -rf "$draft"' EXIT
  # Outside of any module: the version is named in full.
  (cd "$draft" && GOFLAGS=-mod=mod GOBIN="$draft" go install "github.com/weaviate/weaviate/cmd/weaviate-server@v$version") >&2
  mv "$draft/weaviate-server" "$folder/weaviate-server"
fi
echo "$folder/weaviate-server"
