#include "harness/recorder.h"

#include <algorithm>
#include <stdexcept>

#include "harness/statistic.h"
#include "reports/distribution.h"

namespace kazasu::harness {

namespace {

constexpr std::array<std::string_view, 3> kChannels = {"page", "app", "closed_line"};

constexpr auto kTapStep = scenarios::kStepNames[3];
constexpr auto kReInquiryStep = static_cast<std::size_t>(
    std::ranges::find(scenarios::kStepNames, "re_inquiry") - scenarios::kStepNames.begin());
constexpr auto kLaterVisit = eligibility::kWaysIn.size();  // needs no way in
constexpr auto kWentOn = std::string_view{"went_on"};

std::string_view connection_of(terminal::ChannelUse use) {
  if (!use.new_connection) return "kept";
  return use.resumed ? "resumed" : "new";
}

// The waterfall promises that its parts are the whole, for every single visit.
void require_whole(scenarios::VisitRecord const& record) {
  static constexpr auto kTolerance = std::chrono::microseconds{1};
  auto const gap = record.stages.total() - record.critical_path;
  if (gap <= kTolerance && -gap <= kTolerance) return;
  throw std::logic_error("the stages of visit " + std::to_string(record.number) +
                         " differ from its critical path by " + std::to_string(gap.count()) + " ns");
}

}  // namespace

SeriesFold::Counts& SeriesFold::counts_at(sim::TimePoint time) {
  auto const index = static_cast<std::size_t>(time.time_since_epoch() / interval_);
  if (index >= counts_.size()) counts_.resize(index + 1);
  return counts_[index];
}

void SeriesFold::close_interval() {
  percentiles_.push_back({milliseconds(open_.percentile(50)), milliseconds(open_.percentile(90)),
                          milliseconds(open_.percentile(99))});
  if (open_.count() != 0) open_ = sim::Histogram{};
}

void SeriesFold::arrived(sim::TimePoint due) {
  ++counts_at(due).arrivals;
}

void SeriesFold::finished(scenarios::VisitRecord const& record, bool success) {
  auto& counts = counts_at(record.ended);
  ++counts.completions;
  if (!success) ++counts.errors;
  auto const index = static_cast<std::size_t>(record.ended.time_since_epoch() / interval_);
  while (percentiles_.size() < index) close_interval();
  if (record.complete) open_.record(record.critical_path);
}

std::vector<reports::SeriesPoint> SeriesFold::points() {
  while (percentiles_.size() < counts_.size()) close_interval();
  auto points = std::vector<reports::SeriesPoint>{};
  auto const seconds = std::chrono::duration<double>{interval_}.count();
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    points.push_back({.at_s = static_cast<double>(i) * seconds,
                      .arrivals = counts_[i].arrivals,
                      .completions = counts_[i].completions,
                      .errors = counts_[i].errors,
                      .p50_ms = percentiles_[i][0],
                      .p90_ms = percentiles_[i][1],
                      .p99_ms = percentiles_[i][2]});
  }
  return points;
}

void Recorder::arrived(scenarios::Arrival const& arrival) {
  ++arrivals_;
  series_.arrived(arrival.due);
}

Recorder::Recorder(std::vector<RecordedJourney> journeys, sim::Duration interval) : series_(interval) {
  for (auto& journey : journeys) journeys_.emplace_back().journey = std::move(journey);
}

void Recorder::count_connection(std::size_t channel, terminal::ChannelUse use) {
  if (!use.exchanged) return;
  auto& figures = connections_[channel];
  ++figures.exchanges;
  if (use.new_connection) ++figures.handshakes;
  if (use.resumed) ++figures.resumed;
}

void Recorder::add_steps(JourneyFold& fold, scenarios::VisitRecord const& record) {
  for (std::size_t i = 0; i < record.steps.size(); ++i) {
    if (!record.steps[i].reached) continue;
    auto const outcome = i == record.last_step ? record.outcome.name : kWentOn;
    auto const note = [&record, outcome, i](StepFold& step) {
      step.time.record(record.steps[i].time);
      ++step.outcomes[outcome];
    };
    note(fold.steps[i]);
    if (scenarios::kStepNames[i] == kTapStep && record.app.exchanged) {
      note(fold.taps[connection_of(record.app)]);
    }
  }
}

