# Sourced by demo, check and the other tools: one line per phase on the terminal, everything else in a log.

# run_phase LABEL LOG COMMAND...: prints "LABEL ... done (12 s)"; on failure the end of the log as well.
run_phase() {
  local label=$1 log=$2
  shift 2
  mkdir -p "$(dirname "$log")"
  printf '%s ... ' "$label"
  local began=$SECONDS status=0
  "$@" >"$log" 2>&1 || status=$?
  if ((status == 0)); then
    printf 'done (%d s)\n' $((SECONDS - began))
    return 0
  fi
  printf 'FAILED (exit code %d, log: %s)\n' "$status" "$log"
  # The compiler's own errors first; the end of the log where there are none.
  grep -n -E -A3 '(error:|Error |FAILED:|\*\*\*Failed|CMake Error)' "$log" | head -n 60 || tail -n 40 "$log"
  return "$status"
}

# One compiler of a Beast unit takes up to 1.3 GB, so that memory limits the jobs as well as the cores.
build_jobs() {
  local cores gibibytes
  cores=$(nproc)
  gibibytes=$(awk '/MemAvailable/ {print int($2 / 1048576)}' /proc/meminfo)
  local by_memory=$((gibibytes / 2 > 0 ? gibibytes / 2 : 1))
  echo "${KAZASU_JOBS:-$((cores < by_memory ? cores : by_memory))}"
}

# The cache must hit in every clone and every build folder.
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1

# configure_preset NAME
configure_preset() { cmake --preset "$1"; }

# build_preset NAME [TARGET...]: all targets by default.
build_preset() {
  local preset=$1
  shift
  cmake --build --preset "$preset" --parallel "$(build_jobs)" ${1:+--target "$@"}
}
