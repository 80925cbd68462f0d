# Sourced by ./bulkgpt and ./verify: finds a JDK 25 or newer and sets JAVA_HOME, or says what is missing.

java_major() {
  "$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1
}

is_jdk25() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ "$(java_major "$1")" -ge 25 ] 2>/dev/null
}

find_jdk25() {
  local home on_path
  on_path=$(command -v javac 2>/dev/null) && on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  for home in "${JAVA_HOME:-}" "$on_path" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*; do
    if [ -n "$home" ] && is_jdk25 "$home"; then
      printf '%s\n' "$home"
      return 0
    fi
  done
  return 1
}

if ! JAVA_HOME=$(find_jdk25); then
  echo "BulkGPT needs a JDK 25 or newer, and none was found in JAVA_HOME, on the PATH or in the usual places." >&2
  echo "Install one (Debian: a Temurin 25 package; SDKMAN: sdk install java 25-tem) or set JAVA_HOME, and try again." >&2
  exit 1
fi
export JAVA_HOME
