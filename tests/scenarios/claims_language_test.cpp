// A month of claims in the language: every key is read, every mistake has its place, the plan says it.
#include <gtest/gtest.h>

#include <string>

#include "scenarios/document.h"
#include "scenarios/language.h"
#include "scenarios/plan.h"
#include "scenarios/reader.h"
#include "scenarios/scenario_file.h"

namespace kazasu::scenarios {
namespace {

using namespace std::chrono_literals;

constexpr auto kEveryKey = R"(name: every key
population: {stations: 7, seed: 3}
calendar: {start: 2025-06-05T07:00:00+09:00, speed: 1440}
claims:
  end: 2025-06-12T20:00:00+09:00
  extension: 2025-06-12T19:00:00+09:00
  holiday: 6
  shape:
    to_the_last_day: 40 %
    waiting_at_opening: 10 %
    surge: 2min
  stations:
    mistakes: 3 %
    corrects: 80 %
    without_asp: 6 %
    retry: back_off
    pause: 2min
    longest_pause: 30min
    most_retries: 4
    budget: 20 %
  others:
    institutions: 156466
    retry: budget
    pause: 1min
    longest_pause: 20min
    most_retries: 0
    budget: 15 %
  front:
    workers: 55
    service: {constant: 2s}
    longest_queue: 700
    time_out: 90s
    given_up: 60 %
  asp:
    servers: 6
    fixed: 12min
    per_file: 1s
    per_receipt: 2ms
  asp_stopped:
    payers: federation
    from: 2025-06-09T10:30:00+09:00
    to: 2025-06-09T13:00:00+09:00
  asp_one_server:
    payers: fund
    from: 2025-06-06T08:00:00+09:00
    to: 2025-06-06T09:00:00+09:00
  asp_wrong_errors:
    payers: both
    from: 2025-06-09T08:00:00+09:00
    to: 2025-06-09T10:30:00+09:00
  front_closed:
    from: 2025-06-10T18:00:00+09:00
    to: 2025-06-10T20:00:00+09:00
  front_degraded:
    workers: 11
    from: 2025-06-05T08:00:00+09:00
    to: 2025-06-05T12:00:00+09:00
thresholds:
  - others_unreceived share < 1 %
)";

sim::Instant at(std::string const& text) {
  return sim::parse_iso_date_time("2025-06-" + text + ":00+09:00");
}

Scenario scenario_of(std::string const& text) {
  auto loaded = load_scenario_text(text, "f");
  EXPECT_TRUE(loaded) << text_of(loaded.mistakes);
  return loaded.scenario.value_or(Scenario{});
}
Scenario every_key() {
  return scenario_of(kEveryKey);
}

std::string mistakes_in(std::string const& claims, std::string const& rest = "") {
  return text_of(
      load_scenario_text(
          "name: n\ncalendar: {start: 2025-06-05T08:00:00+09:00}\nclaims: " + claims + "\n" + rest, "f")
          .mistakes);
}

TEST(ClaimsLanguage, TheTextHasEveryKeyOfTheTable) {
  auto const document = parse_document(kEveryKey);
  auto const reading = read_document(document.root);
  auto keys = 0;
  for (auto const& entry : language()) {
    if (!entry.path.starts_with("claims")) continue;
    ++keys;
    EXPECT_TRUE(reading.given.contains(entry.path)) << entry.path;
  }
  EXPECT_GT(keys, 40);
}

TEST(ClaimsLanguage, ReadsTheMonthAndItsWindow) {
  auto const scenario = every_key();
  auto const& claims = scenario.claims;
  EXPECT_TRUE(claims.used);
  EXPECT_EQ(claims.end, at("12T20:00"));
  EXPECT_EQ(claims.extension, at("12T19:00"));
  EXPECT_EQ(claims.holiday, 6U);
  EXPECT_EQ(claims.shape.to_the_last_day, 0.4);
  EXPECT_EQ(claims.shape.waiting_at_opening_ppm, 100'000U);
  EXPECT_EQ(claims.shape.surge, 2min);
  EXPECT_EQ(claims.front.workers, 55U);
  EXPECT_EQ(claims.front.service.mean(), 2s);
  EXPECT_EQ(claims.front.longest_queue, 700U);
  EXPECT_EQ(claims.front.time_out, 90s);
  EXPECT_EQ(claims.front.given_up_ppm, 600'000U);
  EXPECT_EQ(claims.asp.servers, 6U);
  EXPECT_EQ(claims.asp.fixed, 12min);
  EXPECT_EQ(claims.asp.per_file, 1s);
  EXPECT_EQ(claims.asp.per_receipt, 2ms);
  ASSERT_EQ(scenario.thresholds.size(), 1U);
}

TEST(ClaimsLanguage, ReadsStationsAndOthers) {
  auto const scenario = every_key();
  auto const& stations = scenario.claims.stations;
  EXPECT_EQ(stations.mistakes_ppm, 30'000U);
  EXPECT_EQ(stations.corrects_ppm, 800'000U);
  EXPECT_EQ(stations.without_asp_ppm, 60'000U);
  EXPECT_EQ(stations.retries.kind, claims::RetryKind::kBackOff);
  EXPECT_EQ(stations.retries.pause, 2min);
  EXPECT_EQ(stations.retries.longest_pause, 30min);
  EXPECT_EQ(stations.retries.most_retries, 4U);
  EXPECT_EQ(stations.retries.budget_ppm, 200'000U);
  auto const& others = scenario.claims.others_retries;
  EXPECT_EQ(scenario.claims.others, 156'466U);
  EXPECT_EQ(others.kind, claims::RetryKind::kBudget);
  EXPECT_EQ(others.pause, 1min);
  EXPECT_EQ(others.longest_pause, 20min);
  EXPECT_EQ(others.most_retries, 0U);
  EXPECT_EQ(others.budget_ppm, 150'000U);
  EXPECT_EQ(claims_people(scenario) % 7, 0U);
  EXPECT_EQ(scenario.population.people, claims_people(scenario)) << "people of its own for each station";
}

TEST(ClaimsLanguage, ReadsTheFaultsOfEachAsp) {
  using Kind = claims::AspFault::Kind;
  auto const scenario = every_key();
  auto const fund = asp_faults(scenario.claims, claims::Payer::kFund);
  ASSERT_EQ(fund.size(), 2U);
  EXPECT_EQ(fund[0].kind, Kind::kOneServer);
  EXPECT_EQ(fund[0].from, at("06T08:00"));
  EXPECT_EQ(fund[0].to, at("06T09:00"));
  EXPECT_EQ(fund[1].kind, Kind::kWrongErrors);
  auto const federation = asp_faults(scenario.claims, claims::Payer::kFederation);
  ASSERT_EQ(federation.size(), 2U);
  EXPECT_EQ(federation[0].kind, Kind::kStopped);
  EXPECT_EQ(federation[0].to, at("09T13:00"));
  EXPECT_EQ(federation[1].kind, Kind::kWrongErrors);
  EXPECT_EQ(federation[1].from, at("09T08:00"));
}

TEST(ClaimsLanguage, ReadsTheFaultsOfTheWindow) {
  using Kind = claims::FrontFault::Kind;
  auto const faults = front_faults(every_key().claims);
  ASSERT_EQ(faults.size(), 2U);
  EXPECT_EQ(faults[0].kind, Kind::kClosed);
  EXPECT_EQ(faults[0].from, at("10T18:00"));
  EXPECT_EQ(faults[0].to, at("10T20:00"));
  EXPECT_EQ(faults[1].kind, Kind::kDegraded);
  EXPECT_EQ(faults[1].from, at("05T08:00"));
  EXPECT_EQ(faults[1].to, at("05T12:00"));
  EXPECT_EQ(faults[1].workers, 11U);
}

TEST(ClaimsLanguage, DerivesTheMonth) {
  auto const scenario = every_key();
  EXPECT_EQ(claim_month(scenario), std::chrono::year{2025} / std::chrono::June);
  EXPECT_EQ(claim_deadline(scenario), at("11T00:00"));
  EXPECT_EQ(claims_end(scenario), at("12T20:00"));
  auto open = scenario;
  open.claims.end.reset();
  EXPECT_EQ(claims_end(open), at("12T21:00"));
  open.claims.extension = at("14T12:00");
  EXPECT_EQ(claims_end(open), at("14T12:00"));
  auto const others = other_institutions(scenario);
  EXPECT_EQ(others.medical.count, 74'524U);
  EXPECT_EQ(others.dental.count, 22'647U);
  EXPECT_EQ(others.pharmacy.count, 59'295U);
  ASSERT_EQ(others.office.holidays.size(), 1U);
  EXPECT_EQ(others.office.holidays.front(), claim_month(scenario) / std::chrono::day{6});
  auto few = scenario;
  few.claims.others = 10;
  auto const part = other_institutions(few);
  EXPECT_EQ(part.medical.count + part.dental.count + part.pharmacy.count, 10U);
}

TEST(ClaimsLanguage, HasDefaultsForEverything) {
  auto const scenario =
      scenario_of("name: n\ncalendar: {start: 2025-06-05T08:00:00+09:00}\nclaims: {holiday: 0}\n");
  EXPECT_TRUE(scenario.claims.used);
  EXPECT_EQ(scenario.claims.others, 0U);
  EXPECT_EQ(scenario.claims.stations.retries.kind, claims::RetryKind::kConstant);
  EXPECT_EQ(scenario.claims.stations.retries.pause, 5min);
  EXPECT_EQ(scenario.claims.stations.retries.most_retries, 5U);
  EXPECT_EQ(scenario.claims.front.service.mean(), claims::FrontModel{}.service.mean());
  EXPECT_EQ(scenario.claims.asp.servers, 5U);
  EXPECT_TRUE(asp_faults(scenario.claims, claims::Payer::kFund).empty());
  EXPECT_TRUE(front_faults(scenario.claims).empty());
  EXPECT_FALSE(scenario_of("name: n\narrivals: {process: constant, rate: 1/s, duration: 1s}\n"
                           "journey: {steps: [consent, enter_pin, tap_card]}\n")
                   .claims.used);
}

TEST(ClaimsMistakes, WhatIsOfVisitsHasNoMeaning) {
  EXPECT_EQ(mistakes_in("{holiday: 0}",
                        "arrivals: {process: constant, rate: 1/s, duration: 1s}\n"
                        "journey: {steps: [consent, enter_pin, tap_card]}\n"
                        "card: {timing: none}\n"
                        "population: {people: 3}\n"),
            "f:4:11: arrivals: has no meaning with claims\n"
            "f:5:10: journey: has no meaning with claims\n"
            "f:6:7: card: has no meaning with claims\n"
            "f:7:22: population.people: has no meaning with claims\n");
}

TEST(ClaimsMistakes, TheCalendarStartsBeforeTheWindowOpens) {
  auto const starts = [](std::string const& start) {
    return text_of(
        load_scenario_text("name: n\ncalendar: {start: " + start + "}\nclaims: {holiday: 0}\n", "f")
            .mistakes);
  };
  auto const refusal = std::string{
      "f:2:19: calendar.start: expected the 5th of a month or a day before it, of July 2024 or later\n"};
  EXPECT_EQ(starts("2025-06-06T08:00:00+09:00"), refusal);
  EXPECT_EQ(starts("2024-06-05T08:00:00+09:00"), refusal);
  EXPECT_EQ(starts("2024-07-05T23:59:59+09:00"), "");
  EXPECT_EQ(starts("2025-06-01T00:00:00+09:00"), "");
}

TEST(ClaimsMistakes, TimesComeInTheirOrder) {
  EXPECT_EQ(mistakes_in("{end: 2025-06-05T08:00:00+09:00}"),
            "f:3:15: claims.end: expected a time after the calendar's start\n");
  EXPECT_EQ(mistakes_in("{extension: 2025-06-10T12:00:00+09:00}"),
            "f:3:21: claims.extension: expected a time after the 10th\n");
  EXPECT_EQ(mistakes_in("{extension: 2025-06-11T00:00:00+09:00}"),
            "f:3:21: claims.extension: expected a time after the 10th\n");
  for (auto const* const fault : {"asp_stopped", "asp_one_server", "asp_wrong_errors", "front_closed"}) {
    EXPECT_EQ(mistakes_in("\n  " + std::string{fault} +
                          ":\n    from: 2025-06-09T10:00:00+09:00\n    to: 2025-06-09T10:00:00+09:00"),
              "f:6:9: claims." + std::string{fault} + ".to: expected a time after its `from`\n");
  }
  EXPECT_EQ(
      mistakes_in("{asp_stopped: {from: 2025-06-09T10:00:00+09:00}}"),
      "f:3:10: missing key 'claims.asp_stopped.to' — expected a time such as 2024-12-02T09:00:00+09:00\n");
}

TEST(ClaimsMistakes, ADegradedWindowHasFewerWorkers) {
  auto const degraded = [](std::string const& workers, std::string const& to) {
    return mistakes_in("{front: {workers: 9}, front_degraded: {workers: " + workers +
                       ", from: 2025-06-09T10:00:00+09:00, to: 2025-06-09T" + to + ":00+09:00}}");
  };
  EXPECT_EQ(degraded("8", "11:00"), "");
  EXPECT_EQ(degraded("9", "11:00"),
            "f:3:57: claims.front_degraded.workers: expected fewer than `claims.front.workers`, 9\n");
  EXPECT_NE(degraded("0", "11:00").find("claims.front_degraded.workers"), std::string::npos);
  EXPECT_NE(degraded("8", "09:00").find("claims.front_degraded.to: expected a time after its `from`"),
            std::string::npos);
}

TEST(ClaimsMistakes, APauseIsNoLongerThanTheLongest) {
  EXPECT_EQ(mistakes_in("{stations: {pause: 2h}}"),
            "f:3:28: claims.stations.pause: expected no more than `longest_pause`\n");
  EXPECT_EQ(mistakes_in("{others: {longest_pause: 1min}}"),
            "f:3:34: claims.others.pause: expected no more than `longest_pause`\n");
  EXPECT_EQ(mistakes_in("{others: {pause: 60min}}"), "");
}

TEST(ClaimsMistakes, WordsAndRanges) {
  EXPECT_EQ(mistakes_in("{stations: {retry: backoff}}"),
            "f:3:28: claims.stations.retry: unknown word 'backoff' — did you mean 'back_off'?\n");
  EXPECT_EQ(
      mistakes_in("{front: {workers: 0}}"),
      "f:3:27: claims.front.workers: '0' is out of range — expected a whole number from 1 to 1000000\n");
  EXPECT_EQ(mistakes_in("{front: {time_out: 0s}}"),
            "f:3:28: claims.front.time_out: '0s' is out of range — expected a duration from 1ms to 24h\n");
  EXPECT_EQ(mistakes_in("{holiday: 13}"),
            "f:3:19: claims.holiday: '13' is out of range — expected a whole number from 0 to 12\n");
}

TEST(ClaimsPlan, SaysWhatWouldRun) {
  EXPECT_EQ(plan_text(every_key()),
            "every key\n"
            "  population  7 stations, seed 3, retries back_off after 2 min\n"
            "  others      156,466 institutions, retries budget after 1 min\n"
            "  window      55 workers, 2 s each; ASP of 6 servers for each payer\n"
            "  calendar    2025-06-05T07:00:00+09:00 to 2025-06-12T20:00:00+09:00, speed 1440\n"
            "  fault       ASP stopped 2025-06-09T10:30:00+09:00 to 2025-06-09T13:00:00+09:00\n"
            "  fault       ASP on one server 2025-06-06T08:00:00+09:00 to 2025-06-06T09:00:00+09:00\n"
            "  fault       ASP with wrong errors 2025-06-09T08:00:00+09:00 to 2025-06-09T10:30:00+09:00\n"
            "  fault       window closed 2025-06-10T18:00:00+09:00 to 2025-06-10T20:00:00+09:00\n"
            "  fault       window with 11 workers 2025-06-05T08:00:00+09:00 to 2025-06-05T12:00:00+09:00\n"
            "  extension   2025-06-12T19:00:00+09:00\n"
            "  threshold   others_unreceived share < 1 %\n");
}

}  // namespace
}  // namespace kazasu::scenarios
