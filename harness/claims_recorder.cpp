#include "harness/claims_recorder.h"

#include <algorithm>

#include "emulators/adapters/claims_line/claims_json.h"
#include "harness/statistic.h"
#include "sim/calendar.h"

namespace kazasu::harness {

namespace {

constexpr auto kScale = 1e3;  // milliseconds that a histogram's millisecond stands for

// In the order of ReceiptClass.
constexpr auto kClasses = std::array<std::string_view, claims::kReceiptClasses>{"normal", "notice", "review",
                                                                                "return", "unacceptable"};

double hours_since(sim::Instant start, sim::Instant at) {
  return std::chrono::duration<double, std::ratio<3600>>{at - start}.count();
}

void mark(reports::ClaimsFigures& figures, std::string_view name, sim::Instant start, sim::Instant from,
          sim::Instant to) {
  figures.marks.push_back({.name = std::string{name},
                           .from_h = std::max(hours_since(start, from), 0.0),
                           .to_h = std::max(hours_since(start, to), 0.0)});
}

void mark_trouble(reports::ClaimsFigures& figures, std::string_view name, sim::Instant start,
                  auto const& trouble) {
  if (trouble.from && trouble.to) mark(figures, name, start, *trouble.from, *trouble.to);
}

// Whenever nobody may send, up to the end of the run.
void mark_closed(reports::ClaimsFigures& figures, sim::Instant start, sim::Instant end,
                 claims::ClaimWindows const& windows) {
  using Step = std::chrono::minutes;
  auto closed_since = std::optional<sim::Instant>{};
  for (auto at = start; at < end; at = std::chrono::floor<Step>(at) + Step{1}) {
    auto const open =
        windows.is_open(claims::ClaimAction::kCorrect, at) || windows.is_open(claims::ClaimAction::kSend, at);
    if (!open && !closed_since) closed_since = at;
    if (open && closed_since) mark(figures, "closed", start, *closed_since, at);
    if (open) closed_since.reset();
  }
  if (closed_since) mark(figures, "closed", start, *closed_since, end);
}

}  // namespace

reports::Figures CalendarHistogram::figures() const {
  auto figures = reports::figures_of(histogram_);
  for (auto* const value : {&figures.mean_ms, &figures.p50_ms, &figures.p90_ms, &figures.p95_ms,
                            &figures.p99_ms, &figures.p999_ms, &figures.max_ms}) {
    *value *= kScale;
  }
  return figures;
}

std::optional<double> CalendarHistogram::statistic(std::string_view name) const {
  auto value = statistic_of(histogram_, name);
  if (value) *value *= kScale;
  return value;
}

void ClaimsRecorder::add(scenarios::ClaimRecord const& record) {
  ++finished_;
  requests_ += record.requests;
  retries_ += record.retries;
  no_answers_ += record.no_answers;
  ++ends_[static_cast<std::size_t>(record.end)];
  if (record.end == scenarios::ClaimEnd::kRefused) ++refusals_[name_of(record.refusal)];
  sends_ += record.sends;
  corrected_ += record.corrected;
  cancelled_ += record.cancelled;
  for (std::size_t i = 0; i < receipts_.size(); ++i) receipts_[i] += record.counts[i];
  claimed_ += record.claimed;
  for (std::size_t i = 0; i < kSteps; ++i) {
    if (record.steps[i]) steps_[i].record(*record.steps[i]);
  }
  if (record.received) whole_.record(*record.received - record.meant);
  lag_.record(record.began - record.intended);
  auto const entity = std::uint64_t{record.station} * 4 + static_cast<unsigned>(record.payer);
  trace_.add(record.ended, entity, scenarios::kClaimEnds[static_cast<std::size_t>(record.end)],
             record.requests);
}

std::uint64_t ClaimsRecorder::unreceived() const {
  using scenarios::ClaimEnd;
  auto const of = [this](ClaimEnd end) { return ends_[static_cast<std::size_t>(end)]; };
  return of(ClaimEnd::kInExtension) + of(ClaimEnd::kUnreceived) + of(ClaimEnd::kRefused);
}

void ClaimsRecorder::fill(reports::RunResult& result, scenarios::Scenario const& scenario) const {
  using scenarios::ClaimEnd;
  result.arrivals_started = finished_;
  result.arrivals_completed = finished_;
  result.trace_hash = sim::hex_digest(trace_hash());
  result.success_outcome = "received";
  auto const in_extension = ends_[static_cast<std::size_t>(ClaimEnd::kInExtension)];
  auto const by_deadline = finished_ - unreceived();
  if (by_deadline > 0) result.outcomes["received"] = by_deadline;
  for (auto const end : {ClaimEnd::kInExtension, ClaimEnd::kUnreceived}) {
    auto const count = ends_[static_cast<std::size_t>(end)];
    if (count > 0) result.outcomes[std::string{scenarios::kClaimEnds[static_cast<std::size_t>(end)]}] = count;
  }
  for (auto const& [name, count] : refusals_) result.outcomes[std::string{name}] = count;
  result.events["confirmed_by_station"] = ends_[static_cast<std::size_t>(ClaimEnd::kConfirmed)];
  result.events["confirmed_by_system"] = ends_[static_cast<std::size_t>(ClaimEnd::kBySystem)];
  result.response = whole_.figures();
  result.lag = reports::figures_of(lag_);
  auto& figures = result.claims.emplace();
  figures.month = adapters::month_text(scenarios::claim_month(scenario));
  figures.claimants.push_back({.who = "stations",
                               .retry = std::string{name_of(scenario.claims.stations.retries.kind)},
                               .claimants = finished_,
                               .by_deadline = by_deadline,
                               .unreceived = unreceived(),
                               .by_extension = in_extension,
                               .requests = requests_,
                               .retries = retries_});
  for (std::size_t i = 0; i < kSteps; ++i) {
    figures.steps.push_back({std::string{scenarios::kClaimSteps[i]}, steps_[i].figures()});
  }
  figures.steps.push_back({"whole", whole_.figures()});
  figures.sends = {{"first", sends_ - corrected_}, {"corrected", corrected_}, {"cancelled", cancelled_}};
  auto checked = std::uint64_t{0};
  for (std::size_t i = 0; i < receipts_.size(); ++i) {
    figures.receipts[std::string{kClasses[i]}] = receipts_[i];
    checked += receipts_[i];
  }
  figures.receipts["sent"] = checked;
  figures.receipts["claimed"] = claimed_;
  figures.receipts["not_claimed"] = checked - std::min(claimed_, checked);
}

std::optional<double> ClaimsRecorder::figure(std::string_view metric, std::string_view statistic) const {
  if (metric == "errors") {
    if (finished_ == 0) return std::nullopt;
    return static_cast<double>(unreceived()) / static_cast<double>(finished_);
  }
  if (metric == "lag") return statistic_of(lag_, statistic);
  auto const* times = metric == "whole" || metric == "response" ? &whole_ : nullptr;
  for (std::size_t i = 0; i < kSteps; ++i) {
    if (metric == scenarios::kClaimSteps[i]) times = &steps_[i];
  }
  return times == nullptr ? std::nullopt : times->statistic(statistic);
}

claims::ClaimsSeries stations_series(scenarios::Scenario const& scenario) {
  constexpr auto kOpeningDay = std::chrono::day{5};
  auto const opens = sim::from_jst({scenarios::claim_month(scenario) / kOpeningDay, std::chrono::hours{8}});
  return claims::ClaimsSeries{opens, scenarios::claims_end(scenario)};
}

void fill_window(reports::RunResult& result, scenarios::Scenario const& scenario,
                 claims::ClaimsSeries const& stations, std::vector<claims::ClaimsSlice> const& others) {
  auto& figures = *result.claims;
  auto const start = scenario.calendar.start();
  for (std::size_t i = 0; i < stations.slices().size(); ++i) {
    auto const& own = stations.slices()[i];
    auto const other = i < others.size() ? others[i] : claims::ClaimsSlice{};
    figures.slices.push_back({.at_h = hours_since(start, own.begins),
                              .meant = own.meant + other.meant,
                              .requests = own.requests + other.requests,
                              .retries = own.retries + other.retries,
                              .answered = own.answered + other.answered,
                              .timed_out = own.timed_out + other.timed_out,
                              .turned_away = own.turned_away + other.turned_away,
                              .received = own.received + other.received,
                              .backlog = other.fund_backlog + other.federation_backlog,
                              .wait_s = std::chrono::duration<double>{other.front_wait}.count()});
  }
  auto const& plan = scenario.claims;
  mark_trouble(figures, "asp_stopped", start, plan.stopped);
  mark_trouble(figures, "asp_one_server", start, plan.one_server);
  mark_trouble(figures, "asp_wrong_errors", start, plan.wrong_errors);
  mark_trouble(figures, "front_closed", start, plan.front_closed);
  mark_trouble(figures, "front_degraded", start, plan.front_degraded);
  auto const deadline = scenarios::claim_deadline(scenario);
  if (scenarios::claims_end(scenario) >= deadline) mark(figures, "deadline", start, deadline, deadline);
  if (plan.extension) mark(figures, "extension", start, deadline, *plan.extension);
  mark_closed(figures, start, scenarios::claims_end(scenario), claims::ClaimWindows{plan.extension});
}

void add_others(reports::RunResult& result, scenarios::Scenario const& scenario,
                claims::WindowTotals const& totals) {
  if (totals.institutions == 0) return;
  // In a run that ends ahead of the deadline, of those that began.
  auto const whole = scenarios::claims_end(scenario) >= scenarios::claim_deadline(scenario);
  auto const claimants = whole ? totals.institutions : totals.begun;
  result.claims->claimants.push_back({.who = "others",
                                      .retry = std::string{name_of(scenario.claims.others_retries.kind)},
                                      .claimants = claimants,
                                      .by_deadline = totals.by_deadline,
                                      .unreceived = claimants - totals.by_deadline,
                                      .by_extension = totals.by_extension,
                                      .requests = totals.requests,
                                      .retries = totals.retries,
                                      .wasted = totals.wasted});
}

}  // namespace kazasu::harness
