# How `infra/run test` runs the tests; sourced by infra/run.
#
# Maven alone would test a module only after the tests of all modules that it is built from, though most tests wait for a
# broker, a clock or a database, and not for a core. So everything is built first, into a repository of this clone; then
# each module is tested by a Maven of its own, several side by side. Tests share no server and no port (see TestPorts).

# Those that wait longest first, so that none of them begins when the others have ended.
longest_modules=(reconciler-service infra/launcher infra/system-tests fulfillment-service payment-service order-service infra/messaging)
# Those whose tests need nothing but what their module is built from: a build leaves a core idle for half of its time. The
# engine's tests, in two processes, come first: beside the starts of services they would only make all of these late.
early_modules=(infra/messaging infra/testkit infra/database infra/events infra/events-kafka infra/http infra/gateway infra/sandbox
  reconciler-service fulfillment-service order-service payment-service)
slowest_shown=10

modules() {
  sed -n 's|.*<module>\(.*\)</module>.*|\1|p' "$root/pom.xml"
}

# The module's folder, whether or not somebody says infra/ in front.
module_of() {
  local module
  while read -r module; do
    if [[ $module == "${1%/}" || $module == "infra/${1%/}" ]]; then
      echo "$module"
      return
    fi
  done < <(modules)
  fail "Unknown module '$1'; supported values: $(modules | sed 's|infra/||' | paste -sd ' ')." 2
}

# As many as keep the cores busy while others wait, and as fit into memory: one has about 2 GB with its servers. With more,
# tests are late for lack of a core.
tests_at_once() {
  local cores megabytes
  cores=$(nproc)
  megabytes=$(awk '/MemAvailable/ { print int($2 / 1024) }' /proc/meminfo)
  local by_memory=$((megabytes / 2000)) by_cores=$((cores + 1))
  local least=$((by_cores < by_memory ? by_cores : by_memory))
  echo $((least > 1 ? least : 1))
}

# What a run of the short tests does not even load: classes that are long as a whole. Tagged they would not run, but
# Quarkus would build an application for each profile that one of them names. (Nested classes are left out by default.)
list_long_classes() {
  echo '**/*$*'
  find "$root" -path '*/src/test/java/*.java' -exec grep -lx '@Tag("long")' {} + | sed 's|.*/|**/|' || true
}

# Every module that has tests, or the one that was asked for, in the order in which they begin.
modules_to_test() {
  local module known
  if [[ -n $1 ]]; then
    echo "$1"
    return
  fi
  {
    printf '%s\n' "${longest_modules[@]}"
    modules
  } | awk '!seen[$0]++' | while read -r module; do
    [[ ! -d $root/$module/src/test ]] || echo "$module"
  done
}

log_of_tests() {
  echo "$data/logs/test-${1##*/}.log"
}

