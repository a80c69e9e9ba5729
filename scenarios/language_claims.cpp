// A month of claims: the stations, the institutions beside them, and the window that they share.
#include <array>

#include "scenarios/language_parts.h"

namespace kazasu::scenarios {

namespace {

using Setter = void (*)(Scenario&, Value const&);

// In the order of RetryKind.
constexpr auto kRetries =
    std::to_array<std::string_view>({"none", "immediate", "constant", "back_off", "jitter", "budget"});
// In the order of AspTrouble::Payers.
constexpr auto kPayers = std::to_array<std::string_view>({"both", "fund", "federation"});

constexpr Entry section(std::string_view path, std::string_view description) {
  return {.path = path, .type = Type::kSection, .description = description};
}
constexpr Entry share(std::string_view path, std::string_view description, std::string_view initial,
                      Setter set) {
  return {.path = path,
          .type = Type::kShare,
          .description = description,
          .initial = initial,
          .lowest = "0 %",
          .highest = "100 %",
          .set = set};
}
constexpr Entry time(std::string_view path, std::string_view description, std::string_view initial,
                     Setter set) {
  return {.path = path,
          .type = Type::kDuration,
          .description = description,
          .initial = initial,
          .lowest = "0s",
          .highest = "24h",
          .set = set};
}
constexpr Entry count(std::string_view path, std::string_view description, std::string_view initial,
                      Setter set) {
  return {.path = path,
          .type = Type::kInteger,
          .description = description,
          .initial = initial,
          .lowest = "0",
          .highest = "1000000",
          .set = set};
}
constexpr Entry at_least_one(Entry entry) {
  entry.lowest = "1";
  return entry;
}
constexpr Entry instant(std::string_view path, std::string_view description, Setter set) {
  return {.path = path, .type = Type::kTimestamp, .description = description, .set = set};
}

std::chrono::milliseconds as_ms(Value const& value) {
  return std::chrono::ceil<std::chrono::milliseconds>(as<sim::Duration>(value));
}
std::chrono::microseconds as_us(Value const& value) {
  return std::chrono::ceil<std::chrono::microseconds>(as<sim::Duration>(value));
}

constexpr auto kMonth = std::to_array<Entry>({
    {.path = "claims",
     .type = Type::kSection,
     .description = "A month of claims in place of visits: every station sends its files, so that arrivals, "
                    "journey, card "
                    "and the other keys of visits have no meaning, nor has population.people. The calendar "
                    "starts on the "
                    "5th of the claims' month or before it, in July 2024 or later.",
     .set = [](Scenario& s, Value const&) { s.claims.used = true; }},
    instant("claims.end",
            "When the run ends; left out: at 21:00 on the 12th, or with the extension where that is later.",
            [](Scenario& s, Value const& v) { s.claims.end = as<sim::Instant>(v); }),
    instant("claims.extension", "Until when the operator lets institutions send after the 10th.",
            [](Scenario& s, Value const& v) { s.claims.extension = as<sim::Instant>(v); }),
    {.path = "claims.holiday",
     .type = Type::kInteger,
     .description = "A day of the month that is a holiday; 0: none. Saturdays and Sundays are known.",
     .initial = "0",
     .lowest = "0",
     .highest = "12",
     .set = [](Scenario& s, Value const& v) { s.claims.holiday = as_u32(v); }},

    section("claims.shape", "When institutions mean to send (ours, after what is published)."),
    share("claims.shape.to_the_last_day", "Those who aim at the 10th; the others keep a day in hand.", "30 %",
          [](Scenario& s, Value const& v) { s.claims.shape.to_the_last_day = as<double>(v); }),
    share("claims.shape.waiting_at_opening", "Those who wait for 08:00 on the 5th.", "0 %",
          [](Scenario& s, Value const& v) { s.claims.shape.waiting_at_opening_ppm = as_ppm(v); }),
    time("claims.shape.surge", "How long after it the last of them comes.", "60s",
         [](Scenario& s, Value const& v) {
           s.claims.shape.surge = std::chrono::ceil<std::chrono::seconds>(as<sim::Duration>(v));
         }),
});

constexpr auto kStations = std::to_array<Entry>({
    section("claims.stations", "How the stations go about it."),
    share("claims.stations.mistakes", "Receipts with a mistake as first sent.", "2 %",
          [](Scenario& s, Value const& v) { s.claims.stations.mistakes_ppm = as_ppm(v); }),
    share("claims.stations.corrects", "Files with findings that are corrected and sent again.", "90 %",
          [](Scenario& s, Value const& v) { s.claims.stations.corrects_ppm = as_ppm(v); }),
    share("claims.stations.without_asp", "Files that are sent without checks to wait for (ASPなし).", "5 %",
          [](Scenario& s, Value const& v) { s.claims.stations.without_asp_ppm = as_ppm(v); }),
});

constexpr auto kOthers = std::to_array<Entry>({
    section(
        "claims.others",
        "The institutions that share the window, in our emulator: 74,524 medical, 22,647 dental and 59,295 "
        "pharmacies sent online in March 2023, and take part in these proportions."),
    count("claims.others.institutions", "How many.", "0",
          [](Scenario& s, Value const& v) { s.claims.others = as_u32(v); }),
});

// The stations and the others try again in the same ways.
struct RetryPaths {
  std::string_view retry, pause, longest_pause, most_retries, budget;
};
using PolicyOf = claims::RetryPolicy& (*)(Scenario&);

template <PolicyOf kPolicy>
constexpr std::array<Entry, 5> retry_entries(RetryPaths paths) {
  return {{
      {.path = paths.retry,
       .type = Type::kWord,
       .description =
           "When a request failed: none comes back later in the day or the next; immediate asks again at "
           "once; "
           "constant after a pause; back_off after pauses that double; jitter after random ones up to those; "
           "budget the same while it lasts.",
       .initial = "constant",
       .words = Words{kRetries},
       .set = [](Scenario& s, Value const& v) { kPolicy(s).kind = as_word<claims::RetryKind>(v); }},
      time(paths.pause, "The pause of constant, and the first one of back_off, jitter and budget.", "5min",
           [](Scenario& s, Value const& v) { kPolicy(s).pause = as_ms(v); }),
      time(paths.longest_pause, "The longest one of back_off, jitter and budget.", "60min",
           [](Scenario& s, Value const& v) { kPolicy(s).longest_pause = as_ms(v); }),
      count(paths.most_retries, "Of one request, in a row; then the client comes back later. 0: no end.", "5",
            [](Scenario& s, Value const& v) { kPolicy(s).most_retries = as_u32(v); }),
      share(paths.budget, "With budget: retries that all together have for each first request.", "10 %",
            [](Scenario& s, Value const& v) { kPolicy(s).budget_ppm = as_ppm(v); }),
  }};
}

constexpr auto kStationsRetries =
    retry_entries<[](Scenario& s) -> claims::RetryPolicy& { return s.claims.stations.retries; }>(
        {"claims.stations.retry", "claims.stations.pause", "claims.stations.longest_pause",
         "claims.stations.most_retries", "claims.stations.budget"});
constexpr auto kOthersRetries =
    retry_entries<[](Scenario& s) -> claims::RetryPolicy& { return s.claims.others_retries; }>(
        {"claims.others.retry", "claims.others.pause", "claims.others.longest_pause",
         "claims.others.most_retries", "claims.others.budget"});

constexpr auto kWindow = std::to_array<Entry>({
    section("claims.front", "The gateway in front of both payers' systems, in our emulator (ours)."),
    at_least_one(count("claims.front.workers", "Requests that are worked on at a time.", "50",
                       [](Scenario& s, Value const& v) { s.claims.front.workers = as_u32(v); })),
    {.path = "claims.front.service",
     .type = Type::kDistribution,
     .description = "Work of one request; left out: exponential with a mean of 1.6 s.",
     .lowest = kNoTime,
     .highest = kLongestTime,
     .set = [](Scenario& s, Value const& v) { s.claims.front.service = as<sim::Distribution>(v); }},
    count("claims.front.longest_queue", "Requests that wait; one more is turned away.", "8000",
          [](Scenario& s, Value const& v) { s.claims.front.longest_queue = as_u32(v); }),
    {.path = "claims.front.time_out",
     .type = Type::kDuration,
     .description = "From a request's coming to its answer; the work goes on unasked for.",
     .initial = "60s",
     .lowest = "1ms",
     .highest = "24h",
     .set = [](Scenario& s, Value const& v) { s.claims.front.time_out = as_ms(v); }},
    share("claims.front.given_up", "Requests that time out in the queue and are taken out of it.", "70 %",
          [](Scenario& s, Value const& v) { s.claims.front.given_up_ppm = as_ppm(v); }),

    section("claims.asp", "受付・事務点検ASP of each payer, in our emulator (ours)."),
    at_least_one(count("claims.asp.servers", "Files that are checked at a time.", "5",
                       [](Scenario& s, Value const& v) { s.claims.asp.servers = as_u32(v); })),
    time("claims.asp.fixed", "What a list takes beside queue and work.", "10min",
         [](Scenario& s, Value const& v) { s.claims.asp.fixed = as_ms(v); }),
    time("claims.asp.per_file", "Work of a server for a file.", "1100ms",
         [](Scenario& s, Value const& v) { s.claims.asp.per_file = as_us(v); }),
    time("claims.asp.per_receipt", "Work of a server for each receipt in it.", "1600us",
         [](Scenario& s, Value const& v) { s.claims.asp.per_receipt = as_us(v); }),
});

struct StretchPaths {
  std::string_view from, to;
};
template <auto ClaimsPlan::*kTrouble>
constexpr std::array<Entry, 2> stretch_entries(StretchPaths paths) {
  return {{
      {.path = paths.from,
       .type = Type::kTimestamp,
       .description = "Its beginning.",
       .required = true,
       .set = [](Scenario& s, Value const& v) { (s.claims.*kTrouble).from = as<sim::Instant>(v); }},
      {.path = paths.to,
       .type = Type::kTimestamp,
       .description = "Its end.",
       .required = true,
       .set = [](Scenario& s, Value const& v) { (s.claims.*kTrouble).to = as<sim::Instant>(v); }},
  }};
}

struct TroublePaths {
  std::string_view section, description, payers, from, to;
};
template <AspTrouble ClaimsPlan::*kTrouble>
constexpr std::array<Entry, 4> trouble_entries(TroublePaths paths) {
  auto const stretch = stretch_entries<kTrouble>({paths.from, paths.to});
  return {{
      section(paths.section, paths.description),
      {.path = paths.payers,
       .type = Type::kWord,
       .description = "Whose ASP.",
       .initial = "both",
       .words = Words{kPayers},
       .set = [](Scenario& s,
                 Value const& v) { (s.claims.*kTrouble).payers = as_word<AspTrouble::Payers>(v); }},
      stretch[0],
      stretch[1],
  }};
}
constexpr auto kStopped = trouble_entries<&ClaimsPlan::stopped>(
    {"claims.asp_stopped", "No check begins; what was begun is finished (May 2022).",
     "claims.asp_stopped.payers", "claims.asp_stopped.from", "claims.asp_stopped.to"});
constexpr auto kOneServer = trouble_entries<&ClaimsPlan::one_server>(
    {"claims.asp_one_server", "Every check goes to one server (April 2022).", "claims.asp_one_server.payers",
     "claims.asp_one_server.from", "claims.asp_one_server.to"});
constexpr auto kWrongErrors = trouble_entries<&ClaimsPlan::wrong_errors>(
    {"claims.asp_wrong_errors", "Lists name errors that are none, and files are sent again (May 2022).",
     "claims.asp_wrong_errors.payers", "claims.asp_wrong_errors.from", "claims.asp_wrong_errors.to"});

constexpr auto kFrontClosed = section("claims.front_closed", "The window turns everything away.");
constexpr auto kFrontClosedStretch =
    stretch_entries<&ClaimsPlan::front_closed>({"claims.front_closed.from", "claims.front_closed.to"});
constexpr auto kFrontDegraded = std::to_array<Entry>({
    section("claims.front_degraded", "The window has fewer workers; what they have begun they finish."),
    {.path = "claims.front_degraded.workers",
     .type = Type::kInteger,
     .description = "Those that are left.",
     .required = true,
     .lowest = "1",
     .highest = "1000000",
     .set = [](Scenario& s, Value const& v) { s.claims.front_degraded.workers = as_u32(v); }},
});
constexpr auto kFrontDegradedStretch =
    stretch_entries<&ClaimsPlan::front_degraded>({"claims.front_degraded.from", "claims.front_degraded.to"});

std::vector<Entry> assembled() {
  auto table = std::vector<Entry>{};
  auto const add = [&table](std::span<Entry const> entries) {
    table.insert(table.end(), entries.begin(), entries.end());
  };
  add(kMonth);
  add(kStations);
  add(kStationsRetries);
  add(kOthers);
  add(kOthersRetries);
  add(kWindow);
  add(kStopped);
  add(kOneServer);
  add(kWrongErrors);
  table.push_back(kFrontClosed);
  add(kFrontClosedStretch);
  add(kFrontDegraded);
  add(kFrontDegradedStretch);
  return table;
}

}  // namespace

std::span<Entry const> claims_entries() {
  static auto const table = assembled();
  return table;
}

}  // namespace kazasu::scenarios
