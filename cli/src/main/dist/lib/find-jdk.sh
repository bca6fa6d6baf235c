# Sourced by both launchers. find_jdk sets jdk to the home of a JDK 25 or later, or fails with one line on stderr.

# True when the folder holds a JDK new enough. Its release file is read rather than java run: no process, no delay.
is_jdk25() {
  [[ -x $1/bin/java ]] || return 1
  local line version=
  if [[ -r $1/release ]]; then
    while IFS= read -r line; do
      if [[ $line == JAVA_VERSION=* ]]; then
        version=${line#JAVA_VERSION=}
        version=${version//\"/}
        break
      fi
    done <"$1/release"
  else
    line=$("$1/bin/java" -version 2>&1) || return 1
    version=${line#*\"}
  fi
  version=${version%%[!0-9]*}
  [[ -n $version ]] && ((version >= 25))
}

# Puts the homes that Maven's toolchain files name into homes. No process, no pipe: this runs at each command.
toolchain_homes() {
  local file line
  homes=()
  for file in "$HOME/.m2/toolchains.xml" "$HOME/.m2/discovered-jdk-toolchains-cache.xml"; do
    [[ -r $file ]] || continue
    while IFS= read -r line || [[ -n $line ]]; do
      if [[ $line == *'<jdkHome>'*'</jdkHome>'* ]]; then
        line=${line#*<jdkHome>}
        homes+=("${line%%</jdkHome>*}")
      fi
    done <"$file"
  done
}

find_jdk() {
  local candidate homes
  HOME=${HOME:-/}
  jdk=${JAVA_HOME:-}
  if [[ -n $jdk ]] && is_jdk25 "$jdk"; then return; fi
  if candidate=$(type -P java); then
    candidate=$(readlink -f -- "$candidate") || candidate=
    jdk=${candidate%/bin/java}
    if is_jdk25 "$jdk"; then return; fi
  fi
  toolchain_homes
  for jdk in ${homes[@]+"${homes[@]}"}; do
    if is_jdk25 "$jdk"; then return; fi
  done
  # Where Maven's toolchains plugin looks by itself.
  for jdk in \
    /usr/lib/jvm/* /usr/java/* /usr/jdk/* /opt/java/* /opt/jdk* "$HOME"/.jdks/* "$HOME"/.m2/jdks/* \
    "$HOME"/.gradle/jdks/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.asdf/installs/java/* \
    "$HOME"/.jenv/versions/* "$HOME"/.jbang/cache/jdks/* "$HOME"/.jabba/jdk/* \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if is_jdk25 "$jdk"; then return; fi
  done
  echo "peak: no JDK 25 found (looked in JAVA_HOME, PATH, ~/.m2/toolchains.xml, /usr/lib/jvm, ~/.sdkman, ~/.jdks); install one, for example from https://adoptium.net, or set JAVA_HOME" >&2
  return 1
}