reports::StepFigures Recorder::figures_of(std::string_view step, StepFold const& fold) {
  auto figures = reports::StepFigures{};
  figures.step = step;
  figures.time = reports::figures_of(fold.time);
  for (auto const& [outcome, count] : fold.outcomes) figures.outcomes[std::string{outcome}] = count;
  return figures;
}

void Recorder::add(scenarios::VisitRecord const& record) {
  auto& fold = journeys_.at(record.journey);
  auto const success = record.outcome.name == fold.journey.success;
  for (auto* const outcomes : {&outcomes_, &fold.outcomes}) {
    auto& outcome = (*outcomes)[record.outcome.name];
    ++outcome.count;
    outcome.rule = record.outcome.rule;
  }
  if (!success) ++errors_;
  response_.record(record.response());
  service_.record(record.service());
  fold.response.record(record.response());
  fold.service.record(record.service());
  lag_.record(record.lag());
  human_.record(record.human);
  trace_.add(record.ended, record.number, record.outcome.name,
             static_cast<std::uint64_t>(record.critical_path.count()));
  add_steps(fold, record);
  add_events(record, success);
  count_connection(0, record.page);
  count_connection(1, record.app);
  count_connection(2, record.line);
  series_.finished(record, success);
  add_path(fold, record);
}

void Recorder::add_path(JourneyFold& fold, scenarios::VisitRecord const& record) {
  if (record.complete) require_whole(record);
  auto first_leg = sim::Duration::zero();
  for (std::size_t i = 0; i < terminal::kStages; ++i) {
    auto const stage = static_cast<terminal::Stage>(i);
    if (!record.stages.reached(stage)) continue;
    if (!record.complete && !terminal::is_beside_the_path(stage)) continue;
    fold.stages[i].record(record.stages.of(stage));
    if (stage < terminal::kFirstLineStage) first_leg += record.stages.of(stage);
  }
  if (!record.complete) return;
  critical_path_.record(record.critical_path);
  tap_to_registered_.record(first_leg);
  registered_to_fetched_.record(record.critical_path - first_leg);
}

void Recorder::add_events(scenarios::VisitRecord const& record, bool success) {
  // A later visit needs no device: the station's terminal asks.
  auto const later = record.steps[kReInquiryStep].reached;
  auto& way = ways_[{later ? kLaterVisit : static_cast<std::size_t>(record.way_in), record.identified}];
  ++way.visits;
  if (success) ++way.answered;
  if (record.fallback != terminal::Fallback::kNone) {
    auto& fallback = fallbacks_[{record.fallback, record.failure.name}];
    ++fallback.count;
    fallback.rule = record.failure.rule;
  }
  auto const& events = record.events;
  for (auto const& [happened, name] :
       {std::pair{events.device_activated, "device_activated"}, std::pair{events.pin_locked, "pin_locked"},
        std::pair{events.card_registered, "card_registered"}, std::pair{events.card_linked, "card_linked"},
        std::pair{events.expires_soon, "expires_soon"},
        std::pair{events.eligibility_only, "eligibility_only"}}) {
    if (happened) ++events_[name];
  }
}

std::uint64_t Recorder::count_of(std::string_view outcome) const {
  auto const found = outcomes_.find(outcome);
  auto count = found == outcomes_.end() ? std::uint64_t{0} : found->second.count;
  for (auto const& [key, fallback] : fallbacks_) count += key.cause == outcome ? fallback.count : 0;
  return count;
}

sim::Histogram Recorder::whole_stage(std::size_t stage) const {
  auto whole = journeys_.front().stages[stage];
  for (std::size_t i = 1; i < journeys_.size(); ++i) whole.merge(journeys_[i].stages[stage]);
  return whole;
}

std::optional<sim::Histogram> Recorder::histogram(std::string_view metric) const {
  if (metric == "response") return response_;
  if (metric == "service") return service_;
  if (metric == "lag") return lag_;
  if (metric == "human") return human_;
  if (metric == "tap_to_shown") return critical_path_;
  if (metric == "tap_to_registered") return tap_to_registered_;
  if (metric == "registered_to_fetched") return registered_to_fetched_;
  for (std::size_t i = 0; i < terminal::kStages; ++i) {
    if (metric == terminal::kStageNames[i]) return whole_stage(i);
  }
  return std::nullopt;
}

