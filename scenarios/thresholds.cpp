#include "scenarios/thresholds.h"

#include <array>
#include <string>

#include "sim/nearest_word.h"

namespace kazasu::scenarios {

namespace {

constexpr auto kErrors = std::string_view{"errors"};
constexpr auto kOthersUnreceived = std::string_view{"others_unreceived"};
constexpr auto kMetrics = std::to_array<Metric>({
    {"response", "a whole visit, from its intended start"},
    {"service", "a whole visit, from its actual start"},
    {"lag", "actual start less intended start: how late the generator was", true, true},
    {"human", "thinking, consent and typing of the PIN"},
    {"tap_to_registered", "first leg of the critical path: card, app and reception"},
    {"registered_to_fetched", "second leg: notice and inquiry on the closed line"},
    {"tap_to_shown", "the critical path: both legs"},
    {"nfc_activation", "stage: field on, anticollision, activation"},
    {"select", "stage: selection of the application on the card"},
    {"verify", "stage: PIN verification by the card"},
    {"certificate", "stage: certificate read from the card"},
    {"sign", "stage: signature by the card"},
    {"connect_tls", "stage: TCP and TLS of the app's connection"},
    {"request", "stage: the app's exchange without the server's share"},
    {"server_queue", "stage: waiting for a worker of the reception"},
    {"signature_check", "stage: signature check by the reception"},
    {"status", "stage: certificate chain and expiry"},
    {"registration", "stage: registration of the visit"},
    {"notice", "stage: until the back office knows of the registration"},
    {"line_connect_tls", "stage: TCP and TLS of the closed line"},
    {"line_queue", "stage: waiting for a worker on the closed line"},
    {"lookup", "stage: look-up of the insured person"},
    {"answer", "stage: the closed line's exchange without the server's share"},
    {"activation", "beside the path: activation of the app's device, once for each station"},
    {"passcode", "beside the path: the visual check's passcode of the day"},
    {"re_inquiry", "beside the path: a later visit's inquiry by stored data"},
    {"log_in", "claims, calendar time: a station's first login", false, true},
    {"upload", "claims: the first send of a file", false, true},
    {"check", "claims: from the send to its list", false, true},
    {"confirm", "claims: 請求確定", false, true},
    {"whole", "claims: from the intended start until a file is received", false, true},
    {kErrors,
     "visits that did not end well, or files that were not received in time; its only statistic is share",
     true, true},
    {kOthersUnreceived,
     "claims: other institutions that were not received in time; its only statistic is share", false, true},
});
constexpr auto kTimeStatistics =
    std::to_array<std::string_view>({"p50", "p90", "p95", "p99", "p99.9", "max", "mean"});
constexpr auto kErrorStatistics = std::to_array<std::string_view>({"share"});

std::string_view next_word(std::string_view& text) {
  auto const begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return text = {};
  auto const end = text.find_first_of(" \t", begin);
  auto const word = text.substr(begin, end - begin);
  text = end == std::string_view::npos ? std::string_view{} : text.substr(end);
  return word;
}

std::string_view trimmed(std::string_view text) {
  auto const begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

template <class Words>
bool contains(Words const& words, std::string_view word) {
  for (auto const candidate : words) {
    if (candidate == word) return true;
  }
  return false;
}

std::vector<std::string_view> metric_names() {
  auto names = std::vector<std::string_view>{};
  for (auto const& metric : kMetrics) names.push_back(metric.name);
  return names;
}

std::string unknown(std::string const& what, std::string_view word, std::span<std::string_view const> words) {
  return "unknown " + what + " '" + std::string{word} + "'" + sim::hint(word, words);
}

}  // namespace

std::span<Metric const> metrics() {
  return kMetrics;
}
std::span<std::string_view const> time_statistics() {
  return kTimeStatistics;
}

Parsed<Threshold> parse_threshold(std::string_view text) {
  auto rest = text;
  auto const metric = next_word(rest);
  auto const statistic = next_word(rest);
  auto const sign = next_word(rest);
  auto const limit_text = trimmed(rest);
  auto const names = metric_names();
  if (!metric.empty() && !contains(names, metric)) return {{}, unknown("metric", metric, names)};
  auto const is_share = metric == kErrors || metric == kOthersUnreceived;
  auto const statistics = is_share ? std::span<std::string_view const>{kErrorStatistics}
                                   : std::span<std::string_view const>{kTimeStatistics};
  if (!statistic.empty() && !contains(statistics, statistic)) {
    return {{},
            unknown(is_share ? "statistic of " + std::string{metric} : "statistic", statistic, statistics)};
  }
  if (sign != "<" || limit_text.empty()) {
    return {{}, "expected a threshold such as 'response p95 < 4 s', found '" + std::string{text} + "'"};
  }
  auto threshold = Threshold{std::string{trimmed(text)}, std::string{metric}, std::string{statistic}, 0};
  if (is_share) {
    auto const share = parse_share(limit_text);
    if (!share.value) return {{}, share.error};
    threshold.limit = *share.value;
  } else {
    auto const duration = parse_duration(limit_text);
    if (!duration.value) return {{}, duration.error};
    threshold.limit = static_cast<double>(duration.value->count()) / 1e6;
  }
  return {std::move(threshold), {}};
}

std::vector<ThresholdOutcome> evaluate(std::span<Threshold const> thresholds, FigureSource const& figures) {
  auto outcomes = std::vector<ThresholdOutcome>{};
  for (auto const& threshold : thresholds) {
    auto const actual = figures(threshold.metric, threshold.statistic);
    auto const known = actual.has_value() && *actual == *actual;  // a NaN differs from itself
    outcomes.push_back({.threshold = threshold,
                        .actual = known ? *actual : 0.0,
                        .met = known && *actual < threshold.limit,
                        .no_data = !known});
  }
  return outcomes;
}

}  // namespace kazasu::scenarios
