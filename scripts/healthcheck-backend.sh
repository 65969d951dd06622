#!/usr/bin/env bash
# Asks an API whether it lives and is ready: healthcheck-backend.sh [API_URL]
# Exit code 0: ready. 1: it lives but is not ready. 2: it does not answer, or not as ours does. 64: wrong call.
set -u

url="${1:-${API_URL:-http://localhost:3000}}"
url="${url%/}"
case "$url" in
  http://* | https://*) ;;
  *)
    printf 'Kullanım / usage: %s [API_URL]   (http://… ya da / or https://…)\n' "$0" >&2
    exit 64
    ;;
esac

# Readiness answers within two seconds whatever the database does; the rest is the way there.
ask() { curl --silent --show-error --max-time 5 --write-out '\n%{http_code}' "$url$1" 2>&1; }

# $1 path, $2 what a healthy answer holds; prints a line; returns 0, 1 (another status) or 2 (no answer).
check() {
  local answer status body
  answer=$(ask "$1") || {
    printf '✗ %-9s yanıt yok / no answer: %s\n' "$1" "$(printf '%s' "$answer" | head -n 1)"
    return 2
  }
  status="${answer##*$'\n'}"
  body="${answer%$'\n'*}"
  if [ "$status" = 200 ] && printf '%s' "$body" | grep -qF "$2"; then
    printf '✓ %-9s %s\n' "$1" "$body"
    return 0
  fi
  printf '✗ %-9s %s %s\n' "$1" "$status" "$body"
  [ "$status" = 503 ] && return 1
  return 2
}

printf '%s\n' "$url"
check /healthz '"status":"ok"' || exit 2
check /readyz '"status":"ready"'