std::optional<double> Recorder::figure(std::string_view metric, std::string_view statistic) const {
  if (metric == "errors") {
    if (finished() == 0 || statistic != "share") return std::nullopt;
    return static_cast<double>(errors_) / static_cast<double>(finished());
  }
  auto const values = histogram(metric);
  return values ? statistic_of(*values, statistic) : std::nullopt;
}

void Recorder::fill_journey(reports::RunResult& result, JourneyFold const& fold) const {
  auto& journey = result.journeys.emplace_back();
  journey.name = fold.journey.name;
  for (auto const& [name, outcome] : fold.outcomes) journey.outcomes[std::string{name}] = outcome.count;
  journey.response = reports::figures_of(fold.response);
  journey.service = reports::figures_of(fold.service);
  for (std::size_t i = 0; i < fold.steps.size(); ++i) {
    if (fold.steps[i].time.count() == 0) continue;
    journey.steps.push_back(figures_of(scenarios::kStepNames[i], fold.steps[i]));
  }
  for (auto const& [connection, tap] : fold.taps) {
    auto figures = figures_of(kTapStep, tap);
    figures.tags["connection"] = connection;
    journey.steps.push_back(std::move(figures));
  }
  for (std::size_t i = 0; i < terminal::kStages; ++i) {
    auto const stage = static_cast<terminal::Stage>(i);
    if (fold.stages[i].count() == 0) continue;
    auto& list = terminal::is_beside_the_path(stage) ? result.beside : result.stages;
    list.push_back({.name = std::string{terminal::name_of(stage)},
                    .journey = fold.journey.name,
                    .leg = std::string{terminal::leg_of(stage)},
                    .figures = reports::figures_of(fold.stages[i])});
  }
}

void Recorder::fill_stages(reports::RunResult& result) const {
  for (std::size_t i = 0; i < terminal::kStages; ++i) {
    auto whole = whole_stage(i);
    if (whole.count() == 0) continue;
    result.histograms["stage/" + std::string{terminal::kStageNames[i]}] = std::move(whole);
  }
}

void Recorder::fill_ways(reports::RunResult& result) const {
  for (auto const& [key, way] : ways_) {
    result.ways.push_back(
        {.way_in = std::string{key.first == kLaterVisit ? "closed_line" : eligibility::kWaysIn[key.first]},
         .identity = std::string{scenarios::kIdentified[static_cast<std::size_t>(key.second)]},
         .visits = way.visits,
         .answered = way.answered});
  }
  for (auto const& [key, fallback] : fallbacks_) {
    auto const& follows = terminal::consequences_of(key.fallback);
    result.fallbacks.push_back({.fallback = std::string{follows.name},
                                .cause = std::string{key.cause},
                                .rule = std::string{fallback.rule},
                                .visits = fallback.count,
                                .re_inquiry = follows.re_inquiry,
                                .medical_data = follows.medical_data,
                                .claim_may_return = follows.claim_may_return});
  }
  for (auto const& [name, count] : events_) result.events[std::string{name}] = count;
}

void Recorder::fill(reports::RunResult& result) {
  result.arrivals_started = arrivals_;
  result.arrivals_completed = finished();
  result.trace_hash = sim::hex_digest(trace_hash());
  result.success_outcome = journeys_.front().journey.success;
  for (auto const& [name, outcome] : outcomes_) {
    result.outcomes[std::string{name}] = outcome.count;
    if (!outcome.rule.empty()) result.rules[std::string{name}] = outcome.rule;
  }
  result.response = reports::figures_of(response_);
  result.service = reports::figures_of(service_);
  result.lag = reports::figures_of(lag_);
  result.human = reports::figures_of(human_);
  result.critical_path = reports::figures_of(critical_path_);
  for (auto const& fold : journeys_) fill_journey(result, fold);
  fill_stages(result);
  fill_ways(result);
  result.histograms["response"] = response_;
  result.histograms["service"] = service_;
  result.histograms["lag"] = lag_;
  result.histograms["critical_path"] = critical_path_;
  result.response_distribution = reports::distribution_of(response_);
  result.service_distribution = reports::distribution_of(service_);
  result.critical_path_distribution = reports::distribution_of(critical_path_);
  result.series = series_.points();
  for (std::size_t i = 0; i < connections_.size(); ++i) {
    connections_[i].channel = kChannels[i];
    if (connections_[i].exchanges != 0) result.connections.push_back(connections_[i]);
  }
}

}  // namespace kazasu::harness