# One module against what was built; the goals, and no phases, so that nothing is built once more.
test_module() {
  local module=$1 begin=$SECONDS code=0 log cpu TIMEFORMAT='%U %S' goals=()
  shift
  log=$(log_of_tests "$module")
  # An IT is a journey over real processes, which Failsafe runs; of one that was named there is nothing else to run.
  [[ $name == *IT || $name == *IT#* ]] || goals+=(surefire:test)
  [[ $name && ${goals[*]} ]] || ! grep -q failsafe -- "$root/$module/pom.xml" ||
    goals+=(failsafe:integration-test failsafe:verify)
  # What the build has found out about the application: without it each test JVM resolves some 400 artifacts again.
  local model=$root/$module/target/quarkus/bootstrap/test-app-model.dat
  [[ ! -f $model ]] || goals+=("-Dquarkus-internal-test.serialized-app-model.path=$model")
  cpu=$({ time run_maven -pl "$module" -Dmaven.repo.local.tail="$built_modules" "${goals[@]}" "$@" >"$log" 2>&1; } 2>&1) || code=$?
  if ((code == 0)); then
    cpu=$(awk '{ printf "%d", $1 + $2 }' <<<"$cpu")
    printf '  %-22s %s\n' "${module#infra/}" "$(counted "$module") in $((SECONDS - begin)) s, $cpu s of CPU time"
  else
    printf '  %-22s %s\n' "${module#infra/}" "FAILED after $((SECONDS - begin)) s ($log):"
    grep -a '^\[ERROR\]' -- "$log" | grep -avE '^\[ERROR\] +at |Help|re-run Maven|-e switch|-X switch|^\[ERROR\] *$' | head -n 40 || true
  fi
  return "$code"
}

# A line "seconds class" for every class that was tested since then, and "tests failures errors skipped" as the last.
reports() {
  local since=$1 files=() folder report
  shift
  for folder in "$@"; do
    for report in "$folder"/target/{surefire,failsafe}-reports/TEST-*.xml; do
      # Not newer: a file system's clock ticks in milliseconds, and a report may come within one.
      [[ ! -f $report || $report -ot $since ]] || files+=("$report")
    done
  done
  ((${#files[@]} > 0)) || { echo "0 0 0 0"; return; }
  awk '
    function value(name) { return match($0, " " name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0 }
    /<testsuite / && !(FILENAME in seen) {
      seen[FILENAME] = 1
      seconds = value("time"); gsub(",", "", seconds)
      print seconds, value("name")
      tests += value("tests"); failures += value("failures"); errors += value("errors"); skipped += value("skipped")
    }
    END { print tests + 0, failures + 0, errors + 0, skipped + 0 }' "${files[@]}"
}

counted() {
  local tests rest
  read -r tests rest < <(reports "$since" "$root/$1" | tail -n 1)
  echo "$tests tests"
}

# The last line is what others read: .ci/run, and people who look at its end.
summary() {
  local folders=() module tests failures errors skipped lines
  while read -r module; do
    folders+=("$root/$module")
  done < <(modules)
  lines=$(reports "$since" "${folders[@]}")
  read -r tests failures errors skipped < <(tail -n 1 <<<"$lines")
  if [[ $(wc -l <<<"$lines") -gt 2 ]]; then
    echo
    echo "The slowest classes:"
    head -n -1 <<<"$lines" | sort -rn | head -n "$slowest_shown" | awk '{ printf "  %7.1f s  %s\n", $1, $2 }'
  fi
  echo
  printf 'Tested in %d min %02d s, built in %d s of these; load average at the end %s.\n' \
    $((SECONDS / 60)) $((SECONDS % 60)) "$built_in" "$(cut -d ' ' -f 1-3 /proc/loadavg)"
  echo "Tests run: $tests, Failures: $failures, Errors: $errors, Skipped: $skipped"
  ((tests > 0))
}

# Builds what the tests need. What the compiler's plugins check, infra/run build and test --all check: here it would take its
# time from the tests. The formatting is checked where everything is tested.
build_for_tests() {
  local options=(-DskipTests "-DaltDeploymentRepository=steadfast::file://$built_modules")
  ((all)) || options+=(-Dquick)
  if [[ -n $1 ]]; then
    echo "Building $1 and what it is built from (log: ${build_log#"$PWD/"})"
    options+=(-pl "$1" -am -Dspotless.check.skip=true)
  else
    echo "Building everything (log: ${build_log#"$PWD/"})"
  fi
  # Copied there, and of an earlier version perhaps; what is delivered is looked at.
  [[ -n $1 && $1 != infra/system-tests ]] || rm -rf -- "$root"/infra/{launcher,demo,sandbox}/target/{lib,kafka-lib}
  maven "${options[@]}" verify deploy:deploy 2>&1 | progress || explain_build
}

begin_test() {
  set -m
  test_module "$1" "${options[@]}" </dev/null &
  set +m
  running+=("$!")
  begun[$1]=yes
}

# Begins what can begin before everything is built, with the build as one of those that run at once.
test_while_building() {
  local module published artifact
  while kill -0 "$build" 2>/dev/null; do
    for module in "${early_modules[@]}"; do
      published=${module##*/}
      [[ $module != infra/* ]] || published=steadfast-$published
      # The last that a module's build writes.
      artifact=$built_modules/steadfast/$published/maven-metadata.xml
      if [[ -z ${begun[$module]:-} && $artifact -nt $since ]] && (($(jobs -rp | wc -l) < at_once)); then
        begin_test "$module"
      fi
    done
    sleep 1
  done
}

end_all() {
  local process
  for process in "$@"; do
    [[ -z $process ]] || kill -- "-$process" 2>/dev/null || true
  done
  wait
}

# Before minutes of building: whether the module has the classes that were named, and where they are otherwise.
check_names() {
  local module=$1 part class elsewhere
  local parts=()
  IFS=, read -ra parts <<<"$2"
  for part in "${parts[@]}"; do
    class=${part%%#*}
    class=${class##*.}
    # A pattern of Maven's, or a nested class.
    [[ $class != *[^A-Za-z0-9_]* && -n $class ]] || continue
    [[ -z $(find "$root/$module/src/test" -name "$class.java" -print -quit 2>/dev/null) ]] || continue
    elsewhere=$(find "$root" -path '*/src/test/*' -name "$class.java" -print -quit)
    [[ -z $elsewhere ]] || elsewhere=" It is in ${elsewhere#"$root/"}."
    fail "No test of $module is called $class.$elsewhere"
  done
}

run_tests() {
  local all=0 module='' name='' argument code=0 at_once since built_in=0 build='' built_modules=$data/repository
  local options=() chosen=() running=() process
  local -A begun=()
  for argument in "$@"; do
    case $argument in
      --all) all=1 ;;
      -D*) options+=("$argument") ;;
      -*) fail "infra/run test knows no '$argument': it takes --all, a module, and the name of a test in it." 2 ;;
      *)
        if [[ -z $module ]]; then
          module=$(module_of "$argument")
        elif [[ -z $name ]]; then
          name=$argument
        else
          fail "infra/run test takes one module and one name of a test; '$argument' is too much." 2
        fi
        ;;
    esac
  done
  [[ -z $name ]] || check_names "$module" "$name"
  check_platform
  find_jdk
  check_writable
  trap give_back EXIT
  take_build_lock
  SECONDS=0
  since=$data/tests-began
  : >"$since"
  # A test that is named runs, however long it takes.
  if ((all == 0)) && [[ -z $name ]]; then
    list_long_classes >"$data/long-classes"
    options+=("-Dsurefire.excludesFile=$data/long-classes" "-Dfailsafe.excludesFile=$data/long-classes")
  else
    options+=("-Dtest.excludedGroups=")
  fi
  [[ -z $name ]] ||
    options+=("-Dtest=$name" "-Dit.test=$name" -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false)
  mapfile -t chosen < <(modules_to_test "$module")
  at_once=${STEADFAST_TESTS_AT_ONCE:-$(tests_at_once)}
  # Each in a process group of its own, so that a signal can end it with all that it has started.
  trap 'end_all "$build" "${running[@]}"; exit 130' INT TERM
  set -m
  build_for_tests "$module" </dev/null &
  set +m
  build=$!
  ((${#chosen[@]} == 1)) || test_while_building
  wait "$build" || { end_all "${running[@]}"; exit 1; }
  built_in=$SECONDS
  ((${#chosen[@]} == 1)) || echo "Testing ${#chosen[@]} modules, $at_once at once (logs: ${data#"$PWD/"}/logs/test-*.log)"
  for module in "${chosen[@]}"; do
    [[ -z ${begun[$module]:-} ]] || continue
    while (($(jobs -rp | wc -l) >= at_once)); do
      wait -n || true
    done
    begin_test "$module"
  done
  for process in "${running[@]}"; do
    wait "$process" || code=1
  done
  trap - INT TERM
  if ! summary; then
    code=1
    [[ -z $name ]] || echo "No test of ${chosen[0]} is called $name." >&2
  fi
  return "$code"
}
