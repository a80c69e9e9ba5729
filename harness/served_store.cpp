#include "harness/served_store.h"

#include <algorithm>
#include <cstdio>

#include "emulators/adapters/store/store_error.h"
#include "harness/exit_code.h"

namespace kazasu::harness {

namespace {

adapters::StoreWorld store_world(ServedWorld const& world) {
  auto const& settings = world.settings;
  return {{"seed", std::to_string(settings.seed)},
          {"people", std::to_string(settings.people)},
          {"stations", std::to_string(settings.stations)},
          {"calendar-start", sim::iso_date_time(settings.calendar_start)},
          {"continuing", std::to_string(world.continuing_ppm)}};
}

}  // namespace

std::filesystem::path store_file(ServeOptions const& options) {
  return (options.token_folder.empty() ? options.data : options.token_folder) / "eligibility.db";
}

ServedStore::ServedStore(ServeOptions const& options, ServedWorld const& world) {
  if (options.store == "memory") return;
  try {
    sqlite_.emplace(store_file(options), store_world(world), stores_);
  } catch (adapters::StoreError const& error) {
    throw CommandError(ExitCode::kStore, error.what());
  }
}

std::uint64_t ServedStore::first_visit(eligibility::Environment environment) const {
  auto const life = sqlite_ ? sqlite_->earlier_starts() : 0;
  return static_cast<std::uint64_t>(environment) << 63U | life << 40U;
}

sim::Instant ServedStore::calendar_start(sim::Instant asked) const {
  auto const latest = sqlite_ ? sqlite_->latest_change() : std::nullopt;
  return std::max(asked, latest.value_or(asked));
}

std::unique_ptr<adapters::GroupCommit> ServedStore::keep_changes(adapters::ServerLoop& loop) {
  if (!sqlite_) return nullptr;
  auto commits = std::make_unique<adapters::GroupCommit>(
      sqlite_->sink(), [&loop](std::function<void()> call) { loop.post(std::move(call)); },
      [](std::string const& failure) {
        std::fprintf(stderr, "kazasu: %s. Every request is refused from now on.\n", failure.c_str());
      });
  stores_.report_to(commits.get());
  return commits;
}

void add_commit_figures(std::string const& name, adapters::CommitCounters const& counters, bool failed,
                        std::vector<std::pair<std::string, std::uint64_t>>& figures) {
  figures.emplace_back(name + "_commits", counters.commits);
  figures.emplace_back(name + "_changes", counters.changes);
  figures.emplace_back(name + "_requests", counters.requests);
  figures.emplace_back(name + "_most_requests_in_a_commit", counters.most_requests);
  figures.emplace_back(name + "_commit_us", counters.microseconds);
  figures.emplace_back(name + "_failed", failed ? 1U : 0U);
}

}  // namespace kazasu::harness
