#include "tests/store/killed_server.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "harness/open_pki.h"
#include "harness/population.h"
#include "harness/served_claims.h"
#include "harness/served_environment.h"
#include "harness/wall_calendar.h"

namespace kazasu::store {

namespace {

using namespace harness;

// Says that everything is kept as soon as it was noted.
class HastyLog final : public adapters::CommitLog {
 public:
  HastyLog(adapters::CommitLog& log, adapters::ServerLoop& loop) : log_(log), loop_(loop) {}
  std::uint64_t promised() const override { return log_.promised(); }
  void when_kept(Done done) override {
    log_.when_kept([](bool) {});
    loop_.post([done = std::move(done)] { done(true); });
  }
  bool settled() const override { return true; }
  bool failed() const override { return false; }

 private:
  adapters::CommitLog& log_;
  adapters::ServerLoop& loop_;
};

void serve_hastily(ServeOptions const& options, int ready) {
  auto const start = calendar_start(options.calendar_start);
  auto const pki = open_test_pki(options.data, start, start);
  auto const world = ServedWorld{options};
  auto store = ServedStore{options, world};
  auto const calendar = WallCalendar{store.calendar_start(start), 1, std::chrono::system_clock::now()};
  auto environment = ServedEnvironment{{.pki = pki, .world = world, .store = store}};
  auto loop = adapters::ServerLoop{};
  auto const commits = store.keep_changes(loop);
  auto hasty = HastyLog{*commits, loop};
  environment.listen(
      {.loop = loop, .ports = {}, .calendar = [&calendar] { return calendar.now(); }, .commits = &hasty});
  auto const claims = options.claims_port ? std::make_unique<ServedClaims>(options, world) : nullptr;
  auto const claims_commits = claims ? claims->keep_changes(loop) : nullptr;
  auto hasty_claims = std::optional<HastyLog>{};
  auto rules = ServedRules{options.seed};
  if (claims) {
    hasty_claims.emplace(*claims_commits, loop);
    claims->listen({.loop = loop,
                    .pki = pki,
                    .calendar = [&calendar] { return calendar.now(); },
                    .faults = rules.faults,
                    .commits = &*hasty_claims});
  }
  dprintf(ready, "ready reception=%u eligibility=%u admin=1%s\n", environment.ports().reception,
          environment.ports().eligibility, claims ? claims->ports_text().c_str() : "");
  loop.run();
}

void become_kazasu(ServeOptions const& options, int ready) {
  auto arguments = std::vector<std::string>{KAZASU_PROGRAM,   "serve",
                                            "--data",         options.data.string(),
                                            "--token-folder", options.token_folder.string(),
                                            "--store",        options.store,
                                            "--seed",         std::to_string(options.seed),
                                            "--stations",     std::to_string(options.stations),
                                            "--people",       std::to_string(options.people)};
  if (options.connection_test_reception_port) {
    arguments.insert(arguments.end(), {"--connection-test-reception-port", "0"});
  }
  if (options.claims_port) {
    arguments.insert(arguments.end(),
                     {"--claims-port", "0", "--calendar-start", options.calendar_start,
                      "--claims-asp-fixed-ms", std::to_string(options.claims_asp_fixed_ms),
                      "--claims-asp-file-us", std::to_string(options.claims_asp_file_us),
                      "--claims-asp-receipt-us", std::to_string(options.claims_asp_receipt_us)});
  }
  auto pointers = std::vector<char*>{};
  for (auto& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  dup2(ready, STDOUT_FILENO);
  execv(KAZASU_PROGRAM, pointers.data());
}

void limit_files(std::uint64_t bytes) {
  auto const limit = rlimit{.rlim_cur = bytes, .rlim_max = bytes};
  setrlimit(RLIMIT_FSIZE, &limit);
  signal(SIGXFSZ, SIG_IGN);  // the write fails, as on a full disk
}

[[noreturn]] void become_server(ServeOptions const& options, Variant variant, int ready) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  try {
    if (variant == Variant::kShipped) {
      become_kazasu(options, ready);
    } else {
      serve_hastily(options, ready);
    }
  } catch (std::exception const& error) {
    std::fprintf(stderr, "the server under test: %s\n", error.what());
  }
  _exit(127);
}

}  // namespace

KilledServer::KilledServer(ServeOptions const& options, Variant variant, std::uint64_t largest_file) {
  auto ends = std::array<int, 2>{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return;
  child_ = fork();
  if (child_ == 0 && largest_file != 0) limit_files(largest_file);
  if (child_ == 0) become_server(options, variant, ends[1]);
  close(ends[1]);
  auto* const output = fdopen(ends[0], "r");
  auto line = std::array<char, 256>{};
  if (std::fgets(line.data(), line.size(), output) != nullptr) {
    std::sscanf(line.data(), "ready reception=%hu eligibility=%hu admin=%hu", &ports_.reception,
                &ports_.eligibility, &ports_.admin);
    auto const* const claims = std::strstr(line.data(), " claims=");
    if (claims != nullptr) std::sscanf(claims, " claims=%hu", &ports_.claims);
    auto const* const more = std::strstr(line.data(), "connection-test-reception");
    if (more != nullptr) {
      std::sscanf(more, "connection-test-reception=%hu connection-test-eligibility=%hu",
                  &test_ports_.reception, &test_ports_.eligibility);
      test_ports_.admin = ports_.admin;
    }
  }
  std::fclose(output);
}

void KilledServer::kill() {
  if (child_ <= 0) return;
  ::kill(child_, SIGKILL);
  waitpid(child_, nullptr, 0);
  child_ = -1;
}

int KilledServer::stop() {
  if (child_ <= 0) return -1;
  ::kill(child_, SIGTERM);
  auto status = 0;
  waitpid(child_, &status, 0);
  child_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace kazasu::store
